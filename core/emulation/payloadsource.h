// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomstream.h"
#include "core/message/message.h"
#include "core/model/catalog.h"
#include "core/schema/schema.h"

#include <QCoreApplication>
#include <QHash>

#include <map>

namespace weir {

/// Makes data for events, as their schemas want them.
class PayloadSource
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// \a catalog must outlive it and stay as it is. The same \a seed gives the same data.
    PayloadSource(const Catalog &catalog, std::uint64_t seed) : m_catalog(catalog), m_seed(seed) {}

    /// Data that the schema of \a version of \a event accepts. Members that the data of \a cause (may be null) have too take
    /// those values where the schema allows it: a follow-up speaks of the same order. Where the design has no schema it is
    /// an empty object, where no value for one was found the version's first example.
    JsonValue payload(const QString &event, int version, const Message *cause);

    /// One sentence for each schema that no data could be made for.
    const QStringList &problems() const { return m_problems; }

private:
    struct Kind
    {
        Schema schema;
        RandomStream random;
        JsonValue fallback;      ///< In place of a sample.
        bool hasSchema = false;  ///< There is something to sample.
        bool isHopeless = false; ///< It was tried; nothing fits.
    };

    Kind &kindOf(const QString &event, int version);
    void compile(Kind &kind, const QString &name, const EventVersion &version);
    ResolvedDocument resolve(const QString &uri);

    const Catalog &m_catalog;
    std::uint64_t m_seed;
    std::map<std::pair<QString, int>, Kind> m_kinds;
    QHash<QString, SchemaDocument> m_shared;
    QStringList m_problems;
};

} // namespace weir
