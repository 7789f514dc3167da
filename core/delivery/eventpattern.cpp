// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/eventpattern.h"

#include <algorithm>

namespace weir::delivery {

QList<QStringView> segmentsOf(QStringView name)
{
    QList<QStringView> segments;
    qsizetype start = 0;
    int depth = 0;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name.at(i);
        if (c == u'{') {
            ++depth;
        } else if (c == u'}') {
            depth = std::max(depth - 1, 0);
        } else if (c == u'.' && depth == 0) {
            segments.append(name.sliced(start, i - start));
            start = i + 1;
        }
    }
    segments.append(name.sliced(start));
    return segments;
}

static bool isPlaceholder(QStringView segment)
{
    return segment.size() > 2 && segment.front() == u'{' && segment.back() == u'}';
}

EventPattern::EventPattern(const QString &text) : m_text(text)
{
    if (text == u"*" || text == u"**" || text == u"#") {
        m_open = true;
        m_exact = false;
        return;
    }
    const QList<QStringView> segments = segmentsOf(text);
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const QStringView segment = segments.at(i);
        if (i == segments.size() - 1 && (segment == u"**" || segment == u"#")) {
            m_open = true;
            m_exact = false;
        } else if (segment == u"*" || isPlaceholder(segment)) {
            m_segments.append(QString());
            m_exact = false;
        } else {
            // An empty segment (`a..b`) stands for itself; it must not look like a wildcard.
            m_segments.append(segment.isEmpty() ? QString(QChar::Null) : segment.toString());
        }
    }
}

QString EventPattern::firstSegment() const
{
    return m_segments.isEmpty() ? QString() : m_segments.first();
}

bool EventPattern::matches(QStringView type) const
{
    if (m_exact)
        return !m_text.isEmpty() && type == m_text;
    const QList<QStringView> segments = segmentsOf(type);
    if (segments.size() < m_segments.size() || (!m_open && segments.size() > m_segments.size()))
        return false;
    for (qsizetype i = 0; i < m_segments.size(); ++i) {
        if (!m_segments.at(i).isEmpty() && m_segments.at(i) != segments.at(i))
            return false;
    }
    return true;
}

bool EventPattern::overlaps(const EventPattern &other) const
{
    const qsizetype common = std::min(m_segments.size(), other.m_segments.size());
    if (m_segments.size() > common && !other.m_open)
        return false;
    if (other.m_segments.size() > common && !m_open)
        return false;
    for (qsizetype i = 0; i < common; ++i) {
        const QString &mine = m_segments.at(i);
        const QString &others = other.m_segments.at(i);
        if (!mine.isEmpty() && !others.isEmpty() && mine != others)
            return false;
    }
    return true;
}

bool canMatchAny(const EventPattern &pattern, const QStringList &types)
{
    return std::any_of(types.begin(), types.end(), [&](const QString &type) { return pattern.matches(type); });
}

} // namespace weir::delivery
