// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/experiment.h"

#include "app/cli/input.h"
#include "core/base/translate.h"
#include "core/usecases/openproject.h"
#include "core/usecases/simulate.h"

#include <cmath>

namespace weir {

Result<QList<ScenarioSetting>> settingsOf(const QStringList &texts)
{
    QList<ScenarioSetting> settings;
    for (const QString &text : texts) {
        const Result<ScenarioSetting> setting = parseSetting(text);
        if (!setting)
            return setting.error();
        settings.append(*setting);
    }
    return settings;
}

SimulationControl watchedControl(const InterruptWatch &watch, Session &session, const QString &doing)
{
    SimulationControl control;
    control.stop = watch.token();
    control.progress = [&console = session.console, doing](double share) { console.showProgress(doing, share); };
    return control;
}

ExitCode refuseSimulation(const Error &error, const Project &project, Session &session)
{
    const bool isDesign = !error.place.file.isEmpty();
    return refuse(locatedError(error, project), session, isDesign ? ExitCode::Unreadable : ExitCode::Usage);
}

QString measuredFigure(const AssertionReport &assertion)
{
    if (!assertion.value)
        return assertion.reason;
    if (assertion.isDuration)
        return figureText(*assertion.value, FigureUnit::Seconds);
    return figureText(*assertion.value, assertion.isShare ? FigureUnit::Share : FigureUnit::Messages);
}

QString assertionLines(const Report &report, const Console &console)
{
    QString text;
    for (const AssertionReport &assertion : report.assertions) {
        const QString mark =
            assertion.holds ? console.inked(tr("holds"), Ink::Good) : console.inked(tr("FAILS"), Ink::Bad);
        text += QStringLiteral("  %1  %2  (%3)\n").arg(mark, assertion.text, measuredFigure(assertion));
    }
    return text;
}

QString headingText(const QString &title, const Console &console)
{
    return u'\n' + console.inked(title, Ink::Strong) + u'\n';
}

QString signedFigure(double value, FigureUnit unit)
{
    QString size = figureText(std::abs(value), unit);
    if (value == 0)
        return size;
    return (value < 0 ? u'−' : u'+') + size;
}

} // namespace weir
