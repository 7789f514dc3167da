// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/backuptool.h"

#include "ui/editing/catalogchanges.h"
#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"

#include "core/storage/restoration.h"

#include <QLocale>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype mostFiles = 3;

} // namespace

QString backupTime(const Backup &backup)
{
    const QLocale locale;
    return backup.when.date() == QDate::currentDate() ? locale.toString(backup.when.time(), u"HH:mm:ss"_s)
                                                      : locale.toString(backup.when, QLocale::ShortFormat);
}

QString backupFiles(const Backup &backup)
{
    const QStringList files = backup.files + backup.made;
    const QString first = files.mid(0, mostFiles).join(u", "_s);
    const int more = int(files.size() - mostFiles);
    return more > 0 ? BackupTool::tr("%1 and %n more", nullptr, more).arg(first) : first;
}

BackupTool::BackupTool(ProjectDocument &document, Editor &editor, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_editor(editor)
    , m_folder(folder)
{}

QList<Backup> BackupTool::backups() const
{
    return m_document.location().isEmpty() ? QList<Backup>() : listBackups(m_folder, m_document.location());
}

bool BackupTool::restore(const Backup &backup)
{
    const Result<Project> before = projectBefore(m_folder, m_document.files(), backup.number);
    if (!before)
        return refuse(backup, before.error());
    if (!before->neverWritten.isEmpty()) {
        return refuse(
            backup,
            Error{tr("%1 could not be read then.").arg(before->neverWritten.first()), {}, tr("Choose another save.")});
    }
    const QList<Change> changes = changesBetween(m_document.catalog(), before->catalog);
    if (changes.isEmpty()) {
        emit noticeRaised({NoticeTone::Info,
                           tr("The design is already as it was before the save of %1.").arg(backupTime(backup)),
                           {},
                           {},
                           {}});
        return true;
    }
    const Result<void> applied = m_editor.apply(changes, tr("Return to before the save of %1").arg(backupTime(backup)));
    if (!applied)
        return refuse(backup, applied.error());
    Notice notice{NoticeTone::Good,
                  tr("The design is as it was before the save of %1.").arg(backupTime(backup)),
                  tr("Save to keep it so; Undo returns to what was here."),
                  u"file.save"_s,
                  {}};
    notice.otherActionIds = {u"edit.undo"_s};
    emit noticeRaised(notice);
    return true;
}

bool BackupTool::refuse(const Backup &backup, const Error &error)
{
    emit noticeRaised({NoticeTone::Error,
                       tr("The design was not returned to before the save of %1.").arg(backupTime(backup)),
                       QStringList({error.message, error.hint}).join(u' ').trimmed(),
                       {},
                       {}});
    return false;
}

} // namespace weir
