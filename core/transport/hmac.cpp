// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/hmac.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <string>

namespace weir {

namespace {

/// The HMAC of the library; fetched once, as that is slow.
EVP_MAC *hmacImplementation()
{
    struct Free
    {
        void operator()(EVP_MAC *mac) const { EVP_MAC_free(mac); }
    };
    static const std::unique_ptr<EVP_MAC, Free> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    return mac.get();
}

const unsigned char *rawBytes(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

/// The SHA-256 of the library; fetched once too.
const EVP_MD *sha256Implementation()
{
    struct Free
    {
        void operator()(EVP_MD *hash) const { EVP_MD_free(hash); }
    };
    static const std::unique_ptr<EVP_MD, Free> hash(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    return hash.get();
}

/// A context with hash and key set; null when the hash is not known.
EVP_MAC_CTX *newContext(const char *algorithm, QByteArrayView key)
{
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(hmacImplementation());
    std::string name = algorithm;
    const std::array<OSSL_PARAM, 2> parameters{OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
                                               OSSL_PARAM_construct_end()};
    // An empty key is one all the same, but not a null pointer: that means "the key from before".
    static const unsigned char none = 0;
    const unsigned char *bytes = key.isEmpty() ? &none : rawBytes(key);
    if (EVP_MAC_init(context, bytes, static_cast<std::size_t>(key.size()), parameters.data()) == 1)
        return context;
    EVP_MAC_CTX_free(context);
    return nullptr;
}

} // namespace

QByteArray Digest::hex() const
{
    return QByteArrayView(bytes.data(), qsizetype(bytes.size())).toByteArray().toHex();
}

QByteArray Digest::base64() const
{
    return QByteArrayView(bytes.data(), qsizetype(bytes.size())).toByteArray().toBase64();
}

bool digestsMatch(const Digest &left, const Digest &right)
{
    return CRYPTO_memcmp(left.bytes.data(), right.bytes.data(), left.bytes.size()) == 0;
}

bool bytesMatch(QByteArrayView left, QByteArrayView right)
{
    return left.size() == right.size()
        && CRYPTO_memcmp(left.data(), right.data(), static_cast<std::size_t>(left.size())) == 0;
}

struct HmacKey::Context
{
    EVP_MAC_CTX *mac = nullptr;

    explicit Context(QByteArrayView key) : mac(newContext("SHA256", key)) {}
    ~Context() { EVP_MAC_CTX_free(mac); }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
};

HmacKey::HmacKey(QByteArrayView key) : m_context(std::make_unique<Context>(key)) {}
HmacKey::~HmacKey() = default;
HmacKey::HmacKey(HmacKey &&) noexcept = default;
HmacKey &HmacKey::operator=(HmacKey &&) noexcept = default;

Digest HmacKey::sign(std::initializer_list<QByteArrayView> parts) const
{
    Digest digest;
    std::size_t length = 0;
    bool isDone = EVP_MAC_init(m_context->mac, nullptr, 0, nullptr) == 1;
    for (const QByteArrayView part : parts)
        isDone = isDone && EVP_MAC_update(m_context->mac, rawBytes(part), static_cast<std::size_t>(part.size())) == 1;
    isDone = isDone && EVP_MAC_final(m_context->mac, digest.bytes.data(), &length, digest.bytes.size()) == 1;
    if (!isDone || length != digest.bytes.size())
        qFatal("OpenSSL has no HMAC-SHA-256");
    return digest;
}

QByteArray hmacOf(const char *algorithm, QByteArrayView key, QByteArrayView text)
{
    EVP_MAC_CTX *context = newContext(algorithm, key);
    if (context == nullptr)
        return {};
    QByteArray digest(EVP_MAX_MD_SIZE, '\0');
    std::size_t length = 0;
    const bool isDone = EVP_MAC_update(context, rawBytes(text), static_cast<std::size_t>(text.size())) == 1
        && EVP_MAC_final(context, reinterpret_cast<unsigned char *>(digest.data()), &length,
                         static_cast<std::size_t>(digest.size()))
            == 1;
    EVP_MAC_CTX_free(context);
    digest.truncate(isDone ? static_cast<qsizetype>(length) : 0);
    return digest;
}

Digest sha256Of(QByteArrayView text)
{
    Digest digest;
    unsigned int length = 0;
    if (EVP_Digest(text.data(), static_cast<std::size_t>(text.size()), digest.bytes.data(), &length,
                   sha256Implementation(), nullptr)
        != 1)
        qFatal("OpenSSL has no SHA-256");
    return digest;
}

} // namespace weir
