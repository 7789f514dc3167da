// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/traitedobject.h"

namespace weir {

/// What is kept of AsyncAPI 2.x documents is kept in the form that version 3 gives it ("Migrating to v3" of the
/// specification). Each takes what stood in the document and returns what is kept.

/// `servers`: `url` becomes `host` and `pathname`, security requirements the schemes themselves.
Json upgradedServers(const Located &servers, ImportContext &context);

/// `security` of a server or operation: requirements name schemes; in version 3 the schemes stand there.
Json upgradedSecurity(const Located &requirements, ImportContext &context);

/// A security scheme: `scopes` of an OAuth flow are called `availableScopes`.
Json upgradedScheme(const Located &scheme, ImportContext &context);

/// `servers` of a channel as names, in both versions.
Json serverNames(const Located &servers, ImportContext &context);

} // namespace weir
