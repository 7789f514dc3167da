// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"

#include <QList>
#include <QMap>
#include <QPoint>
#include <QString>

namespace weir {

/// Where a node stands, in grid units (8 px at 100 %).
struct ViewNode
{
    int x = 0, y = 0;
    bool folded = false;

    bool operator==(const ViewNode &) const = default;
};

struct ViewNote
{
    QString id;
    int x = 0, y = 0, w = 22, h = 8;
    QString text;

    bool operator==(const ViewNote &) const = default;
};

/// A drawing of the design: positions only.
struct View
{
    QString id;
    QString title;
    QString filter;
    JsonValue groups;
    QMap<QString, ViewNode> nodes;      ///< `services/billing` -> position.
    QMap<QString, QList<QPoint>> edges; ///< Edge key -> bends.
    QList<ViewNote> notes;

    bool operator==(const View &) const = default;
};

} // namespace weir

Q_DECLARE_TYPEINFO(weir::View, Q_RELOCATABLE_TYPE);
