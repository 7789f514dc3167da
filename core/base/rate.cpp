// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rate.h"

#include "core/base/decimal.h"

#include <QLocale>
#include <QStringBuilder>

#include <array>
#include <cmath>

namespace weir {

namespace {

struct RateUnit
{
    QStringView name;
    double seconds;
};

constexpr std::array<RateUnit, 4> rateUnits{{{u"/s", 1}, {u"/min", 60}, {u"/h", 3600}, {u"/d", 86400}}};

struct SizeUnit
{
    QStringView name;
    qint64 bytes;
};

constexpr std::array<SizeUnit, 9> sizeUnits{{{u"TiB", qint64(1) << 40},
                                             {u"TB", 1'000'000'000'000},
                                             {u"GiB", 1 << 30},
                                             {u"GB", 1'000'000'000},
                                             {u"MiB", 1 << 20},
                                             {u"MB", 1'000'000},
                                             {u"KiB", 1024},
                                             {u"kB", 1000},
                                             {u"B", 1}}};

} // namespace

std::optional<double> parseRate(QStringView text)
{
    const auto quantity = splitQuantity(text);
    if (!quantity)
        return std::nullopt;
    for (const RateUnit &unit : rateUnits) {
        if (unit.name != quantity->unit)
            continue;
        bool ok = false;
        const double number = text.chopped(unit.name.size()).toDouble(&ok);
        return ok && std::isfinite(number) ? std::optional(number / unit.seconds) : std::nullopt;
    }
    return std::nullopt;
}

QString rateText(double perSecond)
{
    Q_ASSERT(std::isfinite(perSecond) && perSecond >= 0);
    QString best;
    for (const RateUnit &unit : rateUnits) {
        const double number = perSecond * unit.seconds;
        if (!std::isfinite(number))
            continue;
        const QString candidate = QString::number(number, 'f', QLocale::FloatingPointShortest) % unit.name;
        // A product that rounds may read back as a neighbour: only the same number counts.
        if (parseRate(candidate) == perSecond && (best.isEmpty() || candidate.size() < best.size()))
            best = candidate;
    }
    return best;
}

std::optional<qint64> parseSize(QStringView text)
{
    const auto quantity = splitQuantity(text);
    if (!quantity)
        return std::nullopt;
    for (const SizeUnit &unit : sizeUnits) {
        if (unit.name == quantity->unit)
            return scaledExactly(*quantity, unit.bytes);
    }
    return std::nullopt;
}

QString sizeText(qint64 bytes)
{
    Q_ASSERT(bytes >= 0);
    if (bytes == 0)
        return QStringLiteral("0B");
    QString best;
    for (const SizeUnit &unit : sizeUnits) {
        if (bytes < unit.bytes)
            continue;
        const QString number = exactQuotient(bytes, unit.bytes);
        if (!number.isNull() && (best.isEmpty() || number.size() + unit.name.size() < best.size()))
            best = number % unit.name;
    }
    return best;
}

} // namespace weir
