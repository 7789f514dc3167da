// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/webhookendpoint.h"

#include "core/message/envelope.h"
#include "core/transport/retryafter.h"

#include <nlohmann/json.hpp>

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

Q_LOGGING_CATEGORY(lcEndpoint, "weir.transport.webhookendpoint", QtInfoMsg)

/// Whether an answer says that the receiver as a whole is in trouble, not the one event.
bool isReceiverTrouble(int status)
{
    return status == 0 || status == 408 || status == 429 || status >= 500;
}

/// Whether `Retry-After` counts: the receiver has too much to do (Standard Webhooks: 429, 502, 504; RFC 9110: 503).
bool asksToWait(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

delivery::CircuitBreaker breakerOf(const Webhook &webhook)
{
    if (!webhook.breaker)
        return {};
    return {static_cast<std::uint32_t>(std::max(0, webhook.breaker->failures)), webhook.breaker->open.count()};
}

} // namespace

QByteArray webhookBody(const Message &message)
{
    return QByteArray::fromStdString(envelopeJson(message).dump(-1, ' ', false, Json::error_handler_t::replace));
}

WebhookEndpoint::WebhookEndpoint(Webhook webhook, WebhookSigner signer, const WebhookEndpointOptions &options)
    : m_webhook(std::move(webhook))
    , m_signer(std::move(signer))
    , m_options(options)
    , m_rate(m_webhook.rateLimit.value_or(0))
    , m_breaker(breakerOf(m_webhook))
    , m_heldUntil(Duration::min())
{
    for (const QString &pattern : std::as_const(m_webhook.events))
        m_patterns.emplace_back(pattern);
}

bool WebhookEndpoint::wants(QStringView type) const
{
    return state() != EndpointState::Inactive
        && std::any_of(m_patterns.begin(), m_patterns.end(),
                       [type](const delivery::EventPattern &pattern) { return pattern.matches(type); });
}

EndpointState WebhookEndpoint::state() const
{
    if (!m_webhook.active)
        return EndpointState::Inactive;
    return m_isGone ? EndpointState::Gone : EndpointState::Active;
}

void WebhookEndpoint::submit(std::uint64_t ticket, std::shared_ptr<const Message> message, int number, TimePoint now)
{
    Attempt attempt{ticket, std::move(message), number, now, {}};
    if (static_cast<int>(m_waiting.size()) < m_options.waiting) {
        m_waiting.push_back(std::move(attempt));
        return;
    }
    delivery::AttemptOutcome outcome =
        delivery::AttemptOutcome::failure(tr("full: %1 attempts wait already").arg(m_options.waiting));
    outcome.notBefore = m_options.leastRetryWait;
    end(attempt, outcome, 0, {});
}

std::vector<WebhookRequest> WebhookEndpoint::next(Duration elapsed, TimePoint now)
{
    std::vector<WebhookRequest> requests;
    while (!m_waiting.empty()) {
        if (state() != EndpointState::Active) {
            Attempt attempt = std::move(m_waiting.front());
            m_waiting.pop_front();
            attempt.startedAt = now;
            delivery::AttemptOutcome outcome = delivery::AttemptOutcome::failure(
                state() == EndpointState::Gone ? tr("410: the endpoint is gone") : tr("inactive: switched off"));
            outcome.giveUp = true;
            end(attempt, outcome, 0, {});
            continue;
        }
        if (underWay() >= concurrency() || earliestStart(elapsed) > elapsed)
            break;
        m_breaker.letProbe();
        Attempt attempt = std::move(m_waiting.front());
        m_waiting.pop_front();
        start(std::move(attempt), elapsed, now, requests);
    }
    return requests;
}

/// Signs and begins \a attempt; one that cannot be signed ends here.
void WebhookEndpoint::start(Attempt attempt, Duration elapsed, TimePoint now, std::vector<WebhookRequest> &requests)
{
    attempt.startedAt = now;
    attempt.startedAfter = elapsed;
    WebhookRequest request{.ticket = attempt.ticket,
                           .url = m_webhook.url,
                           .headers = {{"Content-Type", "application/json"}, {"User-Agent", "Weir"}},
                           .body = webhookBody(*attempt.message),
                           .timeout = m_webhook.timeout.value_or(m_options.timeout),
                           .allowPrivate = m_webhook.allowPrivate};
    const auto isSigned = m_signer.sign(request.headers, attempt.message->id.toUtf8(), request.body, now);
    if (!isSigned) {
        delivery::AttemptOutcome outcome =
            delivery::AttemptOutcome::failure(u"unsigned: "_s + isSigned.error().message);
        outcome.giveUp = true;
        end(attempt, outcome, 0, {});
        return;
    }
    m_rate.take(elapsed.count());
    m_underWay.insert(attempt.ticket, attempt);
    requests.push_back(std::move(request));
}

void WebhookEndpoint::finished(std::uint64_t ticket, const WebhookAnswer &answer, Duration elapsed, TimePoint now)
{
    if (!m_underWay.contains(ticket))
        return;
    const Attempt attempt = m_underWay.take(ticket);
    const delivery::AttemptOutcome outcome = judge(answer, now);
    note(answer, outcome, elapsed);
    end(attempt, outcome, answer.status, elapsed - attempt.startedAfter);
}

std::vector<WebhookResult> WebhookEndpoint::takeResults()
{
    return std::exchange(m_results, {});
}

std::optional<Duration> WebhookEndpoint::nextDeadline(Duration elapsed) const
{
    if (m_waiting.empty() || (state() == EndpointState::Active && underWay() >= concurrency()))
        return std::nullopt;
    return state() == EndpointState::Active ? earliestStart(elapsed) : elapsed;
}

/// While the breaker is not closed, one probe at a time.
int WebhookEndpoint::concurrency() const
{
    if (m_webhook.ordered || m_breaker.state() != delivery::CircuitBreaker::State::Closed)
        return 1;
    return std::max(1, m_webhook.concurrency.value_or(m_options.concurrency));
}

Duration WebhookEndpoint::earliestStart(Duration elapsed) const
{
    Duration earliest = std::max(Duration(m_rate.next(elapsed.count())), m_heldUntil);
    if (m_breaker.state() == delivery::CircuitBreaker::State::Open)
        earliest = std::max(earliest, Duration(m_breaker.opensUntil()));
    return earliest;
}

/// What an answer means for the one event.
delivery::AttemptOutcome WebhookEndpoint::judge(const WebhookAnswer &answer, TimePoint now)
{
    using delivery::AttemptOutcome;
    if (answer.status >= 200 && answer.status < 300)
        return AttemptOutcome::success();
    AttemptOutcome outcome = AttemptOutcome::failure(answer.error);
    if (answer.status == 410) {
        outcome.reason = tr("410: the endpoint is gone");
        outcome.giveUp = true;
    } else if (answer.status >= 300 && answer.status < 400) {
        outcome.reason = tr("%1: redirections are not followed").arg(answer.status);
    } else if (answer.status != 0) {
        const QString phrase = QString::fromLatin1(httpStatusText(answer.status));
        outcome.reason = phrase.isEmpty() ? QString::number(answer.status) : u"%1: %2"_s.arg(answer.status).arg(phrase);
    } else if (outcome.reason.isEmpty()) {
        outcome.reason = tr("no answer");
    }
    outcome.giveUp = outcome.giveUp || answer.isRefusedByPolicy;
    outcome.notBefore = m_options.leastRetryWait;
    if (asksToWait(answer.status)) {
        if (const auto asked = retryAfter(answer.retryAfter, now))
            outcome.notBefore = std::clamp(*asked, m_options.leastRetryWait, m_options.longestRetryAfter);
    }
    return outcome;
}

/// What an answer means for the endpoint.
void WebhookEndpoint::note(const WebhookAnswer &answer, const delivery::AttemptOutcome &outcome, Duration elapsed)
{
    if (answer.status == 410) {
        m_isGone = true;
        qCWarning(lcEndpoint).noquote() << m_webhook.id << "is gone (410): nothing is sent until it is enabled again";
    }
    if (asksToWait(answer.status) && !answer.retryAfter.isEmpty())
        m_heldUntil = std::max(m_heldUntil, elapsed + outcome.notBefore);
    if (answer.isRefusedByPolicy)
        return;
    if (!isReceiverTrouble(answer.status))
        m_breaker.succeeded();
    else if (m_breaker.failed(elapsed.count()))
        qCInfo(lcEndpoint).noquote() << m_webhook.id << "fails: nothing is sent for a while";
}

void WebhookEndpoint::end(const Attempt &attempt, const delivery::AttemptOutcome &outcome, int status, Duration latency)
{
    m_results.push_back({attempt.ticket, outcome,
                         DeliveryAttempt{.webhook = m_webhook.id,
                                         .event = attempt.message->id,
                                         .type = attempt.message->type,
                                         .attempt = attempt.number,
                                         .startedAt = attempt.startedAt,
                                         .latency = latency,
                                         .status = status,
                                         .error = outcome.reason,
                                         .nextAttemptAt = {}}});
}

} // namespace weir
