// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/duration.h"

#include "core/base/decimal.h"

#include <QCoreApplication>
#include <QStringBuilder>

#include <array>

namespace weir {

namespace {

struct Unit
{
    QStringView name;
    qint64 nanoseconds;
};

// Longest first: the order in which durationText() prefers units of equally short spellings.
constexpr std::array<Unit, 7> units{{{u"d", 86'400'000'000'000},
                                     {u"h", 3'600'000'000'000},
                                     {u"m", 60'000'000'000},
                                     {u"s", 1'000'000'000},
                                     {u"ms", 1'000'000},
                                     {u"us", 1'000},
                                     {u"ns", 1}}};

QString words(const char *one, const char *many, double amount)
{
    const QString number = threeDigits(amount);
    if (number == QStringView(u"1"))
        return QCoreApplication::translate("weir", one);
    return QCoreApplication::translate("weir", many).arg(number);
}

} // namespace

std::optional<Duration> parseDuration(QStringView text)
{
    const auto quantity = splitQuantity(text);
    if (!quantity)
        return std::nullopt;
    for (const Unit &unit : units) {
        if (unit.name != quantity->unit)
            continue;
        const auto nanoseconds = scaledExactly(*quantity, unit.nanoseconds);
        return nanoseconds ? std::optional(Duration(*nanoseconds)) : std::nullopt;
    }
    return std::nullopt;
}

QString durationText(Duration duration)
{
    const qint64 value = duration.count();
    Q_ASSERT(value >= 0);
    if (value == 0)
        return QStringLiteral("0s");
    QString best;
    bool bestIsWhole = false;
    for (const Unit &unit : units) {
        if (value < unit.nanoseconds)
            continue;
        const QString number = exactQuotient(value, unit.nanoseconds);
        if (number.isNull())
            continue;
        const QString candidate = number % unit.name;
        const bool isWhole = value % unit.nanoseconds == 0;
        const bool isShorter =
            candidate.size() < best.size() || (candidate.size() == best.size() && isWhole && !bestIsWhole);
        if (best.isEmpty() || isShorter) {
            best = candidate;
            bestIsWhole = isWhole;
        }
    }
    return best;
}

QString durationWords(Duration duration)
{
    const double value = double(duration.count());
    if (value < 0)
        return u'-' + durationWords(-duration);
    if (value == 0)
        return QCoreApplication::translate("weir", "0 s");
    if (value < 999.5)
        return QCoreApplication::translate("weir", "%1 ns").arg(threeDigits(value));
    if (value < 999.5e3)
        return QCoreApplication::translate("weir", "%1 µs").arg(threeDigits(value / 1e3));
    if (value < 999.5e6)
        return QCoreApplication::translate("weir", "%1 ms").arg(threeDigits(value / 1e6));
    if (value < 120e9 && duration.count() % 60'000'000'000 != 0)
        return QCoreApplication::translate("weir", "%1 s").arg(threeDigits(value / 1e9));
    if (value < 3600e9)
        return words(QT_TRANSLATE_NOOP("weir", "1 minute"), QT_TRANSLATE_NOOP("weir", "%1 minutes"), value / 60e9);
    if (value < 86400e9)
        return words(QT_TRANSLATE_NOOP("weir", "1 hour"), QT_TRANSLATE_NOOP("weir", "%1 hours"), value / 3600e9);
    return words(QT_TRANSLATE_NOOP("weir", "1 day"), QT_TRANSLATE_NOOP("weir", "%1 days"), value / 86400e9);
}

} // namespace weir
