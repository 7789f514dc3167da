// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/quickjson.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"
#include "tests/fuzz/expectation.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace weir;

/// What is read as JSON, is written canonically, and reads back as the same value and the same bytes. What is read quickly is
/// that value too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::bytesOf(data, size);
    const auto tree = readJson(input, u"input.json"_s);
    const auto quick = quickJson(input);
    fuzz::expect(!quick || tree.isOk());
    if (!tree) {
        fuzz::expectPlace(tree.error(), input);
        return 0;
    }
    const Json value = tree->root().toJson();
    fuzz::expect(!quick || (*quick == value && quick->dump() == value.dump()));
    const QByteArray written = writeJson(value);
    const auto again = readJson(written, u"written.json"_s);
    fuzz::expect(again.isOk());
    fuzz::expect(again->root().toJson() == value);
    fuzz::expect(writeJson(again->root().toJson()) == written);
    return 0;
}
