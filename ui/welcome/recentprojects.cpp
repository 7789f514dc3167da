// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/recentprojects.h"

#include <QFileInfo>
#include <QSettings>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

const QString stateKey = u"recent/projects"_s;

} // namespace

RecentProjects::RecentProjects(QSettings &state, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_paths(state.value(stateKey).toStringList())
{}

void RecentProjects::add(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList paths = m_paths;
    paths.removeAll(absolute);
    paths.prepend(absolute);
    keep(paths.mid(0, limit));
}

void RecentProjects::remove(const QString &path)
{
    QStringList paths = m_paths;
    paths.removeAll(path);
    keep(paths);
}

void RecentProjects::keep(const QStringList &paths)
{
    if (paths == m_paths)
        return;
    m_paths = paths;
    m_state.setValue(stateKey, paths);
    emit changed();
}

} // namespace weir
