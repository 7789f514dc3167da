// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/change.h"
#include "core/storage/savenote.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace weir {

/// One line of a journal: an undo step, or the note that a save was about to replace files.
struct JournalEntry
{
    TimePoint when;
    QString text;                ///< Name of the undo step ("Set timeout").
    QList<Change> changes;       ///< In order; each replaces a value or a whole document.
    QByteArray saved;            ///< Of a save: projectDigest() once it is done; else empty.
    QList<ReplacedFile> files{}; ///< Of a save into a folder.

    bool isSave() const { return !saved.isEmpty(); }
    bool operator==(const JournalEntry &) const = default;
};

/// The first line of a journal: what its edits start from.
struct JournalStart
{
    QString root;    ///< Absolute path of the folder or bundle; empty for a project without a place.
    QString title;   ///< What to call the project.
    QByteArray base; ///< projectDigest() of the project as it was read; empty without a place.
    TimePoint when;

    bool operator==(const JournalStart &) const = default;
};

/// A journal as it could be read.
struct JournalFile
{
    JournalStart start;
    QList<JournalEntry> entries;
    qint64 wholeBytes = 0; ///< Up to the last line that is whole.
    bool isTorn = false;   ///< Something that is no whole line followed: the program ended while it wrote.
};

/// The bytes of one line, its check sum included.
QByteArray journalLine(const JournalStart &start);
QByteArray journalLine(const JournalEntry &entry);

/// Reads a journal up to the first line that is torn or damaged. An error when not even the first line is whole, or it is
/// of a newer format. \a file is only named in the error.
Result<JournalFile> readJournal(QByteArrayView bytes, const QString &file);

} // namespace weir
