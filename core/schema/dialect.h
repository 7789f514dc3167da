// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QLatin1String>
#include <QStringView>

#include <optional>

namespace weir {

/// The versions of JSON Schema that are understood.
enum class Dialect : quint8 { Draft7, Draft2019, Draft2020 };

/// The dialect whose metaschema \a uri (the value of `$schema`) names; nothing when it is none of them.
std::optional<Dialect> dialectOf(QStringView uri);

/// `draft-07`, `2019-09`, `2020-12`.
QLatin1String dialectName(Dialect dialect);

/// What stands in a schema under a keyword.
enum class KeywordShape : quint8 {
    Other,        ///< No schema.
    OneSchema,    ///< A schema.
    SchemaList,   ///< An array of schemas.
    SchemaMap,    ///< An object of schemas.
    SchemaOrList, ///< `items` before 2020-12.
    DependencyMap ///< `dependencies`: schemas or arrays of names.
};

/// Where the schemas below \a keyword stand in \a dialect.
KeywordShape shapeOf(QByteArrayView keyword, Dialect dialect);

} // namespace weir
