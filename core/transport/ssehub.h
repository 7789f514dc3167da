// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/eventreader.h"
#include "core/transport/httphandler.h"
#include "core/transport/streamfilter.h"

#include <QHash>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace weir {

/// What a hub counted since it was made.
struct SseHubCounters
{
    qint64 connected = 0;  ///< Clients, ever.
    qint64 refused = 0;    ///< Requests that did not say whose events they want.
    qint64 delivered = 0;  ///< Events, one for each client that got it.
    qint64 replayed = 0;   ///< Of those, from the store.
    qint64 resets = 0;     ///< Clients that had to be told of a gap.
    qint64 tooSlow = 0;    ///< Clients that were dropped for not reading.
    qint64 left = 0;       ///< Clients that went.
    qint64 heartbeats = 0; ///< One for each client.
};

/// The server side of one SSE route: sends each event to the clients it is for, encoded once, in one write for each client and
/// flush(). A client that comes with `Last-Event-ID` first gets what it missed, read from the store at its own pace; when that
/// is not kept any more it gets `event: reset`, with the number of missed events as far as it is known.
///
/// Works on the HttpStream of the server (256 KB wait at most, then the client is dropped); no socket and no timer of its
/// own. Lives on the server's thread.
class SseHub
{
public:
    /// \a reader gives what was missed; without one every `Last-Event-ID` is answered by a reset. Both must outlive the hub.
    SseHub(Stream stream, EventReader *reader, const Clock &clock);
    ~SseHub();

    /// Answers \a request: the stream, or 400 when it does not say whose events it wants.
    void connect(const HttpRequest &request, const HttpReply &reply);
    /// An event was accepted on \a channel at \a position (0: it has none). Sent with the next flush().
    void publish(const Message &message, const QString &channel, std::int64_t position);
    /// Sends what was published, goes on with replays, and sends heartbeats that are due.
    void flush();
    /// When flush() has to be called though nothing was published; nothing: never.
    std::optional<Duration> nextDeadline() const;
    /// Ends all streams.
    void close();

    const Stream &stream() const { return m_stream; }
    /// Connected now.
    int clients() const;
    const SseHubCounters &counters() const { return m_counters; }

private:
    struct Client;
    struct Group;
    struct Shared;

    void admit(const std::shared_ptr<Client> &client, const QByteArray &lastEventId);
    void startReplay(Client &client, const QString &lastEventId);
    void pump(Client &client);
    void sendGroup(Group &group);
    void sendReset(Client &client, const QByteArray &data);
    void forgetEnded();
    void heartbeat();
    bool isHere(const QString &channel) const { return m_stream.channel.isEmpty() || channel == m_stream.channel; }

    Stream m_stream;
    EventReader *m_reader;
    const Clock &m_clock;
    QHash<QString, std::shared_ptr<Group>> m_groups; ///< By the filter's signature.
    std::shared_ptr<Shared> m_shared;                ///< What the ends of streams are told to; outlives the hub.
    Duration m_nextHeartbeat{};
    SseHubCounters m_counters;
};

/// The frame of \a message: its id, and its envelope as one line of JSON.
QByteArray sseFrameOf(const Message &message);

} // namespace weir
