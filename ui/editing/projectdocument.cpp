// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/projectdocument.h"

#include "ui/editing/elementpath.h"
#include "ui/editing/projectstore.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QUndoStack>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr auto lintDelay = std::chrono::milliseconds(150);

/// The view a project is first drawn in: its first, or the one that a layout will make.
QString firstView(const Catalog &catalog)
{
    return catalog.views().isEmpty() ? u"overview"_s : catalog.views().first().id;
}

} // namespace

ProjectDocument::ProjectDocument(QObject *parent)
    : QObject(parent)
    , m_currentView(u"overview"_s)
    , m_undoStack(new QUndoStack(this))
    , m_store(std::make_unique<ProjectStore>())
{
    m_lintDelay.setSingleShot(true);
    m_lintDelay.setInterval(lintDelay);
    connect(&m_lintDelay, &QTimer::timeout, this, &ProjectDocument::startLint);
    connect(m_store.get(), &ProjectStore::linted, this, &ProjectDocument::showLint);
    connect(m_undoStack, &QUndoStack::cleanChanged, this, [this] { emit modifiedChanged(isModified()); });
}

ProjectDocument::~ProjectDocument()
{
    // The stack tells of its end; nobody may ask this document about it any more.
    m_undoStack->disconnect();
    delete m_undoStack;
}

Result<void> ProjectDocument::open(const QString &path)
{
    Result<Catalog> read = m_store->read(path);
    if (!read)
        return read.error();
    m_untitled.clear();
    m_neverSaved = false;
    reset(*std::move(read), Work::Clean);
    return {};
}

Result<void> ProjectDocument::openCopy(const QString &path)
{
    Result<Catalog> read = m_store->readCopy(path);
    if (!read)
        return read.error();
    m_untitled = QFileInfo(path).fileName();
    m_neverSaved = true;
    reset(*std::move(read), Work::Clean);
    return {};
}

void ProjectDocument::openUntitled(const Catalog &catalog, const QString &title)
{
    m_store->forget();
    m_untitled = title;
    m_neverSaved = true;
    reset(catalog, Work::Unsaved);
}

Result<void> ProjectDocument::save()
{
    if (location().isEmpty())
        return Error{tr("%1 has no folder yet.").arg(title()), {}, tr("Choose a folder with Save as.")};
    Result<void> written = m_store->write(m_catalog);
    if (!written)
        return written;
    m_undoStack->setClean();
    emit saved();
    return {};
}

Result<void> ProjectDocument::saveAs(const QString &path)
{
    if (m_beforeSaveAs) {
        if (Result<void> ready = m_beforeSaveAs(path); !ready)
            return ready;
    }
    Result<void> written = m_store->writeTo(m_catalog, path);
    if (!written) {
        if (m_beforeSaveAs)
            (void)m_beforeSaveAs({});
        return written;
    }
    m_neverSaved = false;
    m_undoStack->setClean();
    emit titleChanged();
    emit modifiedChanged(false);
    emit saved();
    return {};
}

void ProjectDocument::setBeforeCommit(const std::function<Result<void>(const SaveNote &note)> &beforeCommit)
{
    m_store->setBeforeCommit(beforeCommit);
}

void ProjectDocument::setBeforeSaveAs(const std::function<Result<void>(const QString &path)> &beforeSaveAs)
{
    m_beforeSaveAs = beforeSaveAs;
}

void ProjectDocument::setBackupFolder(const QString &folder)
{
    m_store->setBackupFolder(folder);
}

Result<void> ProjectDocument::acceptFiles()
{
    if (location().isEmpty())
        return {};
    const Result<Catalog> read = m_store->read(location());
    if (!read)
        return read.error();
    m_undoStack->resetClean();
    emit modifiedChanged(isModified());
    emit filesAccepted();
    startLint();
    return {};
}

const Project &ProjectDocument::files() const
{
    return m_store->project();
}

void ProjectDocument::close()
{
    m_store->forget();
    m_untitled.clear();
    m_neverSaved = false;
    reset({}, Work::None);
}

QString ProjectDocument::location() const
{
    return m_store->location();
}

QString ProjectDocument::title() const
{
    if (!m_catalog.project().title.isEmpty())
        return m_catalog.project().title;
    return location().isEmpty() ? m_untitled : QFileInfo(location()).fileName();
}

bool ProjectDocument::isModified() const
{
    return m_open && (m_neverSaved || !m_undoStack->isClean());
}

bool ProjectDocument::hasEdits() const
{
    return m_open && !m_undoStack->isClean();
}

bool ProjectDocument::isReadOnly() const
{
    return m_heldElsewhere || m_store->isReadOnly();
}

void ProjectDocument::setHeldElsewhere(bool held)
{
    if (held == m_heldElsewhere)
        return;
    const bool wasReadOnly = isReadOnly();
    m_heldElsewhere = held;
    if (isReadOnly() != wasReadOnly)
        emit readOnlyChanged(isReadOnly());
}

void ProjectDocument::setSelection(const QStringList &paths)
{
    QStringList known;
    for (const QString &text : paths) {
        const std::optional<ElementPath> path = ElementPath::fromText(text);
        if (path && path->existsIn(m_catalog) && !known.contains(path->text()))
            known.append(path->text());
    }
    if (known == m_selection)
        return;
    m_selection = known;
    emit selectionChanged(m_selection);
}

void ProjectDocument::reveal(const QString &path, const QString &pointer)
{
    setSelection({path});
    emit revealRequested(path, pointer);
}

void ProjectDocument::setCurrentView(const QString &id)
{
    if (id == m_currentView)
        return;
    m_currentView = id;
    emit currentViewChanged(id);
}

void ProjectDocument::replaceDocuments(const QList<std::pair<ElementRef, JsonValue>> &documents, const QString &text)
{
    const QString titleBefore = title();
    QList<ElementRef> touched;
    QList<Change> changes;
    for (const auto &[element, document] : documents) {
        changes.append({element, {}, m_catalog.document(element), document});
        if (document)
            m_catalog.setDocument(element, document.get());
        else
            m_catalog.remove(element);
        touched.append(element);
    }
    ++m_revision;
    m_lintDelay.start();
    emit elementsChanged(touched);
    emit stepMade(text, changes);
    pruneSelection();
    if (title() != titleBefore)
        emit titleChanged();
}

void ProjectDocument::reset(const Catalog &catalog, Work work)
{
    const bool wasModified = isModified();
    m_catalog = catalog;
    m_open = work != Work::None;
    m_heldElsewhere = false;
    m_findings.clear();
    m_selection.clear();
    m_currentView = firstView(m_catalog);
    ++m_revision;
    m_undoStack->clear();
    if (work == Work::Unsaved)
        m_undoStack->resetClean();
    emit catalogReset();
    emit currentViewChanged(m_currentView);
    emit selectionChanged(m_selection);
    emit titleChanged();
    emit readOnlyChanged(isReadOnly());
    if (isModified() != wasModified)
        emit modifiedChanged(isModified());
    m_lintDelay.stop();
    if (m_open)
        startLint();
    else
        emit findingsChanged();
}

void ProjectDocument::pruneSelection()
{
    const QStringList before = m_selection;
    setSelection(before);
}

void ProjectDocument::startLint()
{
    m_store->lint(m_catalog, m_revision);
}

void ProjectDocument::showLint(quint64 revision, const Findings &findings)
{
    if (revision != m_revision || findings == m_findings)
        return;
    m_findings = findings;
    emit findingsChanged();
}

} // namespace weir
