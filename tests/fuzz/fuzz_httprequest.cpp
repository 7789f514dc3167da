// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpconnection.h"
#include "tests/fuzz/expectation.h"

#include <algorithm>

using namespace weir;

namespace {

struct Seen
{
    QByteArrayList requests;
    std::optional<HttpRefusal> refusal;
    QByteArray output;

    bool operator==(const Seen &) const = default;
};

/// What a server sees of \a input when it comes in pieces of \a step bytes.
Seen seen(const HttpRules &rules, QByteArrayView input, qsizetype step)
{
    ByteBudget budget(rules.limits.bufferedBytes);
    Seen result;
    {
        HttpConnection http(rules, &budget, {});
        while (!input.isEmpty() && http.wantsBytes()) {
            const qsizetype bytes = std::min(step, input.size());
            http.receive(input.first(bytes), {});
            input = input.sliced(bytes);
            while (const auto request = http.takeRequest({})) {
                fuzz::expect(request->path.startsWith('/') || request->path == "*");
                fuzz::expect(!request->path.contains('\0') && request->headers.count("host") == 1);
                fuzz::expect(request->body.size() <= rules.limits.bodyBytes);
                result.requests += request->path + '\n' + request->query + '\n' + request->body;
                http.answer({}, {}, {});
            }
            result.output += http.takeOutput();
            if (const auto refusal = http.takeRefusal())
                result.refusal = refusal;
        }
    }
    fuzz::expect(budget.used() == 0);
    return result;
}

} // namespace

/// However the bytes are split, the same requests reach a handler and the same refusal ends the connection.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const HttpRules rules = [] {
        HttpRules small;
        small.hosts = {"a", "localhost"};
        small.limits.headerBytes = 512;
        small.limits.bodyBytes = 256;
        return small;
    }();
    const QByteArrayView input = fuzz::bytesOf(data, size);
    Seen whole = seen(rules, input, std::max<qsizetype>(1, input.size()));
    Seen bytes = seen(rules, input, 1);
    whole.output.replace("HTTP/1.1 100 Continue\r\n\r\n", ""); // is not said when the body came at once
    bytes.output.replace("HTTP/1.1 100 Continue\r\n\r\n", "");
    fuzz::expect(whole == bytes);
    return 0;
}
