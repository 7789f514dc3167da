// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/sequencediagram.h"
#include "core/document/servicemap.h"

namespace weir {

/// Mermaid text (`sequenceDiagram`) of \a diagram; names and messages are text, never syntax.
QString toMermaid(const SequenceDiagram &diagram);

/// Mermaid text (`flowchart LR`) of \a map, with generated ids and quoted labels.
QString toMermaid(const ServiceMap &map);

} // namespace weir
