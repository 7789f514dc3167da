// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/projectlock.h"

#include "ui/editing/projectdocument.h"

#include "core/storage/statefolder.h"

#include <QDir>
#include <QLockFile>

namespace weir {

using namespace Qt::StringLiterals;

ProjectLock::ProjectLock(ProjectDocument &document, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_folder(folder)
{
    connect(&document, &ProjectDocument::catalogReset, this, [this] {
        m_location.clear(); // what was open before is given back, also when it is opened again
        m_lock.reset();
        follow();
    });
    connect(&document, &ProjectDocument::saved, this, &ProjectLock::follow);
}

ProjectLock::~ProjectLock() = default;

void ProjectLock::follow()
{
    if (m_document.location() == m_location)
        return;
    m_lock.reset();
    m_location = m_document.location();
    if (m_location.isEmpty())
        return;
    QDir().mkpath(m_folder);
    m_lock = std::make_unique<QLockFile>(u"%1/%2.lock"_s.arg(m_folder, projectKey(m_location)));
    m_lock->setStaleLockTime(0); // only the end of its process frees it
    if (m_lock->tryLock(0))
        return;
    // A folder that cannot be written to must not keep anybody from working.
    if (m_lock->error() != QLockFile::LockFailedError)
        return;
    m_document.setHeldElsewhere(true);
    emit heldElsewhere(holder());
}

QString ProjectLock::holder() const
{
    qint64 process = 0;
    QString host, program;
    if (!m_lock->getLockInfo(&process, &host, &program))
        return tr("another program");
    return tr("process %1 on %2").arg(process).arg(host);
}

bool ProjectLock::tryAgain()
{
    return !m_document.isHeldElsewhere() || (m_lock && m_lock->tryLock(0));
}

} // namespace weir
