// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/projectstore.h"

#include "core/storage/backups.h"
#include "core/usecases/lint.h"
#include "core/usecases/openproject.h"
#include "ui/editing/readingfindings.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QMetaObject>

namespace weir {

using namespace Qt::StringLiterals;

ProjectStore::ProjectStore(QObject *parent) : QObject(parent)
{
    m_thread.setMaxThreadCount(1);
}

ProjectStore::~ProjectStore()
{
    m_thread.clear();
    m_thread.waitForDone();
}

Result<Catalog> ProjectStore::read(const QString &path)
{
    Result<Project> opened = openInput(path);
    if (!opened)
        return opened.error();
    m_project = *std::move(opened);
    return m_project.catalog;
}

Result<Catalog> ProjectStore::readCopy(const QString &path)
{
    Result<Project> opened = openInput(path);
    if (!opened)
        return opened.error();
    forget();
    return opened->catalog;
}

Result<void> ProjectStore::write(const Catalog &catalog)
{
    const Findings findings = readingFindings(m_project, catalog);
    const Result<QStringList> written = saveProject(m_project, catalog, FileSink(), {m_beforeCommit, m_backups});
    if (!written)
        return written.error();
    m_project.findings = findings;
    m_project.catalog = catalog;
    return {};
}

Result<void> ProjectStore::writeTo(const Catalog &catalog, const QString &path)
{
    const bool isBundle = path.endsWith(".weir.json"_L1);
    if (isBundle && !m_backups.isEmpty() && QFileInfo(path).isFile()) {
        // It is about to be replaced whole: without a copy there would be no way back.
        if (auto kept = keepBackup(m_backups, path, {QFileInfo(path).fileName()}); !kept)
            return kept;
    }
    Result<void> made = isBundle ? createBundle(path, catalog) : createProject(path, catalog);
    if (!made)
        return made;
    const Result<Catalog> opened = read(path);
    return opened ? Result<void>() : Result<void>(opened.error());
}

void ProjectStore::forget()
{
    m_project = {};
}

void ProjectStore::lint(const Catalog &catalog, quint64 revision)
{
    Project project = m_project;
    project.catalog = catalog;
    m_thread.clear();
    m_thread.start([this, project = std::move(project), revision]() mutable {
        project.findings = readingFindings(project, project.catalog);
        const Findings findings = lintProject(project);
        QMetaObject::invokeMethod(
            this, [this, revision, findings] { emit linted(revision, findings); }, Qt::QueuedConnection);
    });
}

} // namespace weir
