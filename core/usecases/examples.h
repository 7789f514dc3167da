// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>

namespace weir {

/// A design that is shipped with Weir.
struct Example
{
    QString id;    ///< `checkout`: what `weir new --from` takes.
    QString title; ///< Title of its project.
    QString description;

    bool operator==(const Example &) const = default;
};

/// The examples, by id. The binary must hold the resource `examples` (target weir_resources).
QList<Example> examples();

/// Makes the folder \a folder a project: a copy of the example \a from, or an empty project titled after the folder when
/// \a from is empty. Fails without writing anything when there is no such example, or when the folder exists and is not empty.
Result<void> newProject(const QString &folder, const QString &from);

} // namespace weir
