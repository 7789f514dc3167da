// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <functional>
#include <optional>

namespace weir {

class Schema;

/// Finds the schema that a `$ref` outside of the document names; nullptr when it is not known.
using SchemaLookup = std::function<const Json *(const QString &reference)>;

/// What is around a schema that is written as TypeScript.
struct TypeScriptContext
{
    int indent = 0; ///< Spaces in front of the closing brace.
    SchemaLookup lookup = {};
};

/// The TypeScript type of what \a schema (JSON Schema) describes: `{ … }` over several lines for an object, `Date` for a
/// `date-time`, a union of literals for an `enum`. A schema that refers to itself becomes the name it is referred to by;
/// what cannot be resolved becomes `unknown`.
QString typeScriptType(const Json &schema, const TypeScriptContext &context = {});

/// `interface UserCreatedEvent extends DomainEvent { type: 'user.created'; … }` for the payload \a schema.
QString typeScriptInterface(const QString &eventType, std::optional<int> version, const Json &schema,
                            const SchemaLookup &lookup = {});

/// The whole event as an anonymous type, as the event catalog shows it: id, type, version, timestamp and data.
QString typeScriptEvent(const QString &eventType, int version, const Json &schema, const SchemaLookup &lookup = {});

/// `interface Name { … }` for an object, else `type Name = …`, with a final line feed. References to other documents of the
/// compiled \a schema are followed.
QString typeScriptDeclaration(const QString &name, const Schema &schema);

/// `UserCreatedEvent` for `user.created`.
QString typeScriptEventName(const QString &eventType);

/// \a text as a TypeScript string literal in single quotes.
QString typeScriptLiteral(const QString &text);

} // namespace weir
