// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/interchange/importlog.h"
#include "core/syntax/tree.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <vector>

namespace weir {

/// A value and the file it stands in.
struct Located
{
    Node node;
    int file = 0; ///< Number of the file in its ReferenceFiles.

    bool isValid() const { return node.isValid(); }
    Located operator[](QStringView key) const { return {node[key], file}; }
    Located at(qsizetype index) const { return {node.at(index), file}; }
    /// The same for the same value of the same file only.
    quint64 identity() const { return (quint64(file) << 32U) | node.number(); }
};

/// What becomes of the members that stand beside a `$ref`, which replaces them.
enum class Siblings : quint8 {
    Reported, ///< As not carried over.
    Kept,     ///< By the caller.
};

/// The document being imported and the files its `$ref`s name: never outside the root folder, never the network.
class ReferenceFiles
{
public:
    /// \a root is the folder that no reference leaves; empty refuses all files.
    ReferenceFiles(const QString &root, ImportLog &log);

    /// The document itself, from a file or from bytes; \a name is how places call it.
    Result<Located> open(const QString &path);
    Result<Located> read(QByteArrayView bytes, const QString &name);

    /// What \a value is after all `$ref`s; not valid when one is remote, dangling or circular, which is logged once.
    Located resolved(const Located &value, Siblings siblings = Siblings::Reported);
    /// The same, but what refers to the network comes back as it is, with its `$ref`.
    Located nearest(const Located &value, Siblings siblings = Siblings::Reported);
    /// The values some `$ref` led to so far.
    const QSet<quint64> &visited() const { return m_visited; }

private:
    struct File
    {
        QString path; ///< Canonical; empty for bytes.
        Tree tree;
    };

    Located target(const Located &reference, const QString &text);
    std::optional<int> fileNamed(const Located &reference, const QString &text);
    std::optional<int> load(const Located &reference, const QString &path, const QString &text);
    void reportSiblings(const Located &reference);
    Located complain(const Located &reference, const QString &message, const QString &hint = {});
    bool isBelowRoot(const QString &path) const;
    QString displayName(const QString &path) const;

    QString m_root;
    ImportLog &m_log;
    QString m_folder;      ///< Canonical folder of the document.
    QString m_givenFolder; ///< The same as the user wrote it.
    std::vector<std::unique_ptr<File>> m_files;
    QHash<QString, int> m_byPath; ///< -1 for files that cannot be read.
    QSet<quint64> m_visited;
    QSet<quint64> m_reported; ///< References already complained about.
    QSet<quint64> m_siblings; ///< References whose siblings were reported.
};

} // namespace weir
