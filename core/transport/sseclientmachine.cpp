// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/sseclientmachine.h"

#include <QByteArrayView>

#include <algorithm>

using namespace std::chrono_literals;

namespace weir {

namespace {

constexpr int mostRedirects = 5;
constexpr Duration silenceMargin = 5s;

/// Doubles from failure to failure, half of it by chance.
delivery::RetryPlan exponentialPlan(Duration first, Duration longest)
{
    Policy policy;
    policy.maxAttempts = 64;
    policy.strategy.type = RetryStrategy::Exponential;
    policy.strategy.initialDelay = first;
    policy.strategy.maxDelay = longest;
    policy.strategy.jitter = Jitter::Equal;
    return delivery::retryPlan(&policy);
}

enum class Body { EventStream, Lines, Other };

Body bodyOf(const QByteArray &contentType)
{
    const qsizetype end = contentType.indexOf(';');
    const QByteArray type = contentType.left(end < 0 ? contentType.size() : end).trimmed().toLower();
    if (type == "text/event-stream")
        return Body::EventStream;
    if (type == "application/x-ndjson" || type == "application/ndjson" || type == "application/jsonl"
        || type == "application/x-jsonlines")
        return Body::Lines;
    return Body::Other;
}

bool isWorthRetrying(int status)
{
    return status == 408 || status == 425 || status == 429 || (status >= 500 && status < 600);
}

bool isRedirection(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

/// Hands everything on, and takes note of the reconnection time.
class SseClientMachine::Tap : public SseSink
{
public:
    Tap(SseSink &sink, Duration &reconnectAfter) : m_sink(sink), m_reconnectAfter(reconnectAfter) {}

    void event(const SseEvent &event) override { m_sink.event(event); }
    void reconnectionTime(std::chrono::milliseconds time) override
    {
        m_reconnectAfter = time;
        m_sink.reconnectionTime(time);
    }
    void comment(std::string_view text) override { m_sink.comment(text); }

private:
    SseSink &m_sink;
    Duration &m_reconnectAfter;
};

SseClientMachine::SseClientMachine(SseClientOptions options)
    : m_options(std::move(options))
    , m_random(m_options.seed)
    , m_parser(m_options.limits)
    , m_lines(m_options.limits)
    , m_reconnectAfter(m_options.reconnectAfter)
{
    m_parser.setLastEventId(
        {m_options.lastEventId.constData(), static_cast<std::size_t>(m_options.lastEventId.size())});
}

SseAction SseClientMachine::start(Duration now)
{
    m_failures = 0;
    m_redirects = 0;
    m_error.clear();
    return connect(now);
}

SseAction SseClientMachine::stop()
{
    const bool isConnected = m_state == SseState::Connecting || m_state == SseState::Open;
    m_state = SseState::Stopped;
    m_error.clear();
    m_parser.stop();
    m_lines.stop();
    return isConnected ? SseAction::Disconnect : SseAction::None;
}

QList<QPair<QByteArray, QByteArray>> SseClientMachine::requestHeaders() const
{
    QList<QPair<QByteArray, QByteArray>> headers{{"Accept", "text/event-stream, application/x-ndjson;q=0.5"},
                                                 {"Cache-Control", "no-cache"}};
    if (!lastEventId().empty())
        headers.append({"Last-Event-ID", QByteArray::fromStdString(lastEventId())});
    return headers;
}

SseAction SseClientMachine::respond(const SseResponse &response, Duration now)
{
    if (m_state != SseState::Connecting)
        return SseAction::None;
    if (isRedirection(response.status))
        return redirect(response, now);
    m_redirects = 0;
    if (response.status == 204)
        return stopWith(tr("The server says that the stream is over (204)."));
    if (isWorthRetrying(response.status))
        return wait(tr("The server answers %1.").arg(response.status), now, response.retryAfter.value_or(Duration{}));
    if (response.status != 200)
        return stopWith(tr("The server answers %1 instead of a stream. Check the address and the access token.")
                            .arg(response.status));
    const Body body = bodyOf(response.contentType);
    if (body == Body::Other)
        return stopWith(response.contentType.isEmpty()
                            ? tr("The answer does not say that it is an event stream: it has no Content-Type.")
                            : tr("The answer is %1, not text/event-stream. Check the address.")
                                  .arg(QString::fromUtf8(response.contentType.left(80))));
    m_isLines = body == Body::Lines;
    m_parser.restart();
    m_lines.restart();
    m_state = SseState::Open;
    m_error.clear();
    m_until = now + silenceAllowed();
    return SseAction::None;
}

SseAction SseClientMachine::read(std::string_view bytes, Duration now, SseSink &sink)
{
    if (m_state != SseState::Open || bytes.empty())
        return SseAction::None;
    m_failures = 0;
    m_until = now + silenceAllowed();
    Tap tap(sink, m_reconnectAfter);
    const StreamStatus status = m_isLines ? m_lines.feed(bytes, tap) : m_parser.feed(bytes, tap);
    if (status == StreamStatus::Reading || status == StreamStatus::Stopped)
        return SseAction::None;
    return stopWith(status == StreamStatus::LineTooLong
                        ? tr("A line of the stream is longer than %1 bytes.").arg(m_options.limits.line)
                        : tr("An event of the stream is longer than %1 bytes.").arg(m_options.limits.event));
}

SseAction SseClientMachine::closed(const QString &why, Duration now)
{
    if (m_state != SseState::Connecting && m_state != SseState::Open)
        return SseAction::None;
    wait(why.isEmpty() ? tr("The server closed the stream.") : why, now);
    return SseAction::None;
}

SseAction SseClientMachine::tick(Duration now)
{
    const std::optional<Duration> due = deadline();
    if (!due || now < *due)
        return SseAction::None;
    switch (m_state) {
    case SseState::Waiting:
        return connect(now);
    case SseState::Connecting:
        return wait(tr("The server does not answer."), now);
    case SseState::Open:
        return wait(tr("Nothing has come for %1, not even a heartbeat.").arg(durationWords(silenceAllowed())), now);
    case SseState::Stopped:
        break;
    }
    return SseAction::None;
}

std::optional<Duration> SseClientMachine::deadline() const
{
    if (m_state == SseState::Stopped || (m_state == SseState::Open && m_options.heartbeat <= Duration::zero()))
        return std::nullopt;
    return m_until;
}

QString SseClientMachine::stateText(Duration now) const
{
    switch (m_state) {
    case SseState::Connecting:
        return tr("connecting");
    case SseState::Open:
        return tr("open");
    case SseState::Waiting: {
        const auto left = std::chrono::ceil<std::chrono::seconds>(std::max(Duration::zero(), m_until - now));
        return tr("waiting %1 s: %2").arg(left.count()).arg(m_error);
    }
    case SseState::Stopped:
        break;
    }
    return m_error.isEmpty() ? tr("stopped") : tr("stopped: %1").arg(m_error);
}

SseAction SseClientMachine::connect(Duration now)
{
    if (m_redirects == 0 && !m_keepsLocation)
        m_location.clear();
    m_state = SseState::Connecting;
    m_until = now + m_options.connectTimeout;
    return SseAction::Connect;
}

/// Waits for the next attempt, \a atLeast that long.
SseAction SseClientMachine::wait(const QString &why, Duration now, Duration atLeast)
{
    ++m_failures;
    m_redirects = 0;
    Duration delay = m_reconnectAfter;
    if (m_options.isExponential)
        delay = exponentialPlan(std::max(delay, m_options.shortestWait), m_options.longestWait)
                    .delay(m_failures, 0, m_random.uniform());
    delay = std::clamp(std::max(delay, atLeast), m_options.shortestWait, m_options.longestWait);
    m_error = why;
    m_until = now + delay;
    m_state = SseState::Waiting;
    return SseAction::Disconnect;
}

SseAction SseClientMachine::stopWith(const QString &why)
{
    m_error = why;
    m_state = SseState::Stopped;
    return SseAction::Disconnect;
}

SseAction SseClientMachine::redirect(const SseResponse &response, Duration now)
{
    if (response.location.isEmpty())
        return stopWith(tr("The server answers %1 without saying where the stream is.").arg(response.status));
    if (!response.isSameOrigin)
        return stopWith(tr("The stream moved to another server, %1. If that is right, connect to it.")
                            .arg(QString::fromUtf8(response.location.left(200))));
    if (++m_redirects > mostRedirects)
        return stopWith(tr("The server redirects in a circle: %1 times in a row.").arg(mostRedirects));
    m_location = response.location;
    const bool isPermanent = response.status == 301 || response.status == 308;
    m_keepsLocation = isPermanent && (m_redirects == 1 || m_keepsLocation);
    return connect(now);
}

Duration SseClientMachine::silenceAllowed() const
{
    return 2 * m_options.heartbeat + silenceMargin;
}

} // namespace weir
