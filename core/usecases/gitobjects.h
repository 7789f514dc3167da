// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QList>
#include <QString>

namespace weir {

/// A file as a git commit has it.
struct GitFile
{
    QString path; ///< Relative to the repository's root.
    QByteArray object;
};

/// Reads the objects of the git repository around a folder. Runs `git`, changes nothing, and gives up after a minute.
class GitObjects
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// The repository that \a folder is in; an error when there is none, or no git.
    static Result<GitObjects> around(const QString &folder);

    const QString &root() const { return m_root; } ///< Absolute path, symbolic links resolved.

    /// The full name of the commit that \a revision means.
    Result<QString> commit(const QString &revision) const;
    /// The best common ancestor of two revisions.
    Result<QString> mergeBase(const QString &left, const QString &right) const;
    /// The regular files of \a commit at or below \a path (empty: all); empty when there are none.
    Result<QList<GitFile>> files(const QString &commit, const QString &path) const;
    /// The contents of \a files, in their order. At most 256 MB together.
    Result<QList<QByteArray>> contents(const QList<GitFile> &files) const;

private:
    explicit GitObjects(const QString &root) : m_root(root) {}

    QString m_root;
};

} // namespace weir
