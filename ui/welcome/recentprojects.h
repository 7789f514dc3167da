// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QSettings;

namespace weir {

/// Projects that were open lately, newest first, kept in the user's state.
class RecentProjects : public QObject
{
    Q_OBJECT

public:
    static constexpr int limit = 15; ///< Older ones are forgotten.

    explicit RecentProjects(QSettings &state, QObject *parent = nullptr);

    QStringList paths() const { return m_paths; }
    /// Puts \a path first.
    void add(const QString &path);
    void remove(const QString &path);

signals:
    void changed();

private:
    void keep(const QStringList &paths);

    QSettings &m_state;
    QStringList m_paths;
};

} // namespace weir
