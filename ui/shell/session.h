// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QSettings>

namespace weir {

/// What the program remembers between runs: choices in the configuration folder, sizes and recents in the state folder.
/// Nothing of it is ever stored in a project.
class Session
{
public:
    /// The user's own: `$XDG_CONFIG_HOME/weir/weir.conf` and `$XDG_STATE_HOME/weir/studio.ini`.
    Session();
    /// In \a folder, for tests and screenshots.
    explicit Session(const QString &folder);

    QSettings &settings() { return m_settings; }
    QSettings &state() { return m_state; }

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);

private:
    QSettings m_settings;
    QSettings m_state;
};

} // namespace weir
