// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httpexchange.h"
#include "core/transport/webhookendpoint.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace weir {

/// Makes the attempts of one WebhookEndpoint over HTTP, and writes each into the delivery log. Lives on one thread.
class WebhookSender : public QObject
{
public:
    /// Told how an attempt ended; gives when the next one will be, for the log (nothing: there is none).
    using Done = std::function<std::optional<TimePoint>(const WebhookResult &)>;

    /// \a log may be null; it and \a clock must outlive the sender. Of \a settings policy and time-out are the endpoint's.
    WebhookSender(WebhookEndpoint endpoint, const Clock &clock, DeliveryLog *log, HttpExchangeSettings settings = {},
                  QObject *parent = nullptr);
    ~WebhookSender() override;

    /// Attempt \a number (from 1) of \a message is due. \a done is called once, from the event loop, unless the sender goes
    /// before.
    void send(std::shared_ptr<const Message> message, int number, Done done);

    WebhookEndpoint &endpoint() { return m_endpoint; }
    const WebhookEndpoint &endpoint() const { return m_endpoint; }

private:
    void run();
    void begin(const WebhookRequest &request);
    void finished(std::uint64_t ticket, const WebhookAnswer &answer);
    void deliverResults();
    HttpExchange &idleExchange();

    WebhookEndpoint m_endpoint;
    const Clock &m_clock;
    DeliveryLog *m_log;
    HttpExchangeSettings m_settings;
    std::vector<std::unique_ptr<HttpExchange>> m_exchanges;
    std::unordered_map<std::uint64_t, Done> m_done;
    std::uint64_t m_lastTicket = 0;
    QTimer m_timer;
};

} // namespace weir
