// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <algorithm>

namespace weir::test {

/// A small generator with a fixed start: every run breaks the same bytes.
class Chance
{
public:
    qsizetype below(qsizetype limit)
    {
        m_state ^= m_state << 13U;
        m_state ^= m_state >> 7U;
        m_state ^= m_state << 17U;
        return qsizetype(m_state % quint64(std::max<qsizetype>(limit, 1)));
    }

private:
    quint64 m_state = 0x9e3779b97f4a7c15ULL;
};

/// \a text with a byte changed, a piece left out, doubled or moved, or the end cut off.
QByteArray broken(QByteArray text, Chance &chance);

} // namespace weir::test
