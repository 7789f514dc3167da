// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/textmetrics.h"

#include <array>

namespace weir {

namespace {

/// Advances of the printable ASCII characters in hundredths of the font size, as common sans serif fonts have them at most.
constexpr std::array<unsigned char, 95> advances{
    32, 34, 42, 78, 64, 92, 76, 26, 38, 38, 50, 78, 32, 40, 32, 34,         // space to /
    63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 34, 34, 78, 78, 78, 53, 98,     // 0 to @
    69, 68, 70, 76, 63, 58, 76, 75, 30, 40, 66, 56, 87, 75, 78, 62, 78, 68, // A to R
    64, 62, 74, 69, 97, 68, 62, 68, 39, 34, 39, 78, 50, 50,                 // S to `
    61, 63, 55, 63, 61, 36, 63, 63, 28, 28, 58, 28, 96, 63, 61, 63, 63, 42, // a to r
    53, 40, 63, 59, 81, 59, 59, 53, 62, 34, 62, 78};                        // s to ~

constexpr double otherAdvance = 0.64;
constexpr double wideAdvance = 1.02;
constexpr double semiboldFactor = 1.08;
constexpr char16_t firstWide = 0x1100; ///< From here on most scripts are as wide as they are high.

double advance(QChar c)
{
    if (c.unicode() >= u' ' && c.unicode() <= u'~')
        return advances[size_t(c.unicode() - u' ')] / 100.0;
    return c.unicode() >= firstWide && !(c.unicode() >= 0x2000 && c.unicode() < 0x2E80) ? wideAdvance : otherAdvance;
}

} // namespace

double textWidth(QStringView text, double size, Weight weight)
{
    double sum = 0;
    for (const QChar c : text)
        sum += advance(c);
    return sum * size * (weight == Weight::Semibold ? semiboldFactor : 1);
}

QString elided(const QString &text, double width, double size, Weight weight)
{
    if (textWidth(text, size, weight) <= width)
        return text;
    QString result = text;
    while (!result.isEmpty() && textWidth(result, size, weight) + size * 0.9 > width)
        result.chop(result.size() > 1 && result.back().isLowSurrogate() ? 2 : 1);
    return result.trimmed() + QChar(0x2026);
}

} // namespace weir
