// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/model/element.h"
#include "core/model/sourcemap.h"
#include "core/syntax/numberspellings.h"
#include "core/syntax/tree.h"

#include <QByteArray>
#include <QString>

namespace weir {

/// The newest format of project files this version reads and writes.
inline constexpr int projectFormat = 1;

/// The name of the file that makes a folder a project.
QString markerFile();

/// What the names of the files of \a kind end in: `.json`, `.view.json`, `.md`.
QString fileSuffix(Kind kind);

/// The file of \a element, relative to the root. Its id has to be a slug.
QString fileOf(const ElementRef &element);

/// The element's document from the JSON of its file: a shared schema's file holds the schema alone.
Json documentFromFile(const ElementRef &element, Json content);

/// The canonical bytes of the element's file.
QByteArray fileBytes(Kind kind, const Json &document, const NumberSpellings &spellings);

/// Adds the places of \a node and all below it, the value at \a pointer of \a element.
void addPlaces(SourceMap &sources, const ElementRef &element, const QString &pointer, const Node &node);

/// Identifies a file's bytes.
QByteArray digestOf(QByteArrayView bytes);

/// The digest of the bytes the file at \a path has now; empty when there is none or it cannot be read.
QByteArray digestOfFile(const QString &path);

} // namespace weir
