// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/experimenttext.h"

#include "core/base/decimal.h"
#include "core/base/translate.h"
#include "core/expression/assertion.h"

#include <algorithm>

namespace weir {

namespace {

/// At how many points the assertion at \a index is kept.
qsizetype keptPoints(const Sweep &sweep, qsizetype index)
{
    return std::count_if(sweep.points.cbegin(), sweep.points.cend(),
                         [index](const SweepPoint &point) { return point.report.assertions.at(index).holds; });
}

QString instancesSentence(const Sizing &sizing)
{
    if (!sizing.isPossible)
        return tr("No number of instances that was tried keeps the promises; most likely something else breaks them.");
    int all = 0;
    for (const SizedSubscription &subscription : sizing.subscriptions)
        all += subscription.fewest;
    return tr("%1 instances keep the promises; with one less anywhere a promise breaks or a queue never ends.")
        .arg(all);
}

QString loadSentence(const SizedQuantity &quantity, bool isPossible)
{
    if (!isPossible)
        return tr("The promises break even with %1 times the load.").arg(threeDigits(quantity.broken.value_or(0)));
    return quantity.broken ? tr("The promises are kept up to %1 times the load.").arg(threeDigits(quantity.most))
                           : tr("The promises are kept with %1 times the load, and no limit was looked for above.")
                                 .arg(threeDigits(quantity.most));
}

QString outageSentence(const SizedQuantity &quantity, bool isPossible)
{
    if (!isPossible)
        return tr("The promises break even when %1 lasts only %2.")
            .arg(quantity.element, figureText(quantity.broken.value_or(0), FigureUnit::Seconds));
    const QString most = figureText(quantity.most, FigureUnit::Seconds);
    return quantity.broken ? tr("The promises survive %1 for %2.").arg(quantity.element, most)
                           : tr("The promises survive %1 to the end of the run, for %2.").arg(quantity.element, most);
}

} // namespace

QString sweepSentence(const Sweep &sweep)
{
    if (sweep.points.isEmpty())
        return tr("No point was finished.");
    const qsizetype all = sweep.points.size();
    const qsizetype kept = std::count_if(sweep.points.cbegin(), sweep.points.cend(),
                                         [](const SweepPoint &point) { return point.report.holds; });
    const QString early = sweep.stopped ? tr("Stopped early. ") : QString();
    if (kept == all)
        return early + tr("Holds at all %1 points.").arg(kept);
    if (kept == 0)
        return early + tr("Holds at none of %1 points.").arg(all);
    return early + tr("Holds at %1 of %2 points.").arg(kept).arg(all);
}

QStringList sweepPlaces(const Sweep &sweep, qsizetype index)
{
    const qsizetype kept = keptPoints(sweep, index);
    if (kept == sweep.points.size())
        return {tr("holds at every point")};
    if (kept == 0)
        return {tr("breaks at every point")};
    QStringList lines;
    const QString text = sweep.points.first().report.assertions.at(index).text;
    for (const SweepEdge &edge : sweep.edges) {
        if (edge.assertion != text)
            continue;
        const QString line = tr("holds at %1, breaks at %2").arg(edge.kept, edge.broken);
        lines.append(edge.given.isEmpty() ? line : tr("with %1: %2").arg(edge.given, line));
    }
    return lines;
}

std::optional<double> promisedLimit(const AssertionReport &assertion)
{
    const Result<Assertion> read = parseAssertion(assertion.text);
    return read ? std::optional(read->limit) : std::nullopt;
}

QString sizingSentence(const Sizing &sizing)
{
    if (sizing.stopped)
        return tr("Stopped early: there is no answer yet.");
    switch (sizing.question) {
    case SizeQuestion::Instances:
        return instancesSentence(sizing);
    case SizeQuestion::Load:
        return loadSentence(sizing.quantity, sizing.isPossible);
    case SizeQuestion::Outage:
        return outageSentence(sizing.quantity, sizing.isPossible);
    }
    return {};
}

QString sizedText(SizeQuestion question, double value)
{
    switch (question) {
    case SizeQuestion::Instances:
        break;
    case SizeQuestion::Load:
        return QStringLiteral("×%1").arg(threeDigits(value));
    case SizeQuestion::Outage:
        return figureText(value, FigureUnit::Seconds);
    }
    return figureText(value, FigureUnit::Messages);
}

QString comparisonSentence(const PairedComparison &comparison)
{
    const qsizetype differing = comparison.significant();
    if (comparison.figures.isEmpty())
        return tr("No pair of runs was finished: there is nothing to compare yet.");
    if (differing == 0)
        return tr("No figure differs more than chance explains.");
    QString text;
    if (comparison.first.holds != comparison.second.holds)
        text = comparison.second.holds ? tr("B holds, A does not; %1 of %2 figures differ.")
                                       : tr("A holds, B does not; %1 of %2 figures differ.");
    else
        text = comparison.first.holds ? tr("Both hold; %1 of %2 figures differ.")
                                      : tr("Neither holds; %1 of %2 figures differ.");
    return text.arg(differing).arg(comparison.figures.size());
}

} // namespace weir
