// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/schema/jsontext.h"

#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

namespace weir::test {

SchemaDocument document(QByteArray text)
{
    auto tree = readJson(text.replace('\'', '"'), QStringLiteral("schema.json"));
    Q_ASSERT_X(tree.isOk(), "document", text.constData());
    return std::make_shared<const Tree>(std::move(*tree));
}

Json json(const QByteArray &text)
{
    return document(text)->root().toJson();
}

Schema schema(const QByteArray &text, const SchemaOptions &options)
{
    const SchemaCompilation compiled = compileSchema(document(text), options);
    Q_ASSERT_X(compiled.isOk(), "schema", text.constData());
    return compiled.schema;
}

} // namespace weir::test
