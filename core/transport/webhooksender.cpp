// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/webhooksender.h"

#include <QLoggingCategory>

#include <algorithm>

namespace weir {

namespace {

Q_LOGGING_CATEGORY(lcSender, "weir.transport.webhooksender", QtInfoMsg)

WebhookAnswer answerOf(const HttpExchangeResult &result)
{
    WebhookAnswer answer;
    answer.status = result.failure == HttpFailure::None ? result.status : 0;
    answer.retryAfter = result.headers.value("retry-after").toByteArray();
    answer.error = result.error.message;
    answer.isRefusedByPolicy = result.failure == HttpFailure::Refused;
    return answer;
}

} // namespace

WebhookSender::WebhookSender(WebhookEndpoint endpoint, const Clock &clock, DeliveryLog *log,
                             HttpExchangeSettings settings, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_clock(clock)
    , m_log(log)
    , m_settings(std::move(settings))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &WebhookSender::run);
}

WebhookSender::~WebhookSender() = default;

void WebhookSender::send(std::shared_ptr<const Message> message, int number, Done done)
{
    const std::uint64_t ticket = ++m_lastTicket;
    m_done.emplace(ticket, std::move(done));
    m_endpoint.submit(ticket, std::move(message), number, m_clock.now());
    m_timer.start(0);
}

void WebhookSender::run()
{
    for (const WebhookRequest &request : m_endpoint.next(m_clock.elapsed(), m_clock.now()))
        begin(request);
    deliverResults();
    if (m_timer.isActive())
        return;
    if (const auto deadline = m_endpoint.nextDeadline(m_clock.elapsed()))
        m_timer.start(std::max(std::chrono::milliseconds(0),
                               std::chrono::ceil<std::chrono::milliseconds>(*deadline - m_clock.elapsed())));
}

void WebhookSender::begin(const WebhookRequest &request)
{
    const auto url = parseHttpUrl(request.url);
    if (!url) {
        m_endpoint.finished(request.ticket,
                            {.status = 0, .retryAfter = {}, .error = url.error().message, .isRefusedByPolicy = true},
                            m_clock.elapsed(), m_clock.now());
        return;
    }
    HttpExchangeSettings settings = m_settings;
    settings.policy.allowPrivate = request.allowPrivate;
    settings.timeout = std::chrono::ceil<std::chrono::milliseconds>(request.timeout);
    idleExchange().start(
        {HttpMethod::Post, *url, request.headers, request.body, false}, settings,
        [this, ticket = request.ticket](const HttpExchangeResult &result) { finished(ticket, answerOf(result)); });
}

void WebhookSender::finished(std::uint64_t ticket, const WebhookAnswer &answer)
{
    m_endpoint.finished(ticket, answer, m_clock.elapsed(), m_clock.now());
    run();
}

/// Tells how attempts ended; whoever is told may send() again.
void WebhookSender::deliverResults()
{
    for (WebhookResult &result : m_endpoint.takeResults()) {
        auto node = m_done.extract(result.ticket);
        if (!node.empty() && node.mapped())
            result.attempt.nextAttemptAt = node.mapped()(result);
        if (m_log == nullptr)
            continue;
        if (const auto kept = m_log->record(result.attempt); !kept)
            qCWarning(lcSender).noquote()
                << "cannot log an attempt of" << m_endpoint.webhook().id << ':' << kept.error().message;
    }
}

HttpExchange &WebhookSender::idleExchange()
{
    const auto idle =
        std::find_if(m_exchanges.begin(), m_exchanges.end(),
                     [](const std::unique_ptr<HttpExchange> &exchange) { return !exchange->isRunning(); });
    if (idle != m_exchanges.end())
        return **idle;
    m_exchanges.push_back(std::make_unique<HttpExchange>(m_clock));
    return *m_exchanges.back();
}

} // namespace weir
