// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/sweep.h"

#include "core/base/duration.h"
#include "core/base/rate.h"
#include "core/base/translate.h"
#include "core/model/catalog.h"
#include "core/simulation/parallelruns.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <thread>

namespace weir {

namespace {

constexpr int usualSteps = 11;
constexpr int mostSteps = 1'000;
constexpr qsizetype mostPoints = 10'000;
/// Whole numbers are taken one by one when their ends are not further apart.
constexpr double mostWholeSteps = 20;

/// What the ends of a range are written in.
enum class Spelling { Number, Whole, Time, Rate };

/// An end of a range: a number, seconds or times a second.
struct RangeEnd
{
    Spelling spelling = Spelling::Number;
    double value = 0;
};

std::optional<RangeEnd> rangeEnd(const QString &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    if (isNumber && std::isfinite(number)) {
        const bool isWhole = !text.contains(u'.') && number == std::round(number);
        return RangeEnd{isWhole ? Spelling::Whole : Spelling::Number, number};
    }
    if (const auto duration = parseDuration(text))
        return RangeEnd{Spelling::Time, static_cast<double>(duration->count())};
    if (const auto rate = parseRate(text))
        return RangeEnd{Spelling::Rate, *rate};
    return std::nullopt;
}

/// \a value as it is written: nine digits, so that 0.1 + 0.2 is 0.3.
double nineDigits(double value)
{
    return QString::number(value, 'g', 9).toDouble();
}

void addValue(Variation &variation, double value, Spelling spelling)
{
    QString text;
    Json json;
    switch (spelling) {
    case Spelling::Time:
        text = durationText(Duration(static_cast<Duration::rep>(std::llround(value))));
        json = jsonOf(text);
        break;
    case Spelling::Rate:
        text = rateText(nineDigits(value));
        json = jsonOf(text);
        break;
    case Spelling::Whole:
    case Spelling::Number:
        const double number = nineDigits(value);
        text = QString::number(number, 'g', 9);
        json = number == std::round(number) && std::abs(number) < 1e15 ? Json(std::llround(number)) : Json(number);
        break;
    }
    if (variation.texts.contains(text))
        return;
    variation.texts.append(text);
    variation.values.append(JsonValue(std::move(json)));
}

Error malformed(const QString &text)
{
    Place place;
    place.pointer = text;
    return {tr("“%1” is no range of values.").arg(text), place,
            tr("Write PATH=FROM..TO or PATH=FROM..TO:STEPS with numbers, durations or rates: "
               "services/billing/receives/bill/instances=1..8.")};
}

Variation spread(const QString &path, const RangeEnd &from, const RangeEnd &to, std::optional<int> steps)
{
    Variation variation;
    variation.path = path;
    const bool areWhole = from.spelling == Spelling::Whole && to.spelling == Spelling::Whole;
    const double span = to.value - from.value;
    int count = steps.value_or(usualSteps);
    if (!steps && areWhole && std::abs(span) <= mostWholeSteps)
        count = static_cast<int>(std::abs(span)) + 1;
    for (int i = 0; i < count; ++i) {
        double value = count == 1 ? from.value : from.value + span * i / (count - 1);
        if (!steps && areWhole)
            value = std::round(value);
        addValue(variation, value, from.spelling);
    }
    return variation;
}

/// The run at \a at.
SimulationOptions optionsAt(const SweepOptions &options, const QList<qsizetype> &at)
{
    SimulationOptions run = options.run;
    run.threads = 1;
    run.bins = 0;
    for (qsizetype i = 0; i < at.size(); ++i)
        run.set.append({options.vary.at(i).path, options.vary.at(i).values.at(at.at(i))});
    return run;
}

QList<qsizetype> placeOf(std::size_t index, const QList<Variation> &vary)
{
    const auto fastest = std::size_t(vary.last().values.size());
    if (vary.size() == 1)
        return {qsizetype(index)};
    return {qsizetype(index / fastest), qsizetype(index % fastest)};
}

/// Whether \a b is the point after \a a along the last parameter.
bool areNeighbours(const SweepPoint &a, const SweepPoint &b)
{
    return a.at.last() + 1 == b.at.last() && (a.at.size() == 1 || a.at.first() == b.at.first());
}

/// Where the assertion at \a index changes between kept and broken.
void addEdges(Sweep &sweep, qsizetype index)
{
    const Variation &last = sweep.parameters.last();
    for (qsizetype i = 0; i + 1 < sweep.points.size(); ++i) {
        const SweepPoint &a = sweep.points.at(i), &b = sweep.points.at(i + 1);
        if (!areNeighbours(a, b) || index >= a.report.assertions.size() || index >= b.report.assertions.size())
            continue;
        const bool before = a.report.assertions.at(index).holds;
        if (before == b.report.assertions.at(index).holds)
            continue;
        const QString left = last.texts.at(a.at.last()), right = last.texts.at(b.at.last());
        const QString given = a.at.size() > 1 ? sweep.parameters.first().texts.at(a.at.first()) : QString();
        sweep.edges.append({a.report.assertions.at(index).text, given, before ? left : right, before ? right : left});
    }
}

} // namespace

Result<Variation> parseVariation(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    const qsizetype dots = text.indexOf(QStringLiteral(".."), std::max<qsizetype>(0, equals));
    if (equals <= 0 || dots < 0)
        return malformed(text);
    const qsizetype colon = text.indexOf(u':', dots);
    const auto from = rangeEnd(text.mid(equals + 1, dots - equals - 1));
    const auto to = rangeEnd(text.mid(dots + 2, colon < 0 ? -1 : colon - dots - 2));
    const auto isPlain = [](Spelling spelling) { return spelling == Spelling::Number || spelling == Spelling::Whole; };
    if (!from || !to || (from->spelling != to->spelling && !(isPlain(from->spelling) && isPlain(to->spelling))))
        return malformed(text);
    std::optional<int> steps;
    if (colon >= 0) {
        bool isNumber = false;
        steps = text.mid(colon + 1).toInt(&isNumber);
        if (!isNumber || *steps < 2 || *steps > mostSteps)
            return Error{tr("“%1” takes no number of values.").arg(text), malformed(text).place,
                         tr("STEPS counts the values, both ends included: 2 to %1.").arg(mostSteps)};
    }
    return spread(text.left(equals), *from, *to, steps);
}

bool Sweep::holds() const
{
    return std::all_of(points.begin(), points.end(), [](const SweepPoint &point) { return point.report.holds; });
}

Result<Sweep> runSweep(const Catalog &catalog, const SweepOptions &options, const SimulationControl &control)
{
    qsizetype count = options.vary.isEmpty() ? 0 : 1;
    for (const Variation &variation : options.vary)
        count *= variation.values.size();
    if (options.vary.empty() || options.vary.size() > 2)
        return Error{tr("A sweep varies one or two parameters, not %1.").arg(options.vary.size()), {}, {}};
    if (count > mostPoints)
        return Error{tr("%1 points are too many: %2 can be run.").arg(count).arg(mostPoints),
                     {},
                     tr("Ask for fewer steps: PATH=FROM..TO:STEPS.")};
    std::vector<std::optional<Result<Report>>> reports(static_cast<std::size_t>(count));
    const int cores = int(std::max(1u, std::thread::hardware_concurrency()));
    runInParallel(reports.size(), options.run.threads > 0 ? options.run.threads : cores, control.stop, control.progress,
                  [&](std::size_t index, const TellShare &tell) {
                      SimulationControl own;
                      own.stop = control.stop;
                      own.progress = tell;
                      reports[index] = runScenario(catalog, optionsAt(options, placeOf(index, options.vary)), own);
                  });
    Sweep sweep;
    sweep.parameters = options.vary;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        std::optional<Result<Report>> &report = reports.at(i);
        if (report && !*report)
            return report->error();
        if (!report || (*report)->stopped)
            sweep.stopped = true;
        else
            sweep.points.append({placeOf(i, options.vary), std::move(**report)});
    }
    const qsizetype assertions = sweep.points.isEmpty() ? 0 : sweep.points.first().report.assertions.size();
    for (qsizetype i = 0; i < assertions; ++i)
        addEdges(sweep, i);
    return sweep;
}

} // namespace weir
