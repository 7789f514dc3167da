// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/filewatch.h"

#include "ui/editing/catalogchanges.h"
#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"

#include "core/storage/elementfile.h"
#include "core/storage/project.h"
#include "core/usecases/openproject.h"

#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QUndoStack>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr auto checkInterval = std::chrono::seconds(2);

/// Every file in the folders of elements of the project at \a root, relative to it.
QSet<QString> filesBelow(const QString &root)
{
    QSet<QString> files;
    for (const Kind kind : allKinds) {
        const QString folder = kindName(kind);
        for (const QString &name : QDir(root + u'/' + folder).entryList(QDir::Files))
            files.insert(folder + u'/' + name);
    }
    return files;
}

QString changeLine(const Change &change)
{
    if (!change.before)
        return FileWatch::tr("only in the files: %1").arg(change.element.path());
    if (!change.after)
        return FileWatch::tr("only here: %1").arg(change.element.path());
    return FileWatch::tr("differs: %1").arg(change.element.path());
}

} // namespace

FileWatch::FileWatch(ProjectDocument &document, Editor &editor, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_editor(editor)
{
    m_timer.setInterval(checkInterval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (QGuiApplication::applicationState() == Qt::ApplicationActive)
            check();
    });
    connect(&document, &ProjectDocument::catalogReset, this, &FileWatch::reset);
    connect(&document, &ProjectDocument::saved, this, &FileWatch::reset);
    connect(&document, &ProjectDocument::filesAccepted, this, &FileWatch::reset);
    reset();
}

void FileWatch::reset()
{
    m_seen.clear();
    const QString root = m_document.location();
    m_known = root.isEmpty() || m_document.files().isBundle ? QSet<QString>() : filesBelow(root);
    if (root.isEmpty())
        m_timer.stop();
    else
        m_timer.start();
    if (!m_changed.isEmpty()) {
        m_changed.clear();
        emit changed({});
    }
}

/// Reads the file only when its time or size is another one.
bool FileWatch::isChanged(const QString &file, const QByteArray &digest)
{
    const QFileInfo info(file);
    const Stamp stamp{info.lastModified(), info.exists() ? info.size() : -1};
    const auto seen = m_seen.constFind(file);
    if (seen != m_seen.cend() && *seen == stamp)
        return false;
    if (digestOfFile(file) != digest)
        return true;
    m_seen.insert(file, stamp);
    return false;
}

/// Files that came after the project was read.
QStringList FileWatch::strangers() const
{
    QStringList files;
    for (const QString &file : filesBelow(m_document.location())) {
        if (!m_known.contains(file))
            files.append(file);
    }
    files.sort();
    return files;
}

void FileWatch::check()
{
    const Project &files = m_document.files();
    QStringList found;
    if (files.isBundle) {
        if (isChanged(files.root, files.bundleDigest))
            found.append(QFileInfo(files.root).fileName());
    } else if (!files.root.isEmpty()) {
        for (const StoredElement &element : files.stored) {
            if (isChanged(files.root + u'/' + element.file, element.digest))
                found.append(element.file);
        }
        found += strangers();
    }
    if (found == m_changed)
        return;
    m_changed = found;
    emit changed(m_changed);
}

Result<void> FileWatch::reload()
{
    const Result<Project> files = openInput(m_document.location());
    if (!files)
        return files.error();
    Result<void> applied =
        m_editor.apply(changesBetween(m_document.catalog(), files->catalog), tr("Reload from the files"));
    if (!applied)
        return applied;
    Result<void> accepted = m_document.acceptFiles();
    if (accepted)
        m_document.undoStack()->setClean();
    return accepted;
}

Result<void> FileWatch::keepMine()
{
    return m_document.acceptFiles();
}

Result<QString> FileWatch::differences() const
{
    const Result<Project> files = openInput(m_document.location());
    if (!files)
        return files.error();
    QStringList lines;
    for (const Change &change : changesBetween(m_document.catalog(), files->catalog))
        lines.append(changeLine(change));
    return lines.isEmpty() ? tr("Both say the same.") : lines.join(u'\n');
}

} // namespace weir
