// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/ids.h"

#include <QStringList>

#include <algorithm>

namespace weir {

QString IdGenerator::next()
{
    switch (m_kind) {
    case IdKind::Uuid4: {
        const std::uint64_t high = m_random.next();
        return uuid(high, m_random.next(), 4);
    }
    case IdKind::Uuid7:
        return uuid7();
    case IdKind::Nanoid:
        break;
    }
    return nanoid();
}

QString IdGenerator::uuid(std::uint64_t high, std::uint64_t low, unsigned version) const
{
    high = (high & ~std::uint64_t(0xf000)) | (std::uint64_t(version) << 12U);
    low = (low & 0x3fff'ffff'ffff'ffffU) | 0x8000'0000'0000'0000U;
    const QString digits =
        QStringLiteral("%1%2").arg(high, 16, 16, QLatin1Char('0')).arg(low, 16, 16, QLatin1Char('0'));
    return QStringList{digits.mid(0, 8), digits.mid(8, 4), digits.mid(12, 4), digits.mid(16, 4), digits.mid(20)}.join(
        u'-');
}

QString IdGenerator::uuid7()
{
    // RFC 9562 §6.2, method 1: the 12 bits behind the milliseconds count, and run over into them.
    const auto since = std::chrono::floor<std::chrono::milliseconds>(m_clock.now()).time_since_epoch().count();
    const std::uint64_t tick = std::uint64_t(std::max<std::int64_t>(since, 0)) << 12U;
    m_lastTick = std::max(tick, m_lastTick + 1);
    const std::uint64_t high = ((m_lastTick >> 12U) << 16U) | (m_lastTick & 0xfffU);
    return uuid(high, m_random.next(), 7);
}

QString IdGenerator::nanoid()
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    constexpr int length = 21;
    QString id;
    id.reserve(length);
    std::uint64_t bits = 0;
    for (int i = 0; i < length; ++i) {
        if (i % 10 == 0)
            bits = m_random.next();
        id += QLatin1Char(alphabet[bits & 63U]);
        bits >>= 6U;
    }
    return id;
}

} // namespace weir
