// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/asyncapinames.h"
#include "core/interchange/exportlog.h"

#include <QCoreApplication>

namespace weir {

/// Makes AsyncAPI 3 messages of event types, and component schemas of shared schemas.
class MessageExport
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    MessageExport(const Catalog &catalog, const AsyncApiNames &names, ExportLog &log)
        : m_catalog(catalog)
        , m_names(names)
        , m_log(log)
    {}

    /// `components.messages`.
    Json messages();
    /// `components.schemas`.
    Json schemas() const;

private:
    Json message(const EventType &event);
    void addPayload(Json &message, const Json &version, const QString &key) const;

    const Catalog &m_catalog;
    const AsyncApiNames &m_names;
    ExportLog &m_log;
};

/// What an import kept of the AsyncAPI object under `x-asyncapi` of \a document; an empty object when it kept nothing.
const Json &keptOf(const Json &document);

/// Adds the members of \a kept to \a object, but for those that it has and those named in \a except.
void addKept(Json &object, const Json &kept, const QStringList &except = {});

} // namespace weir
