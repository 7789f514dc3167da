// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema.h"

#include "core/schema/evaluation.h"
#include "core/schema/schemacompiler.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"

namespace weir {

namespace {

std::shared_ptr<const SchemaGraph> anything()
{
    static const std::shared_ptr<const SchemaGraph> graph = [] {
        auto made = std::make_shared<SchemaGraph>();
        made->schemas.push_back({});
        made->schemas.back().kind = SchemaGraph::Kind::True;
        made->resources.push_back({});
        return made;
    }();
    return graph;
}

void forgetPosition(Place &place)
{
    place.line = 0;
    place.column = 0;
}

} // namespace

Schema::Schema() : m_graph(anything()) {}

Validation Schema::validate(const Node &value, const ValidationLimits &limits) const
{
    Validation validation;
    validation.verdict = Evaluation(*m_graph, limits).run(value, &validation.violations);
    return validation;
}

Validation Schema::validate(const Json &value, const ValidationLimits &limits) const
{
    const auto document = documentOf(value);
    if (!document) {
        Violation violation;
        violation.keyword = QStringLiteral("limit");
        violation.message = document.error().message;
        return {Verdict::Undecided, {violation}};
    }
    Validation validation = validate((*document)->root(), limits);
    for (Violation &violation : validation.violations)
        forgetPosition(violation.instance);
    return validation;
}

Verdict Schema::judge(const Node &value, const ValidationLimits &limits) const
{
    return Evaluation(*m_graph, limits).run(value, nullptr);
}

SchemaCompilation compileSchema(const SchemaDocument &document, const SchemaOptions &options)
{
    SchemaCompiler compiler(options);
    compiler.compile(document);
    SchemaCompilation result;
    result.errors = compiler.errors();
    result.warnings = compiler.warnings();
    if (result.errors.isEmpty())
        result.schema = Schema(std::make_shared<const SchemaGraph>(compiler.take()));
    return result;
}

SchemaCompilation compileSchema(const Json &schema, const SchemaOptions &options)
{
    const auto document = documentOf(schema);
    if (!document)
        return {{}, {document.error()}, {}};
    SchemaCompilation result = compileSchema(*document, options);
    for (QList<Error> *list : {&result.errors, &result.warnings}) {
        for (Error &error : *list)
            forgetPosition(error.place);
    }
    return result;
}

Result<SchemaDocument> documentOf(const Json &value)
{
    auto tree = readJson(writeJsonLine(value), {});
    if (!tree)
        return tree.error();
    return SchemaDocument(std::make_shared<const Tree>(std::move(*tree)));
}

} // namespace weir
