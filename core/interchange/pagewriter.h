// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/interchange/exportlog.h"

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QCoreApplication>
#include <QMap>
#include <QSet>

namespace weir {

/// Writes the files of an EventCatalog project (the layout of EventCatalog 4).
class PageWriter
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit PageWriter(ExportLog &log) : m_log(log) {}

    /// Adds what an import kept of the frontmatter to \a frontmatter, whose members win. Keys that \a collection does not
    /// know get `x-` in front: EventCatalog refuses all others.
    void addKept(Json &frontmatter, const Json &kept, const QString &collection);
    /// Writes the page `\a folder/index.mdx`.
    void addPage(const QString &folder, const Json &frontmatter, const QString &body);
    void addFile(const QString &path, const QByteArray &bytes);
    bool contains(const QString &path) const { return m_files.contains(path); }
    ExportLog &log() { return m_log; }

    const QMap<QString, QByteArray> &files() const { return m_files; }

private:
    ExportLog &m_log;
    QMap<QString, QByteArray> m_files;
    QSet<QString> m_renamed; ///< Collection and key, reported once.
};

/// The bytes of a page.
QByteArray pageBytes(const Json &frontmatter, const QString &body);

/// What an import of an EventCatalog project kept under `x-eventcatalog` of \a document; an empty object when nothing.
const Json &pageKept(const Json &document);

} // namespace weir
