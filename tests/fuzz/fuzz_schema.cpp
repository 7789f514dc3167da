// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema.h"
#include "core/syntax/reader.h"
#include "tests/fuzz/expectation.h"

using namespace Qt::StringLiterals;
using namespace weir;

/// What is read as a schema judges a value (here: the schema itself) within its budget, and gives the same verdict with
/// and without reasons; what is refused names a place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::bytesOf(data, size);
    auto tree = readJson(input, u"schema.json"_s);
    if (!tree)
        return 0;
    const auto document = std::make_shared<const Tree>(std::move(*tree));
    SchemaOptions options;
    options.format = FormatUse::Assertion;
    options.unresolved = size % 2 == 0 ? UnresolvedReference::IsError : UnresolvedReference::AcceptsAnything;
    const SchemaCompilation compiled = compileSchema(document, options);
    for (const Error &error : compiled.errors)
        fuzz::expectPlace(error, input);
    ValidationLimits limits;
    limits.steps = 100'000;
    const Validation found = compiled.schema.validate(document->root(), limits);
    fuzz::expect(found.isValid() == found.violations.isEmpty());
    const Verdict judged = compiled.schema.judge(document->root(), limits);
    // Saying why may cost more than finding out.
    fuzz::expect(judged == found.verdict || judged == Verdict::Undecided || found.verdict == Verdict::Undecided);
    return 0;
}
