// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/addresspolicy.h"

#include "core/base/translate.h"

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

struct NetworkV4
{
    quint32 base;
    int bits;
    AddressKind kind;
};

constexpr quint32 v4(quint32 a, quint32 b, quint32 c, quint32 d)
{
    return a << 24 | b << 16 | c << 8 | d;
}

// IANA IPv4 Special-Purpose Address Registry (RFC 6890 and later), multicast and class E.
constexpr std::array networksV4{
    NetworkV4{v4(0, 0, 0, 0), 8, AddressKind::ThisHost},
    NetworkV4{v4(10, 0, 0, 0), 8, AddressKind::Private},
    NetworkV4{v4(100, 64, 0, 0), 10, AddressKind::SharedByCarrier},
    NetworkV4{v4(127, 0, 0, 0), 8, AddressKind::Loopback},
    NetworkV4{v4(169, 254, 0, 0), 16, AddressKind::LinkLocal},
    NetworkV4{v4(172, 16, 0, 0), 12, AddressKind::Private},
    NetworkV4{v4(192, 0, 0, 0), 24, AddressKind::Reserved},    // protocol assignments
    NetworkV4{v4(192, 0, 2, 0), 24, AddressKind::Reserved},    // documentation
    NetworkV4{v4(192, 31, 196, 0), 24, AddressKind::Reserved}, // AS112
    NetworkV4{v4(192, 52, 193, 0), 24, AddressKind::Reserved}, // AMT
    NetworkV4{v4(192, 88, 99, 0), 24, AddressKind::Reserved},  // 6to4 relays
    NetworkV4{v4(192, 168, 0, 0), 16, AddressKind::Private},
    NetworkV4{v4(192, 175, 48, 0), 24, AddressKind::Reserved}, // AS112
    NetworkV4{v4(198, 18, 0, 0), 15, AddressKind::Reserved},   // benchmarks
    NetworkV4{v4(198, 51, 100, 0), 24, AddressKind::Reserved}, // documentation
    NetworkV4{v4(203, 0, 113, 0), 24, AddressKind::Reserved},  // documentation
    NetworkV4{v4(224, 0, 0, 0), 4, AddressKind::Multicast},
    NetworkV4{v4(240, 0, 0, 0), 4, AddressKind::Reserved},
};

AddressKind kindOfV4(quint32 address)
{
    for (const NetworkV4 &network : networksV4) {
        if ((address ^ network.base) >> (32 - network.bits) == 0)
            return network.kind;
    }
    return AddressKind::Public;
}

quint32 v4In(const Q_IPV6ADDR &address, int offset)
{
    return v4(address[offset], address[offset + 1], address[offset + 2], address[offset + 3]);
}

/// Whether the first bytes of \a address are \a bytes.
bool beginsWith(const Q_IPV6ADDR &address, std::initializer_list<quint8> bytes)
{
    return std::equal(bytes.begin(), bytes.end(), address.c);
}

/// An IPv4 address that a translator would send to is refused when that one is, and otherwise too: whose translator it is
/// cannot be known.
AddressKind translated(quint32 address)
{
    const AddressKind kind = kindOfV4(address);
    return kind == AddressKind::Public ? AddressKind::Reserved : kind;
}

/// IANA IPv6 Special-Purpose Address Registry, and what is outside 2000::/3.
AddressKind kindOfV6(const Q_IPV6ADDR &address)
{
    if (beginsWith(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}))
        return kindOfV4(v4In(address, 12)); // mapped: the system sends IPv4
    if (beginsWith(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})) {
        const quint32 compatible = v4In(address, 12);
        if (compatible <= 1)
            return compatible == 0 ? AddressKind::ThisHost : AddressKind::Loopback;
        return translated(compatible);
    }
    if (beginsWith(address, {0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0}))
        return translated(v4In(address, 12)); // SIIT (RFC 2765)
    if (beginsWith(address, {0, 0x64, 0xff, 0x9b}))
        return translated(v4In(address, 12)); // NAT64 (RFC 6052, RFC 8215)
    if (beginsWith(address, {0x20, 0x02}))
        return translated(v4In(address, 2)); // 6to4
    if (beginsWith(address, {0x20, 0x01, 0, 0}))
        return translated(~v4In(address, 12)); // Teredo
    if (address[0] == 0xff)
        return AddressKind::Multicast;
    if (address[0] == 0xfe && (address[1] & 0xc0) == 0x80)
        return AddressKind::LinkLocal;
    if ((address[0] & 0xfe) == 0xfc || (address[0] == 0xfe && (address[1] & 0xc0) == 0xc0))
        return AddressKind::Private;                                       // unique local, and site-local of old
    const bool isSpecial = beginsWith(address, {0x20, 0x01, 0x0d, 0xb8})   // documentation
        || (beginsWith(address, {0x20, 0x01}) && (address[2] & 0xfe) == 0) // protocol assignments, 2001::/23
        || (beginsWith(address, {0x3f, 0xff}) && (address[2] & 0xf0) == 0) // documentation, 3fff::/20
        || beginsWith(address, {0x26, 0x20, 0, 0x4f, 0x80, 0});            // AS112
    const bool isGlobal = (address[0] & 0xe0) == 0x20;
    return isSpecial || !isGlobal ? AddressKind::Reserved : AddressKind::Public;
}

QString kindWords(AddressKind kind)
{
    switch (kind) {
    case AddressKind::Public:
        return tr("a public address");
    case AddressKind::Loopback:
        return tr("this machine");
    case AddressKind::Private:
        return tr("a private network");
    case AddressKind::LinkLocal:
        return tr("the local link, where clouds keep their metadata");
    case AddressKind::SharedByCarrier:
        return tr("the inner network of a carrier");
    case AddressKind::ThisHost:
        return tr("no particular host");
    case AddressKind::Multicast:
        return tr("a multicast group");
    case AddressKind::Reserved:
        return tr("a reserved network");
    }
    return {};
}

bool canBeAllowed(AddressKind kind)
{
    return kind == AddressKind::Public || kind == AddressKind::Loopback || kind == AddressKind::Private
        || kind == AddressKind::LinkLocal || kind == AddressKind::SharedByCarrier;
}

QString howToAllow()
{
    return tr("Allow private addresses for this endpoint if that is meant.");
}

/// A name that never leaves the machine or its network (RFC 6761, RFC 6762, RFC 9476).
bool isLocalName(const QString &host)
{
    static constexpr std::array zones{"localhost"_L1, "local"_L1,     "internal"_L1, "localdomain"_L1,
                                      "intranet"_L1,  "home.arpa"_L1, "lan"_L1};
    return std::any_of(zones.begin(), zones.end(), [&host](QLatin1StringView zone) {
        return host == zone || (host.endsWith(zone) && host.at(host.size() - zone.size() - 1) == u'.');
    });
}

} // namespace

AddressKind addressKind(const QHostAddress &address)
{
    switch (address.protocol()) {
    case QAbstractSocket::IPv4Protocol:
        return kindOfV4(address.toIPv4Address());
    case QAbstractSocket::IPv6Protocol:
        return kindOfV6(address.toIPv6Address());
    default:
        return AddressKind::ThisHost;
    }
}

Result<void> AddressPolicy::checkUrl(const HttpUrl &url) const
{
    if (!allowPrivate && url.port != 80 && url.port != 443 && url.port < 1024)
        return Error{
            tr("Port %1 is refused: only 80, 443 and those from 1024 on are allowed.").arg(url.port), {}, howToAllow()};
    if (url.address)
        return checkAddress(*url.address);
    if (!allowPrivate && isLocalName(url.host))
        return Error{
            tr("“%1” is refused: it is a name of this machine or its network.").arg(url.host), {}, howToAllow()};
    return {};
}

Result<HttpUrl> AddressPolicy::checkUrl(QStringView url) const
{
    auto parsed = parseHttpUrl(url);
    if (parsed) {
        const Result<void> checked = checkUrl(*parsed);
        if (!checked)
            return checked.error();
    }
    return parsed;
}

Result<void> AddressPolicy::checkAddress(const QHostAddress &address) const
{
    const AddressKind kind = addressKind(address);
    if (kind == AddressKind::Public || (allowPrivate && canBeAllowed(kind)))
        return {};
    return Error{tr("%1 is refused: it is %2.").arg(address.toString(), kindWords(kind)),
                 {},
                 canBeAllowed(kind) ? howToAllow() : QString()};
}

Result<void> AddressPolicy::checkAddresses(const QString &host, const QList<QHostAddress> &addresses) const
{
    if (addresses.isEmpty())
        return Error{tr("“%1” has no address.").arg(host), {}, tr("Check how the name is written.")};
    for (const QHostAddress &address : addresses) {
        const Result<void> checked = checkAddress(address);
        if (!checked)
            return Error{tr("“%1” leads to an address that is not allowed. %2").arg(host, checked.error().message),
                         {},
                         checked.error().hint};
    }
    return {};
}

} // namespace weir
