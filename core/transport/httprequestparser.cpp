// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httprequestparser.h"

#include "core/transport/beastheader.h"
#include "core/transport/httpbytes.h"
#include "core/transport/httprequestline.h"

#include <algorithm>
#include <limits>

namespace weir {

namespace {

namespace http = boost::beast::http;

constexpr int emptyLinesAtMost = 4; ///< Before a request line (RFC 9112 §2.2: ignore at least one).
constexpr qsizetype usualHead = 1024;

QByteArrayView beastView(boost::beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

HttpRefusal refusalOf(boost::beast::error_code error, const HttpHeaders &seen)
{
    if (error == http::error::body_limit)
        return HttpRefusal::BodyTooLarge;
    if (error == http::error::header_limit)
        return HttpRefusal::HeaderTooLarge;
    if (error == http::error::bad_chunk || error == http::error::bad_chunk_extension)
        return HttpRefusal::BadChunk;
    const bool hasLength = seen.contains("content-length") || seen.contains("transfer-encoding");
    if (error == http::error::bad_content_length)
        return hasLength ? HttpRefusal::AmbiguousLength : HttpRefusal::BadLength;
    if (error == http::error::bad_transfer_encoding)
        return hasLength ? HttpRefusal::AmbiguousLength : HttpRefusal::UnknownCoding;
    return HttpRefusal::BadHeader;
}

} // namespace

/// Beast's parser of requests, whose container of fields is replaced by views into the block.
struct HttpRequestParser::Grammar : public http::basic_parser<true>
{
    explicit Grammar(HttpRequestParser &parser) : m_parser(parser)
    {
        const HttpLimits &limits = parser.m_rules.limits;
        eager(true);
        header_limit(static_cast<std::uint32_t>(limits.headerBytes + 4));
        body_limit(static_cast<std::uint64_t>(limits.bodyBytes));
    }

    using Code = boost::beast::error_code;
    using View = boost::beast::string_view;

    void on_request_impl(http::verb, View, View, int, Code &) override {}
    void on_response_impl(int, View, int, Code &) override {}
    void on_field_impl(http::field, View name, View value, Code &error) override
    {
        if (!is_header_done())
            HttpHeaderBlock::add(m_parser.m_request.headers, beastView(name), beastView(value));
        else if (++trailerFields > m_parser.m_rules.limits.headerFields) // read over: RFC 9110 §6.5.1
            error = http::error::header_limit;
    }
    void on_header_impl(Code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &length, Code &) override
    {
        if (length)
            m_parser.m_largestBody =
                static_cast<qsizetype>(std::min(*length, static_cast<std::uint64_t>(m_parser.m_largestBody)));
    }
    std::size_t on_body_impl(View bytes, Code &error) override { return take(bytes, error); }
    void on_chunk_header_impl(std::uint64_t, View extension, Code &error) override
    {
        if (extension.data() + extension.size() + 2 - framing > m_parser.m_rules.limits.headerBytes)
            error = http::error::bad_chunk_extension;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, View bytes, Code &error) override
    {
        framing = bytes.data() + bytes.size();
        return take(bytes, error);
    }
    void on_finish_impl(Code &) override {}

    std::size_t take(View bytes, Code &error)
    {
        if (!m_parser.takeBody(beastView(bytes)))
            error = http::error::buffer_overflow;
        return bytes.size();
    }

    HttpRequestParser &m_parser;
    int trailerFields = 0;
    const char *framing = nullptr; ///< Where the current line of a chunk, or the trailer, begins in what is put.
};

HttpRequestParser::HttpRequestParser(const HttpRules &rules, ByteBudget *budget) : m_rules(rules), m_budget(budget)
{
    Q_ASSERT(rules.limits.bodyBytes <= HttpLimits::largestBody);
}

HttpRequestParser::~HttpRequestParser()
{
    if (m_budget)
        m_budget->giveBack(m_room);
}

qsizetype HttpRequestParser::feed(QByteArrayView bytes)
{
    qsizetype taken = 0;
    if (m_state == State::Idle || m_state == State::Header)
        taken = feedHeader(bytes);
    if (m_state == State::Body && taken < bytes.size())
        taken += feedBody(bytes.sliced(taken));
    return taken;
}

HttpRequest HttpRequestParser::takeRequest()
{
    Q_ASSERT(m_state == State::Complete);
    HttpRequest request = std::move(m_request);
    reset();
    return request;
}

HttpRefusal HttpRequestParser::refusal() const
{
    Q_ASSERT(m_state == State::Refused);
    return m_refusal;
}

/// Takes line by line, up to the empty one behind the fields.
qsizetype HttpRequestParser::feedHeader(QByteArrayView bytes)
{
    qsizetype taken = 0;
    if (m_head.isEmpty())
        m_head.reserve(std::min(bytes.size(), usualHead));
    while (taken < bytes.size() && (m_state == State::Idle || m_state == State::Header)) {
        m_state = State::Header;
        const QByteArrayView rest = bytes.sliced(taken);
        const qsizetype feed = rest.indexOf('\n');
        const QByteArrayView piece = feed < 0 ? rest : rest.first(feed + 1);
        const qsizetype room = m_rules.limits.headerBytes - m_head.size();
        appendAll(m_head, {piece.first(std::min(piece.size(), room))});
        taken += std::min(piece.size(), room);
        const QByteArrayView line = QByteArrayView(m_head).sliced(m_lineStart);
        if (piece.size() > room) {
            if (checkPartialLine(line))
                refuse(HttpRefusal::HeaderTooLarge);
        } else if (feed < 0) {
            checkPartialLine(line);
        } else if (!line.endsWith("\r\n")) {
            refuse(m_lines <= 0 ? HttpRefusal::BadRequestLine : HttpRefusal::BadHeader);
        } else {
            checkLine(line.chopped(2));
        }
    }
    return taken;
}

/// Looks at a whole \a line of the header, without its end.
bool HttpRequestParser::checkLine(QByteArrayView line)
{
    if (m_lines <= 0 && line.isEmpty()) {
        m_head.clear();
        if (--m_lines < -emptyLinesAtMost)
            refuse(HttpRefusal::BadRequestLine);
        else
            m_state = State::Idle;
        return m_state == State::Idle;
    }
    m_lines = std::max(m_lines, 0) + 1;
    m_lineStart = m_head.size();
    if (m_lines == 1)
        return checkRequestLine(line);
    if (line.isEmpty()) {
        finishHeader();
        return m_state != State::Refused;
    }
    if (m_lines > m_rules.limits.headerFields + 1)
        refuse(HttpRefusal::HeaderTooLarge);
    else if (line.front() == ' ' || line.front() == '\t')
        refuse(HttpRefusal::FoldedHeader);
    else if (!isHttpFieldLine(line))
        refuse(HttpRefusal::BadHeader);
    return m_state != State::Refused;
}

bool HttpRequestParser::checkRequestLine(QByteArrayView line)
{
    const auto parts = splitRequestLine(line);
    const HttpRefusal *const wrong = std::get_if<HttpRefusal>(&parts);
    if (wrong) {
        refuse(*wrong);
        return false;
    }
    const auto &read = std::get<HttpRequestLine>(parts);
    m_request.method = read.method;
    m_request.minorVersion = read.minorVersion;
    m_target = read.target.data() - m_head.constData();
    m_targetSize = read.target.size();
    return true;
}

/// What a line can be refused for before its end is there: bytes that are no HTTP at all do not wait for a time-out.
bool HttpRequestParser::checkPartialLine(QByteArrayView line)
{
    if (m_lines > 0) {
        if (!line.isEmpty() && (line.front() == ' ' || line.front() == '\t'))
            refuse(HttpRefusal::FoldedHeader);
    } else if (line != QByteArrayView("\r") && !isStartOfRequestLine(line)) {
        refuse(HttpRefusal::BadRequestLine);
    }
    return m_state != State::Refused;
}

void HttpRequestParser::finishHeader()
{
    m_grammar = std::make_unique<Grammar>(*this);
    m_request.headers = HttpHeaderBlock::over(m_head);
    boost::beast::error_code error;
    m_grammar->put({m_head.constData(), static_cast<std::size_t>(m_head.size())}, error);
    if (error) {
        refuse(refusalOf(error, m_request.headers));
        return;
    }
    if (!checkFields() || !checkLengths())
        return;
    m_state = State::Body;
    if (m_grammar->is_done())
        complete();
}

bool HttpRequestParser::checkFields()
{
    const HttpHeaders &headers = m_request.headers;
    const int hosts = headers.count("host");
    if (hosts != 1) {
        refuse(hosts == 0 ? HttpRefusal::NoHost : HttpRefusal::RepeatedHost);
        return false;
    }
    if (!checkHost(headers.value("host")) || !readTarget(QByteArrayView(m_head).sliced(m_target, m_targetSize)))
        return false;
    for (const QByteArray &name : m_rules.onceOnly) {
        if (headers.count(name) > 1) {
            refuse(HttpRefusal::RepeatedSignature);
            return false;
        }
    }
    if (headers.contains("expect") && m_request.minorVersion > 0) {
        if (headers.count("expect") != 1 || !isSameHttpName(headers.value("expect"), "100-continue")) {
            refuse(HttpRefusal::UnknownExpectation);
            return false;
        }
        m_expectsContinue = true;
    }
    m_request.keepAlive = m_request.minorVersion > 0 ? !headers.hasWord("connection", "close")
                                                     : headers.hasWord("connection", "keep-alive");
    return true;
}

/// One length and one way to frame the body (RFC 9112 §6.1 to §6.3); Beast lets lists and unknown codings pass.
bool HttpRequestParser::checkLengths()
{
    const HttpHeaders &headers = m_request.headers;
    const int lengths = headers.count("content-length");
    const int codings = headers.count("transfer-encoding");
    if (lengths > 1 || (lengths > 0 && codings > 0)) {
        refuse(HttpRefusal::AmbiguousLength);
    } else if (codings > 1
               || (codings == 1
                   && (!isSameHttpName(headers.value("transfer-encoding"), "chunked")
                       || m_request.minorVersion == 0))) {
        refuse(HttpRefusal::UnknownCoding);
    } else if (lengths == 1) {
        const QByteArrayView length = headers.value("content-length");
        if (!std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; }))
            refuse(HttpRefusal::BadLength);
    }
    m_isChunked = codings == 1;
    return m_state != State::Refused;
}

bool HttpRequestParser::checkHost(QByteArrayView host)
{
    const auto name = hostNameOf(host);
    if (!name) {
        refuse(HttpRefusal::RepeatedHost);
        return false;
    }
    const bool allowed = m_rules.hosts.contains(*name) || m_rules.hosts.contains(QByteArrayView("*"))
        || (m_rules.anyAddressAsHost && isAddressInNumbers(*name));
    if (!allowed)
        refuse(HttpRefusal::ForeignHost);
    return allowed;
}

bool HttpRequestParser::readTarget(QByteArrayView target)
{
    auto read = splitTarget(target, m_request.method);
    if (!read) {
        refuse(HttpRefusal::BadTarget);
        return false;
    }
    if (!read->host.isNull() && !checkHost(read->host))
        return false;
    m_request.path = std::move(read->path);
    m_request.query = std::move(read->query);
    return true;
}

/// Gives bytes to the grammar; keeps what it cannot use before more is there. What lies between the data of chunks is held
/// against the limit of a header, wherever it is split.
qsizetype HttpRequestParser::feedBody(QByteArrayView bytes)
{
    m_bodyBytes += bytes.size();
    const bool joined = !m_rest.isEmpty();
    if (joined)
        m_rest.append(bytes);
    const QByteArrayView input = joined ? QByteArrayView(m_rest) : bytes;
    m_grammar->framing = input.data();
    boost::beast::error_code error;
    const auto used =
        static_cast<qsizetype>(m_grammar->put({input.data(), static_cast<std::size_t>(input.size())}, error));
    if (m_state == State::Refused) // by takeBody()
        return bytes.size();
    const QByteArrayView framing(m_grammar->framing, input.end());
    const bool isDone = !error && m_grammar->is_done();
    if (isDone && (!m_isChunked || input.data() + used - framing.data() <= m_rules.limits.headerBytes)) {
        complete();
        return bytes.size() - (input.size() - used);
    }
    const qsizetype line = framing.indexOf('\n', 2) + 1; // behind the end of the data before it
    const bool isTooLong = (line > 0 ? line : framing.size()) > m_rules.limits.headerBytes;
    if (error == http::error::body_limit && !isTooLong)
        refuse(HttpRefusal::BodyTooLarge);
    else if (isDone || (error && error != http::error::need_more) || input.size() - used > m_rules.limits.headerBytes)
        refuse(HttpRefusal::BadChunk);
    else
        m_rest = input.sliced(used).toByteArray();
    return bytes.size();
}

bool HttpRequestParser::takeBody(QByteArrayView bytes)
{
    const qsizetype size = m_request.body.size() + bytes.size();
    Q_ASSERT(size <= m_largestBody); // the grammar sees to it
    if (size > m_room && !makeRoom(std::min(size + size / 2, m_largestBody)) && !makeRoom(size)) {
        refuse(HttpRefusal::TooMuchBuffered);
        return false;
    }
    m_request.body.append(bytes);
    return true;
}

/// Has a body of \a size fit in; the budget is charged with what is allocated, and an announced length is not believed.
bool HttpRequestParser::makeRoom(qsizetype size)
{
    if (m_budget && !m_budget->take(size - m_room))
        return false;
    m_room = size;
    m_request.body.reserve(size);
    return true;
}

void HttpRequestParser::complete()
{
    m_state = State::Complete;
    m_rest.clear();
}

void HttpRequestParser::refuse(HttpRefusal refusal)
{
    reset();
    m_state = State::Refused;
    m_refusal = refusal;
}

void HttpRequestParser::reset()
{
    if (m_budget)
        m_budget->giveBack(m_room);
    m_room = 0;
    m_largestBody = m_rules.limits.bodyBytes;
    m_state = State::Idle;
    m_expectsContinue = false;
    m_isChunked = false;
    m_target = 0;
    m_targetSize = 0;
    m_lines = 0;
    m_lineStart = 0;
    m_bodyBytes = 0;
    m_head.clear();
    m_rest.clear();
    m_request = {};
}

} // namespace weir
