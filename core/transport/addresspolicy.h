// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/transport/httpurl.h"

#include <QCoreApplication>
#include <QList>

namespace weir {

/// What kind of network an address belongs to (IANA special-purpose registries).
enum class AddressKind : quint8 {
    Public,
    Loopback,
    Private,         ///< RFC 1918, unique local (RFC 4193).
    LinkLocal,       ///< Among them the metadata services of clouds.
    SharedByCarrier, ///< 100.64.0.0/10 (RFC 6598).
    ThisHost,        ///< 0.0.0.0/8, `::`.
    Multicast,
    Reserved, ///< Protocol assignments, documentation, benchmarks, broadcast, not yet assigned.
};

/// The kind of \a address; one that embeds an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) has that one's kind
/// unless it is public and reached by way of a translator of somebody else's: then it is reserved.
AddressKind addressKind(const QHostAddress &address);

/// Where outgoing requests may go (P15): an endpoint that somebody else names must not be a way into this network.
///
/// Use it twice: on the URL, and on each address that its name resolves to, right before it is connected to. A name is
/// resolved once, and what was checked is what is connected to.
struct AddressPolicy
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// Allowed by hand for this endpoint: loopback, private, link-local and carrier addresses and any port. Multicast,
    /// unspecified and reserved addresses stay refused.
    bool allowPrivate = false;

    /// Refuses a port that is neither 80, 443 nor from 1024 on, a host that is a refused address, and names that mean this
    /// machine or network (`localhost`, `.local`, `.internal`).
    Result<void> checkUrl(const HttpUrl &url) const;
    /// parseHttpUrl() and checkUrl().
    Result<HttpUrl> checkUrl(QStringView url) const;
    /// Refuses an address that is not public, with the reason and what to do.
    Result<void> checkAddress(const QHostAddress &address) const;
    /// The addresses of a name, all of which must be allowed: a mixture is how a check is got round.
    Result<void> checkAddresses(const QString &host, const QList<QHostAddress> &addresses) const;

    bool operator==(const AddressPolicy &) const = default;
};

} // namespace weir
