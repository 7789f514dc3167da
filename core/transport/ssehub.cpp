// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/ssehub.h"

#include "core/message/envelope.h"
#include "core/transport/ssewriter.h"

#include <nlohmann/json.hpp>

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

Q_LOGGING_CATEGORY(lcHub, "weir.transport.ssehub", QtInfoMsg)

constexpr int replayBatch = 200;
constexpr qint64 replayAhead = 64 * 1024; ///< Bytes that may wait for a client while it is replayed to.

/// An event that waits for the next flush.
struct PendingFrame
{
    std::int64_t position = 0;
    QByteArray bytes;
};

} // namespace

/// What happens to clients outside of the hub's calls.
struct SseHub::Shared
{
    qint64 tooSlow = 0;
    qint64 left = 0;
    int ended = 0; ///< Clients that wait to be forgotten.
};

struct SseHub::Client
{
    std::shared_ptr<HttpStream> stream;
    StreamFilter filter;
    std::optional<std::int64_t>
        replayAfter;       ///< It gets what follows this position from the store; nothing: it is live.
    std::int64_t seen = 0; ///< Up to here it got everything from the store.
};

/// The clients that get the same events.
struct SseHub::Group
{
    StreamFilter filter;
    std::vector<std::shared_ptr<Client>> clients;
    std::vector<PendingFrame> pending;
};

QByteArray sseFrameOf(const Message &message)
{
    SseFrame frame;
    frame.id = message.id.toUtf8();
    frame.data = QByteArray::fromStdString(envelopeJson(message).dump(-1, ' ', false, Json::error_handler_t::replace));
    return sseBytes(frame);
}

SseHub::SseHub(Stream stream, EventReader *reader, const Clock &clock)
    : m_stream(std::move(stream))
    , m_reader(reader)
    , m_clock(clock)
    , m_shared(std::make_shared<Shared>())
    , m_nextHeartbeat(clock.elapsed() + m_stream.heartbeat)
{}

SseHub::~SseHub()
{
    close();
}

void SseHub::connect(const HttpRequest &request, const HttpReply &reply)
{
    auto filter = StreamFilter::of(m_stream, request);
    if (!filter) {
        ++m_counters.refused;
        reply.send(HttpResponse::error(400, filter.error().message + u' ' + filter.error().hint));
        return;
    }
    HttpResponse head;
    head.headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-cache"}, {"Connection", "keep-alive"}};
    const std::shared_ptr<HttpStream> stream = reply.stream(head);
    if (!stream)
        return;
    stream->onEnd([shared = m_shared](HttpStreamEnd how) {
        ++(how == HttpStreamEnd::TooSlow ? shared->tooSlow : shared->left);
        ++shared->ended;
    });
    ++m_counters.connected;
    auto client = std::make_shared<Client>(Client{stream, *std::move(filter), {}, 0});
    admit(client, request.header("last-event-id").toByteArray());
}

/// What was published before the client came goes to the others first: the client starts here, or in the store.
void SseHub::admit(const std::shared_ptr<Client> &client, const QByteArray &lastEventId)
{
    flush();
    std::shared_ptr<Group> &group = m_groups[client->filter.signature()];
    if (!group)
        group = std::make_shared<Group>(Group{client->filter, {}, {}});
    group->clients.push_back(client);
    if (!lastEventId.isEmpty())
        startReplay(*client, QString::fromUtf8(lastEventId));
}

void SseHub::startReplay(Client &client, const QString &lastEventId)
{
    const auto position = m_reader != nullptr ? m_reader->positionOf(lastEventId) : std::optional<std::int64_t>();
    if (!position) {
        qCWarning(lcHub).noquote() << m_stream.id << "cannot read the store:" << position.error().message;
        sendReset(client, R"({"reason":"the store cannot be read"})");
        return;
    }
    if (!*position) {
        sendReset(client, R"({"reason":"the last event is not known any more"})");
        return;
    }
    client.replayAfter = **position;
    const auto last = m_reader->lastPosition();
    if (last && m_stream.replay && *last - **position > *m_stream.replay) {
        const std::int64_t skipped = *last - **position - *m_stream.replay;
        sendReset(client,
                  R"({"reason":"too many events were missed","missed":)" + QByteArray::number(qint64(skipped)) + '}');
        client.replayAfter = *last - *m_stream.replay;
    }
    pump(client);
}

/// Reads and sends the next missed events, as long as the client takes them; makes it live when it has caught up.
void SseHub::pump(Client &client)
{
    while (client.replayAfter && client.stream->isOpen() && client.stream->pending() < replayAhead) {
        const auto batch = m_reader->readAfter(*client.replayAfter, replayBatch);
        if (!batch) {
            qCWarning(lcHub).noquote() << m_stream.id << "cannot read the store:" << batch.error().message;
            sendReset(client, R"({"reason":"the store cannot be read"})");
            client.replayAfter.reset();
            return;
        }
        if (batch->missed > 0)
            sendReset(client,
                      R"({"reason":"the events are not kept any more","missed":)"
                          + QByteArray::number(qint64(batch->missed)) + '}');
        if (batch->events.empty()) {
            client.replayAfter.reset();
            return;
        }
        QByteArray bytes;
        for (const StoredEvent &event : batch->events) {
            client.seen = event.position;
            if (!isHere(event.channel) || !client.filter.accepts(streamName(m_stream, event.message)))
                continue;
            bytes += sseFrameOf(event.message);
            ++m_counters.delivered;
            ++m_counters.replayed;
        }
        client.replayAfter = client.seen;
        if (!bytes.isEmpty())
            client.stream->write(bytes);
    }
}

void SseHub::sendReset(Client &client, const QByteArray &data)
{
    ++m_counters.resets;
    client.stream->write(sseBytes({.data = data, .event = "reset", .id = {}, .retry = {}}));
}

void SseHub::publish(const Message &message, const QString &channel, std::int64_t position)
{
    if (!isHere(channel))
        return;
    const StreamName name = streamName(m_stream, message);
    QByteArray bytes;
    for (const std::shared_ptr<Group> &group : std::as_const(m_groups)) {
        if (!group->filter.accepts(name))
            continue;
        if (bytes.isEmpty())
            bytes = sseFrameOf(message);
        group->pending.push_back({position, bytes});
    }
}

void SseHub::flush()
{
    for (const std::shared_ptr<Group> &group : std::as_const(m_groups))
        sendGroup(*group);
    forgetEnded();
    if (m_stream.heartbeat > Duration::zero() && m_clock.elapsed() >= m_nextHeartbeat)
        heartbeat();
}

/// Live clients get the pending frames with one write; one that came from the store gets only those it has not seen.
void SseHub::sendGroup(Group &group)
{
    const std::vector<PendingFrame> pending = std::exchange(group.pending, {});
    QByteArray joined = pending.empty() ? QByteArray() : pending.front().bytes;
    for (std::size_t i = 1; i < pending.size(); ++i)
        joined += pending[i].bytes;
    for (const std::shared_ptr<Client> &client : group.clients) {
        if (client->replayAfter) {
            pump(*client);
            if (client->replayAfter)
                continue;
        }
        if (pending.empty())
            continue;
        const bool hasSeenSome = pending.front().position != 0 && pending.front().position <= client->seen;
        if (!hasSeenSome) {
            client->stream->write(joined);
            m_counters.delivered += static_cast<qint64>(pending.size());
            continue;
        }
        QByteArray rest;
        for (const PendingFrame &frame : pending) {
            if (frame.position != 0 && frame.position <= client->seen)
                continue;
            rest += frame.bytes;
            ++m_counters.delivered;
        }
        if (!rest.isEmpty())
            client->stream->write(rest);
    }
}

void SseHub::forgetEnded()
{
    m_counters.tooSlow = m_shared->tooSlow;
    m_counters.left = m_shared->left;
    if (m_shared->ended == 0)
        return;
    m_shared->ended = 0;
    for (auto group = m_groups.begin(); group != m_groups.end();) {
        std::erase_if((*group)->clients,
                      [](const std::shared_ptr<Client> &client) { return !client->stream->isOpen(); });
        group = (*group)->clients.empty() ? m_groups.erase(group) : std::next(group);
    }
}

void SseHub::heartbeat()
{
    static const QByteArray beat = sseComment("heartbeat");
    for (const std::shared_ptr<Group> &group : std::as_const(m_groups)) {
        for (const std::shared_ptr<Client> &client : group->clients)
            client->stream->write(beat);
        m_counters.heartbeats += static_cast<qint64>(group->clients.size());
    }
    m_nextHeartbeat = m_clock.elapsed() + m_stream.heartbeat;
}

std::optional<Duration> SseHub::nextDeadline() const
{
    const auto isBusy = [](const std::shared_ptr<Group> &group) {
        return !group->pending.empty()
            || std::any_of(group->clients.begin(), group->clients.end(),
                           [](const std::shared_ptr<Client> &client) { return client->replayAfter.has_value(); });
    };
    constexpr Duration replayPace = std::chrono::milliseconds(5);
    if (std::any_of(m_groups.begin(), m_groups.end(), isBusy))
        return m_clock.elapsed() + replayPace;
    if (m_groups.isEmpty() || m_stream.heartbeat <= Duration::zero())
        return std::nullopt;
    return m_nextHeartbeat;
}

void SseHub::close()
{
    for (const std::shared_ptr<Group> &group : std::as_const(m_groups)) {
        for (const std::shared_ptr<Client> &client : group->clients)
            client->stream->close();
    }
    m_groups.clear();
}

int SseHub::clients() const
{
    qsizetype count = 0;
    for (const std::shared_ptr<Group> &group : m_groups)
        count += std::count_if(group->clients.begin(), group->clients.end(),
                               [](const std::shared_ptr<Client> &client) { return client->stream->isOpen(); });
    return static_cast<int>(count);
}

} // namespace weir
