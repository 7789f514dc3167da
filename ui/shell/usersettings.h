// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QSettings>

namespace weir {

/// What the program remembers between runs: choices in the configuration folder, sizes and recents in the state folder.
/// Nothing of it is ever stored in a project.
class UserSettings
{
public:
    /// The user's own: `$XDG_CONFIG_HOME/weir/weir.conf` and `$XDG_STATE_HOME/weir/studio.ini`.
    UserSettings();
    /// In \a folder, for tests and screenshots.
    explicit UserSettings(const QString &folder);

    QSettings &settings() { return m_settings; }
    QSettings &state() { return m_state; }

    /// Folder of journals and locks.
    QString stateFolder() const { return m_stateFolder; }

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);

private:
    QSettings m_settings;
    QSettings m_state;
    QString m_stateFolder;
};

} // namespace weir
