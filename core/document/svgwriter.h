// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/sequencediagram.h"
#include "core/document/servicemap.h"
#include "core/document/svgcanvas.h"

namespace weir {

/// The sequence diagram as SVG.
QString toSvg(const SequenceDiagram &diagram, SvgPalette palette = SvgPalette::Light);

/// The map as SVG: laid out from left to right, services as cards, topics as pipes, queues as pills, events as labels on the
/// edges that carry them.
QString toSvg(const ServiceMap &map, SvgPalette palette = SvgPalette::Light);

} // namespace weir
