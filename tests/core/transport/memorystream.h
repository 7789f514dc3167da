// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/eventreader.h"
#include "core/transport/httphandler.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace weir::test {

/// A client's end of a stream, in memory.
class MemoryStream : public HttpStream
{
public:
    QByteArray bytes;
    int writes = 0;
    qint64 waiting = 0; ///< What the client has not read.

    bool isOpen() const override { return m_isOpen; }
    bool write(const QByteArray &more) override
    {
        if (!m_isOpen)
            return false;
        ++writes;
        bytes += more;
        return true;
    }
    qint64 pending() const override { return waiting; }
    void close() override { end(HttpStreamEnd::Closed); }
    void onEnd(std::function<void(HttpStreamEnd)> ended) override { m_ended = std::move(ended); }
    void end(HttpStreamEnd how)
    {
        if (std::exchange(m_isOpen, false) && m_ended)
            m_ended(how);
    }

private:
    bool m_isOpen = true;
    std::function<void(HttpStreamEnd)> m_ended;
};

class MemoryTarget : public HttpReplyTarget
{
public:
    HttpResponse response;
    std::shared_ptr<MemoryStream> opened;
    qint64 waiting = 0; ///< In the stream from its start.

    bool isAlive() const override { return true; }
    void answer(const HttpResponse &given) override { response = given; }
    std::shared_ptr<HttpStream> stream(const HttpResponse &head) override
    {
        response = head;
        opened = std::make_shared<MemoryStream>();
        opened->waiting = waiting;
        return opened;
    }
    void hangUp(HttpHangUp) override {}
};

/// The events that were accepted.
class MemoryReader : public EventReader
{
public:
    std::vector<StoredEvent> events;
    std::int64_t firstKept = 1;

    Result<EventBatch> readAfter(std::int64_t position, int limit) override
    {
        EventBatch batch;
        batch.missed = std::max<std::int64_t>(0, firstKept - 1 - position);
        for (const StoredEvent &event : events) {
            if (event.position > position && event.position >= firstKept
                && static_cast<int>(batch.events.size()) < limit)
                batch.events.push_back(event);
        }
        return batch;
    }
    Result<std::int64_t> lastPosition() override { return events.empty() ? 0 : events.back().position; }
    Result<std::optional<std::int64_t>> positionOf(const QString &id) override
    {
        for (const StoredEvent &event : events) {
            if (event.message.id == id)
                return std::optional(event.position);
        }
        return std::optional<std::int64_t>();
    }
};

} // namespace weir::test
