// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/addresspolicy.h"
#include "tests/fuzz/expectation.h"

using namespace weir;

/// What is read as a URL is written so that it reads back the same, and has nothing in it that would end a header line. What
/// the policy lets pass is no address in numbers that is not public.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(fuzz::bytesOf(data, size));
    const auto url = parseHttpUrl(text);
    if (!url) {
        fuzz::expect(!url.error().message.isEmpty());
        return 0;
    }
    const auto again = parseHttpUrl(url->text());
    fuzz::expect(again.isOk() && *again == *url);
    for (const QByteArray &part : {url->authority(), url->target}) {
        for (const char c : part)
            fuzz::expect(c > ' ' && c < 0x7f);
    }
    if (AddressPolicy().checkUrl(*url)) {
        fuzz::expect(!url->address || addressKind(*url->address) == AddressKind::Public);
        fuzz::expect(!parseAnyIPv4(url->host) || url->address.has_value());
    }
    return 0;
}
