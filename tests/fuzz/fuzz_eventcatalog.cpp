// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/catalogpages.h"
#include "core/interchange/markdownimport.h"
#include "tests/fuzz/expectation.h"

using namespace Qt::StringLiterals;
using namespace weir;

/// Pages of an EventCatalog project and catalogs in Markdown: what is refused names a place inside the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::bytesOf(data, size);
    const auto page = readCatalogPage(input.toByteArray(), u"index.mdx"_s);
    if (page)
        fuzz::expect(page->frontmatter != nullptr);
    else
        fuzz::expectPlace(page.error(), input);
    const auto catalog = importCatalogMarkdown(input, u"events.md"_s);
    if (!catalog) {
        fuzz::expectPlace(catalog.error(), input);
        return 0;
    }
    for (const Finding &finding : catalog->findings + catalog->losses)
        fuzz::expect(finding.place.line >= 1);
    return 0;
}
