// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/exactnumber.h"
#include "core/schema/formats.h"
#include "core/schema/pattern.h"
#include "core/schema/schemaoptions.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace weir {

/// What one instruction of a compiled schema checks.
enum class SchemaCheck : quint8 {
    Type,    ///< a: set of type bits.
    Const,   ///< a: index in values.
    Enum,    ///< a: first, b: count in values.
    Minimum, ///< a: index in numbers; so the other bounds and MultipleOf.
    Maximum,
    ExclusiveMinimum,
    ExclusiveMaximum,
    MultipleOf,
    MinLength, ///< a: bound; so the other counts.
    MaxLength,
    Pattern, ///< a: index in patterns.
    Format,  ///< a: index in formats.
    MinItems,
    MaxItems,
    UniqueItems,
    Items,    ///< a: index in itemRules.
    Contains, ///< a: index in containRules.
    MinProperties,
    MaxProperties,
    Properties,        ///< a: index in objectRules.
    PropertyNames,     ///< a: schema.
    DependentRequired, ///< a: first, b: count in dependencies.
    DependentSchemas,  ///< a: first, b: count in dependencies.
    Reference,         ///< a: schema.
    DynamicReference,  ///< a: schema, b: index in names.
    AllOf,             ///< a: first, b: count in lists.
    AnyOf,
    OneOf,
    Not,              ///< a: schema.
    IfThenElse,       ///< a: if, b: then, c: else; noSchema when absent.
    UnevaluatedItems, ///< a: schema.
    UnevaluatedProperties,
};

/// Bits of types; `integer` is a number without a fraction.
namespace typebit {
constexpr quint32 null = 1, boolean = 2, integer = 4, number = 8, string = 16, array = 32, object = 64;
constexpr quint32 all = null | boolean | number | string | array | object;
} // namespace typebit

/// The types of a set of type bits as JSON Schema names them; `integer` only without `number`.
QStringList typeNames(quint32 bits);

/// One schema of any document compiled into one graph of flat arrays: a schema is a run of instructions, schemas refer to
/// each other by index, so that references cost nothing and cycles are plain edges.
struct SchemaGraph
{
    static constexpr quint32 noSchema = 0xffffffffU;

    struct Instruction
    {
        SchemaCheck check;
        quint8 appliesTo = 0; ///< Type bits of the values it can refuse.
        quint32 a = 0, b = 0, c = 0;
    };
    enum class Kind : quint8 { Checks, True, False };
    struct Schema
    {
        Node source;
        quint32 resource = 0;
        quint32 first = 0, count = 0; ///< Of its instructions.
        Kind kind = Kind::Checks;
    };
    /// A member that `properties` or `required` names.
    struct Property
    {
        QByteArray name;
        quint32 schema = noSchema;
        bool isRequired = false;
    };
    struct PatternProperty
    {
        quint32 pattern = 0;
        quint32 schema = noSchema;
    };
    struct ObjectRules
    {
        quint32 firstProperty = 0, propertyCount = 0; ///< Sorted by name.
        quint32 firstPattern = 0, patternCount = 0;
        quint32 additional = noSchema;
        quint32 requiredCount = 0;
    };
    struct ItemRules
    {
        quint32 firstPrefix = 0, prefixCount = 0; ///< In lists.
        quint32 rest = noSchema;
    };
    struct ContainRules
    {
        quint32 schema = noSchema;
        quint64 least = 1;
        quint64 most = UINT64_MAX;
        bool evaluates = false; ///< What matches counts as evaluated (from 2020-12 on).
    };
    struct Dependency
    {
        QByteArray name;
        quint32 schema = noSchema;
        std::vector<QByteArray> required;
    };
    struct Format
    {
        QByteArray name;
        FormatCheck check = nullptr;
    };
    struct Resource
    {
        QString uri;
        Node root;
        QHash<QByteArray, quint32> dynamicAnchors; ///< Name -> schema.
    };

    std::vector<SchemaDocument> documents; ///< Keeps the nodes alive.
    std::vector<Schema> schemas;           ///< The first is the root.
    std::vector<Instruction> code;
    std::vector<Resource> resources;
    std::vector<ExactNumber> numbers;
    std::vector<Node> values;
    std::vector<Pattern> patterns;
    std::vector<Format> formats;
    std::vector<QByteArray> names;
    std::vector<quint32> lists;
    std::vector<Property> properties;
    std::vector<PatternProperty> patternProperties;
    std::vector<ObjectRules> objectRules;
    std::vector<ItemRules> itemRules;
    std::vector<ContainRules> containRules;
    std::vector<Dependency> dependencies;

    /// The schemas that are judged at the same value as \a schema (references, `allOf` and the like).
    std::vector<quint32> inPlace(quint32 schema) const;
};

} // namespace weir
