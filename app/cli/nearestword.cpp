// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include <algorithm>

namespace weir {

namespace {

/// Edits that lead from one word to the other, swapped neighbours counting once (optimal string alignment).
qsizetype distance(const QString &from, const QString &to)
{
    const auto columns = static_cast<std::size_t>(to.size()) + 1;
    std::vector<qsizetype> before(columns), last(columns), row(columns);
    for (std::size_t j = 0; j < columns; ++j)
        last[j] = static_cast<qsizetype>(j);
    for (qsizetype i = 1; i <= from.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j < columns; ++j) {
            const auto k = static_cast<qsizetype>(j);
            const bool isSame = from.at(i - 1) == to.at(k - 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1)});
            const bool isSwap = i > 1 && k > 1 && from.at(i - 1) == to.at(k - 2) && from.at(i - 2) == to.at(k - 1);
            if (isSwap)
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last.back();
}

} // namespace

QString nearestWord(const QString &typed, const QStringList &known)
{
    QString nearest;
    qsizetype least = std::max<qsizetype>(1, typed.size() / 3) + 1;
    for (const QString &word : known) {
        const qsizetype edits = distance(typed.toLower(), word);
        if (edits < least) {
            least = edits;
            nearest = word;
        }
    }
    return nearest;
}

} // namespace weir
