// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/sseparser.h"

#include "core/transport/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace weir {

namespace {

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

/// The next \a byte of \a bytes from \a from on; npos when there is none.
std::size_t nextByte(std::string_view bytes, char byte, std::size_t from)
{
    if (from >= bytes.size())
        return std::string_view::npos;
    if (bytes[from] == byte) // the end of a blank line, which is every third one
        return from;
    const void *found = std::memchr(bytes.data() + from, byte, bytes.size() - from);
    if (found == nullptr)
        return std::string_view::npos;
    return static_cast<std::size_t>(static_cast<const char *>(found) - bytes.data());
}

/// What a \a line says behind the colon at \a colon, without the space that may follow it.
std::string_view valueBehind(std::string_view line, std::size_t colon)
{
    const std::size_t start = colon + 1;
    return line.substr(start < line.size() && line[start] == ' ' ? start + 1 : start);
}

bool isBlank(std::string_view line)
{
    return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
}

} // namespace

void HeldBytes::set(std::string_view bytes, bool stay)
{
    if (stay) {
        m_view = bytes;
        return;
    }
    m_own.assign(bytes);
    m_view = m_own;
}

void HeldBytes::addLine(std::string_view bytes)
{
    keep();
    m_own.resize(m_view.size());
    m_own += '\n';
    m_own += bytes;
    m_view = m_own;
}

StreamStatus SseParser::feed(std::string_view bytes, SseSink &sink)
{
    if (m_status != StreamStatus::Reading)
        return m_status;
    std::size_t at = m_markBytes < 0 ? 0 : skipMark(bytes);
    if (m_skipsLineFeed && at < bytes.size()) {
        if (bytes[at] == '\n')
            ++at;
        m_skipsLineFeed = false;
    }
    std::size_t feedAt = nextByte(bytes, '\n', at);
    std::size_t returnAt = nextByte(bytes, '\r', at);
    while (true) {
        const std::size_t end = std::min(feedAt, returnAt);
        const std::size_t length = std::min(end, bytes.size()) - std::min(at, bytes.size());
        if (m_line.size() + length > m_limits.line)
            return m_status = StreamStatus::LineTooLong;
        if (end == std::string_view::npos) {
            if (length > 0)
                m_line.append(bytes.substr(at));
            break;
        }
        if (m_line.empty()) {
            line(bytes.substr(at, length), true, sink);
        } else {
            m_line.append(bytes.substr(at, length));
            line(m_line, false, sink);
            m_line.clear();
        }
        if (m_status != StreamStatus::Reading)
            return m_status;
        at = end + 1;
        if (end == returnAt) {
            if (at == bytes.size())
                m_skipsLineFeed = true;
            else if (bytes[at] == '\n')
                ++at;
            returnAt = nextByte(bytes, '\r', at);
        }
        if (feedAt < at)
            feedAt = nextByte(bytes, '\n', at);
    }
    m_data.keep();
    m_type.keep();
    m_id.keep();
    return m_status;
}

void SseParser::restart()
{
    m_status = StreamStatus::Reading;
    m_line.clear();
    m_data.clear();
    m_type.clear();
    m_id.clear();
    m_hasData = m_hasType = m_hasId = m_skipsLineFeed = false;
    m_markBytes = 0;
}

/// How much of \a bytes belongs to the BOM. What only began like one is put back as the start of the first line.
std::size_t SseParser::skipMark(std::string_view bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto seen = static_cast<std::size_t>(m_markBytes);
        if (bytes[at] != byteOrderMark[seen]) {
            m_line.append(byteOrderMark.substr(0, seen));
            m_markBytes = -1;
            return at;
        }
        ++at;
        if (++m_markBytes == static_cast<int>(byteOrderMark.size())) {
            m_markBytes = -1;
            return at;
        }
    }
    return at;
}

/// Takes one line; \a stays: its bytes are there until the end of feed().
void SseParser::line(std::string_view line, bool stays, SseSink &sink)
{
    constexpr std::string_view dataField = "data:", idField = "id:";
    if (line.empty()) {
        dispatch(sink);
        return;
    }
    // Most lines are one of these two: no search for a colon, no comparison with all names.
    if (line.starts_with(dataField)) {
        addData(valueBehind(line, dataField.size() - 1), stays);
        return;
    }
    if (line.starts_with(idField)) {
        setId(valueBehind(line, idField.size() - 1), stays);
        return;
    }
    const std::size_t colon = nextByte(line, ':', 0);
    if (colon == std::string_view::npos) {
        field(line, {}, stays, sink);
        return;
    }
    const std::string_view value = valueBehind(line, colon);
    if (colon == 0)
        sink.comment(isUtf8(value) ? value : std::string_view(replacedUtf8(value)));
    else
        field(line.substr(0, colon), value, stays, sink);
}

void SseParser::field(std::string_view name, std::string_view value, bool stays, SseSink &sink)
{
    if (name == "data") {
        addData(value, stays);
    } else if (name == "event") {
        m_type.set(value, stays);
        m_hasType = !value.empty();
    } else if (name == "id") {
        setId(value, stays);
    } else if (name == "retry") {
        retry(value, sink);
    }
}

/// One with a NUL is none (WHATWG HTML §9.2.6).
void SseParser::setId(std::string_view value, bool stays)
{
    if (nextByte(value, '\0', 0) != std::string_view::npos)
        return;
    m_id.set(value, stays);
    m_hasId = true;
}

void SseParser::addData(std::string_view value, bool stays)
{
    if (m_data.view().size() + value.size() >= m_limits.event) {
        m_status = StreamStatus::EventTooLong;
        return;
    }
    if (m_hasData)
        m_data.addLine(value);
    else
        m_data.set(value, stays);
    m_hasData = true;
}

/// Digits only; more than a day counts as a day.
void SseParser::retry(std::string_view value, SseSink &sink)
{
    constexpr std::int64_t longest = std::chrono::milliseconds(std::chrono::hours(24)).count();
    if (value.empty())
        return;
    std::int64_t time = 0;
    for (const char digit : value) {
        if (digit < '0' || digit > '9')
            return;
        time = std::min(longest, time * 10 + (digit - '0'));
    }
    sink.reconnectionTime(std::chrono::milliseconds(time));
}

void SseParser::dispatch(SseSink &sink)
{
    if (m_hasId) {
        m_lastEventId.assign(m_id.view());
        if (!isUtf8(m_lastEventId))
            m_lastEventId = replacedUtf8(m_lastEventId);
        m_hasId = false;
        m_id.clear();
    }
    if (m_hasData) {
        const SseEvent event{m_hasType ? m_type.view() : "message", m_data.view(), m_lastEventId};
        if (isUtf8(event.data) && (!m_hasType || isUtf8(event.type))) {
            sink.event(event);
        } else {
            const std::string type = replacedUtf8(event.type), data = replacedUtf8(event.data);
            sink.event({type, data, m_lastEventId});
        }
        m_hasData = false;
        m_data.clear();
    }
    m_hasType = false;
    m_type.clear();
}

StreamStatus LineParser::feed(std::string_view bytes, SseSink &sink)
{
    std::size_t at = 0;
    while (m_status == StreamStatus::Reading) {
        const std::size_t end = nextByte(bytes, '\n', at);
        const std::string_view part = bytes.substr(at, end == std::string_view::npos ? end : end - at);
        if (m_line.size() + part.size() > m_limits.line) {
            m_status = StreamStatus::LineTooLong;
            break;
        }
        if (end == std::string_view::npos) {
            m_line.append(part);
            break;
        }
        if (!m_line.empty())
            m_line.append(part);
        std::string_view line = m_line.empty() ? part : std::string_view(m_line);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!isBlank(line))
            sink.event({"message", isUtf8(line) ? line : std::string_view(replacedUtf8(line)), {}});
        m_line.clear();
        at = end + 1;
    }
    return m_status;
}

void LineParser::restart()
{
    m_status = StreamStatus::Reading;
    m_line.clear();
}

} // namespace weir
