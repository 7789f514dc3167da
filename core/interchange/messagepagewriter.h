// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/pagewriter.h"
#include "core/model/catalogindex.h"

#include <QCoreApplication>

namespace weir {

/// Writes event types as EventCatalog's events, commands and queries, each version a page.
class MessagePageWriter
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    MessagePageWriter(const CatalogIndex &index, PageWriter &pages) : m_index(index), m_pages(pages) {}

    void addAll();

    /// EventCatalog's id of an event type.
    QString idOf(const QString &event) const;
    /// How the version \a number of an event type is called; empty when there is no such version.
    QString versionOf(const QString &event, int number) const;

private:
    void addEvent(const EventType &event);
    void addVersion(const EventType &event, const Json &version, const QString &name, bool isNewest);
    void addSchema(Json &frontmatter, const Json &version, const QString &folder);
    void addExamples(const Json &version, const QString &folder);
    Json bundled(const Json &schema) const;
    Json consumers(const EventType &event) const;

    const CatalogIndex &m_index;
    PageWriter &m_pages;
};

/// The documents of the versions of an event type.
Json versionDocuments(const Catalog &catalog, const QString &event);

} // namespace weir
