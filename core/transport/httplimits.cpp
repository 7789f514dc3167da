// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httplimits.h"

#include <array>

namespace weir {

namespace {

struct RefusalWords
{
    int status;
    const char *name;
    const char *text;
};

// In the order of HttpRefusal.
constexpr std::array<RefusalWords, httpRefusalCount> refusals{{
    {400, "bad-request-line", "The request line is malformed"},
    {501, "unknown-method", "The method is not implemented"},
    {400, "bad-target", "The request target is malformed"},
    {505, "unknown-version", "Only HTTP/1.1 and HTTP/1.0 are spoken"},
    {400, "bad-header", "A header field is malformed"},
    {400, "folded-header", "A header field is continued on a further line"},
    {431, "header-too-large", "The header is too large"},
    {400, "no-host", "The Host field is missing"},
    {400, "repeated-host", "The Host field stands more than once, or is malformed"},
    {421, "foreign-host", "This server does not answer for the name in the Host field"},
    {401, "repeated-signature", "A field that proves who sent the request stands more than once"},
    {400, "bad-length", "The Content-Length is malformed"},
    {400, "ambiguous-length", "The length of the body is given more than once"},
    {501, "unknown-coding", "The only Transfer-Encoding that is understood is chunked"},
    {417, "unknown-expectation", "The only expectation that can be met is 100-continue"},
    {400, "bad-chunk", "A chunk of the body is malformed"},
    {413, "body-too-large", "The body is too large"},
    {503, "too-much-buffered", "Too many bodies are being received; try again later"},
    {408, "too-slow", "The request was not complete in time"},
    {503, "not-answered", "The request was not answered in time"},
    {503, "too-many-connections", "Too many connections; try again later"},
    {503, "too-many-of-peer", "Too many connections from this address; try again later"},
}};

const RefusalWords &refusalWordsOf(HttpRefusal refusal)
{
    return refusals.at(static_cast<std::size_t>(refusal));
}

} // namespace

int httpRefusalStatus(HttpRefusal refusal)
{
    return refusalWordsOf(refusal).status;
}

QString httpRefusalText(HttpRefusal refusal)
{
    return QString::fromLatin1(refusalWordsOf(refusal).text);
}

QByteArrayView httpRefusalName(HttpRefusal refusal)
{
    return refusalWordsOf(refusal).name;
}

} // namespace weir
