// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/usersettings.h"

#include "core/storage/statefolder.h"

#include <QDir>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// The XDG base folder in \a variable, by default \a fallback below the home folder (Qt 6.4 has no StateLocation).
QString baseFolder(const char *variable, const QString &fallback)
{
    const QString set = qEnvironmentVariable(variable);
    return QDir::isAbsolutePath(set) ? set : QDir::home().filePath(fallback);
}

const QString themeKey = u"appearance/theme"_s;

} // namespace

UserSettings::UserSettings()
    : m_settings(baseFolder("XDG_CONFIG_HOME", u".config"_s) + "/weir/weir.conf"_L1, QSettings::IniFormat)
    , m_state(baseFolder("XDG_STATE_HOME", u".local/state"_s) + "/weir/studio.ini"_L1, QSettings::IniFormat)
    , m_stateFolder(weir::stateFolder())
{}

UserSettings::UserSettings(const QString &folder)
    : m_settings(folder + "/weir.conf"_L1, QSettings::IniFormat)
    , m_state(folder + "/studio.ini"_L1, QSettings::IniFormat)
    , m_stateFolder(folder)
{}

ThemeChoice UserSettings::theme() const
{
    const QString name = m_settings.value(themeKey).toString();
    if (name == "light"_L1)
        return ThemeChoice::Light;
    return name == "dark"_L1 ? ThemeChoice::Dark : ThemeChoice::System;
}

void UserSettings::setTheme(ThemeChoice choice)
{
    const QString name = choice == ThemeChoice::Light ? u"light"_s
        : choice == ThemeChoice::Dark                 ? u"dark"_s
                                                      : u"system"_s;
    m_settings.setValue(themeKey, name);
}

} // namespace weir
