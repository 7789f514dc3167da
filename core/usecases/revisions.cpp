// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/revisions.h"

#include "core/base/translate.h"
#include "core/usecases/gitobjects.h"
#include "core/usecases/openproject.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <optional>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

const QString projectMarker = u"catalog.weir"_s;

/// The project that is meant when none is named: the current folder, or the nearest above it that is one.
QString nearestProject()
{
    QDir folder = QDir::current();
    do {
        if (folder.exists(projectMarker))
            return folder.absolutePath();
    } while (folder.cdUp());
    return QDir::currentPath();
}

bool isOnDisk(const QString &name)
{
    return name == u"-" || QFileInfo::exists(name);
}

/// \a path as the repository at \a root writes it; an error when it is outside.
Result<QString> pathInRepository(const QString &root, const QString &path)
{
    // Links on the way are resolved as far as the path exists.
    QString existing = QFileInfo(path).absoluteFilePath(), rest;
    while (!QFileInfo::exists(existing) && existing != QDir::rootPath()) {
        rest = u'/' + QFileInfo(existing).fileName() + rest;
        existing = QFileInfo(existing).absolutePath();
    }
    const QString absolute = QFileInfo(existing).canonicalFilePath() + rest;
    if (absolute == root)
        return QString();
    if (absolute.startsWith(root + u'/'))
        return absolute.sliced(root.size() + 1);
    return Error{tr("%1 is not in the repository %2.").arg(path, root), {}, tr("Name a project of this repository.")};
}

/// Writes the files below \a folder of the repository into \a target, which is then a project.
Result<void> writeFiles(const QList<GitFile> &files, const QList<QByteArray> &contents, const QString &folder,
                        const QString &target)
{
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QString name = folder.isEmpty() ? files.at(i).path : files.at(i).path.sliced(folder.size() + 1);
        // git itself makes no such names, but a repository may have been made by hand.
        if (QDir::cleanPath(name).startsWith(u".."))
            continue;
        const QString path = target + u'/' + name;
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(contents.at(i)) != contents.at(i).size() || !file.flush())
            return Error{tr("%1 cannot be written: %2").arg(path, file.errorString()),
                         {},
                         tr("Make room in the folder for temporary files.")};
    }
    return {};
}

/// A range of revisions; `A...B` begins at the common ancestor.
struct RevisionRange
{
    QString from, to;
    bool isSinceAncestor = false;
};

std::optional<RevisionRange> rangeIn(const QString &name)
{
    const qsizetype dots = name.indexOf(u".."_s);
    if (dots < 0)
        return std::nullopt;
    const bool isThree = name.mid(dots, 3) == u"...";
    const QString from = name.left(dots), to = name.sliced(dots + (isThree ? 3 : 2));
    return RevisionRange{from.isEmpty() ? u"HEAD"_s : from, to.isEmpty() ? u"HEAD"_s : to, isThree};
}

Result<DesignPair> openRange(const QString &name, const RevisionRange &range, const QString &path)
{
    QString from = range.from;
    if (range.isSinceAncestor) {
        const auto git = GitObjects::around(path);
        if (!git)
            return git.error();
        const auto base = git->mergeBase(range.from, range.to);
        if (!base)
            return base.error();
        from = *base;
    }
    auto before = openRevision(from, path);
    if (!before)
        return before.error();
    auto after = openRevision(range.to, path);
    if (!after)
        return after.error();
    const QString first = range.isSinceAncestor ? name : range.from;
    return DesignPair{first, range.to, *std::move(before), *std::move(after)};
}

/// Where revisions are looked up: as named, else at the side that is on disk, else around the current folder.
QString projectPath(const QStringList &names)
{
    if (names.size() > 2)
        return names.at(2);
    for (const QString &name : names) {
        if (name != u"-" && isOnDisk(name))
            return name;
    }
    return nearestProject();
}

Result<Project> openSide(const QString &name, const QString &path, QIODevice *standardInput)
{
    return isOnDisk(name) ? openInput(name, standardInput) : openRevision(name, path);
}

} // namespace

Result<Project> openRevision(const QString &revision, const QString &path)
{
    const auto git = GitObjects::around(path);
    if (!git)
        return git.error();
    const auto commit = git->commit(revision);
    if (!commit)
        return commit.error();
    const auto inside = pathInRepository(git->root(), path);
    if (!inside)
        return inside.error();
    const auto files = git->files(*commit, *inside);
    if (!files)
        return files.error();
    const bool isFile = files->size() == 1 && files->first().path == *inside;
    const QString marker = inside->isEmpty() ? projectMarker : *inside + u'/' + projectMarker;
    const bool isProject =
        std::any_of(files->begin(), files->end(), [&](const auto &file) { return file.path == marker; });
    if (!isFile && !isProject)
        return Error{tr("Revision %1 has no Weir project at %2.").arg(revision, path),
                     {},
                     tr("Name the project's folder or bundle behind --.")};
    const auto contents = git->contents(*files);
    if (!contents)
        return contents.error();
    if (isFile)
        return readBundle(contents->first(), revision + u':' + *inside);
    const QTemporaryDir folder;
    if (!folder.isValid())
        return Error{tr("No temporary folder can be made: %1").arg(folder.errorString()), {}, {}};
    if (const auto written = writeFiles(*files, *contents, *inside, folder.path()); !written)
        return written.error();
    auto project = openProject(folder.path());
    if (project)
        project->root.clear(); // the folder goes with this call
    return project;
}

Result<DesignPair> openDesignPair(const QStringList &names, QIODevice *standardInput)
{
    const QString first = names.value(0), second = names.value(1);
    const auto range = isOnDisk(first) ? std::nullopt : rangeIn(first);
    if (range)
        return openRange(first, *range, second.isEmpty() ? nearestProject() : second);
    const QString path = projectPath(names);
    // One revision: what has changed since.
    const bool isSince = second.isEmpty();
    if (isSince && isOnDisk(first))
        return Error{tr("There is nothing to compare %1 with.").arg(first),
                     {},
                     tr("Give two designs, a range of revisions (main..HEAD), or one revision.")};
    auto before = openSide(first, path, standardInput);
    if (!before)
        return before.error();
    auto after = isSince ? openInput(path) : openSide(second, path, standardInput);
    if (!after)
        return after.error();
    return DesignPair{first, isSince ? path : second, *std::move(before), *std::move(after)};
}

} // namespace weir
