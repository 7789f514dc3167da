// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>

class QUndoStack;

namespace weir {

class ProjectStore;
struct SaveNote;
struct Project;

/// The open project: the catalog, what is wrong with it, what is selected, and what can be undone.
///
/// There is always a catalog; without an open project it is empty. Views read here and change through Editor only. What
/// is selected or shown is never stored in the project.
class ProjectDocument : public QObject
{
    Q_OBJECT

public:
    explicit ProjectDocument(QObject *parent = nullptr);
    ~ProjectDocument() override;

    /// Opens a project folder or a bundle in place of what is open. On failure everything stays as it was.
    Result<void> open(const QString &path);
    /// Opens a copy of the project at \a path that has no place of its own (shipped examples).
    Result<void> openCopy(const QString &path);
    /// Shows \a catalog as an unsaved project that has no place yet (examples, imports). \a title names it until then.
    void openUntitled(const Catalog &catalog, const QString &title);
    /// Writes what changed to where it was opened. An error when it has no place yet: see saveAs().
    Result<void> save();
    /// Writes everything to \a path, a folder or a `.weir.json` bundle, which becomes its place.
    Result<void> saveAs(const QString &path);
    void close();
    /// What to do before a save replaces the first file; a failure stops the save.
    void setBeforeCommit(const std::function<Result<void>(const SaveNote &note)> &beforeCommit);
    /// What to do before saveAs() writes to a place; a failure stops it. Called without a place when it was not written.
    void setBeforeSaveAs(const std::function<Result<void>(const QString &path)> &beforeSaveAs);
    /// Where what saves replace is kept; empty, as at first: nowhere.
    void setBackupFolder(const QString &folder);
    /// Takes the files as they are now for what the next save starts from; the design stays as it is here. For the case
    /// that another program wrote the files and the user keeps their own design.
    Result<void> acceptFiles();
    /// The files as they were read or written last; empty for a project without a place.
    const Project &files() const;

    bool isOpen() const { return m_open; }
    /// Folder or bundle; empty when the project has none yet.
    QString location() const;
    /// What to call the project in titles: the project's title, or the name of its folder.
    QString title() const;
    /// Whether saving would write something.
    bool isModified() const;
    /// Whether anything was edited since it was opened or saved: work that closing would lose. A fresh copy of an example
    /// is modified without edits.
    bool hasEdits() const;
    /// Whether it must not be changed: a project of a newer format, or one that another program has open.
    bool isReadOnly() const;
    /// Another program holds the project: it can only be looked at. Ends with the next open or close.
    void setHeldElsewhere(bool held);
    bool isHeldElsewhere() const { return m_heldElsewhere; }

    const Catalog &catalog() const { return m_catalog; }
    /// What the readers and the rules have to say; follows edits after a short while.
    const Findings &findings() const { return m_findings; }
    QUndoStack *undoStack() const { return m_undoStack; }

    /// Selected elements as ElementPath texts, in the order they were selected.
    const QStringList &selection() const { return m_selection; }
    /// Paths that do not exist are left out.
    void setSelection(const QStringList &paths);
    /// Selects \a path and asks views to bring it, and the field at \a pointer, into sight.
    void reveal(const QString &path, const QString &pointer = {});

    /// Id of the view that is drawn; there need not be such a view yet.
    QString currentView() const { return m_currentView; }
    void setCurrentView(const QString &id);

signals:
    /// Another project is shown, or none: read everything anew.
    void catalogReset();
    /// These elements were added, changed or removed. Emitted once for each undo step.
    void elementsChanged(const QList<weir::ElementRef> &elements);
    /// An undo step was made, taken back or made again: each change is a whole document. Emitted after elementsChanged().
    void stepMade(const QString &text, const QList<weir::Change> &documents);
    void findingsChanged();
    void selectionChanged(const QStringList &paths);
    void revealRequested(const QString &path, const QString &pointer);
    void currentViewChanged(const QString &id);
    void modifiedChanged(bool modified);
    /// Title or location are others.
    void titleChanged();
    void readOnlyChanged(bool readOnly);
    /// See acceptFiles().
    void filesAccepted();
    void saved();

private:
    friend class ChangeCommand; // the one class that changes the catalog

    /// Puts \a documents in place; absent ones are removed. \a text names what was done.
    void replaceDocuments(const QList<std::pair<ElementRef, JsonValue>> &documents, const QString &text);
    enum class Work : quint8 { None, Clean, Unsaved }; ///< No project; one that closing would not lose; one it would.
    void reset(const Catalog &catalog, Work work);
    void pruneSelection();
    void startLint();
    void showLint(quint64 revision, const Findings &findings);

    Catalog m_catalog;
    Findings m_findings;
    QStringList m_selection;
    QString m_currentView;
    QString m_untitled; ///< Name of a project without a place.
    bool m_open = false;
    bool m_heldElsewhere = false;
    bool m_neverSaved = false; ///< Untitled: closing loses it even without an edit.
    quint64 m_revision = 0;
    QUndoStack *m_undoStack;
    QTimer m_lintDelay;
    std::function<Result<void>(const QString &path)> m_beforeSaveAs;
    std::unique_ptr<ProjectStore> m_store; ///< Reads, writes and lints; last, so that its thread ends first.
};

} // namespace weir
