// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/dialect.h"

#include <algorithm>
#include <array>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

struct Keyword
{
    QByteArrayView name;
    KeywordShape shape;
    Dialect since = Dialect::Draft7;
    Dialect until = Dialect::Draft2020;
};

using enum KeywordShape;
using enum Dialect;

constexpr std::array keywords{
    Keyword{"$defs", SchemaMap, Draft2019},
    Keyword{"additionalItems", OneSchema, Draft7, Draft2019},
    Keyword{"additionalProperties", OneSchema},
    Keyword{"allOf", SchemaList},
    Keyword{"anyOf", SchemaList},
    Keyword{"contains", OneSchema},
    Keyword{"contentSchema", OneSchema, Draft2019},
    Keyword{"definitions", SchemaMap},
    Keyword{"dependencies", DependencyMap},
    Keyword{"dependentSchemas", SchemaMap, Draft2019},
    Keyword{"else", OneSchema},
    Keyword{"if", OneSchema},
    Keyword{"items", SchemaOrList},
    Keyword{"not", OneSchema},
    Keyword{"oneOf", SchemaList},
    Keyword{"patternProperties", SchemaMap},
    Keyword{"prefixItems", SchemaList, Draft2020},
    Keyword{"properties", SchemaMap},
    Keyword{"propertyNames", OneSchema},
    Keyword{"then", OneSchema},
    Keyword{"unevaluatedItems", OneSchema, Draft2019},
    Keyword{"unevaluatedProperties", OneSchema, Draft2019},
};

} // namespace

std::optional<Dialect> dialectOf(QStringView uri)
{
    if (uri.endsWith(u'#'))
        uri.chop(1);
    const bool isSecure = uri.startsWith(u"https://");
    if (!isSecure && !uri.startsWith(u"http://"))
        return std::nullopt;
    const QStringView name = uri.sliced(isSecure ? 8 : 7);
    if (name == u"json-schema.org/draft-07/schema")
        return Draft7;
    if (name == u"json-schema.org/draft/2019-09/schema")
        return Draft2019;
    if (name == u"json-schema.org/draft/2020-12/schema")
        return Draft2020;
    return std::nullopt;
}

QLatin1String dialectName(Dialect dialect)
{
    switch (dialect) {
    case Draft7:
        return "draft-07"_L1;
    case Draft2019:
        return "2019-09"_L1;
    case Draft2020:
        break;
    }
    return "2020-12"_L1;
}

KeywordShape shapeOf(QByteArrayView keyword, Dialect dialect)
{
    const auto found = std::find_if(keywords.begin(), keywords.end(),
                                    [keyword](const Keyword &known) { return known.name == keyword; });
    if (found == keywords.end() || dialect < found->since || dialect > found->until)
        return Other;
    return found->shape == SchemaOrList && dialect == Draft2020 ? OneSchema : found->shape;
}

} // namespace weir
