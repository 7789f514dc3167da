// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/writelock.h"

#include "core/base/processlock.h"
#include "core/storage/statefolder.h"

#include <QDir>

namespace weir {

using namespace Qt::StringLiterals;

QString lockFolder()
{
    return stateFolder() + u"/locks"_s;
}

WriteLock::WriteLock(const QString &root, const QString &folder)
{
    QDir().mkpath(folder);
    m_file = std::make_unique<ProcessLock>(u"%1/%2.lock"_s.arg(folder, projectKey(root)));
}

WriteLock::~WriteLock() = default;
WriteLock::WriteLock(WriteLock &&) noexcept = default;
WriteLock &WriteLock::operator=(WriteLock &&) noexcept = default;

bool WriteLock::tryLock()
{
    return m_file->tryLock() != ProcessLock::Outcome::Taken;
}

QString WriteLock::holder() const
{
    const std::optional<ProcessLock::Holder> holder = m_file->holder();
    return holder ? tr("process %1 on %2").arg(holder->process).arg(holder->host) : tr("another program");
}

} // namespace weir
