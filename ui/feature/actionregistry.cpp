// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feature/actionregistry.h"

#include <QAction>
#include <QWidget>

#include <algorithm>

namespace weir {

namespace {

/// The tip with the key behind it, as tool tips show it.
QString toolTip(const ActionSpec &spec)
{
    QString text = spec.tip.isEmpty() ? spec.text : spec.tip;
    text.remove(QLatin1Char('&'));
    if (!spec.shortcuts.isEmpty())
        text += QStringLiteral(" (%1)").arg(spec.shortcuts.first().toString(QKeySequence::NativeText));
    return text;
}

} // namespace

ActionRegistry::ActionRegistry(QObject *parent) : QObject(parent) {}

QAction *ActionRegistry::add(const ActionSpec &spec)
{
    Q_ASSERT(!spec.id.isEmpty() && !m_actions.contains(spec.id));
    Q_ASSERT(std::none_of(m_specs.cbegin(), m_specs.cend(), [&spec](const ActionSpec &other) {
        return other.scope == spec.scope
            && std::any_of(other.shortcuts.cbegin(), other.shortcuts.cend(),
                           [&spec](const QKeySequence &key) { return spec.shortcuts.contains(key); });
    }));
    auto *action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    action->setShortcuts(spec.shortcuts);
    action->setToolTip(toolTip(spec));
    action->setStatusTip(spec.tip);
    action->setCheckable(spec.checkable);
    if (spec.scope) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        spec.scope->addAction(action);
    }
    m_ids.append(spec.id);
    m_specs.insert(spec.id, spec);
    m_actions.insert(spec.id, action);
    return action;
}

QAction *ActionRegistry::action(const QString &id) const
{
    return m_actions.value(id);
}

ActionSpec ActionRegistry::spec(const QString &id) const
{
    return m_specs.value(id);
}

QStringList ActionRegistry::menu(Menu menu) const
{
    QStringList ids;
    std::copy_if(m_ids.cbegin(), m_ids.cend(), std::back_inserter(ids),
                 [this, menu](const QString &id) { return m_specs[id].menu == menu; });
    std::stable_sort(ids.begin(), ids.end(), [this](const QString &left, const QString &right) {
        return m_specs[left].section < m_specs[right].section;
    });
    return ids;
}

QStringList ActionRegistry::bar(Mode mode) const
{
    QStringList ids;
    std::copy_if(m_ids.cbegin(), m_ids.cend(), std::back_inserter(ids),
                 [this, mode](const QString &id) { return m_specs[id].bar.contains(mode); });
    return ids;
}

} // namespace weir
