// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/project.h"
#include "core/syntax/tree.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QSet>

#include <optional>

class QFileInfo;

namespace weir {

/// Reads a project folder file by file; a broken one becomes a finding and the rest is read.
class FolderReader
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// \a root has to exist and to hold the marker file.
    explicit FolderReader(const QString &root);

    Project read();

private:
    /// A file of an element, read but not yet part of the catalog.
    struct Candidate
    {
        ElementRef element;
        QString file;
        QString stem; ///< The id that the file's name says.
        Tree tree;    ///< Empty for a text.
        Json document;
        QByteArray digest;
    };

    void readMarker();
    void readKind(Kind kind);
    void readApprovals();
    void reportStrangers();
    std::optional<Candidate> readElement(Kind kind, const QFileInfo &info);
    std::optional<Candidate> parse(const ElementRef &element, const QString &file);
    std::optional<QByteArray> bytesOf(const QString &file);
    bool isInside(const QFileInfo &info, const QString &file);
    void accept(Candidate candidate);
    void refuse(const Finding &finding, const QString &file);
    void reportUnknownFolder(const QString &name);

    QDir m_root;
    QString m_canonicalRoot;
    Project m_project;
};

} // namespace weir
