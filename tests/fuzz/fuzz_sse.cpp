// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/sseparser.h"
#include "core/transport/ssewriter.h"
#include "core/transport/utf8.h"
#include "tests/fuzz/expectation.h"

#include <string>
#include <vector>

using namespace weir;

namespace {

/// Keeps everything as one text.
class Transcript : public SseSink
{
public:
    std::string text;
    std::vector<std::string> data;

    void event(const SseEvent &event) override
    {
        for (const std::string_view part : {event.type, event.data, event.lastEventId}) {
            fuzz::expect(isUtf8(part));
            text += std::to_string(part.size()) + ':';
            text += part;
        }
        fuzz::expect(event.lastEventId.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos);
        data.emplace_back(event.data);
    }
    void reconnectionTime(std::chrono::milliseconds time) override { text += 'r' + std::to_string(time.count()); }
    void comment(std::string_view comment) override { text += '#' + std::string(comment); }
};

constexpr StreamLimits limits{.line = 4096, .event = 8192};

} // namespace

/// A stream says the same however it is split; what was read is read again when it is written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    Transcript whole, bytes, halves;
    SseParser first(limits), second(limits), third(limits);
    first.feed(input, whole);
    for (const char byte : input) {
        const std::string one(1, byte);
        second.feed(one, bytes);
    }
    const std::size_t middle = size / 2;
    third.feed(std::string(input.substr(0, middle)), halves);
    third.feed(std::string(input.substr(middle)), halves);
    fuzz::expect(whole.text == bytes.text && whole.text == halves.text);
    fuzz::expect(first.lastEventId() == second.lastEventId());

    std::string written;
    for (const std::string &text : whole.data)
        written +=
            sseBytes({.data = QByteArray::fromStdString(text), .event = {}, .id = {}, .retry = {}}).toStdString();
    Transcript again;
    SseParser reader(StreamLimits{.line = 3 * 8192, .event = 3 * 8192});
    fuzz::expect(reader.feed(written, again) == StreamStatus::Reading);
    fuzz::expect(again.data == whole.data);

    LineParser lines(limits);
    Transcript values;
    lines.feed(input, values);
    return 0;
}
