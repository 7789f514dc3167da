// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>

namespace weir {

class Catalog;
struct Report;

/// What is exported, and as what.
struct ExportOptions
{
    QString format;                 ///< One of exportFormats().
    QString part;                   ///< `document`, `catalog`, `flow:ID`, `event:ID`; empty: the format's default.
    const Report *report = nullptr; ///< Figures of a simulation for the document; may be nullptr.
};

/// Formats that work. `markdown` and `html` write the Event Architecture Document, the event catalog, a flow or an event;
/// `mermaid` and `svg` the map of the services, a flow or an event's way; `typescript` the types of all events, or of one.
QStringList exportFormats();

/// The exported bytes: the same for the same catalog. Fails for an unknown format or part, with the known ones as hint.
Result<QByteArray> exportProject(const Catalog &catalog, const ExportOptions &options);

/// Writes \a bytes to \a path, all of them or nothing.
Result<void> writeExport(const QByteArray &bytes, const QString &path);

} // namespace weir
