// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/httpcall.h"
#include "app/cli/input.h"
#include "core/message/cloudeventmapping.h"
#include "core/message/envelope.h"
#include "core/transport/webhooksigner.h"
#include "core/usecases/readevents.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

constexpr qsizetype eventsInRequest = 100; ///< To an emulator.

class PublishCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "publish"; }
    const char *summary() const override { return "Send events to an emulator or any webhook"; }

    void declare(CommandOptions &options) override
    {
        options.argument("URL", m_url, "An emulator (http://127.0.0.1:8080), or the address of a webhook");
        options.optionalArgument("FILE", m_file,
                                 "Envelopes or CloudEvents, one a line, or one JSON document; default: standard input");
        options.choice("--as", {QStringLiteral("envelope"), QStringLiteral("structured"), QStringLiteral("binary")},
                       m_as, "How to send them: as envelopes, or as CloudEvents in structured or binary mode");
        options.option("--channel", "ID", m_channel, "To this channel of an emulator, not the designed ones");
        options.option("--secret", "REF", m_secret, "Sign requests to a webhook: env:NAME, file:PATH or keychain:NAME");
        options.choice(
            "--profile",
            {QStringLiteral("standard"), QStringLiteral("seed"), QStringLiteral("stripe"), QStringLiteral("github")},
            m_profile, "How requests are signed");
    }

    ExitCode run(Session &session) override
    {
        const Result<HttpUrl> url = parseHttpUrl(m_url);
        if (!url)
            return refuse(url.error(), session, ExitCode::Usage);
        const bool isEmulator = url->target == "/" || url->target.startsWith("/events");
        if (url->target == "/")
            m_url = m_url + (m_url.endsWith(u'/') ? QStringLiteral("events") : QStringLiteral("/events"));
        if (!m_channel.isEmpty())
            m_url += (url->target.contains('?') ? u'&' : u'?') + QStringLiteral("channel=")
                + QString::fromLatin1(m_channel.toUtf8().toPercentEncoding());
        const SystemClock clock;
        const Result<QList<Message>> messages =
            readEvents(m_file.isEmpty() ? QStringLiteral("-") : m_file, clock.now(), &session.standardInput);
        if (!messages)
            return refuse(messages.error(), session, ExitCode::Unreadable);
        std::optional<WebhookSigner> signer;
        if (!m_secret.isEmpty()) {
            Result<WebhookSigner> made = makeSigner();
            if (!made)
                return refuse(made.error(), session, ExitCode::Usage);
            signer.emplace(std::move(*made));
        }
        const bool isTogether = isEmulator && m_as == QStringLiteral("envelope") && !signer;
        const qsizetype step = isTogether ? eventsInRequest : 1;
        for (qsizetype i = 0; i < messages->size(); i += step) {
            const Result<void> sent = send(messages->sliced(i, std::min(step, messages->size() - i)), signer, clock);
            if (!sent) {
                session.console.say(tr("%1 of %2 events were sent before.").arg(i).arg(messages->size()));
                return refuse(sent.error(), session, ExitCode::Undelivered);
            }
        }
        session.console.say(tr("Events sent: %1.").arg(messages->size()));
        return ExitCode::Done;
    }

private:
    Result<WebhookSigner> makeSigner() const
    {
        LocalSecrets secrets;
        Webhook webhook;
        webhook.profile = m_profile == QStringLiteral("seed") ? WebhookProfile::Seed
            : m_profile == QStringLiteral("stripe")           ? WebhookProfile::Stripe
            : m_profile == QStringLiteral("github")           ? WebhookProfile::GitHub
                                                              : WebhookProfile::Standard;
        webhook.secrets = {m_secret};
        return WebhookSigner::create(webhook, secrets);
    }

    /// The headers and body of a request with \a messages.
    HttpMessage requestFor(const QList<Message> &messages) const
    {
        if (m_as == QStringLiteral("structured"))
            return structuredRequest(cloudEventOf(messages.first()).event);
        if (m_as == QStringLiteral("binary"))
            return binaryRequest(cloudEventOf(messages.first()).event);
        HttpMessage request;
        for (const Message &message : messages) {
            request.body += QByteArray::fromStdString(envelopeJson(message).dump());
            request.body += messages.size() > 1 ? "\n" : "";
        }
        const QByteArray type = messages.size() > 1 ? "application/x-ndjson" : "application/json";
        request.headers.append(qMakePair(QByteArray("Content-Type"), type));
        return request;
    }

    Result<void> send(const QList<Message> &messages, const std::optional<WebhookSigner> &signer,
                      const Clock &clock) const
    {
        const HttpMessage request = requestFor(messages);
        HttpHeaders headers;
        for (const auto &[name, value] : request.headers) {
            if (!headers.add(name, value))
                return Error{tr("“%1” cannot stand in a header.").arg(QString::fromUtf8(value)), {}, {}};
        }
        if (signer) {
            Result<void> isSigned = signer->sign(headers, messages.first().id.toUtf8(), request.body, clock.now());
            if (!isSigned)
                return isSigned;
        }
        const Result<HttpExchangeResult> answer = httpCall(HttpMethod::Post, m_url, headers, request.body);
        if (!answer)
            return answer.error();
        return answer->isSuccess() ? Result<void>() : answerError(*answer, m_url);
    }

    QString m_url, m_file, m_channel, m_secret;
    QString m_as = QStringLiteral("envelope");
    QString m_profile = QStringLiteral("standard");
};

} // namespace

std::unique_ptr<Command> publishCommand()
{
    return std::make_unique<PublishCommand>();
}

} // namespace weir
