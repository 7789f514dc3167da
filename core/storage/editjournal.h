// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/descriptor.h"
#include "core/storage/filesink.h"
#include "core/storage/journalfile.h"

#include <QCoreApplication>
#include <QMap>

#include <memory>

namespace weir {

class Catalog;
struct Project;

/// Where journals stand: `journals` in the user's state folder.
QString journalFolder();

/// The journal of one editing session: every undo step is appended to a file of its own the moment it is made, so that
/// the next start can offer what was not saved when the program ended (recovery.h).
///
/// How a program uses it:
/// - begin() after open, save and reload, and after a save that failed half-way;
/// - append() from every command that changes the catalog, undo and redo included;
/// - sync() within a second of an append(): a single-shot timer started when needsSync() is true. Until then an edit
///   outlives the end of the program, but not the end of the machine;
/// - noteSave() from SaveOptions::beforeCommit;
/// - end() when the project is closed on purpose. The destructor alone leaves the file, as a crash does.
///
/// A failure never stands in the way of editing: what could not be written is written with the next append().
class EditJournal
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// Whether a project without a place is written down before its first edit.
    enum class Start {
        WithFirstEdit, ///< Nothing would be lost: a fresh copy of an example.
        AtOnce,        ///< It exists nowhere else: an import.
    };

    /// \a clock has to outlive the journal.
    EditJournal(QString folder, const Clock &clock,
                std::shared_ptr<const FileSink> sink = std::make_shared<FileSink>());
    /// Beyond \a bytes the file is written anew with what remains of its edits; 32 MB at first.
    void setSizeLimit(qint64 bytes) { m_usualSizeLimit = bytes; }
    ~EditJournal();
    EditJournal(const EditJournal &) = delete;
    EditJournal &operator=(const EditJournal &) = delete;

    /// Starts a new journal in place of the one before, for edits that start from \a project as its files are now.
    /// What \a current has beyond that is its first entry. \a title is what a recovery calls the project.
    Result<void> begin(const Project &project, const Catalog &current, const QString &title,
                       Start start = Start::WithFirstEdit);

    /// Writes one undo step down. \a documents are the whole documents it changes (their pointers are empty).
    Result<void> append(const QString &text, const QList<Change> &documents);

    /// Writes down that files are about to be replaced, and syncs.
    Result<void> noteSave(const SaveNote &note);

    /// Whether something was appended that the disk may not have yet.
    bool needsSync() const { return m_needsSync; }
    Result<void> sync();

    /// Ends the session: the file is removed.
    void end();

    /// The file written to; empty while there is none.
    QString file() const { return m_file; }

private:
    struct Span
    {
        JsonValue first; ///< As the files have it.
        JsonValue last;  ///< As the design has it.
    };

    Result<void> write(const QByteArray &line);
    Result<void> startFile();
    JournalEntry everythingSoFar() const;
    void removeFile();

    QString m_folder;
    const Clock &m_clock;
    std::shared_ptr<const FileSink> m_sink;
    JournalStart m_start;
    QMap<ElementRef, Span> m_touched;
    QString m_file;
    Descriptor m_descriptor; ///< Locked (flock) while the session lives.
    qint64 m_size = 0;       ///< Whole lines in the file.
    qint64 m_usualSizeLimit = 32LL * 1024 * 1024;
    qint64 m_sizeLimit = 0;  ///< Of this file.
    bool m_isBehind = false; ///< A step could not be written: the file is written anew with the next one.
    bool m_isNew = false;    ///< The folder's entry for the file may not be on the disk yet.
    bool m_needsSync = false;
};

} // namespace weir
