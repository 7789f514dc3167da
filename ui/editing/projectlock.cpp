// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/projectlock.h"

#include "ui/editing/projectdocument.h"

#include "core/storage/writelock.h"

namespace weir {

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
    m_lock = std::make_unique<WriteLock>(m_location, m_folder);
    if (m_lock->tryLock())
        return;
    m_document.setHeldElsewhere(true);
    emit heldElsewhere(m_lock->holder());
}

bool ProjectLock::tryAgain()
{
    return !m_document.isHeldElsewhere() || (m_lock && m_lock->tryLock());
}

} // namespace weir
