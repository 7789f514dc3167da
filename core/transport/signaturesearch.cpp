// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/signaturesearch.h"

#include "core/transport/httpmessage.h"

#include <algorithm>
#include <array>

namespace weir {

namespace {

constexpr qsizetype longestPrefix = 12;

/// The lengths that digests have: MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512.
bool isDigestSize(qsizetype size)
{
    constexpr std::array<qsizetype, 6> sizes{16, 20, 28, 32, 48, 64};
    return std::find(sizes.begin(), sizes.end(), size) != sizes.end();
}

std::optional<QByteArray> fromAnyHex(const QByteArray &text)
{
    const bool isHex = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
    if (!isHex || text.size() % 2 != 0 || !isDigestSize(text.size() / 2))
        return std::nullopt;
    return QByteArray::fromHex(text);
}

std::optional<QByteArray> fromAnyBase64(const QByteArray &text)
{
    for (const auto alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        const auto decoded = QByteArray::fromBase64Encoding(text, alphabet | QByteArray::AbortOnBase64DecodingErrors);
        if (decoded && isDigestSize(decoded.decoded.size()))
            return decoded.decoded;
    }
    return std::nullopt;
}

/// How long what stands before the digest in \a word is: `sha256=`, `v1,`, `hmac:`.
qsizetype prefixSize(QByteArrayView word)
{
    for (qsizetype i = 0; i < word.size() && i <= longestPrefix; ++i) {
        const char c = word.at(i);
        if (c == '=' || c == ',' || c == ':') {
            qsizetype end = i + 1;
            while (end < word.size() && word.at(end) == ' ')
                ++end;
            return end;
        }
    }
    return 0;
}

SignatureMatch matchOf(const GivenSignature &signature, const SecretVariant &secret)
{
    return {signature, secret, {}, {}, {}, {}};
}

} // namespace

SignatureSearch::SignatureSearch(const SignatureScheme &scheme, const SignatureCase &request)
    : m_scheme(scheme)
    , m_request(request)
{
    readHeader();
    collectSecrets();
}

std::optional<SignatureMatch> SignatureSearch::find() const
{
    for (const auto step : {&SignatureSearch::findAsIs, &SignatureSearch::findAlgorithm, &SignatureSearch::findTime,
                            &SignatureSearch::findProfile, &SignatureSearch::findBody}) {
        if (auto match = (this->*step)())
            return match;
    }
    return std::nullopt;
}

QByteArray SignatureSearch::expected() const
{
    const auto key = signatureKey(m_scheme, m_request.secret.reveal());
    const bool needsTime = m_scheme.signs(SignedPart::Kind::Timestamp);
    if (!key || (needsTime && m_time.isEmpty()) || (m_scheme.signs(SignedPart::Kind::Id) && m_id.isEmpty()))
        return {};
    const Digest digest = HmacKey(*key).sign({signedText(m_time, m_request.body)});
    const QByteArray signature = m_scheme.prefix() + digestText(digest, m_scheme.encoding());
    return m_scheme.isTimestampInSignature() ? "t=" + m_time + ',' + signature : signature;
}

void SignatureSearch::readHeader()
{
    if (!m_scheme.timestampHeader().isEmpty())
        m_time = m_request.headers.value(m_scheme.timestampHeader()).toByteArray();
    if (!m_scheme.idHeader().isEmpty())
        m_id = m_request.headers.value(m_scheme.idHeader()).toByteArray();
    const QByteArray value = m_request.headers.value(m_scheme.signatureHeader()).toByteArray();
    readWords(value, false);
    if (value.contains('%'))
        readWords(percentDecoded(value).value_or(QByteArray()), true);
    if (value.contains(' ') && m_scheme.encoding() == DigestEncoding::Base64) {
        QByteArray plus = value;
        readWord(plus.replace(' ', '+'), true);
    }
}

void SignatureSearch::readWords(const QByteArray &value, bool isChanged)
{
    if (!m_scheme.takesSeveral()) {
        readWord(value, isChanged);
        return;
    }
    for (const QByteArray &word : value.split(m_scheme.isTimestampInSignature() ? ',' : ' ')) {
        if (m_scheme.isTimestampInSignature() && word.trimmed().startsWith("t="))
            m_time = word.trimmed().mid(2);
        else
            readWord(word, isChanged);
    }
}

void SignatureSearch::readWord(QByteArrayView word, bool isChanged)
{
    const bool hasPrefix = !m_scheme.prefix().isEmpty() && word.startsWith(m_scheme.prefix());
    const qsizetype size = hasPrefix ? m_scheme.prefix().size() : prefixSize(word);
    GivenSignature given;
    given.prefix = word.first(size).toByteArray();
    given.isPrefixRight = given.prefix == m_scheme.prefix();
    given.isHeaderChanged = isChanged;
    const QByteArray text = word.sliced(size).toByteArray().trimmed();
    given.isEncodingRight = readDigest(text, m_scheme.encoding()).has_value();
    auto bytes = fromAnyHex(text);
    const bool isHex = bytes.has_value();
    if (!bytes)
        bytes = fromAnyBase64(text);
    if (!bytes)
        return;
    given.bytes = *bytes;
    if (given.bytes.size() != 32)
        given.isEncodingRight = isHex == (m_scheme.encoding() == DigestEncoding::Hex);
    m_signatures.push_back(given);
}

/// The secret as it is, and without what should not be in it.
void SignatureSearch::collectSecrets()
{
    const QByteArray whole = m_request.secret.reveal().toByteArray();
    const QByteArray trimmed = whole.trimmed();
    const bool hasBlanks = trimmed.size() != whole.size();
    addSecret(whole, {});
    if (hasBlanks)
        addSecret(trimmed, {SignatureMistake::SecretBlanks});
    if (trimmed.startsWith("v1,") || trimmed.startsWith("v1=")) {
        QList<SignatureMistake> mistakes{SignatureMistake::VersionInSecret};
        if (hasBlanks)
            mistakes.append(SignatureMistake::SecretBlanks);
        addSecret(QByteArrayView(trimmed).sliced(3), mistakes);
    }
}

void SignatureSearch::addSecret(QByteArrayView text, QList<SignatureMistake> mistakes)
{
    constexpr QByteArrayView mark = "whsec_";
    if (const auto key = signatureKey(m_scheme, text))
        m_secrets.push_back({*key, mistakes, false});
    mistakes.append(SignatureMistake::SecretNotDecoded);
    const QByteArrayView bare = text.startsWith(mark) ? text.sliced(mark.size()) : text;
    if (m_scheme.decodesSecrets()) {
        m_secrets.push_back({text.toByteArray(), mistakes, false});
        m_secrets.push_back({bare.toByteArray(), mistakes, false});
        return;
    }
    const auto decoded = QByteArray::fromBase64Encoding(bare.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded && !decoded.decoded.isEmpty())
        m_secrets.push_back({decoded.decoded, mistakes, true});
    if (bare.size() != text.size())
        m_secrets.push_back({bare.toByteArray(), mistakes, true});
}

QByteArray SignatureSearch::signedText(QByteArrayView time, QByteArrayView body) const
{
    QByteArray text;
    for (const SignedPart &part : m_scheme.parts()) {
        switch (part.kind) {
        case SignedPart::Kind::Text:
            text += part.text;
            break;
        case SignedPart::Kind::Id:
            text += m_id;
            break;
        case SignedPart::Kind::Timestamp:
            text += time;
            break;
        case SignedPart::Kind::Body:
            text += body;
            break;
        }
    }
    return text;
}

std::optional<SignatureMatch> SignatureSearch::findAsIs() const
{
    const QByteArray text = signedText(m_time, m_request.body);
    for (const SecretVariant &secret : m_secrets) {
        if (const GivenSignature *found = matching(HmacKey(secret.key).sign({text})))
            return matchOf(*found, secret);
    }
    return std::nullopt;
}

/// Other hashes, and a plain SHA-256 of the text, alone or with the secret.
std::optional<SignatureMatch> SignatureSearch::findAlgorithm() const
{
    const QByteArray text = signedText(m_time, m_request.body);
    for (const SecretVariant &secret : m_secrets) {
        const auto found = [&](const GivenSignature *signature, const char *name) -> std::optional<SignatureMatch> {
            if (signature == nullptr)
                return std::nullopt;
            SignatureMatch match = matchOf(*signature, secret);
            match.algorithm = name;
            return match;
        };
        for (const char *hash : {"SHA1", "SHA512", "SHA384", "SHA224", "MD5", "SHA3-256"}) {
            if (auto match = found(matching(QByteArrayView(hmacOf(hash, secret.key, text))), hash))
                return match;
        }
        if (auto match = found(matching(sha256Of(text)), "plain SHA-256 of the text"))
            return match;
        if (auto match = found(matching(sha256Of(secret.key + text)), "plain SHA-256 of secret and text"))
            return match;
        if (auto match = found(matching(sha256Of(text + secret.key)), "plain SHA-256 of text and secret"))
            return match;
    }
    return std::nullopt;
}

/// The timestamp was signed in another unit than it was sent in.
std::optional<SignatureMatch> SignatureSearch::findTime() const
{
    if (!m_scheme.signs(SignedPart::Kind::Timestamp) || m_time.isEmpty())
        return std::nullopt;
    const QByteArray shorter = m_time.left(std::max<qsizetype>(m_time.size() - 3, 0));
    for (const QByteArray &time : {shorter, m_time + "000"}) {
        const QByteArray text = signedText(time, m_request.body);
        for (const SecretVariant &secret : m_secrets) {
            if (const GivenSignature *found = matching(HmacKey(secret.key).sign({text}))) {
                SignatureMatch match = matchOf(*found, secret);
                match.time = time;
                return match;
            }
        }
    }
    return std::nullopt;
}

/// What is signed is the text of another profile.
std::optional<SignatureMatch> SignatureSearch::findProfile() const
{
    const QByteArray &body = m_request.body;
    const std::pair<WebhookProfile, QByteArray> texts[] = {
        {WebhookProfile::GitHub, body},
        {WebhookProfile::Stripe, m_time + '.' + body},
        {WebhookProfile::Standard, m_id + '.' + m_time + '.' + body},
    };
    for (const auto &[profile, text] : texts) {
        for (const SecretVariant &secret : m_secrets) {
            if (const GivenSignature *found = matching(HmacKey(secret.key).sign({text}))) {
                SignatureMatch match = matchOf(*found, secret);
                match.otherProfile = profile;
                return match;
            }
        }
    }
    return std::nullopt;
}

std::optional<SignatureMatch> SignatureSearch::findBody() const
{
    std::vector<HmacKey> keys;
    for (const SecretVariant &secret : m_secrets)
        keys.emplace_back(secret.key);
    std::optional<SignatureMatch> match;
    visitBodyVariants(m_request.body, [&](const BodyVariant &variant) {
        const QByteArray text = signedText(m_time, variant.body);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (const GivenSignature *found = matching(keys[i].sign({text}))) {
                match = matchOf(*found, m_secrets[i]);
                match->body = variant;
                return true;
            }
        }
        return false;
    });
    return match;
}

const GivenSignature *SignatureSearch::matching(const Digest &digest) const
{
    return matching(QByteArrayView(digest.bytes.data(), qsizetype(digest.bytes.size())));
}

const GivenSignature *SignatureSearch::matching(QByteArrayView digest) const
{
    const auto found = std::find_if(m_signatures.begin(), m_signatures.end(),
                                    [&](const GivenSignature &given) { return bytesMatch(given.bytes, digest); });
    return found == m_signatures.end() ? nullptr : &*found;
}

} // namespace weir
