// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace weir {

/// An event of an event stream. The texts are UTF-8 and live as long as the call that hands them over.
struct SseEvent
{
    std::string_view type;        ///< `message` when the stream names none.
    std::string_view data;        ///< Lines are separated by LF; there is none at the end.
    std::string_view lastEventId; ///< The latest id that the stream gave, of this event or an earlier one.
};

/// Takes what an event stream says.
class SseSink
{
public:
    virtual ~SseSink() = default;

    virtual void event(const SseEvent &event) = 0;
    /// The stream asks to wait \a time before each reconnection.
    virtual void reconnectionTime(std::chrono::milliseconds time) { static_cast<void>(time); }
    /// A comment line, without its colon and the space after it.
    virtual void comment(std::string_view text) { static_cast<void>(text); }
};

/// What one stream may make its reader hold.
struct StreamLimits
{
    std::size_t line = std::size_t(1) << 20;  ///< Bytes of a line.
    std::size_t event = std::size_t(4) << 20; ///< Bytes of the data of one event.
};

/// How reading a stream goes on.
enum class StreamStatus : unsigned char {
    Reading,
    LineTooLong,  ///< A line is longer than its limit; nothing more is read.
    EventTooLong, ///< The data of an event are longer than their limit; nothing more is read.
    Stopped,      ///< By stop().
};

/// Bytes that are either a view of what the caller holds, or kept here.
class HeldBytes
{
public:
    HeldBytes() = default;
    ~HeldBytes() = default;
    /// A copy keeps the bytes.
    HeldBytes(const HeldBytes &other) : m_own(other.m_view) { m_view = m_own; }
    HeldBytes &operator=(const HeldBytes &other)
    {
        if (this != &other)
            set(other.m_view, false);
        return *this;
    }

    std::string_view view() const { return m_view; }
    void clear() { m_view = {}; }
    /// \a bytes, copied unless they \a stay.
    void set(std::string_view bytes, bool stay);
    /// Copies what is only viewed: it ends now.
    void keep()
    {
        if (!m_view.empty() && m_view.data() != m_own.data())
            set(m_view, false);
    }
    /// A line feed, then \a bytes.
    void addLine(std::string_view bytes);

private:
    std::string_view m_view;
    std::string m_own;
};

/// Reads an event stream (WHATWG HTML §9.2.6), whatever way its bytes are split: lines end with LF, CR or CRLF, a BOM at
/// the start is skipped, what is no UTF-8 becomes U+FFFD, an event without its final empty line is discarded.
///
/// Bytes are looked at in place; only what goes over the edge of a chunk is copied.
class SseParser
{
public:
    explicit SseParser(StreamLimits limits = {}) : m_limits(limits) {}

    /// Reads \a bytes and tells \a sink what they say. After another status than Reading nothing is read until restart().
    StreamStatus feed(std::string_view bytes, SseSink &sink);
    /// Nothing more is read until restart(). A sink may call it: the event that it was told is the last one.
    void stop() { m_status = StreamStatus::Stopped; }
    /// A new stream begins; the last event id stays, as it is what the new stream was asked to go on from.
    void restart();

    /// The id to go on from: the latest one of a whole event. It holds neither CR nor LF nor NUL.
    const std::string &lastEventId() const { return m_lastEventId; }
    void setLastEventId(std::string_view id) { m_lastEventId = id; }

private:
    std::size_t skipMark(std::string_view bytes);
    void line(std::string_view line, bool stays, SseSink &sink);
    void field(std::string_view name, std::string_view value, bool stays, SseSink &sink);
    void setId(std::string_view value, bool stays);
    void addData(std::string_view value, bool stays);
    void retry(std::string_view value, SseSink &sink);
    void dispatch(SseSink &sink);

    StreamLimits m_limits;
    StreamStatus m_status = StreamStatus::Reading;
    std::string m_line; ///< The start of a line that goes on in the next chunk.
    HeldBytes m_data, m_type, m_id;
    std::string m_lastEventId;
    bool m_hasData = false;
    bool m_hasType = false;
    bool m_hasId = false;
    bool m_skipsLineFeed = false; ///< The last byte was a CR, whose LF may follow.
    int m_markBytes = 0;          ///< Of the BOM, seen so far; -1: the stream is past it.
};

/// Reads a stream of JSON values, one a line (`application/x-ndjson`): each line that is not blank is an event of type
/// `message`; there are no ids.
class LineParser
{
public:
    explicit LineParser(StreamLimits limits = {}) : m_limits(limits) {}

    StreamStatus feed(std::string_view bytes, SseSink &sink);
    void stop() { m_status = StreamStatus::Stopped; }
    void restart();

private:
    StreamLimits m_limits;
    StreamStatus m_status = StreamStatus::Reading;
    std::string m_line;
};

} // namespace weir
