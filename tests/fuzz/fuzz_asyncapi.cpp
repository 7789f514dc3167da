// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/asyncapiexport.h"
#include "core/interchange/asyncapiimport.h"
#include "core/model/canonical.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"
#include "tests/fuzz/expectation.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace weir;

/// What is imported can be exported, and is the same design when it is imported again; what is refused names a place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::bytesOf(data, size);
    const auto import = importAsyncApi(input, u"input.yaml"_s);
    if (!import) {
        fuzz::expectPlace(import.error(), input);
        return 0;
    }
    // What nests almost as deep as the reader allows has no room for what an export puts around it.
    ReadLimits shallow;
    shallow.depth /= 2;
    if (!readDocument(input, u"input.yaml"_s, shallow))
        return 0;
    const auto exported = exportAsyncApi(import->catalog);
    fuzz::expect(exported.isOk());
    const auto again = importAsyncApi(writeJson(exported->document.get()), u"exported.json"_s);
    fuzz::expect(again.isOk());
    fuzz::expect(again->catalog.elements() == import->catalog.elements());
    for (const ElementRef &element : import->catalog.elements())
        fuzz::expect(meansTheSame(again->catalog.document(element).get(), import->catalog.document(element).get()));
    return 0;
}
