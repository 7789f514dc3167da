// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/recovery.h"

#include "core/base/descriptor.h"
#include "core/base/translate.h"
#include "core/storage/elementfile.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype mostRecoveries = 100;
constexpr qint64 largestJournal = 256LL * 1024 * 1024;

/// Whether the session that writes the journal still lives: it holds a lock on the file that ends with it.
bool isAlive(const Descriptor &journal)
{
    return ::flock(journal.value(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

std::optional<Recovery> recoveryFrom(const QString &path)
{
    const Descriptor descriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.isOpen() || isAlive(descriptor))
        return std::nullopt;
    QFile file(path);
    if (file.size() > largestJournal || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    auto journal = readJournal(file.readAll(), path);
    if (!journal)
        return std::nullopt;
    return Recovery{path, journal->start, std::move(journal->entries), journal->isTorn};
}

Error notApplied(const Recovery &recovery, const QString &message)
{
    return Error{message, Place{recovery.start.root, 0, 0, {}},
                 tr("The edits can be shown, to make them again; they are kept until they are discarded.")};
}

/// Where to go on in a journal.
struct Restart
{
    qsizetype first = 0;        ///< The first entry that the files do not have.
    qsizetype cutOff = 0;       ///< The save that was cut off; what stands before it is in some of the files.
    QSet<QString> savedFiles{}; ///< Files that it came to.

    bool isSaved(const Project &project, const ElementRef &element) const
    {
        const auto stored = project.stored.constFind(element);
        return savedFiles.contains(stored == project.stored.cend() ? fileOf(element) : stored->file);
    }
};

/// The entry behind the last save that left the files with \a digest, before entry \a end; the first one when the journal
/// begins with it.
std::optional<qsizetype> entryAfter(const Recovery &recovery, const QByteArray &digest, qsizetype end)
{
    for (qsizetype index = end - 1; index >= 0; --index) {
        if (recovery.entries.at(index).isSave() && recovery.entries.at(index).saved == digest)
            return index + 1;
    }
    return digest == recovery.start.base ? std::optional<qsizetype>(0) : std::nullopt;
}

/// Whether the files are what save \a index left when it was cut off: some as before it, the others as after it.
std::optional<Restart> cutOffIn(const Recovery &recovery, const Project &project, qsizetype index)
{
    const JournalEntry &save = recovery.entries.at(index);
    QMap<QString, QByteArray> before, after;
    for (const StoredElement &stored : project.stored)
        before.insert(stored.file, stored.digest);
    after = before;
    Restart restart;
    restart.cutOff = index;
    for (const ReplacedFile &file : save.files) {
        const QByteArray current = before.value(file.file);
        if (current != file.before && current != file.after)
            return std::nullopt;
        if (current == file.after)
            restart.savedFiles.insert(file.file);
        for (auto *side : {&before, &after}) {
            const QByteArray &digest = side == &before ? file.before : file.after;
            if (digest.isEmpty())
                side->remove(file.file);
            else
                side->insert(file.file, digest);
        }
    }
    const auto first = entryAfter(recovery, digestOfFiles(before), index);
    if (!first || digestOfFiles(after) != save.saved)
        return std::nullopt;
    restart.first = *first;
    return restart;
}

/// Where the files stand in the journal; nothing when they were changed by somebody else.
std::optional<Restart> restartIn(const Recovery &recovery, const Project &project)
{
    if (const auto first = entryAfter(recovery, projectDigest(project), recovery.entries.size()))
        return Restart{*first};
    for (qsizetype index = recovery.entries.size() - 1; index >= 0; --index) {
        if (recovery.entries.at(index).files.isEmpty())
            continue;
        if (auto restart = cutOffIn(recovery, project, index))
            return restart;
    }
    return std::nullopt;
}

} // namespace

TimePoint Recovery::lastEdit() const
{
    for (auto entry = entries.crbegin(); entry != entries.crend(); ++entry) {
        if (!entry->isSave())
            return entry->when;
    }
    return start.when;
}

QList<Recovery> findRecoveries(const QString &folder)
{
    QList<Recovery> recoveries;
    const QFileInfoList files = QDir(folder).entryInfoList({u"*.journal"_s}, QDir::Files, QDir::Time);
    for (const QFileInfo &info : files) {
        if (recoveries.size() == mostRecoveries)
            break;
        if (auto recovery = recoveryFrom(info.filePath()))
            recoveries.append(*std::move(recovery));
    }
    std::stable_sort(recoveries.begin(), recoveries.end(),
                     [](const Recovery &left, const Recovery &right) { return left.lastEdit() > right.lastEdit(); });
    return recoveries;
}

Result<RecoveredDesign> recoveredDesign(const Recovery &recovery, const Project &project)
{
    const auto start = restartIn(recovery, project);
    if (!start) {
        return notApplied(
            recovery, tr("The unsaved edits do not fit %1: its files were changed since.").arg(recovery.start.root));
    }
    RecoveredDesign design{project.catalog, {}};
    for (qsizetype index = start->first; index < recovery.entries.size(); ++index) {
        const JournalEntry &entry = recovery.entries.at(index);
        if (entry.isSave())
            continue;
        for (const Change &change : entry.changes) {
            if (index < start->cutOff && start->isSaved(project, change.element))
                continue;
            if (const auto applied = design.catalog.apply(change); !applied)
                return notApplied(recovery, applied.error().message);
        }
        design.edits.append(entry);
    }
    return design;
}

Result<void> discardRecovery(const Recovery &recovery)
{
    QFile file(recovery.file);
    if (!file.exists() || file.remove())
        return {};
    return Error{tr("The journal %1 cannot be removed: %2").arg(recovery.file, file.errorString()),
                 Place{recovery.file, 0, 0, {}}, tr("Check the permissions of its folder.")};
}

} // namespace weir
