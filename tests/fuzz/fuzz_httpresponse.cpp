// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpresponsereader.h"
#include "tests/fuzz/expectation.h"

#include <algorithm>

using namespace weir;

namespace {

struct Reading
{
    HttpResponseReader::State state = HttpResponseReader::State::Head;
    int status = 0;
    HttpHeaders headers;
    QByteArray body;
    QString error;

    bool operator==(const Reading &) const = default;
};

Reading readingOf(QByteArrayView input, qsizetype step)
{
    HttpResponseLimits limits;
    limits.headerBytes = 512;
    limits.bodyBytes = 1024;
    HttpResponseReader reader(limits);
    Reading result;
    while (!input.isEmpty()) {
        QByteArrayView piece = input.first(std::min(step, input.size()));
        const qsizetype given = piece.size();
        for (QByteArrayView taken = reader.take(piece); !taken.isEmpty(); taken = reader.take(piece))
            result.body.append(taken);
        input = input.sliced(given - piece.size());
        if (!piece.isEmpty())
            break; // what follows the answer
    }
    const bool isOpen =
        reader.state() == HttpResponseReader::State::Head || reader.state() == HttpResponseReader::State::Body;
    reader.finish();
    result.state = reader.state();
    fuzz::expect(result.state == HttpResponseReader::State::Done || result.state == HttpResponseReader::State::Failed);
    fuzz::expect(reader.bodySize() == result.body.size());
    if (reader.isHeaderRead()) {
        result.status = reader.status();
        result.headers = reader.headers();
        fuzz::expect(result.status >= 200 && result.status < 600);
    }
    if (isOpen)
        result.error = reader.error();
    return result;
}

} // namespace

/// However the bytes are split, the same answer is read. What was given of a body before it failed may differ.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView input = fuzz::bytesOf(data, size);
    Reading whole = readingOf(input, std::max<qsizetype>(1, input.size()));
    Reading bytes = readingOf(input, 1);
    if (whole.state == HttpResponseReader::State::Failed) {
        whole.body.clear();
        bytes.body.clear();
    }
    fuzz::expect(whole == bytes);
    return 0;
}
