// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/projectlock.h"

#include "ui/editing/projectdocument.h"

#include "core/storage/statefolder.h"
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
    document.setBeforeSaveAs([this](const QString &path) { return claim(path); });
}

ProjectLock::~ProjectLock()
{
    m_document.setBeforeSaveAs({});
}

void ProjectLock::follow()
{
    if (m_document.location() == m_location)
        return;
    m_lock.reset();
    m_location = m_document.location();
    if (m_claim && m_claimed == projectKey(m_location)) {
        m_lock = std::move(m_claim);
        return;
    }
    m_claim.reset();
    if (m_location.isEmpty())
        return;
    m_lock = std::make_unique<WriteLock>(m_location, m_folder);
    if (m_lock->tryLock())
        return;
    m_document.setHeldElsewhere(true);
    emit heldElsewhere(m_lock->holder());
}

Result<void> ProjectLock::claim(const QString &location)
{
    m_claim.reset();
    m_claimed = location.isEmpty() ? QString() : projectKey(location);
    if (location.isEmpty() || (m_lock && m_claimed == projectKey(m_location)))
        return {};
    auto lock = std::make_unique<WriteLock>(location, m_folder);
    if (!lock->tryLock()) {
        return Error{tr("%1 is open in another program: %2.").arg(location, lock->holder()), Place{location, 0, 0, {}},
                     tr("Close it there, or save under another name.")};
    }
    m_claim = std::move(lock);
    return {};
}

bool ProjectLock::tryAgain()
{
    return !m_document.isHeldElsewhere() || (m_lock && m_lock->tryLock());
}

} // namespace weir
