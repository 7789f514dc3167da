// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/recovery.h"

#include "core/base/translate.h"
#include "core/storage/descriptor.h"

#include <QDir>
#include <QFile>

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
    const QByteArray digest = projectDigest(project);
    // A save that was finished before the end, or was finished when the project was opened, is where to go on.
    qsizetype first = -1;
    for (qsizetype index = recovery.entries.size() - 1; index >= 0 && first < 0; --index) {
        if (recovery.entries[index].isSave() && recovery.entries[index].saved == digest)
            first = index + 1;
    }
    if (first < 0 && digest != recovery.start.base) {
        return notApplied(
            recovery, tr("The unsaved edits do not fit %1: its files were changed since.").arg(recovery.start.root));
    }
    RecoveredDesign design{project.catalog, {}};
    for (const JournalEntry &entry : recovery.entries.sliced(std::max<qsizetype>(first, 0))) {
        if (entry.isSave())
            continue;
        for (const Change &change : entry.changes) {
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
