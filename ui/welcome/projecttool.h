// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/notice.h"

#include "core/base/finding.h"
#include "core/base/result.h"

#include <QObject>

#include <functional>

namespace weir {

class Catalog;
class ProjectDocument;
class RecentProjects;

/// Opens, imports, saves and closes projects: the verbs of the File menu without their dialogues.
class ProjectTool : public QObject
{
    Q_OBJECT

public:
    /// What to do with work that is not saved.
    enum class Unsaved : quint8 { Save, Discard, Cancel };
    using AskUnsaved = std::function<Unsaved(const QString &title)>;
    using AskPlace = std::function<QString()>;

    ProjectTool(ProjectDocument &document, RecentProjects &recent, QObject *parent = nullptr);

    /// How to ask; asked only when work would be lost. Without it nothing is discarded.
    void setAskUnsaved(AskUnsaved ask) { m_askUnsaved = std::move(ask); }
    /// How to ask where a project without a place goes; an empty answer cancels.
    void setAskPlace(AskPlace ask) { m_askPlace = std::move(ask); }

    /// Opens whatever \a path is: a project folder, a bundle, or a document to import.
    bool open(const QString &path);
    /// Opens a copy of the shipped example \a id, without a place.
    bool openExample(const QString &id);
    /// Makes a design of documents of other tools (AsyncAPI, Markdown, the folder of an EventCatalog project); several
    /// become one. What is wrong with them and what could not be carried over is told, item by item.
    bool importDocuments(const QStringList &paths);
    /// Shows a design that has no place of its own yet, and is work that closing would lose.
    void openUntitled(const Catalog &catalog, const QString &title);
    /// Makes an empty project in the folder \a folder and opens it.
    bool create(const QString &folder);
    bool save();
    bool saveAs();
    bool close();
    /// Whether the open project may go: saved, discarded, or unchanged.
    bool mayLeave();

signals:
    /// A project was opened; the window goes to Design.
    void opened();
    void noticeRaised(const weir::Notice &notice);

private:
    bool report(const QString &what, const Error &error);
    void tellOfImport(const QString &name, const Findings &problems, const Findings &losses);

    ProjectDocument &m_document;
    RecentProjects &m_recent;
    AskUnsaved m_askUnsaved;
    AskPlace m_askPlace;
};

} // namespace weir
