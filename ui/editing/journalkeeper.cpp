// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/journalkeeper.h"

#include "ui/editing/projectdocument.h"

#include "core/storage/project.h"

namespace weir {
namespace {

constexpr auto syncDelay = std::chrono::milliseconds(500);

} // namespace

JournalKeeper::JournalKeeper(ProjectDocument &document, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_journal(folder, m_clock)
{
    m_sync.setSingleShot(true);
    m_sync.setInterval(syncDelay);
    connect(&m_sync, &QTimer::timeout, this, [this] { follow(m_journal.sync()); });
    connect(&document, &ProjectDocument::catalogReset, this, &JournalKeeper::begin);
    connect(&document, &ProjectDocument::saved, this, &JournalKeeper::begin);
    connect(&document, &ProjectDocument::filesAccepted, this, &JournalKeeper::begin);
    connect(&document, &ProjectDocument::stepMade, this, [this](const QString &text, const QList<Change> &documents) {
        follow(m_journal.append(text, documents));
        if (m_journal.needsSync() && !m_sync.isActive())
            m_sync.start();
    });
    document.setBeforeCommit([this](const SaveNote &note) { return m_journal.noteSave(note); });
    begin();
}

JournalKeeper::~JournalKeeper()
{
    m_document.setBeforeCommit({});
    m_journal.end();
}

void JournalKeeper::begin()
{
    m_sync.stop();
    m_hasFailed = false;
    if (!m_document.isOpen()) {
        m_journal.end();
        return;
    }
    // A copy of an example can be made again; an import exists nowhere else.
    const auto start = m_document.hasEdits() ? EditJournal::Start::AtOnce : EditJournal::Start::WithFirstEdit;
    follow(m_journal.begin(m_document.files(), m_document.catalog(), m_document.title(), start));
}

void JournalKeeper::follow(const Result<void> &result)
{
    if (result || m_hasFailed)
        return;
    m_hasFailed = true;
    emit failed(result.error());
}

} // namespace weir
