// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace weir::delivery {

/// Which event types a consumer wants, by name.
///
/// Segments are separated by dots. `*` and a placeholder (`{user}`) stand for one segment, `*` alone and `#` alone for
/// everything, a trailing `**` or `#` for zero or more segments; anything else stands for itself.
class EventPattern
{
public:
    EventPattern() = default;
    explicit EventPattern(const QString &text);

    const QString &text() const { return m_text; }
    /// Whether the pattern is the name of one event type.
    bool isExact() const { return m_exact; }
    /// Whether the pattern matches every name.
    bool isEverything() const { return m_segments.isEmpty() && m_open; }
    /// The segments before an open end. One that stands for any is empty, one that is empty itself is a NUL character.
    const QStringList &segments() const { return m_segments; }
    /// Whether zero or more segments may follow.
    bool isOpen() const { return m_open; }
    /// The first segment when it stands for itself, else empty. A matching name starts with it.
    QString firstSegment() const;

    bool matches(QStringView type) const;
    /// Whether some name matches both patterns.
    bool overlaps(const EventPattern &other) const;

    bool operator==(const EventPattern &other) const { return m_text == other.m_text; }

private:
    QString m_text;
    QStringList m_segments; ///< One-segment wildcards are empty.
    bool m_open = false;    ///< Zero or more segments may follow.
    bool m_exact = true;
};

/// Whether \a pattern matches at least one of \a types.
bool canMatchAny(const EventPattern &pattern, const QStringList &types);

/// The segments of \a name; a dot within braces does not separate: `user.{data.userId}.created` has three.
QList<QStringView> segmentsOf(QStringView name);

} // namespace weir::delivery
