// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/processlock.h"

#include <QFile>
#include <QSysInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <utility>

namespace weir {

namespace {

/// Whether \a path still names the open file: its last holder removes it.
bool isStillNamed(int file, const char *path)
{
    struct stat open = {}, named = {};
    return ::fstat(file, &open) == 0 && ::stat(path, &named) == 0 && open.st_dev == named.st_dev
        && open.st_ino == named.st_ino;
}

} // namespace

ProcessLock::ProcessLock(QString path) : m_path(std::move(path)) {}

ProcessLock::~ProcessLock()
{
    if (m_file.isOpen())
        ::unlink(QFile::encodeName(m_path).constData()); // Before it is given back: afterwards it may be another's.
}

ProcessLock::Outcome ProcessLock::tryLock()
{
    const QByteArray path = QFile::encodeName(m_path);
    while (!m_file.isOpen()) {
        Descriptor file(::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
        if (!file.isOpen())
            return Outcome::Unusable;
        if (::flock(file.value(), LOCK_EX | LOCK_NB) != 0)
            return errno == EWOULDBLOCK ? Outcome::Taken : Outcome::Unusable;
        if (!isStillNamed(file.value(), path.constData()))
            continue;
        // The lock holds without; only the message of who is kept out says less then.
        const QByteArray text =
            QByteArray::number(qint64(::getpid())) + '\n' + QSysInfo::machineHostName().toUtf8() + '\n';
        if (::ftruncate(file.value(), 0) == 0)
            (void)!::pwrite(file.value(), text.constData(), std::size_t(text.size()), 0);
        m_file = std::move(file);
    }
    return Outcome::Held;
}

std::optional<ProcessLock::Holder> ProcessLock::holder() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QList<QByteArray> lines = file.read(1'000).split('\n');
    bool isNumber = false;
    const qint64 process = lines.first().toLongLong(&isNumber);
    if (!isNumber || lines.size() < 3)
        return std::nullopt;
    return Holder{process, QString::fromUtf8(lines.at(1))};
}

} // namespace weir
