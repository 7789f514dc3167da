// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/projecttool.h"

#include "core/usecases/examples.h"
#include "core/usecases/importproject.h"
#include "ui/editing/projectdocument.h"
#include "ui/welcome/recentprojects.h"

#include <QDir>
#include <QFileInfo>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString placeText(const Place &place)
{
    if (place.line <= 0)
        return place.file;
    return u"%1:%2:%3"_s.arg(place.file).arg(place.line).arg(place.column);
}

QString findingLines(const Findings &findings)
{
    QStringList lines;
    for (const Finding &finding : findings)
        lines.append(placeText(finding.place) + u' ' + finding.message);
    return lines.join(u'\n');
}

/// Whether \a path is of another tool, and no project of ours.
bool isForeign(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        const QDir folder(path);
        return !folder.exists(u"catalog.weir"_s)
            && (folder.exists(u"eventcatalog.config.js"_s) || folder.exists(u"eventcatalog.config.mjs"_s));
    }
    if (!info.isFile() || path.endsWith(".weir.json"_L1) || info.fileName() == "catalog.weir"_L1)
        return false;
    static const QStringList suffixes{u"yaml"_s, u"yml"_s, u"json"_s, u"md"_s, u"markdown"_s};
    return suffixes.contains(info.suffix().toLower());
}

} // namespace

ProjectTool::ProjectTool(ProjectDocument &document, RecentProjects &recent, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_recent(recent)
{}

bool ProjectTool::open(const QString &path)
{
    if (isForeign(path))
        return importDocuments({path});
    if (!mayLeave())
        return false;
    const QFileInfo info(path);
    const QString project = info.fileName() == "catalog.weir"_L1 ? info.absolutePath() : info.absoluteFilePath();
    const Result<void> opened = m_document.open(project);
    if (!opened) {
        m_recent.remove(project);
        return report(tr("Cannot open %1.").arg(QDir::toNativeSeparators(path)), opened.error());
    }
    m_recent.add(project);
    emit this->opened();
    return true;
}

bool ProjectTool::openExample(const QString &id)
{
    if (!mayLeave())
        return false;
    const Result<void> opened = m_document.openCopy(u":/weir/examples/"_s + id);
    if (!opened)
        return report(tr("Cannot open the example %1.").arg(id), opened.error());
    emit this->opened();
    return true;
}

bool ProjectTool::importDocuments(const QStringList &paths)
{
    if (paths.isEmpty() || !mayLeave())
        return false;
    const int others = int(paths.size()) - 1;
    const QFileInfo first(paths.first());
    const QString name =
        others == 0 ? first.fileName() : tr("%1 and %n other(s)", nullptr, others).arg(first.fileName());
    const Result<ImportOutcome> outcome = importProjects(paths);
    if (!outcome)
        return report(tr("Cannot import %1.").arg(name), outcome.error());
    openUntitled(outcome->catalog, first.isDir() ? QDir(paths.first()).dirName() : first.completeBaseName());
    tellOfImport(name, outcome->findings, outcome->losses);
    return true;
}

void ProjectTool::tellOfImport(const QString &name, const Findings &problems, const Findings &losses)
{
    if (problems.isEmpty() && losses.isEmpty()) {
        emit noticeRaised({NoticeTone::Good, tr("%1 was imported completely.").arg(name), {}, {}, {}});
        return;
    }
    QStringList why;
    if (!problems.isEmpty())
        why.append(tr("%n problem(s) in it.", nullptr, int(problems.size())));
    if (!losses.isEmpty())
        why.append(tr("%n construct(s) could not be carried over.", nullptr, int(losses.size())));
    emit noticeRaised(
        {NoticeTone::Warning, tr("%1 was imported.").arg(name), why.join(u' '), {}, findingLines(problems + losses)});
}

void ProjectTool::openUntitled(const Catalog &catalog, const QString &title)
{
    m_document.openUntitled(catalog, title);
    emit opened();
}

bool ProjectTool::create(const QString &folder)
{
    if (!mayLeave())
        return false;
    const Result<void> made = newProject(folder, {});
    if (!made)
        return report(tr("Cannot make a project in %1.").arg(QDir::toNativeSeparators(folder)), made.error());
    const Result<void> opened = m_document.open(folder);
    if (!opened)
        return report(tr("Cannot open %1.").arg(QDir::toNativeSeparators(folder)), opened.error());
    m_recent.add(folder);
    emit this->opened();
    return true;
}

bool ProjectTool::save()
{
    if (m_document.location().isEmpty())
        return saveAs();
    const Result<void> saved = m_document.save();
    if (!saved)
        return report(tr("%1 was not saved.").arg(m_document.title()), saved.error());
    return true;
}

bool ProjectTool::saveAs()
{
    const QString place = m_askPlace ? m_askPlace() : QString();
    if (place.isEmpty())
        return false;
    const Result<void> saved = m_document.saveAs(place);
    if (!saved)
        return report(tr("%1 was not saved.").arg(m_document.title()), saved.error());
    m_recent.add(place);
    return true;
}

bool ProjectTool::close()
{
    if (!mayLeave())
        return false;
    m_document.close();
    return true;
}

bool ProjectTool::mayLeave()
{
    if (!m_document.isModified() || !m_document.hasEdits())
        return true;
    if (!m_askUnsaved)
        return false;
    switch (m_askUnsaved(m_document.title())) {
    case Unsaved::Save:
        return save();
    case Unsaved::Discard:
        return true;
    case Unsaved::Cancel:
        break;
    }
    return false;
}

bool ProjectTool::report(const QString &what, const Error &error)
{
    QStringList why{error.message, error.hint};
    why.removeAll(QString());
    emit noticeRaised({NoticeTone::Error, what, why.join(u' '), {}, placeText(error.place)});
    return false;
}

} // namespace weir
