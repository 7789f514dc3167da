// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpresponsereader.h"

#include "core/transport/httpbytes.h"
#include "core/transport/httprequestline.h"

#include <algorithm>
#include <utility>

namespace weir {

namespace {

constexpr qsizetype chunkLineBytes = 4096; ///< Size and extensions of a chunk.
constexpr int plainChunkDigits = 8;        ///< Of a size that is read at once.
constexpr int lengthDigits = 18;           ///< Of a Content-Length: fits 63 bits.
constexpr std::int64_t largestChunk = std::int64_t(1) << 58;

QByteArrayView withoutBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isHttpBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isHttpBlank(text.back()))
        text.chop(1);
    return text;
}

/// The one length that all fields give; -1 when they differ or are malformed (RFC 9112 §6.3).
std::int64_t lengthIn(const HttpHeaders &headers)
{
    const QByteArrayView text = headers.value("content-length");
    if (text.isEmpty() || text.size() > lengthDigits || !std::all_of(text.begin(), text.end(), isHttpDigit))
        return -1;
    for (qsizetype i = 0; i < headers.size(); ++i) {
        if (isSameHttpName(headers.name(i), "content-length") && headers.value(i) != text)
            return -1;
    }
    return text.toByteArray().toLongLong();
}

} // namespace

HttpResponseReader::HttpResponseReader(const HttpResponseLimits &limits, HttpMethod asked)
    : m_limits(limits)
    , m_asked(asked)
{}

QByteArrayView HttpResponseReader::take(QByteArrayView &input)
{
    if (m_state == State::Head)
        takeHead(input);
    if (m_state != State::Body || input.isEmpty())
        return {};
    switch (m_part) {
    case Part::UntilClose:
        return takePiece(input, input.size());
    case Part::Length: {
        const qsizetype bytes = std::min<std::int64_t>(input.size(), m_left);
        m_left -= bytes;
        const QByteArrayView piece = takePiece(input, bytes);
        if (m_left == 0 && m_state == State::Body)
            m_state = State::Done;
        return piece;
    }
    default:
        return takeChunked(input);
    }
}

void HttpResponseReader::finish()
{
    if (m_state == State::Body && m_part == Part::UntilClose)
        m_state = State::Done;
    else if (m_state == State::Head)
        fail(m_head.isEmpty() ? tr("The connection was closed without an answer")
                              : tr("The connection was closed within the header"));
    else if (m_state == State::Body)
        fail(tr("The connection was closed within the body"));
}

void HttpResponseReader::advance(QByteArrayView &input, qsizetype bytes)
{
    input = input.sliced(bytes);
    m_offset += bytes;
}

void HttpResponseReader::takeHead(QByteArrayView &input)
{
    while (!input.isEmpty() && m_state == State::Head) {
        const qsizetype feed = input.indexOf('\n');
        const qsizetype bytes = feed < 0 ? input.size() : feed + 1;
        if (bytes > m_limits.headerBytes - m_head.size()) {
            fail(tr("The header is too large"));
            return;
        }
        m_head.append(input.first(bytes));
        advance(input, bytes);
        if (feed < 0)
            return;
        const QByteArrayView line = QByteArrayView(m_head).sliced(m_lineStart);
        m_lineStart = m_head.size();
        if (line == QByteArrayView("\r\n") || line == QByteArrayView("\n"))
            readHead();
    }
}

/// The block is there: reads its lines, which end in CRLF, or LF alone (RFC 9112 §2.2 allows a reader that).
void HttpResponseReader::readHead()
{
    m_headers = HttpHeaderBlock::over(m_head);
    QByteArrayView rest(m_head);
    for (bool isFirst = true; !rest.isEmpty(); isFirst = false) {
        const qsizetype feed = rest.indexOf('\n');
        QByteArrayView line = rest.first(feed);
        rest = rest.sliced(feed + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty() && !isFirst)
            break;
        if (!(isFirst ? readStatusLine(line) : readField(line)))
            return;
    }
    const bool isInterim = m_status / 100 == 1;
    if (isInterim && m_status != 101 && ++m_interim <= m_limits.interimResponses) {
        m_head = {};
        m_headers = {};
        m_lineStart = 0;
        return;
    }
    if (isInterim)
        fail(m_status == 101 ? tr("The server changed to a protocol that was not asked for")
                             : tr("There are too many interim answers"));
    else
        beginBody();
}

bool HttpResponseReader::readStatusLine(QByteArrayView line)
{
    const bool isHttp = line.size() >= 12 && line.startsWith("HTTP/1.") && isHttpDigit(line[7]) && line[8] == ' '
        && std::all_of(line.begin() + 9, line.begin() + 12, isHttpDigit) && (line.size() == 12 || line[12] == ' ');
    if (!isHttp || line[9] < '1' || line[9] > '5')
        return fail(tr("The answer does not begin with a status line of HTTP/1.1"));
    m_minorVersion = line[7] - '0';
    m_status = line.sliced(9, 3).toByteArray().toInt();
    return true;
}

bool HttpResponseReader::readField(QByteArrayView line)
{
    if (isHttpBlank(line.front()))
        return fail(tr("A header field is continued on a further line"));
    if (!isHttpFieldLine(line))
        return fail(tr("A header field is malformed"));
    if (m_headers.size() >= m_limits.headerFields)
        return fail(tr("There are too many header fields"));
    const qsizetype colon = line.indexOf(':');
    HttpHeaderBlock::add(m_headers, line.first(colon), withoutBlanks(line.sliced(colon + 1)));
    return true;
}

/// RFC 9112 §6.3. Two ways to find the end are refused: a proxy before may have read the other one.
void HttpResponseReader::beginBody()
{
    m_state = State::Body;
    m_keepsAlive =
        m_minorVersion > 0 ? !m_headers.hasWord("connection", "close") : m_headers.hasWord("connection", "keep-alive");
    const int codings = m_headers.count("transfer-encoding");
    const bool hasLength = m_headers.contains("content-length");
    if (m_asked == HttpMethod::Head || m_status == 204 || m_status == 304) {
        m_state = State::Done;
    } else if (codings > 0 && hasLength) {
        fail(tr("The length of the body is given in two ways"));
    } else if (codings > 0) {
        if (codings > 1 || !isSameHttpName(m_headers.value("transfer-encoding"), "chunked"))
            fail(tr("The body has a transfer coding other than chunked"));
        m_part = Part::ChunkSize;
        m_lineSize = 0;
    } else if (hasLength) {
        m_part = Part::Length;
        m_left = lengthIn(m_headers);
        if (m_left < 0)
            fail(tr("The Content-Length is malformed"));
        else if (m_limits.bodyBytes > 0 && m_left > m_limits.bodyBytes)
            fail(tr("The body is too large"));
        else if (m_left == 0)
            m_state = State::Done;
    } else {
        m_part = Part::UntilClose;
        m_keepsAlive = false;
    }
}

QByteArrayView HttpResponseReader::takePiece(QByteArrayView &input, qsizetype bytes)
{
    if (m_limits.bodyBytes > 0 && bytes > m_limits.bodyBytes - m_bodySize) {
        fail(tr("The body is too large"));
        return {};
    }
    const QByteArrayView piece = input.first(bytes);
    advance(input, bytes);
    m_bodySize += bytes;
    return piece;
}

QByteArrayView HttpResponseReader::takeChunked(QByteArrayView &input)
{
    while (!input.isEmpty() && m_state == State::Body) {
        if (m_part == Part::ChunkData) {
            const qsizetype bytes = std::min<std::int64_t>(input.size(), m_left);
            m_left -= bytes;
            if (m_left == 0)
                m_part = Part::ChunkEnd;
            return takePiece(input, bytes);
        }
        if (takePlainFraming(input))
            continue;
        if (!takeFraming(input.front()))
            return {};
        advance(input, 1);
    }
    return {};
}

/// Takes what stands between the data of two chunks at once where it is there as a whole and as nearly all servers write it.
bool HttpResponseReader::takePlainFraming(QByteArrayView &input)
{
    const auto isLineEnd = [](const char *at, const char *end) {
        return end - at >= 2 && at[0] == '\r' && at[1] == '\n';
    };
    const char *at = input.begin();
    const char *const end = input.end();
    if (m_part == Part::ChunkEnd && isLineEnd(at, end))
        at += 2;
    else if (m_part != Part::ChunkSize || m_lineSize > 0)
        return false;
    std::int64_t size = 0;
    for (int digits = 0; digits < plainChunkDigits && at != end; ++digits, ++at) {
        const int digit = httpHexDigit(*at);
        if (digit < 0)
            break;
        size = size * 16 + digit;
    }
    if (size == 0 || !isLineEnd(at, end))
        return false;
    advance(input, at + 2 - input.begin());
    m_left = size;
    m_part = Part::ChunkData;
    m_lineSize = 0;
    return true;
}

bool HttpResponseReader::takeFraming(char byte)
{
    switch (m_part) {
    case Part::ChunkSize:
        return takeChunkSize(byte);
    case Part::ChunkExtension:
        if (byte == '\r')
            m_part = Part::ChunkSizeEnd;
        else if (++m_lineSize > chunkLineBytes || (isHttpControl(byte) && byte != '\t'))
            return fail(tr("The extension of a chunk is malformed or too long"));
        return true;
    case Part::ChunkSizeEnd:
        if (byte != '\n')
            return fail(tr("The line of a chunk's size ends wrongly"));
        m_part = m_left > 0 ? Part::ChunkData : Part::Trailer;
        m_lineSize = 0;
        return true;
    case Part::ChunkEnd:
        m_part = Part::ChunkLineFeed;
        return byte == '\r' || fail(tr("A chunk is longer than its size"));
    case Part::ChunkLineFeed:
        m_part = Part::ChunkSize;
        m_lineSize = 0;
        return byte == '\n' || fail(tr("A chunk is longer than its size"));
    default:
        return takeTrailer(byte);
    }
}

bool HttpResponseReader::takeChunkSize(char byte)
{
    const int digit = httpHexDigit(byte);
    if (digit >= 0 && m_left < largestChunk / 16 && m_lineSize < chunkLineBytes) {
        m_left = m_left * 16 + digit;
        ++m_lineSize;
        return true;
    }
    if (digit >= 0 || m_lineSize == 0)
        return fail(tr("The size of a chunk is malformed or too large"));
    if (byte == '\r')
        m_part = Part::ChunkSizeEnd;
    else if (byte == ';' || isHttpBlank(byte))
        m_part = Part::ChunkExtension;
    else
        return fail(tr("The size of a chunk is malformed or too large"));
    return true;
}

/// Fields behind the last chunk are read over (RFC 9110 §6.5.1).
bool HttpResponseReader::takeTrailer(char byte)
{
    if (++m_trailerSize > m_limits.headerBytes)
        return fail(tr("The trailer is too large"));
    if (byte == '\n' && m_lineSize == 0)
        m_state = State::Done;
    else if (byte == '\n')
        m_lineSize = 0;
    else if (byte != '\r')
        ++m_lineSize;
    return true;
}

bool HttpResponseReader::fail(const QString &what)
{
    m_state = State::Failed;
    m_error = tr("%1 (at byte %2 of the answer).").arg(what).arg(m_offset);
    return false;
}

} // namespace weir
