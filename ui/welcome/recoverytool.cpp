// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/recoverytool.h"

#include "ui/editing/catalogchanges.h"
#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/welcome/projecttool.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

QDateTime localTime(TimePoint when)
{
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(since.count());
}

/// The undo steps after the last save.
QList<JournalEntry> unsavedEdits(const Recovery &recovery)
{
    QList<JournalEntry> edits;
    for (const JournalEntry &entry : recovery.entries) {
        if (entry.isSave())
            edits.clear();
        else
            edits.append(entry);
    }
    return edits;
}

} // namespace

QString recoveryLines(const Recovery &recovery)
{
    QStringList lines;
    for (const JournalEntry &edit : unsavedEdits(recovery))
        lines.append(QLocale().toString(localTime(edit.when).time(), u"HH:mm:ss"_s) + u"  "_s + edit.text);
    return lines.join(u'\n');
}

RecoveryTool::RecoveryTool(ProjectDocument &document, Editor &editor, ProjectTool &projects, const QString &folder,
                           QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_editor(editor)
    , m_projects(projects)
    , m_folder(folder)
{}

void RecoveryTool::look()
{
    m_left = findRecoveries(m_folder);
    m_left.removeIf([](const Recovery &recovery) { return recovery.entries.isEmpty(); });
    offer();
}

void RecoveryTool::offer()
{
    emit offerChanged();
    if (!offered())
        return;
    const QList<JournalEntry> edits = unsavedEdits(*offered());
    const int count = int(edits.size());
    const QDateTime last = localTime(offered()->lastEdit());
    const QString when = last.date() == QDate::currentDate() ? QLocale().toString(last.time(), QLocale::ShortFormat)
                                                             : QLocale().toString(last, QLocale::ShortFormat);
    const QString why = edits.isEmpty()
        ? tr("It was being saved, at %1.").arg(when)
        : tr("%n edit(s), the last at %1: %2.", nullptr, count).arg(when, edits.last().text);
    Notice notice{NoticeTone::Warning, tr("%1 was not saved when the program ended.").arg(offered()->start.title), why,
                  u"file.restore"_s, recoveryLines(*offered())};
    notice.otherActionIds = {u"file.discard-recovery"_s};
    notice.detailsTitle = tr("Show");
    notice.focused = true;
    emit noticeRaised(notice);
}

bool RecoveryTool::restore()
{
    if (!offered())
        return false;
    const Recovery recovery = *offered();
    const bool hasPlace = !recovery.start.root.isEmpty();
    if (hasPlace && m_document.location() != recovery.start.root) {
        if (!m_projects.open(recovery.start.root))
            return false;
    } else if (!hasPlace && !m_projects.mayLeave()) {
        return false;
    }
    const Result<RecoveredDesign> design = recoveredDesign(recovery, hasPlace ? m_document.files() : Project());
    if (!design)
        return refuse(recovery, design.error());
    const int count = int(design->edits.size());
    if (hasPlace) {
        const QString text = tr("Restore %n edit(s)", nullptr, count);
        // Beside what was edited since: an element that was as well is refused, not overwritten.
        const QList<Change> changes = changesBetween(m_document.files().catalog, design->catalog);
        const Result<void> applied = m_editor.apply(changes, text);
        if (!applied)
            return refuse(recovery, applied.error());
    } else {
        m_projects.openUntitled(design->catalog, recovery.start.title);
    }
    drop();
    if (!offered())
        emit noticeRaised({NoticeTone::Good,
                           tr("%n edit(s) restored.", nullptr, count),
                           tr("Save to keep them."),
                           u"file.save"_s,
                           {}});
    return true;
}

void RecoveryTool::discard()
{
    if (offered())
        drop();
}

void RecoveryTool::drop()
{
    // One that cannot be removed is offered again by the next start; that is no reason to stop anybody.
    (void)discardRecovery(m_left.takeFirst());
    offer();
}

bool RecoveryTool::refuse(const Recovery &recovery, const Error &error)
{
    Notice notice{NoticeTone::Error, tr("The edits of %1 were not restored.").arg(recovery.start.title),
                  QStringList({error.message, error.hint}).join(u' ').trimmed(), u"file.discard-recovery"_s,
                  recoveryLines(recovery)};
    notice.detailsTitle = tr("Show");
    emit noticeRaised(notice);
    return false;
}

} // namespace weir
