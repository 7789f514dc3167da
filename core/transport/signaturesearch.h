// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/bodyvariants.h"
#include "core/transport/signaturediagnosis.h"

#include <optional>
#include <vector>

namespace weir {

/// A signature as it stands in a header, read with patience.
struct GivenSignature
{
    QByteArray bytes;             ///< The digest; its length says the algorithm.
    QByteArray prefix;            ///< What stands before it.
    bool isPrefixRight = true;    ///< \ref prefix is the scheme's.
    bool isEncodingRight = true;  ///< Written as the scheme writes digests.
    bool isHeaderChanged = false; ///< Found only after undoing escapes in the header.
};

/// A key that the sender may have used.
struct SecretVariant
{
    QByteArray key;
    QList<SignatureMistake> mistakes; ///< What is undone; empty: nothing.
    bool isDecoded = false; ///< For SecretNotDecoded: the secret was decoded, where the scheme takes it as text.
};

/// What makes a signature right.
struct SignatureMatch
{
    GivenSignature signature;
    SecretVariant secret;
    std::optional<BodyVariant> body;
    QByteArray algorithm; ///< Empty: HMAC-SHA-256.
    QByteArray time;      ///< The timestamp that was signed, when it is another than the header's.
    std::optional<WebhookProfile> otherProfile{}; ///< Right under this one's text, not the scheme's.
};

/// Looks for what the sender did to come to its signature.
class SignatureSearch
{
public:
    SignatureSearch(const SignatureScheme &scheme, const SignatureCase &request);

    /// The least change that makes one of the signatures right; nothing when none does.
    std::optional<SignatureMatch> find() const;

    const std::vector<GivenSignature> &signatures() const { return m_signatures; }
    const QByteArray &time() const { return m_time; } ///< Of the header; empty: there is none.
    /// The signature header's value for the body and the secret as they are; empty when the secret is no key.
    QByteArray expected() const;

private:
    void readHeader();
    void readWords(const QByteArray &value, bool isChanged);
    void readWord(QByteArrayView word, bool isChanged);
    void collectSecrets();
    void addSecret(QByteArrayView text, QList<SignatureMistake> mistakes);
    QByteArray signedText(QByteArrayView time, QByteArrayView body) const;
    std::optional<SignatureMatch> findAsIs() const;
    std::optional<SignatureMatch> findAlgorithm() const;
    std::optional<SignatureMatch> findTime() const;
    std::optional<SignatureMatch> findProfile() const;
    std::optional<SignatureMatch> findBody() const;
    const GivenSignature *matching(const Digest &digest) const;
    const GivenSignature *matching(QByteArrayView digest) const;

    const SignatureScheme &m_scheme;
    const SignatureCase &m_request;
    QByteArray m_time, m_id;
    std::vector<GivenSignature> m_signatures;
    std::vector<SecretVariant> m_secrets;
};

} // namespace weir
