// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/circuitbreaker.h"
#include "core/delivery/eventpattern.h"
#include "core/delivery/outcome.h"
#include "core/delivery/ratelimit.h"
#include "core/message/deliverylog.h"
#include "core/message/message.h"
#include "core/transport/httpmessage.h"
#include "core/transport/webhooksigner.h"

#include <QHash>

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace weir {

struct WebhookEndpointOptions
{
    Duration timeout = std::chrono::seconds(30);         ///< When the webhook says none.
    int concurrency = 8;                                 ///< When the webhook says none.
    int waiting = 10'000;                                ///< Attempts that wait at most; further ones fail at once.
    Duration longestRetryAfter = std::chrono::hours(24); ///< However long `Retry-After` asks to wait.
    Duration leastRetryWait = std::chrono::seconds(1); ///< Between two attempts of one event, whatever the policy says.
};

/// An attempt that is to be made now.
struct WebhookRequest
{
    std::uint64_t ticket = 0;
    QString url;
    HttpHeaders headers;
    QByteArray body; ///< What was signed, byte by byte.
    Duration timeout{};
    bool allowPrivate = false;
};

/// How a request ended.
struct WebhookAnswer
{
    int status = 0;        ///< 0: there was no answer.
    QByteArray retryAfter; ///< Value of `Retry-After`; empty: none.
    QString error;         ///< Why there was no answer: time-out, refused, name not found, TLS, address not allowed.
    bool isRefusedByPolicy = false; ///< The address is not allowed: no retry mends that.
};

/// How an attempt ended, for the broker and for the log.
struct WebhookResult
{
    std::uint64_t ticket = 0;
    delivery::AttemptOutcome outcome;
    DeliveryAttempt attempt; ///< Without the instant of the next attempt, which the broker decides.
};

/// What an endpoint is allowed to do now.
enum class EndpointState : quint8 {
    Active,
    Inactive, ///< Switched off in the design.
    Gone,     ///< It answered 410: nothing is sent until enable().
};

/// Sends events to one outgoing webhook: signs, keeps to concurrency, order, rate and circuit breaker, judges answers.
///
/// 2xx is success; 3xx is a failure, redirections are not followed; 410 disables the endpoint; 429, 502, 503 and 504 hold
/// everything back as long as `Retry-After` says. When the next attempt is made is the broker's decision.
///
/// Pure: attempts, answers and instants in; requests and results out. Elapsed instants are those of a clock that never goes
/// back. Not thread-safe.
class WebhookEndpoint
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    WebhookEndpoint(Webhook webhook, WebhookSigner signer, const WebhookEndpointOptions &options = {});

    const Webhook &webhook() const { return m_webhook; }
    /// Whether an event of \a type is for this endpoint. An inactive endpoint wants nothing.
    bool wants(QStringView type) const;

    /// Attempt \a number (from 1) of \a message is due; \a ticket names it.
    void submit(std::uint64_t ticket, std::shared_ptr<const Message> message, int number, TimePoint now);
    /// The requests that begin now. \a now is civil time, for signatures and the log.
    std::vector<WebhookRequest> next(Duration elapsed, TimePoint now);
    /// The request of \a ticket ended; nothing when it was not under way.
    void finished(std::uint64_t ticket, const WebhookAnswer &answer, Duration elapsed, TimePoint now);
    /// The attempts that ended since the last call, in order.
    std::vector<WebhookResult> takeResults();
    /// When next() has something to do without anything else happening; nothing: never.
    std::optional<Duration> nextDeadline(Duration elapsed) const;

    EndpointState state() const;
    /// A gone endpoint is there again.
    void enable() { m_isGone = false; }
    /// As it was before a restart.
    void setGone() { m_isGone = true; }
    delivery::CircuitBreaker::State breakerState() const { return m_breaker.state(); }
    int waiting() const { return static_cast<int>(m_waiting.size()); }
    int underWay() const { return static_cast<int>(m_underWay.size()); }
    /// Until when `Retry-After` holds everything back; in the past: it does not.
    Duration heldUntil() const { return m_heldUntil; }
    /// New secrets, without losing state.
    void setSigner(WebhookSigner signer) { m_signer = std::move(signer); }

private:
    struct Attempt
    {
        std::uint64_t ticket = 0;
        std::shared_ptr<const Message> message;
        int number = 1;
        TimePoint startedAt;
        Duration startedAfter{};
    };

    int concurrency() const;
    Duration earliestStart(Duration elapsed) const;
    void start(Attempt attempt, Duration elapsed, TimePoint now, std::vector<WebhookRequest> &requests);
    void end(const Attempt &attempt, const delivery::AttemptOutcome &outcome, int status, Duration latency);
    delivery::AttemptOutcome judge(const WebhookAnswer &answer, TimePoint now);
    void note(const WebhookAnswer &answer, const delivery::AttemptOutcome &outcome, Duration elapsed);

    Webhook m_webhook;
    WebhookSigner m_signer;
    WebhookEndpointOptions m_options;
    std::vector<delivery::EventPattern> m_patterns;
    delivery::RateLimit m_rate;
    delivery::CircuitBreaker m_breaker;
    bool m_isGone = false;
    Duration m_heldUntil{};
    std::deque<Attempt> m_waiting;
    QHash<std::uint64_t, Attempt> m_underWay;
    std::vector<WebhookResult> m_results;
};

/// What is posted for \a message: the envelope as JSON, without blanks.
QByteArray webhookBody(const Message &message);

} // namespace weir
