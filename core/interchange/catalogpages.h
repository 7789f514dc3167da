// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/interchange/importlog.h"
#include "core/syntax/tree.h"

#include <QList>
#include <QStringList>

#include <memory>

namespace weir {

/// A Markdown file with YAML in front of its text.
struct CatalogPage
{
    QString path;       ///< Below the catalog's folder.
    QString collection; ///< `events`, `services`, …: the kind of resource; `docs` and `other` for all that is none.
    QString id;         ///< `id`, in the first layout the name, else the folder's name.
    QString version;    ///< Empty when it says none.
    bool isOld = false; ///< Stands below `versioned/`.
    std::shared_ptr<const Tree> frontmatter;
    QString body; ///< What follows the frontmatter.

    Node root() const { return frontmatter->root(); }
    /// The folder of the file, below the catalog's folder; empty for the catalog's own.
    QString folder() const;
};

/// The frontmatter and text of \a bytes; lines keep their numbers. \a name is what places call the file.
Result<CatalogPage> readCatalogPage(const QByteArray &bytes, const QString &name);

/// All pages below the folder \a root, sorted by path. What cannot be read is logged; links that leave the folder and
/// folders whose names start with a dot are passed over. Fails when there is no such folder.
Result<QList<CatalogPage>> readCatalogPages(const QString &root, ImportLog &log);

/// Whether \a collection holds resources with ids.
bool isCatalogCollection(const QString &collection);

} // namespace weir
