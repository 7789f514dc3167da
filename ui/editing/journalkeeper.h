// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/storage/editjournal.h"

#include <QObject>
#include <QTimer>

namespace weir {

class ProjectDocument;

/// Writes every undo step of the open project down at once, so that the next start can offer what was not saved when the
/// program ended. Never stands in the way: a disk that refuses is told once.
class JournalKeeper : public QObject
{
    Q_OBJECT

public:
    /// Journals stand in \a folder; see journalFolder(). \a document has to outlive the keeper.
    JournalKeeper(ProjectDocument &document, const QString &folder, QObject *parent = nullptr);
    ~JournalKeeper() override;

    /// The journal written to; empty while there is none.
    QString file() const { return m_journal.file(); }

signals:
    /// The journal cannot be written; emitted once for each project.
    void failed(const weir::Error &error);

private:
    void begin();
    void follow(const Result<void> &result);

    ProjectDocument &m_document;
    SystemClock m_clock;
    EditJournal m_journal;
    QTimer m_sync;
    bool m_hasFailed = false;
};

} // namespace weir
