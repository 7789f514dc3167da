// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/model/enumtext.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/verifysignature.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

QStringList profileNames()
{
    QStringList names;
    for (const std::string_view name : enumTexts<WebhookProfile>())
        names.append(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())));
    return names;
}

class VerifyCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "verify"; }
    const char *summary() const override
    {
        return "Check the signature of a webhook's request, and say why it is wrong; exit code 5 when it is";
    }

    void declare(CommandOptions &options) override
    {
        options.optionalArgument("REQUEST", m_question.request,
                                 "The request: header lines, an empty line, the raw body; - is standard input");
        options.requiredOption("--secret", "REFERENCE", m_question.secret,
                               "The secret: env:NAME, file:PATH or keychain:NAME");
        options.choice("--profile", profileNames(), m_profile, "How the service signs");
        options.option("--header", "NAME:VALUE", m_question.headers, "A header of the request");
        options.option("--body", "FILE", m_question.body, "The raw body in a file of its own; - is standard input");
        options.option("--at", "TIME", m_question.at, "When it arrived: RFC 3339 or since 1970; without it now");
        options.option("--tolerance", "DURATION", m_question.tolerance, "How old a signature may be; without it 5m");
        options.option("--signature-header", "NAME", m_custom.header, "Profile custom: header of the signature");
        options.option("--prefix", "TEXT", m_custom.prefix, "Profile custom: what stands before the digest");
        options.choice("--encoding", {u"hex"_s, u"base64"_s}, m_custom.encoding, "Profile custom: how it is written");
        options.option("--template", "TEXT", m_custom.signedTemplate,
                       "Profile custom: what is signed, as in {timestamp}.{body}");
        options.choice("--format", {u"text"_s, u"json"_s}, m_format, "How to print what was found");
    }

    ExitCode run(Session &session) override
    {
        if (m_question.request.isEmpty() && m_question.body.isEmpty())
            return refuse({tr("There is no request."), {}, tr("Give a file with it, or --header and --body.")}, session,
                          ExitCode::Usage);
        if (m_question.request == u"-" && m_question.body == u"-")
            return refuse({tr("Only one of REQUEST and --body can be standard input."), {}, {}}, session,
                          ExitCode::Usage);
        const auto profile = static_cast<WebhookProfile>(profileNames().indexOf(m_profile));
        const auto scheme = SignatureScheme::of(profile, m_custom);
        if (!scheme)
            return refuse(scheme.error(), session, ExitCode::Usage);
        const SystemClock clock;
        const auto request = readSignatureCase(m_question, clock, &session.standardInput);
        if (!request)
            return refuse(request.error(), session, ExitCode::Unreadable);
        const SignatureDiagnosis diagnosis = diagnoseSignature(*scheme, *request);
        const QByteArray result = m_format == u"json" ? writeJson(diagnosisJson(*scheme, diagnosis))
                                                      : text(diagnosis, session.console).toUtf8();
        const ExitCode shown = deliver(result, {}, session);
        if (shown != ExitCode::Done)
            return shown;
        return diagnosis.verdict.isValid() ? ExitCode::Done : ExitCode::Violations;
    }

private:
    QString text(const SignatureDiagnosis &diagnosis, const Console &console) const
    {
        const bool isValid = diagnosis.verdict.isValid();
        QString lines = console.inked(diagnosis.summary, isValid ? Ink::Good : Ink::Bad) + u'\n';
        for (const SignatureRemark &remark : diagnosis.remarks) {
            const QString name = QString::fromUtf8(signatureMistakeName(remark.mistake));
            lines += u'\n' + (remark.isProven ? remark.message : tr("Perhaps: %1").arg(remark.message)) + u" ["_s + name
                + u"]\n  "_s + remark.hint + u'\n';
        }
        if (!diagnosis.hint.isEmpty())
            lines += u"\n  "_s + diagnosis.hint + u'\n';
        if (!isValid && !diagnosis.expected.isEmpty())
            lines += u'\n'
                + tr("For this body, time and secret it would be: %1").arg(QString::fromUtf8(diagnosis.expected))
                + u'\n';
        return lines;
    }

    SignatureQuestion m_question;
    WebhookSignature m_custom{{}, {}, u"hex"_s, {}};
    QString m_profile = u"standard"_s;
    QString m_format = u"text"_s;
};

} // namespace

std::unique_ptr<Command> verifyCommand()
{
    return std::make_unique<VerifyCommand>();
}

} // namespace weir
