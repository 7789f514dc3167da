// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QIcon>

namespace weir {

/// The glyph \a name of `resources/icons` in the colour of \a role, sharp at every scale; it follows the theme. Disabled
/// icons are dim. An unknown name is a null icon.
///
/// Names are the files' names: append bad bottleneck clock close command compare connect deadletter design document dot
/// event export external fit flow folder good group home import info layout minus monitor moon more new note open pause
/// pencil play plus policy queue redo refresh run save search service settings simulate skip speed step stop stream sun
/// topic trash undo warning weir zoom-in zoom-out.
QIcon icon(const QString &name, Role role = Role::Text);

/// All glyphs there are.
QStringList iconNames();

/// Whose colours icons are drawn in. Called by the theme.
void setIconAppearance(Appearance appearance);

} // namespace weir
