// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editing/elementpath.h"

#include "core/base/result.h"

#include <QObject>

namespace weir {

class Editor;
class ProjectDocument;

/// What renaming would do.
struct RenamePreview
{
    QList<Change> changes; ///< All of them are one step; empty: nothing would change.
    QString error;         ///< Why it cannot be done; empty when it can.
    QStringList elements;  ///< Paths of the other elements that name it and change with it.
};

/// Gives elements, and the publications and subscriptions of services, another name or id, without widgets. An id changes
/// together with every reference to it.
class RenameTool : public QObject
{
    Q_OBJECT

public:
    RenameTool(ProjectDocument &document, Editor &editor, QObject *parent = nullptr);

    /// What is selected, if it is one thing that has an id.
    std::optional<ElementPath> target() const;
    QString id(const ElementPath &path) const;
    /// Whether it has a name beside its id; publications and subscriptions have none.
    bool hasName(const ElementPath &path) const;
    QString name(const ElementPath &path) const;

    RenamePreview preview(const ElementPath &path, const QString &name, const QString &id) const;
    /// Renames, as one step, and keeps it selected. Does nothing when preview() says that it cannot be done.
    bool rename(const ElementPath &path, const QString &name, const QString &id);

private:
    ProjectDocument &m_document;
    Editor &m_editor;
};

} // namespace weir
