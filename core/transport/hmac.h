// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <initializer_list>
#include <memory>

namespace weir {

/// An HMAC-SHA-256. Compared by digestsMatch() only, whose time does not tell where the first difference is.
struct Digest
{
    std::array<unsigned char, 32> bytes{};

    bool operator==(const Digest &) const = delete;
    /// In lower-case hexadecimal digits.
    QByteArray hex() const;
    QByteArray base64() const;
};

/// Whether both are the same, in the same time for all (P12).
bool digestsMatch(const Digest &left, const Digest &right);

/// The same for bytes of any length; other lengths are told apart at once.
bool bytesMatch(QByteArrayView left, QByteArrayView right);

/// Makes HMAC-SHA-256 (RFC 2104, FIPS 180-4) with one key, which is prepared once.
///
/// Not thread-safe: one for each thread.
class HmacKey
{
public:
    /// \a key is any bytes.
    explicit HmacKey(QByteArrayView key);
    ~HmacKey();
    HmacKey(HmacKey &&) noexcept;
    HmacKey &operator=(HmacKey &&) noexcept;

    /// Of \a parts, one after the other.
    Digest sign(std::initializer_list<QByteArrayView> parts) const;

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

/// An HMAC with the hash \a algorithm (`SHA1`, `SHA512`, `MD5`, …, as OpenSSL calls it), for finding out what somebody
/// else computed; empty when there is no such hash.
QByteArray hmacOf(const char *algorithm, QByteArrayView key, QByteArrayView text);

/// A plain SHA-256 of \a text.
Digest sha256Of(QByteArrayView text);

} // namespace weir
