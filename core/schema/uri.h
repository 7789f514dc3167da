// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// A URI reference taken apart (RFC 3986 §3, appendix B). Nothing is decoded or checked.
struct UriParts
{
    QString scheme;    ///< Without the colon; empty in a relative reference.
    QString authority; ///< Without the slashes.
    QString path;
    QString query;    ///< Without the question mark.
    QString fragment; ///< Without the hash.
    bool hasAuthority = false;
    bool hasQuery = false;
    bool hasFragment = false;

    bool operator==(const UriParts &) const = default;
};

UriParts splitUri(QStringView uri);

/// The reference that \a parts make up.
QString joinedUri(const UriParts &parts);

/// \a reference as seen from \a base (RFC 3986 §5.2). A base without a scheme is taken as a path, so that documents that
/// have no address of their own can refer to each other by relative paths.
QString resolvedUri(const QString &base, const QString &reference);

/// \a uri without its fragment.
QString withoutFragment(const QString &uri);

} // namespace weir
