// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/experiments.h"

#include <nlohmann/json.hpp>

#include <QHash>
#include <QLocale>

#include <cmath>

namespace weir {

namespace {

Json figureJson(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json figureJson(const std::optional<double> &value)
{
    return value ? figureJson(*value) : Json(nullptr);
}

Json headOf(const char *schema, const Report &report)
{
    Json json = Json::object();
    json["$schema"] = std::string("https://weir.dev/schema/1/") + schema + ".json";
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["project"] = jsonOf(report.project);
    json["seed"] = report.seed;
    json["replications"] = report.replications;
    return json;
}

Json assertionsJson(const Report &report)
{
    Json list = Json::array();
    for (const AssertionReport &assertion : report.assertions) {
        Json object = Json::object();
        object["text"] = jsonOf(assertion.text);
        object["value"] = figureJson(assertion.value);
        object["holds"] = assertion.holds;
        list.push_back(std::move(object));
    }
    return list;
}

/// A run in short: what it says, not all it measured.
Json summaryJson(const Report &report)
{
    Json json = Json::object();
    json["scenario"] = jsonOf(report.scenario);
    json["holds"] = report.holds;
    json["verdict"] = jsonOf(report.verdict);
    json["assertions"] = assertionsJson(report);
    return json;
}

Json elementTexts(const QStringList &list)
{
    Json array = Json::array();
    for (const QString &text : list)
        array.push_back(jsonOf(text));
    return array;
}

Json figuresJson(const Report &report)
{
    Json json = Json::object();
    for (const ReportFigure &figure : reportFigures(report))
        json[figure.element.toStdString()][figure.key.toStdString()] = figureJson(figure.value);
    return json;
}

Json pointJson(const Sweep &sweep, const SweepPoint &point)
{
    Json json = Json::object();
    json["values"] = Json::array();
    for (qsizetype i = 0; i < point.at.size(); ++i)
        json["values"].push_back(sweep.parameters.at(i).values.at(point.at.at(i)).get());
    json["holds"] = point.report.holds;
    json["verdict"] = jsonOf(point.report.verdict);
    json["assertions"] = assertionsJson(point.report);
    json["figures"] = figuresJson(point.report);
    return json;
}

QByteArray csvField(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    if (bytes.contains('"') || bytes.contains(',') || bytes.contains('\n'))
        bytes = '"' + bytes.replace('"', "\"\"") + '"';
    return bytes;
}

QByteArray csvNumber(double value)
{
    return std::isfinite(value) ? QByteArray::number(value, 'g', QLocale::FloatingPointShortest) : QByteArray();
}

using FigureName = std::pair<QString, QString>;

/// Every figure that any point has, in the order of the reports.
QList<FigureName> figureNames(const Sweep &sweep)
{
    QList<FigureName> names;
    QHash<FigureName, bool> known;
    for (const SweepPoint &point : sweep.points) {
        for (const ReportFigure &figure : reportFigures(point.report)) {
            const FigureName name{figure.element, figure.key};
            if (!std::exchange(known[name], true))
                names.append(name);
        }
    }
    return names;
}

QByteArray csvRow(const QByteArrayList &fields)
{
    return fields.join(',') + '\n';
}

} // namespace

Json comparisonJson(const PairedComparison &comparison)
{
    Json json = headOf("comparison", comparison.first);
    if (comparison.stopped)
        json["stopped"] = true;
    json["first"] = summaryJson(comparison.first);
    json["second"] = summaryJson(comparison.second);
    json["significant"] = comparison.significant();
    json["figures"] = Json::array();
    for (const PairedFigure &figure : comparison.figures) {
        Json object = Json::object();
        object["element"] = jsonOf(figure.element);
        object["figure"] = jsonOf(figure.key);
        object["first"] = figureJson(figure.first);
        object["second"] = figureJson(figure.second);
        object["difference"] = figureJson(figure.difference);
        object["ci95"] = figureJson(figure.ci95);
        object["pairs"] = figure.pairs;
        object["significant"] = figure.isSignificant();
        json["figures"].push_back(std::move(object));
    }
    json["onlyFirst"] = elementTexts(comparison.onlyFirst);
    json["onlySecond"] = elementTexts(comparison.onlySecond);
    return json;
}

Json sweepJson(const Sweep &sweep)
{
    const Report none;
    const Report &first = sweep.points.isEmpty() ? none : sweep.points.first().report;
    Json json = headOf("sweep", first);
    json["scenario"] = jsonOf(first.scenario);
    if (sweep.stopped)
        json["stopped"] = true;
    json["holds"] = sweep.holds();
    json["parameters"] = Json::array();
    for (const Variation &variation : sweep.parameters) {
        Json object = Json::object();
        object["path"] = jsonOf(variation.path);
        object["values"] = Json::array();
        for (const JsonValue &value : variation.values)
            object["values"].push_back(value.get());
        json["parameters"].push_back(std::move(object));
    }
    json["edges"] = Json::array();
    for (const SweepEdge &edge : sweep.edges) {
        Json object = Json::object();
        object["assertion"] = jsonOf(edge.assertion);
        if (!edge.given.isEmpty())
            object["given"] = jsonOf(edge.given);
        object["kept"] = jsonOf(edge.kept);
        object["broken"] = jsonOf(edge.broken);
        json["edges"].push_back(std::move(object));
    }
    json["points"] = Json::array();
    for (const SweepPoint &point : sweep.points)
        json["points"].push_back(pointJson(sweep, point));
    return json;
}

QByteArray sweepCsv(const Sweep &sweep)
{
    const QList<FigureName> names = figureNames(sweep);
    QByteArrayList head;
    for (const Variation &variation : sweep.parameters)
        head.append(csvField(variation.path));
    head.append("holds");
    if (!sweep.points.isEmpty()) {
        for (const AssertionReport &assertion : sweep.points.first().report.assertions)
            head.append(csvField(assertion.text));
    }
    for (const FigureName &name : names)
        head.append(csvField(name.first + u' ' + name.second));
    QByteArray csv = csvRow(head);
    for (const SweepPoint &point : sweep.points) {
        QByteArrayList row;
        for (qsizetype i = 0; i < point.at.size(); ++i)
            row.append(csvField(sweep.parameters.at(i).texts.at(point.at.at(i))));
        row.append(point.report.holds ? "true" : "false");
        for (const AssertionReport &assertion : point.report.assertions)
            row.append(assertion.value ? csvNumber(*assertion.value) : QByteArray());
        QHash<FigureName, double> values;
        for (const ReportFigure &figure : reportFigures(point.report))
            values.insert({figure.element, figure.key}, figure.value);
        for (const FigureName &name : names)
            row.append(values.contains(name) ? csvNumber(values.value(name)) : QByteArray());
        csv += csvRow(row);
    }
    return csv;
}

Json sizingJson(const Sizing &sizing)
{
    Json json = headOf("sizing", sizing.report);
    json["scenario"] = jsonOf(sizing.report.scenario);
    if (sizing.stopped)
        json["stopped"] = true;
    json["possible"] = sizing.isPossible;
    json["runs"] = sizing.runs;
    if (sizing.question == SizeQuestion::Instances) {
        json["find"] = "instances";
        json["subscriptions"] = Json::object();
        for (const SizedSubscription &subscription : sizing.subscriptions) {
            Json object = Json::object();
            object["now"] = subscription.now;
            object["estimate"] = subscription.estimate;
            object["fewest"] = sizing.isPossible ? Json(subscription.fewest) : Json(nullptr);
            json["subscriptions"][subscription.path.toStdString()] = std::move(object);
        }
    } else {
        const bool isLoad = sizing.question == SizeQuestion::Load;
        json["find"] = isLoad ? "load" : "outage";
        Json object = Json::object();
        if (!isLoad)
            object["fault"] = jsonOf(sizing.quantity.element);
        object["now"] = figureJson(sizing.quantity.now);
        object["estimate"] = figureJson(sizing.quantity.estimate);
        object["most"] = sizing.isPossible ? figureJson(sizing.quantity.most) : Json(nullptr);
        object["broken"] = figureJson(sizing.quantity.broken);
        json[isLoad ? "load" : "outage"] = std::move(object);
    }
    json["answer"] = summaryJson(sizing.report);
    return json;
}

QByteArray sizingCsv(const Sizing &sizing)
{
    QByteArrayList head;
    if (sizing.question == SizeQuestion::Instances) {
        for (const SizedSubscription &subscription : sizing.subscriptions)
            head.append(csvField(subscription.path));
    } else {
        head.append(sizing.question == SizeQuestion::Load ? "load" : "outage");
    }
    head.append("keeps");
    if (!sizing.trials.isEmpty()) {
        for (const AssertionReport &assertion : sizing.trials.first().assertions)
            head.append(csvField(assertion.text));
    }
    QByteArray csv = csvRow(head);
    for (const SizingTrial &trial : sizing.trials) {
        QByteArrayList row;
        if (sizing.question == SizeQuestion::Instances) {
            for (const int instances : trial.instances)
                row.append(QByteArray::number(instances));
        } else {
            row.append(csvNumber(trial.at));
        }
        row.append(trial.keeps ? "true" : "false");
        for (const AssertionReport &assertion : trial.assertions)
            row.append(assertion.value ? csvNumber(*assertion.value) : QByteArray());
        csv += csvRow(row);
    }
    return csv;
}

QByteArray comparisonCsv(const PairedComparison &comparison)
{
    QByteArray csv = csvRow({"element", "figure", "first", "second", "difference", "ci95", "pairs", "significant"});
    for (const PairedFigure &figure : comparison.figures) {
        csv +=
            csvRow({csvField(figure.element), csvField(figure.key), csvNumber(figure.first), csvNumber(figure.second),
                    csvNumber(figure.difference), figure.ci95 ? csvNumber(*figure.ci95) : QByteArray(),
                    QByteArray::number(figure.pairs), figure.isSignificant() ? "true" : "false"});
    }
    return csv;
}

} // namespace weir
