// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/diff.h"

#include "core/base/translate.h"
#include "core/comparison/renames.h"
#include "core/document/markup.h"
#include "core/usecases/simulate.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostFigures = 40; ///< In Markdown; JSON has all of them.

Json differenceToJson(const Difference &difference)
{
    Json json = Json::object();
    json["kind"] = differenceKindName(difference.kind).data();
    json["rule"] = jsonOf(difference.rule);
    json["breaking"] = difference.isBreaking;
    json["element"] = jsonOf(difference.element.path());
    if (!difference.item.isEmpty())
        json["item"] = jsonOf(difference.item);
    if (!difference.formerId.isEmpty())
        json["formerId"] = jsonOf(difference.formerId);
    json["pointer"] = jsonOf(difference.pointer);
    json["in"] = difference.isInBefore ? "before" : "after";
    json["what"] = jsonOf(difference.what);
    json["effect"] = jsonOf(difference.effect);
    json["hurt"] = Json::array();
    for (const QString &path : difference.hurt)
        json["hurt"].push_back(jsonOf(path));
    if (!difference.hint.isEmpty())
        json["hint"] = jsonOf(difference.hint);
    if (difference.before)
        json["before"] = difference.before.get();
    if (difference.after)
        json["after"] = difference.after.get();
    return json;
}

Json figureToJson(const FigureDifference &figure)
{
    Json json = Json::object();
    json["element"] = jsonOf(figure.element);
    json["figure"] = jsonOf(figure.figure);
    if (figure.before)
        json["before"] = *figure.before;
    if (figure.after)
        json["after"] = *figure.after;
    if (const auto change = figure.relativeChange())
        json["relativeChange"] = *change;
    return json;
}

Json simulationToJson(const SimulatedDifference &simulation)
{
    Json json = Json::object();
    json["scenario"] = jsonOf(simulation.scenario);
    if (!simulation.note.isEmpty()) {
        json["note"] = jsonOf(simulation.note);
        return json;
    }
    json["heldBefore"] = simulation.heldBefore;
    json["holdsAfter"] = simulation.holdsAfter;
    json["figures"] = Json::array();
    for (const FigureDifference &figure : simulation.figures)
        json["figures"].push_back(figureToJson(figure));
    return json;
}

QString cell(const QString &text)
{
    return escapedMarkdown(text, MarkdownPlace::Within);
}

/// A table of the differences that are, or are not, breaking.
QString differenceTable(const QList<Difference> &differences, bool isBreaking)
{
    QString table = isBreaking ? u"| change | what it means | hurts | what to do |\n|---|---|---|---|\n"_s
                               : u"| change | what it means |\n|---|---|\n"_s;
    for (const Difference &difference : differences) {
        if (difference.isBreaking != isBreaking)
            continue;
        table += u"| %1 | %2 |"_s.arg(cell(difference.what), cell(difference.effect));
        if (isBreaking) {
            QStringList hurt;
            for (const QString &path : difference.hurt)
                hurt.append(markdownCode(path, true));
            table += u" %1 | %2 |"_s.arg(hurt.join(u", "_s), cell(difference.hint));
        }
        table += u'\n';
    }
    return table;
}

QString figureCell(const std::optional<double> &value, FigureUnit unit)
{
    return value ? cell(figureText(*value, unit)) : u"–"_s;
}

QString simulationMarkdown(const SimulatedDifference &simulation)
{
    const QString scenario = simulation.scenario.isEmpty() ? tr("default run") : simulation.scenario;
    QString text = u"\n### "_s + tr("Simulated: %1").arg(cell(scenario)) + u"\n\n"_s;
    if (!simulation.note.isEmpty())
        return text + cell(simulation.note) + u'\n';
    if (simulation.figures.isEmpty())
        return text + tr("No figure differs.") + u'\n';
    text += u"| element | figure | before | after |\n|---|---|--:|--:|\n"_s;
    for (const FigureDifference &figure : simulation.figures.first(std::min(mostFigures, simulation.figures.size())))
        text += u"| %1 | %2 | %3 | %4 |\n"_s.arg(
            figure.element.isEmpty() ? tr("whole run") : markdownCode(figure.element, true), cell(figure.figure),
            figureCell(figure.before, figure.unit), figureCell(figure.after, figure.unit));
    if (simulation.figures.size() > mostFigures)
        text += u"\n"_s + tr("And %1 more.").arg(simulation.figures.size() - mostFigures) + u'\n';
    return text;
}

} // namespace

qsizetype DesignDifferences::breakingCount() const
{
    return std::count_if(differences.begin(), differences.end(), [](const auto &each) { return each.isBreaking; });
}

SimulatedDifference simulateBoth(const Catalog &before, const Catalog &after, const SimulationOptions &options,
                                 const SimulationControl &control)
{
    SimulatedDifference result;
    const auto scenario = chosenScenario(after, options.scenario);
    if (!scenario) {
        result.note = scenario.error().message;
        return result;
    }
    result.scenario = scenario->id;
    Catalog earlier = alignNames(before, after).before;
    SimulationOptions same = options;
    same.scenario = scenario->id;
    if (!scenario->id.isEmpty())
        earlier.setDocument({Kind::Scenario, scenario->id}, after.document({Kind::Scenario, scenario->id}).get());
    const auto was = simulate(earlier, same, control);
    if (!was) {
        result.note = tr("The earlier design cannot be simulated under this scenario: %1").arg(was.error().message);
        return result;
    }
    const auto is = simulate(after, same, control);
    if (!is) {
        result.note = tr("The later design cannot be simulated: %1").arg(is.error().message);
        return result;
    }
    result.figures = reportDifferences(*was, *is);
    result.heldBefore = was->holds;
    result.holdsAfter = is->holds;
    return result;
}

Json differencesJson(const DesignDifferences &differences)
{
    Json json = Json::object();
    json["$schema"] = "https://weir.dev/schema/1/differences.json";
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["before"] = jsonOf(differences.before);
    json["after"] = jsonOf(differences.after);
    json["breaking"] = differences.breakingCount();
    json["differences"] = Json::array();
    for (const Difference &difference : differences.differences)
        json["differences"].push_back(differenceToJson(difference));
    if (differences.simulation)
        json["simulation"] = simulationToJson(*differences.simulation);
    return json;
}

QByteArray differencesMarkdown(const DesignDifferences &differences)
{
    QString text = u"## "_s + tr("Design: %1 to %2").arg(cell(differences.before), cell(differences.after)) + u"\n\n"_s;
    const qsizetype breaking = differences.breakingCount(), others = differences.differences.size() - breaking;
    if (differences.differences.isEmpty())
        text += tr("No difference in meaning.") + u'\n';
    if (breaking > 0)
        text +=
            u"### "_s + tr("Breaking (%1)").arg(breaking) + u"\n\n"_s + differenceTable(differences.differences, true);
    if (others > 0) {
        text += (breaking > 0 ? u"\n### "_s : u"### "_s) + tr("Others (%1)").arg(others) + u"\n\n"_s
            + differenceTable(differences.differences, false);
    }
    if (differences.simulation)
        text += simulationMarkdown(*differences.simulation);
    return text.toUtf8();
}

} // namespace weir
