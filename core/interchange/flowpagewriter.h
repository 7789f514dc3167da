// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/servicepagewriter.h"

namespace weir {

/// Writes flows as EventCatalog's: one step for each stop of the sequence, each leading to the next.
class FlowPageWriter
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    FlowPageWriter(const Catalog &catalog, const ServicePageWriter &services, PageWriter &pages, ExportLog &log)
        : m_catalog(catalog)
        , m_services(services)
        , m_pages(pages)
        , m_log(log)
    {}

    void addAll();

private:
    void addFlow(const Flow &flow);
    void addStops(const Flow &flow, const QList<FlowStep> &steps, Json &stops);
    void addStop(const Flow &flow, const QString &participant, const QString &label, Json &stops) const;

    const Catalog &m_catalog;
    const ServicePageWriter &m_services;
    PageWriter &m_pages;
    ExportLog &m_log;
    QString m_last;             ///< Participant at which the last stop is.
    bool m_isFlattened = false; ///< A loop, an alternative or a transaction was written as a sequence.
};

} // namespace weir
