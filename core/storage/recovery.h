// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/storage/journalfile.h"
#include "core/storage/project.h"

#include <optional>

namespace weir {

/// What a session that ended without saving left behind.
struct Recovery
{
    QString file; ///< The journal.
    JournalStart start;
    QList<JournalEntry> entries; ///< All of them, saves included.
    bool isTorn = false;         ///< The last line was not written to its end; what it was about is lost.

    /// When the last edit was made; the journal's beginning when there is none.
    TimePoint lastEdit() const;
};

/// A design with the edits of a journal in it.
struct RecoveredDesign
{
    Catalog catalog;
    QList<JournalEntry> edits; ///< The undo steps that the files do not have, in order; empty: nothing to restore.
};

/// The journals in \a folder whose sessions live no more, the newest first; at most 100. Files that are no journals are
/// left out. A journal of a project that is open in another window or program is not there.
QList<Recovery> findRecoveries(const QString &folder);

/// The design of \a project with the edits of \a recovery that its files do not have. For a recovery without a place
/// (`start.root` is empty) \a project is an empty Project.
///
/// An error when the files are neither what the journal starts from nor what one of its saves left, be it cut off half-way:
/// the journal is then never applied, but its entries can still be shown.
Result<RecoveredDesign> recoveredDesign(const Recovery &recovery, const Project &project);

/// Removes the journal: after a restore was made an edit of the new session (and is in its journal), or when the user
/// does not want it.
Result<void> discardRecovery(const Recovery &recovery);

} // namespace weir
