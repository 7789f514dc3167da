// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/filesink.h"

#include "core/base/descriptor.h"
#include "core/base/translate.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QSet>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

Error failure(const QString &path, int code)
{
    Error error;
    error.message = tr("%1 could not be saved: %2").arg(path, qt_error_string(code));
    error.place.file = path;
    error.hint = code == ENOSPC || code == EDQUOT ? tr("Free some space and save again; what was there is unchanged.")
                                                  : tr("Check the folder and its permissions, then save again.");
    return error;
}

/// A new content that waits beside its target.
struct Prepared
{
    QByteArray temporary;
    QByteArray target;
};

/// The file that a change really touches: what a link in the project points at.
QString targetOf(const QString &path)
{
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? path : canonical;
}

QByteArray temporaryFor(const QString &target)
{
    const QFileInfo info(target);
    const QString suffix = QString::number(QRandomGenerator::system()->generate(), 36);
    return QFile::encodeName(info.absolutePath() + u"/."_s + info.fileName() + u'.' + suffix + u".tmp"_s);
}

/// Writes the temporary; 0, or the error's number.
int prepare(const Prepared &prepared, QByteArrayView bytes, const FileSink &sink)
{
    struct stat old;
    const bool isThere = ::stat(prepared.target.constData(), &old) == 0;
    if (isThere && ::access(prepared.target.constData(), W_OK) != 0)
        return errno;
    Descriptor file(::open(prepared.temporary.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.isOpen())
        return errno;
    if (isThere && ::fchmod(file.value(), old.st_mode & 07777) != 0)
        return errno;
    if (!writeAll(file.value(), bytes, sink) || sink.sync(file.value()) != 0 || file.close() != 0)
        return errno;
    return 0;
}

class Transaction
{
public:
    explicit Transaction(const FileSink &sink) : m_sink(sink) {}
    ~Transaction()
    {
        for (const Prepared &prepared : std::as_const(m_prepared)) {
            if (!prepared.temporary.isEmpty())
                ::unlink(prepared.temporary.constData());
        }
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// 0, or the error's number.
    int prepareChange(const FileChange &change)
    {
        Prepared prepared;
        const QString target = change.isRemoval ? change.path : targetOf(change.path);
        prepared.target = QFile::encodeName(target);
        if (!change.isRemoval)
            prepared.temporary = temporaryFor(target);
        m_prepared.append(prepared);
        m_folders.insert(QFile::encodeName(QFileInfo(target).absolutePath()));
        return change.isRemoval ? 0 : prepare(prepared, change.bytes, m_sink);
    }

    int commitChange(qsizetype index)
    {
        Prepared &prepared = m_prepared[index];
        if (prepared.temporary.isEmpty())
            return ::unlink(prepared.target.constData()) == 0 || errno == ENOENT ? 0 : errno;
        if (m_sink.rename(prepared.temporary.constData(), prepared.target.constData()) != 0)
            return errno;
        prepared.temporary.clear();
        return 0;
    }

    const QSet<QByteArray> &folders() const { return m_folders; }

private:
    const FileSink &m_sink;
    QList<Prepared> m_prepared;
    QSet<QByteArray> m_folders;
};

} // namespace

qint64 FileSink::write(int descriptor, const char *bytes, size_t size) const
{
    return ::write(descriptor, bytes, size);
}

int FileSink::sync(int descriptor) const
{
    return ::fsync(descriptor);
}

int FileSink::syncData(int descriptor) const
{
    return ::fdatasync(descriptor);
}

int FileSink::rename(const char *from, const char *to) const
{
    return ::rename(from, to);
}

bool writeAll(int descriptor, QByteArrayView bytes, const FileSink &sink)
{
    while (!bytes.isEmpty()) {
        const qint64 written = sink.write(descriptor, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            errno = written == 0 ? ENOSPC : errno;
            return false;
        }
        bytes = bytes.sliced(qsizetype(written));
    }
    return true;
}

int syncFolder(const QByteArray &path, const FileSink &sink)
{
    const Descriptor folder(::open(path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder.isOpen() && sink.sync(folder.value()) == 0 ? 0 : errno;
}

SaveOutcome applyChanges(const QList<FileChange> &changes, const FileSink &sink)
{
    SaveOutcome outcome;
    Transaction transaction(sink);
    for (const FileChange &change : changes) {
        if (const int code = transaction.prepareChange(change)) {
            outcome.result = failure(change.path, code);
            return outcome;
        }
    }
    for (; outcome.done < changes.size(); ++outcome.done) {
        if (const int code = transaction.commitChange(outcome.done)) {
            outcome.result = failure(changes[outcome.done].path, code);
            return outcome;
        }
    }
    for (const QByteArray &folder : transaction.folders()) {
        if (const int code = syncFolder(folder, sink)) {
            outcome.result = failure(QFile::decodeName(folder), code);
            return outcome;
        }
    }
    return outcome;
}

} // namespace weir
