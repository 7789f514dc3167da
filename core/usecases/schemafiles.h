// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/json.h"
#include "core/schema/evolution.h"
#include "core/schema/inference.h"
#include "core/schema/schema.h"

#include <QByteArray>
#include <QStringList>

class QIODevice;

namespace weir {

/// How a schema file is read.
struct SchemaFileOptions
{
    QString dialect; ///< Of schemas without `$schema`: one of dialectNames(); empty is 2020-12.
    QString root;    ///< Folder that references may not leave; empty: the folder of the file.
    FormatUse format = FormatUse::Annotation;
};

/// `draft-07`, `2019-09`, `2020-12`.
QStringList dialectNames();

/// The document in the file \a path (JSON or YAML), or on \a standardInput when the path is `-`.
Result<SchemaDocument> readDocumentFile(const QString &path, QIODevice *standardInput = nullptr);

/// The schema in the file \a path, or, for `EVENT.json#3`, that of version 3 in the file of an event type. References
/// reach files below the root, never the network.
Result<SchemaCompilation> readSchemaFile(const QString &path, const SchemaFileOptions &options,
                                         QIODevice *standardInput = nullptr);

/// A value and the line of its file where its document starts.
struct ValueDocument
{
    SchemaDocument document;
    int firstLine = 1;
};

/// The values in the file \a path: one for a document; one for each line when the name ends in .ndjson or .jsonl, and on
/// standard input when its first line is a whole value and more follow.
Result<QList<ValueDocument>> readValues(const QString &path, QIODevice *standardInput = nullptr);

/// The schema of the type \a name (see schemaFromTypeScript()) in the TypeScript file \a path.
Result<Json> readTypeScriptFile(const QString &path, const QString &name);

/// The violations as findings `schema/required` and so on, with the place of the value, whose document starts at
/// \a firstLine of its file; the hint names the keyword's place.
Findings violationFindings(const Validation &validation, int firstLine = 1);

/// What `weir schema diff --format json` prints: `$schema`, `tool`, `version`, `compatibility` and the changes.
Json evolutionJson(const SchemaEvolution &evolution);

/// What `weir schema infer --format json` prints: the schema and each member's presence, types and values.
Json inferenceJson(const SchemaInference &inference);

} // namespace weir
