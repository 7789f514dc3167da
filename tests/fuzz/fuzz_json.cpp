// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"
#include "tests/fuzz/expectation.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace weir;

/// What is read as JSON, is written canonically, and reads back as the same value and the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::bytesOf(data, size);
    const auto tree = readJson(input, u"input.json"_s);
    if (!tree) {
        fuzz::expectPlace(tree.error(), input);
        return 0;
    }
    const Json value = tree->root().toJson();
    const QByteArray written = writeJson(value);
    const auto again = readJson(written, u"written.json"_s);
    fuzz::expect(again.isOk());
    fuzz::expect(again->root().toJson() == value);
    fuzz::expect(writeJson(again->root().toJson()) == written);
    return 0;
}
