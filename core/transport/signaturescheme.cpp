// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/signaturescheme.h"

#include "core/transport/httpheaders.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace weir {

namespace {

constexpr qsizetype mostTimeDigits = 16;
constexpr qsizetype millisecondDigits = 12; ///< From here on: the year 5138 in seconds, 1973 in milliseconds.

/// `X-Acme-Timestamp` for `X-Acme-Signature`.
QByteArray siblingHeader(const QByteArray &header, const QByteArray &word)
{
    QString name = QString::fromLatin1(header);
    const qsizetype at = name.indexOf(u"signature"_s, 0, Qt::CaseInsensitive);
    if (at < 0)
        return "X-Webhook-" + word;
    return name.left(at).toLatin1() + word;
}

} // namespace

Result<SignatureScheme> SignatureScheme::of(WebhookProfile profile, const std::optional<WebhookSignature> &custom)
{
    using Kind = SignedPart::Kind;
    SignatureScheme scheme(profile);
    switch (profile) {
    case WebhookProfile::Standard:
        scheme.m_signatureHeader = "webhook-signature";
        scheme.m_timestampHeader = "webhook-timestamp";
        scheme.m_idHeader = "webhook-id";
        scheme.m_prefix = "v1,";
        scheme.m_encoding = DigestEncoding::Base64;
        scheme.m_parts = {
            {Kind::Id, {}}, {Kind::Text, "."}, {Kind::Timestamp, {}}, {Kind::Text, "."}, {Kind::Body, {}}};
        break;
    case WebhookProfile::Seed:
        scheme.m_signatureHeader = "X-Webhook-Signature";
        scheme.m_timestampHeader = "X-Webhook-Timestamp";
        scheme.m_idHeader = "X-Webhook-ID";
        scheme.m_prefix = "sha256=";
        scheme.m_unit = TimestampUnit::Milliseconds;
        scheme.m_parts = {{Kind::Body, {}}};
        break;
    case WebhookProfile::Stripe:
        scheme.m_signatureHeader = "Stripe-Signature";
        scheme.m_prefix = "v1=";
        scheme.m_parts = {{Kind::Timestamp, {}}, {Kind::Text, "."}, {Kind::Body, {}}};
        break;
    case WebhookProfile::GitHub:
        scheme.m_signatureHeader = "X-Hub-Signature-256";
        scheme.m_prefix = "sha256=";
        scheme.m_parts = {{Kind::Body, {}}};
        break;
    case WebhookProfile::Custom:
        if (!custom || custom->header.isEmpty())
            return Error{tr("The signature of a custom webhook needs the name of its header."),
                         {},
                         tr("Write \"signature\": {\"header\": \"X-Signature\"}.")};
        if (!isHttpToken(custom->header.toUtf8()))
            return Error{
                tr("“%1” is no name of a header.").arg(custom->header), {}, tr("Use letters, digits and hyphens.")};
        if (!custom->encoding.isEmpty() && custom->encoding != u"hex" && custom->encoding != u"base64")
            return Error{tr("Signatures are written in hex or base64, not in “%1”.").arg(custom->encoding), {}, {}};
        scheme.m_signatureHeader = custom->header.toLatin1();
        scheme.m_prefix = custom->prefix.toUtf8();
        scheme.m_encoding = custom->encoding == u"base64" ? DigestEncoding::Base64 : DigestEncoding::Hex;
        scheme.m_unit = TimestampUnit::Either;
        if (const auto set = scheme.setTemplate(custom->signedTemplate); !set)
            return set.error();
        break;
    }
    return scheme;
}

bool SignatureScheme::signs(SignedPart::Kind kind) const
{
    return std::any_of(m_parts.begin(), m_parts.end(), [kind](const SignedPart &part) { return part.kind == kind; });
}

Result<void> SignatureScheme::setTemplate(const QString &text)
{
    using Kind = SignedPart::Kind;
    const QString form = text.isEmpty() ? u"{body}"_s : text;
    static const QRegularExpression placeholder(u"\\{([^{}:]*)(?::([^{}]*))?\\}"_s);
    qsizetype at = 0;
    for (auto matches = placeholder.globalMatch(form); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedStart() > at)
            m_parts.push_back({Kind::Text, form.mid(at, match.capturedStart() - at).toUtf8()});
        at = match.capturedEnd();
        const QString word = match.captured(1);
        const QByteArray named = match.captured(2).toUtf8();
        if (!named.isEmpty() && !isHttpToken(named))
            return Error{tr("“%1” is no name of a header.").arg(match.captured(2)), {}, {}};
        if (word == u"body" && named.isEmpty()) {
            m_parts.push_back({Kind::Body, {}});
        } else if (word == u"timestamp") {
            m_timestampHeader = named.isEmpty() ? siblingHeader(m_signatureHeader, "Timestamp") : named;
            m_parts.push_back({Kind::Timestamp, {}});
        } else if (word == u"id") {
            m_idHeader = named.isEmpty() ? siblingHeader(m_signatureHeader, "Id") : named;
            m_parts.push_back({Kind::Id, {}});
        } else {
            return Error{tr("The signed template has the unknown placeholder %1.").arg(match.captured(0)),
                         {},
                         tr("There are {body}, {timestamp} and {id}, and {timestamp:HEADER} and {id:HEADER}.")};
        }
    }
    if (at < form.size())
        m_parts.push_back({Kind::Text, form.mid(at).toUtf8()});
    if (!signs(Kind::Body))
        return Error{tr("The signed template leaves the body out: anybody could change it."),
                     {},
                     tr("Put {body} into the template.")};
    return {};
}

std::optional<QByteArray> signatureKey(const SignatureScheme &scheme, QByteArrayView secret)
{
    constexpr QByteArrayView mark = "whsec_";
    if (secret.isEmpty())
        return std::nullopt;
    if (!scheme.decodesSecrets())
        return secret.toByteArray();
    const QByteArrayView text = secret.startsWith(mark) ? secret.sliced(mark.size()) : secret;
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty())
        return std::nullopt;
    return decoded.decoded;
}

std::optional<Digest> readDigest(QByteArrayView text, DigestEncoding encoding)
{
    Digest digest;
    const auto size = static_cast<qsizetype>(digest.bytes.size());
    const QByteArray raw = QByteArray::fromRawData(text.data(), text.size());
    QByteArray bytes;
    if (encoding == DigestEncoding::Hex) {
        const auto isDigit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
        if (text.size() != 2 * size || !std::all_of(text.begin(), text.end(), isDigit))
            return std::nullopt;
        bytes = QByteArray::fromHex(raw);
    } else {
        // Another spelling of the same bytes (bits that do not count, no padding) is a changed header.
        bytes = QByteArray::fromBase64(raw);
        if (bytes.size() != size || bytes.toBase64() != text)
            return std::nullopt;
    }
    std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
    return digest;
}

QByteArray digestText(const Digest &digest, DigestEncoding encoding)
{
    return encoding == DigestEncoding::Hex ? digest.hex() : digest.base64();
}

std::optional<TimePoint> readSignatureTime(QByteArrayView text, TimestampUnit unit)
{
    constexpr qint64 lastSecond = TimePoint::max().time_since_epoch() / 1s - 1;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.isEmpty() || text.size() > mostTimeDigits || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    const qint64 number = text.toByteArray().toLongLong();
    const bool isMilliseconds =
        unit == TimestampUnit::Milliseconds || (unit == TimestampUnit::Either && text.size() >= millisecondDigits);
    if (number / (isMilliseconds ? 1000 : 1) > lastSecond)
        return std::nullopt;
    return isMilliseconds ? TimePoint(std::chrono::milliseconds(number)) : TimePoint(std::chrono::seconds(number));
}

QByteArray signatureTimeText(TimePoint time, TimestampUnit unit)
{
    if (unit == TimestampUnit::Milliseconds)
        return QByteArray::number(
            qint64(std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count()));
    return QByteArray::number(qint64(std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count()));
}

} // namespace weir
