// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"
#include "tests/fuzz/expectation.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace weir;

/// What is read as YAML is a JSON value: it is written, and reads back as JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::bytesOf(data, size);
    const auto tree = readYaml(input, u"input.yaml"_s);
    if (!tree) {
        fuzz::expectPlace(tree.error(), input);
        return 0;
    }
    fuzz::expect(readJson(writeJson(tree->root().toJson()), u"written.json"_s).isOk());
    return 0;
}
