// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/writelock.h"

#include "core/storage/statefolder.h"

#include <QDir>
#include <QLockFile>

namespace weir {

using namespace Qt::StringLiterals;

QString lockFolder()
{
    return stateFolder() + u"/locks"_s;
}

WriteLock::WriteLock(const QString &root, const QString &folder)
{
    QDir().mkpath(folder);
    m_file = std::make_unique<QLockFile>(u"%1/%2.lock"_s.arg(folder, projectKey(root)));
    m_file->setStaleLockTime(0); // only the end of its process frees it
}

WriteLock::~WriteLock() = default;
WriteLock::WriteLock(WriteLock &&) noexcept = default;
WriteLock &WriteLock::operator=(WriteLock &&) noexcept = default;

bool WriteLock::tryLock()
{
    return m_file->tryLock(0) || m_file->error() != QLockFile::LockFailedError;
}

QString WriteLock::holder() const
{
    qint64 process = 0;
    QString host, program;
    if (!m_file->getLockInfo(&process, &host, &program))
        return tr("another program");
    return tr("process %1 on %2").arg(process).arg(host);
}

} // namespace weir
