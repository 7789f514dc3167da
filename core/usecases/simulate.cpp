// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/simulate.h"

#include "core/model/catalog.h"
#include "core/simulation/scenariosettings.h"

#include <algorithm>

namespace weir {

namespace {

/// A station above this has little to spare.
constexpr double busy = 0.8;
/// A station above this is full.
constexpr double full = 0.95;

/// The figure of a series at \a share of the run; \a otherwise without a series or a share.
double at(const QList<double> &series, std::optional<double> share, double otherwise)
{
    if (!share || series.isEmpty())
        return otherwise;
    const auto bin = static_cast<qsizetype>(std::clamp(*share, 0.0, 1.0) * double(series.size()));
    return series.at(std::min(bin, series.size() - 1));
}

double perSecond(quint64 count, const Report &report)
{
    const double time = report.simulated * std::max(1, report.replications);
    return time > 0 ? double(count) / time : -1;
}

Health healthOf(const SubscriptionReport &report, double utilisation, double failures)
{
    const bool missesSla = report.sla && report.sla->attained && *report.sla->attained < report.sla->share;
    if (utilisation >= full || missesSla)
        return Health::Bad;
    if (utilisation >= busy || failures > 0)
        return Health::Warning;
    return Health::Good;
}

/// The worse of two states.
Health worse(Health a, Health b)
{
    return std::max(a, b);
}

/// Adds a subscription's figures, and to its service the sum of rates and the fullest station.
void addSubscription(Overlay &overlay, const Report &report, const SubscriptionReport &subscription,
                     std::optional<double> share)
{
    ElementFigures figures;
    figures.rate = at(subscription.series.throughput, share, perSecond(subscription.succeeded, report));
    figures.utilisation = at(subscription.series.utilisation, share, subscription.utilisation);
    figures.depth = at(subscription.series.depth, share, subscription.depth.mean);
    const double dead = at(subscription.series.deadLetters, share, double(subscription.deadLettered));
    figures.health = healthOf(subscription, figures.utilisation, dead);
    overlay.figures.insert(subscription.path, figures);
    ElementFigures &service = overlay.figures[QStringLiteral("services/") + subscription.path.section(u'/', 0, 0)];
    service.rate = std::max(0.0, service.rate) + std::max(0.0, figures.rate);
    service.utilisation = std::max(service.utilisation, figures.utilisation);
    service.depth = std::max(0.0, service.depth) + figures.depth;
    service.health = worse(service.health, figures.health);
}

void addChannel(Overlay &overlay, const Report &report, const ChannelReport &channel, std::optional<double> share)
{
    ElementFigures figures;
    figures.rate = at(channel.series.throughput, share, perSecond(channel.in, report));
    figures.depth = at(channel.series.depth, share, channel.depth.mean);
    overlay.figures.insert(QStringLiteral("channels/") + channel.path, figures);
}

} // namespace

Result<Report> simulate(const Catalog &catalog, const SimulationOptions &options, const SimulationControl &control)
{
    return runScenario(catalog, options, control);
}

Result<ScenarioSetting> parseSetting(const QString &text)
{
    return parseSettingText(text);
}

Overlay reportOverlay(const Report &report, std::optional<double> share)
{
    Overlay overlay;
    for (const PublicationReport &publication : report.publications) {
        ElementFigures figures;
        figures.rate = at(publication.series.throughput, share, perSecond(publication.published, report));
        figures.health = publication.lost.isEmpty() ? Health::Good : Health::Bad;
        overlay.figures.insert(publication.path, figures);
    }
    for (const ChannelReport &channel : report.channels)
        addChannel(overlay, report, channel, share);
    for (const SubscriptionReport &subscription : report.subscriptions)
        addSubscription(overlay, report, subscription, share);
    for (const DeadLetterReport &deadLetter : report.deadLetters) {
        ElementFigures &figures = overlay.figures[QStringLiteral("channels/") + deadLetter.path];
        figures.rate = at(deadLetter.series.throughput, share, perSecond(deadLetter.in, report));
        figures.depth = double(deadLetter.in) / std::max(1, report.replications);
        figures.health = deadLetter.in > 0 ? Health::Warning : Health::Good;
    }
    return overlay;
}

} // namespace weir
