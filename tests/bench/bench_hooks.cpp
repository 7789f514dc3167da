// SPDX-License-Identifier: GPL-3.0-or-later
// CPU nanoseconds of the work on event streams and webhooks, each beside the limit of the same round: a scan for line feeds
// with a copy, and an HMAC by the library alone. Medians of several rounds; ratios are what counts.
#include "core/transport/sseparser.h"
#include "core/transport/ssewriter.h"
#include "core/transport/webhooksigner.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

using namespace weir;

namespace {

constexpr int rounds = 7;
constexpr std::size_t eventSize = 200;

double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// CPU nanoseconds for one of the \a count pieces of work of \a run.
double costOf(int count, const std::function<void()> &run)
{
    const std::clock_t start = std::clock();
    run();
    return double(std::clock() - start) / CLOCKS_PER_SEC * 1e9 / count;
}

struct Subject
{
    const char *name;
    int count;
    std::function<void()> work, limit;
};

class CountingSink : public SseSink
{
public:
    std::size_t bytes = 0;

    void event(const SseEvent &event) override { bytes += event.data.size(); }
};

std::string streamOf(int count)
{
    std::string stream;
    for (int i = 0; i < count; ++i) {
        std::string event = "id: " + std::to_string(1'000'000 + i) + "\ndata: {\"type\":\"user.created\",\"data\":\"";
        event += std::string(eventSize - event.size() - 4, 'x') + "\"}\n\n";
        stream += event;
    }
    return stream;
}

void parse(const std::string &stream, std::size_t chunk)
{
    SseParser parser;
    CountingSink sink;
    for (std::size_t at = 0; at < stream.size(); at += chunk)
        parser.feed(std::string_view(stream).substr(at, chunk), sink);
    if (sink.bytes == 0)
        std::abort();
}

void scanAndCopy(const std::string &stream)
{
    static std::vector<char> copy(stream.size());
    std::memcpy(copy.data(), stream.data(), stream.size());
    std::size_t lines = 0;
    for (const char *at = copy.data(), *end = at + stream.size(); at != nullptr && at < end; ++lines) {
        at = static_cast<const char *>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        at = at == nullptr ? nullptr : at + 1;
    }
    if (lines == 0)
        std::abort();
}

} // namespace

int main()
{
    constexpr int events = 100'000, requests = 50'000;
    const std::string stream = streamOf(events);
    const QByteArray body(500, 'b');
    const Secret secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    const auto signer = WebhookSigner::create(*SignatureScheme::of(WebhookProfile::Standard), {secret});
    const TimePoint now{std::chrono::seconds(1'674'087'231)};
    HttpHeaders headers;
    if (!signer || !signer->sign(headers, "msg_1", body, now))
        return 1;
    const auto verify = [&] {
        for (int i = 0; i < requests; ++i) {
            if (!signer->verify(headers, body, now).isValid())
                std::abort();
        }
    };
    const auto bareMac = [&] {
        std::array<unsigned char, 32> mac{};
        for (int i = 0; i < requests; ++i)
            HMAC(EVP_sha256(), "123456789012345678901234", 24,
                 reinterpret_cast<const unsigned char *>(body.constData()), static_cast<std::size_t>(body.size()),
                 mac.data(), nullptr);
    };
    const QByteArray payload(eventSize, 'p');
    const auto write = [&] {
        for (int i = 0; i < events; ++i) {
            if (sseBytes({.data = payload, .event = {}, .id = "1000000", .retry = {}}).isEmpty())
                std::abort();
        }
    };
    const auto limit = [&stream] { scanAndCopy(stream); };
    const Subject subjects[] = {
        {"SSE in, chunks of 64 KB", events, [&stream] { parse(stream, 65'536); }, limit},
        {"SSE in, one chunk an event", events, [&stream] { parse(stream, eventSize); }, limit},
        {"SSE in, chunks of 1,448 B", events, [&stream] { parse(stream, 1'448); }, limit},
        {"SSE out, one frame", events, write, limit},
        {"webhook verified, 500 B", requests, verify, bareMac},
    };
    for (const Subject &subject : subjects) {
        std::vector<double> work, bound, ratio;
        for (int round = 0; round < rounds; ++round) {
            work.push_back(costOf(subject.count, subject.work));
            bound.push_back(costOf(subject.count, subject.limit));
            ratio.push_back(work.back() / bound.back());
        }
        std::printf("%-28s %8.0f ns  limit %8.0f ns  ratio %6.2f\n", subject.name, medianOf(work), medianOf(bound),
                    medianOf(ratio));
    }
    return 0;
}
