// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/pagekept.h"
#include "core/interchange/slug.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QHash>
#include <QMap>
#include <QSet>

namespace weir {

/// Makes event types of EventCatalog's events, commands and queries, with all their versions.
class MessagePages
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// \a root is the catalog's folder, which schema files may not leave.
    MessagePages(const QString &root, ImportLog &log) : m_root(root), m_log(log) {}

    /// A page of a message; all of them are added before anything is asked.
    void add(const CatalogPage &page);
    /// Makes the event types.
    void finish();

    /// The id of the event type of the message that a service calls \a name at \a place; made when no page describes it.
    QString take(const QString &name, const Place &place);
    /// The number of the message's version \a version; 0 when it is not one of its versions.
    int numberOf(const QString &event, const QString &version) const;
    /// Whether that is the newest one.
    bool isNewest(const QString &event, int number) const;
    bool isCommand(const QString &event) const { return m_commands.contains(event); }
    /// What the message's page names as its channels (second layout).
    QStringList channelsOf(const QString &event) const { return m_channels.value(event); }

    const QMap<QString, Json> &documents() const { return m_documents; }
    /// Files that became schemas or examples, below the root.
    const QSet<QString> &usedFiles() const { return m_files; }

private:
    void makeEvent(const QString &id, QList<CatalogPage> pages);
    Json version(const CatalogPage &page, int number);
    QString schemaFile(const CatalogPage &page) const;
    void addSchema(Json &version, const CatalogPage &page);
    void addExamples(Json &version, const CatalogPage &page);
    std::optional<Json> read(const QString &path, const Place &place);

    QString m_root;
    ImportLog &m_log;
    SlugSet m_ids;
    QMap<QString, QList<CatalogPage>> m_pages;     ///< By EventCatalog's id.
    QHash<QString, QString> m_idOf;                ///< EventCatalog's id -> ours.
    QHash<QString, QMap<QString, int>> m_versions; ///< By our id: version text -> number.
    QHash<QString, QStringList> m_channels;
    QSet<QString> m_commands;
    QMap<QString, Json> m_documents;
    QSet<QString> m_files;
};

} // namespace weir
