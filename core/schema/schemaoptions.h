// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/dialect.h"
#include "core/syntax/tree.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace weir {

/// A document with schemas, shared by all who refer to it.
using SchemaDocument = std::shared_ptr<const Tree>;

/// What a resolver found.
struct ResolvedDocument
{
    SchemaDocument tree; ///< Null when the document is not known.
    /// What relative references in it count from; absent: its own address. A project's documents count from its root.
    std::optional<QString> base;
};

/// Finds the document of \a uri (absolute when the schema has a base, without fragment). The only way to other
/// documents: nothing here reads files or the network.
using SchemaResolver = std::function<ResolvedDocument(const QString &uri)>;

/// Whether `format` restricts values or only describes them (JSON Schema 2020-12 validation §7.2).
enum class FormatUse : quint8 { Annotation, Assertion };

/// What a reference to an unknown document or place means: an error, or a warning and no restriction.
enum class UnresolvedReference : quint8 { IsError, AcceptsAnything };

/// How schemas are read.
struct SchemaOptions
{
    Dialect dialect = Dialect::Draft2020; ///< Of schemas that do not say `$schema`.
    FormatUse format = FormatUse::Annotation;
    UnresolvedReference unresolved = UnresolvedReference::IsError;
    QString base; ///< The document's own address; may be empty.
    SchemaResolver resolver = {};
    int maxSchemas = 200'000; ///< Compiled at most, those of other documents included.
    int maxDocuments = 1'000;
};

/// What a validation spends at most; beyond that the answer is Verdict::Undecided.
struct ValidationLimits
{
    int depth = 1'000;         ///< Schemas inside schemas being judged at once.
    qint64 steps = 20'000'000; ///< Schemas judged, values compared, characters matched.
};

} // namespace weir
