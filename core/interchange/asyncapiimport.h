// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/model/catalog.h"

#include <QByteArrayView>
#include <QString>

namespace weir {

/// What `subscribe` and `publish` of AsyncAPI 2.x mean.
enum class AsyncApiRoles : quint8 {
    Specification, ///< As the specification says: others subscribe to what the application sends.
    Literal,       ///< As many read it: the application subscribes.
};

/// How an AsyncAPI document is read.
struct AsyncApiOptions
{
    AsyncApiRoles roles = AsyncApiRoles::Specification;
    /// Folder that relative `$ref`s may not leave; empty: the nearest repository root, else the document's folder.
    QString root;
};

/// How much of a document came over, counted as the official parser does.
struct AsyncApiCounts
{
    int channels = 0;
    int operations = 0;
    int messages = 0; ///< That channels or operations use, each message object once.

    bool operator==(const AsyncApiCounts &) const = default;
};

/// A design made from an AsyncAPI document.
struct AsyncApiImport
{
    Catalog catalog;
    Findings findings; ///< What is wrong with the document; what depends on it was left out.
    Findings losses;   ///< Each construct that was not carried over, or is only kept as text.
    AsyncApiCounts counts;
};

/// Reads an AsyncAPI document, 2.0 to 2.6, 3.0 or 3.1, YAML or JSON, with the files it refers to below the root.
///
/// The application becomes a service, its messages event types with the payload as their first version. Fails with file,
/// line and column when \a file cannot be read or is no AsyncAPI document of a known version.
Result<AsyncApiImport> importAsyncApi(const QString &file, const AsyncApiOptions &options = {});

/// The same for a document in memory; files it refers to are not read. \a name is what places call it.
Result<AsyncApiImport> importAsyncApi(QByteArrayView bytes, const QString &name, const AsyncApiOptions &options = {});

} // namespace weir
