// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

namespace weir {

/// \a text as an id (`[a-z0-9][a-z0-9._-]*`, at most 100 characters): `userSignedUp` becomes `user-signed-up`, slashes and
/// colons dots, all else hyphens. Empty when nothing of it can stand in an id.
QString slugOf(QStringView text);

/// Hands out ids, each once: the second `order` becomes `order-2`.
class SlugSet
{
public:
    /// An id made of \a wanted, or of \a fallback (an id) when nothing of it can stand in one.
    QString take(QStringView wanted, const QString &fallback);

    bool contains(const QString &id) const { return m_taken.contains(id); }

private:
    QSet<QString> m_taken;
};

} // namespace weir
