// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"
#include "core/rules/projectschemas.h"
#include "core/schema/schema.h"
#include "core/syntax/tree.h"
#include "core/usecases/checkevents.h"

#include <QCoreApplication>
#include <QHash>

#include <map>

namespace weir {

/// Checks events one after the other; remembers their ids.
class EventChecker
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit EventChecker(const Catalog &catalog) : m_catalog(catalog), m_schemas(catalog) {}

    /// Checks the event \a document, whose text starts at \a firstLine of its file.
    void check(const Node &document, int firstLine);
    /// Counts a line that is no event.
    void refuse(const Error &error, int line);

    EventCheck take() { return std::move(m_check); }

private:
    void checkMessage(const Message &message, const Node &document);
    void checkId(const Message &message, const Node &document);
    void checkData(const EventType &event, const Message &message, const Node &data);
    QStringList membersOfOtherVersion(const EventType &event, const Message &message, const Node &data);
    const Schema *schemaOf(const EventType &event, int version);
    void add(const char *rule, const Place &place, const QString &message, const QString &hint = {});
    void keep(Finding finding);

    const Catalog &m_catalog;
    ProjectSchemas m_schemas;
    std::map<std::pair<QString, int>, Schema> m_compiled; ///< By event and version.
    QHash<QString, int> m_lines;                          ///< Of each source and id.
    EventCheck m_check;
    int m_firstLine = 1;
    bool m_isWrong = false;
};

} // namespace weir
