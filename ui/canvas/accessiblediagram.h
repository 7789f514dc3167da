// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace weir {

class DiagramView;

/// Gives every DiagramView an accessible tree with one named child for each node; Qt gives graphics views none.
void installDiagramAccessibility();

/// Tells assistive technology that the keyboard is at \a node now.
void announceFocus(DiagramView &view, int node);

} // namespace weir
