// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/exportlog.h"

#include "core/base/translate.h"
#include "core/model/catalog.h"

namespace weir {

void ExportLog::own(const QString &message, const QString &element)
{
    m_findings += Finding{QStringLiteral("export/own"), Severity::Info, message, {}, {}, element};
}

void ExportLog::approximated(const QString &message, const QString &element, const QString &hint)
{
    m_findings += Finding{QStringLiteral("export/approximated"), Severity::Info, message, hint, {}, element};
}

void ExportLog::dropped(const QString &message, const QString &element)
{
    m_findings += Finding{QStringLiteral("export/dropped"), Severity::Warning, message, {}, {}, element};
}

void ExportLog::ownKinds(const Catalog &catalog, const QString &place, FlowsAre flows)
{
    const auto report = [&](qsizetype count, const QString &kind) {
        if (count > 0)
            own(tr("%1 (%2) stand in %3 only; other programs do not see them.").arg(kind).arg(count).arg(place));
    };
    report(catalog.policies().size(), tr("Retry policies, but for what “x-retry” says of them"));
    report(catalog.webhooks().size(), tr("Webhooks"));
    report(catalog.streams().size(), tr("Event streams"));
    if (flows == FlowsAre::Foreign)
        report(catalog.flows().size(), tr("Flows"));
    report(catalog.scenarios().size(), tr("Scenarios"));
    report(catalog.views().size(), tr("Views"));
    report(catalog.docs().size(), tr("Texts of the document"));
    report(catalog.approvals().size(), tr("Approvals"));
}

} // namespace weir
