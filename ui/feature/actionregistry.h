// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/mode.h"

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QWidget;

namespace weir {

/// The menus of the window, in their order.
enum class Menu : quint8 { File, Edit, View, Insert, Arrange, Simulate, Tools, Help };

/// Dynamic property of an action whose glyph changes: the name of the present one. Set it before the text.
inline constexpr const char *glyphProperty = "glyph";

/// Says what an action is, before there is one.
struct ActionSpec
{
    QString id = {}; ///< `file.save`; stable, unique.
    Menu menu = Menu::File;
    QString text = {}; ///< With mnemonic, translated.
    QString tip = {};  ///< What it does, one sentence; may be empty.
    /// Explicit, because without a desktop theme Qt knows no standard keys. The first is shown.
    QList<QKeySequence> shortcuts = {};
    QString icon = {};    ///< Name in ui/theme; may be empty.
    int section = 0;      ///< Actions of a menu with different sections have a separator between them.
    QList<Mode> bar = {}; ///< Modes that show it as a button in the top bar.
    bool primary = false; ///< The one accented button of its bar.
    bool checkable = false;
    QWidget *scope = nullptr; ///< Keys work only while this widget or a child has the focus; null: in the window.
};

/// Every action of the program, by id: menus, top bar and messages are fed from here.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    explicit ActionRegistry(QObject *parent = nullptr);

    /// Makes the action; the registry owns it, its object name is the id. An id or a key of one scope must not be taken
    /// twice (asserted).
    QAction *add(const ActionSpec &spec);

    /// The action with that id, or nullptr.
    QAction *action(const QString &id) const;
    /// What was said about the action with that id; a default when there is none.
    ActionSpec spec(const QString &id) const;
    /// Ids of a menu, by section, then in the order they were added.
    QStringList menu(Menu menu) const;
    /// Ids of the actions with a button in the top bar of \a mode, in the order they were added.
    QStringList bar(Mode mode) const;
    /// All ids in the order they were added.
    QStringList ids() const { return m_ids; }

private:
    QStringList m_ids;
    QHash<QString, ActionSpec> m_specs;
    QHash<QString, QAction *> m_actions;
};

} // namespace weir
