// SPDX-License-Identifier: GPL-3.0-or-later
// Endpoints that strangers could use.
#include "core/base/translate.h"
#include "core/rules/design.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

void checkTimestamps(const Design &design, Reporter &reporter)
{
    for (const Webhook &webhook : design.catalog.webhooks()) {
        if (webhook.profile == WebhookProfile::Seed) {
            reporter.add(
                {Kind::Webhook, webhook.id}, u"/profile"_s,
                tr("The webhook “%1” sends its timestamp unsigned: who records a request can replay it for ever.")
                    .arg(webhook.id),
                tr("Use the profile standard (Standard Webhooks), which signs id, timestamp and body."));
        }
    }
}

void checkMissingSecrets(const Design &design, Reporter &reporter)
{
    for (const Webhook &webhook : design.catalog.webhooks()) {
        if (webhook.secrets.isEmpty()) {
            reporter.add(
                {Kind::Webhook, webhook.id}, {},
                webhook.direction == Direction::Incoming
                    ? tr("The webhook “%1” has no secret: it would believe anybody.").arg(webhook.id)
                    : tr("The webhook “%1” has no secret: its receiver cannot tell its requests from forged ones.")
                          .arg(webhook.id),
                tr("Add a reference to one: \"secrets\": [\"env:NAME\"]."));
        }
    }
}

void checkSecretsInFiles(const Design &design, Reporter &reporter)
{
    for (const Webhook &webhook : design.catalog.webhooks()) {
        for (qsizetype i = 0; i < webhook.secrets.size(); ++i) {
            const QString &secret = webhook.secrets.at(i);
            if (!secret.startsWith(u"env:") && !secret.startsWith(u"file:") && !secret.startsWith(u"keychain:")) {
                reporter.add(
                    {Kind::Webhook, webhook.id}, u"/secrets/%1"_s.arg(i),
                    tr("A secret of the webhook “%1” stands in the file itself, or is no reference.").arg(webhook.id),
                    tr("Write env:NAME or keychain:NAME. If it was a real secret, replace it: it is in the history "
                       "now."));
            }
        }
    }
}

void checkPlainHttp(const Design &design, Reporter &reporter)
{
    for (const Webhook &webhook : design.catalog.webhooks()) {
        const QUrl url(webhook.url);
        const QString host = url.host();
        const bool isLocal = host == u"localhost" || host.startsWith(u"127.") || host == u"::1";
        if (url.scheme() == u"http" && !isLocal) {
            reporter.add({Kind::Webhook, webhook.id}, u"/url"_s,
                         tr("The webhook “%1” sends its events to %2 without encryption.").arg(webhook.id, host),
                         tr("Use https."));
        }
    }
}

void checkCustomSignatures(const Design &design, Reporter &reporter)
{
    for (const Webhook &webhook : design.catalog.webhooks()) {
        if (webhook.profile == WebhookProfile::Custom && !webhook.signature) {
            reporter.add(
                {Kind::Webhook, webhook.id}, u"/profile"_s,
                tr("The webhook “%1” has the profile custom but does not say how it is signed.").arg(webhook.id),
                tr("Add a signature with header, prefix, encoding and template, or choose another profile."));
        }
    }
}

} // namespace

QList<RuleDefinition> securityRules()
{
    return {
        {{u"security/unsigned-timestamp"_s, Severity::Warning, tr("A timestamp that is not signed"),
          tr("A signature over the body alone stays valid for ever. A receiver can refuse old requests only if their "
             "time is "
             "part of what is signed.")},
         checkTimestamps},
        {{u"security/no-secret"_s, Severity::Warning, tr("A webhook without a secret"),
          tr("Without a shared secret nothing proves who sent a request.")},
         checkMissingSecrets},
        {{u"security/secret-in-file"_s, Severity::Error, tr("A secret in a project file"),
          tr("Project files are read by many and kept in git for ever. They hold references to secrets, never "
             "secrets.")},
         checkSecretsInFiles},
        {{u"security/plain-http"_s, Severity::Warning, tr("Events sent without encryption"),
          tr("Payloads often hold personal data. Over http everybody on the way can read and change them.")},
         checkPlainHttp},
        {{u"security/custom-signature"_s, Severity::Error, tr("A custom signature that is not described"),
          tr("The profile custom means: signed as the webhook's signature says. Without it nothing can be signed or "
             "verified.")},
         checkCustomSignatures},
    };
}

} // namespace weir
