// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"
#include "ui/theme/role.h"

#include "core/base/finding.h"
#include "core/model/overlay.h"

#include <optional>

class QPainter;

namespace weir {

class Theme;

/// What is true of a node besides what it is.
struct NodeState
{
    bool selected = false;
    bool focused = false;
    bool hovered = false;
    std::optional<Severity> problem;
    ElementFigures figures;
};

/// Draws nodes: silhouettes, texts, badges and figures.
class NodePainter
{
public:
    explicit NodePainter(const Theme &theme) : m_theme(theme) {}

    /// Draws \a node with its top left corner at the origin. \a scale is pixels for a unit: below
    /// 0.8 a large name takes the place of all texts, below 0.25 there is only the shape.
    void paint(QPainter &painter, const DiagramNode &node, const NodeState &state, double scale) const;

    /// How far selection and badges reach beyond the box.
    static constexpr double reach = 10;

private:
    void paintHalo(QPainter &painter, const DiagramNode &node, const QRectF &box, const NodeState &state) const;
    void paintBody(QPainter &painter, const DiagramNode &node, const QRectF &box, bool detailed) const;
    void paintMarks(QPainter &painter, const DiagramNode &node, const QRectF &box) const;
    void paintTexts(QPainter &painter, const DiagramNode &node, const QRectF &box, const NodeState &state) const;
    void paintLargeName(QPainter &painter, const DiagramNode &node, const QRectF &box, const NodeState &state,
                        double pixels) const;
    void paintUtilisation(QPainter &painter, const DiagramNode &node, const QRectF &box,
                          const ElementFigures &figures) const;
    void paintBadge(QPainter &painter, const QRectF &box, Severity severity) const;

    const Theme &m_theme;
};

/// The colour of how well something does; \a fallback when that is not known.
Role healthRole(Health health, Role fallback);

} // namespace weir
