// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/editjournal.h"

#include "core/base/translate.h"
#include "core/model/documentchanges.h"
#include "core/storage/project.h"
#include "core/storage/statefolder.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

Error notWritten(const QString &file, int code)
{
    return Error{tr("The journal of edits %1 cannot be written: %2").arg(file, qt_error_string(code)),
                 Place{file, 0, 0, {}},
                 tr("Save often until there is room again: unsaved edits would not survive a crash.")};
}

bool makePrivateFolder(const QString &folder)
{
    return QDir().mkpath(folder)
        && QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

QString journalFolder()
{
    return stateFolder() + u"/journals"_s;
}

EditJournal::EditJournal(QString folder, const Clock &clock, std::shared_ptr<const FileSink> sink)
    : m_folder(std::move(folder))
    , m_clock(clock)
    , m_sink(std::move(sink))
{}

EditJournal::~EditJournal() = default;

Result<void> EditJournal::begin(const Project &project, const Catalog &current, const QString &title, Start start)
{
    m_touched.clear();
    for (const ElementRef &element : current.elements()) {
        const JsonValue first = project.stored.value(element).document, last = current.document(element);
        if (first != last)
            m_touched.insert(element, {first, last});
    }
    for (auto stored = project.stored.cbegin(); stored != project.stored.cend(); ++stored) {
        if (!current.contains(stored.key()))
            m_touched.insert(stored.key(), {stored->document, {}});
    }
    m_start = {project.root, title, projectDigest(project), m_clock.now()};
    m_isBehind = false;
    const bool isAlreadyEdited = !m_touched.isEmpty() && !project.root.isEmpty();
    if (isAlreadyEdited || start == Start::AtOnce)
        return startFile();
    removeFile();
    return {};
}

Result<void> EditJournal::append(const QString &text, const QList<Change> &documents)
{
    JournalEntry entry{m_clock.now(), text, {}, {}, {}};
    for (const Change &document : documents) {
        Q_ASSERT(document.pointer.isEmpty());
        entry.changes += documentChanges(document.element, document.before, document.after);
    }
    if (entry.changes.isEmpty())
        return {};
    const bool isNew = m_file.isEmpty() || m_isBehind || m_size > m_sizeLimit;
    const Result<void> started = isNew ? startFile() : Result<void>();
    for (const Change &document : documents) {
        const auto span = m_touched.find(document.element);
        if (span == m_touched.end())
            m_touched.insert(document.element, {document.before, document.after});
        else
            span->last = document.after;
    }
    return started ? write(journalLine(entry)) : started;
}

Result<void> EditJournal::noteSave(const SaveNote &note)
{
    if (m_file.isEmpty())
        return {};
    if (auto written = write(journalLine(JournalEntry{m_clock.now(), {}, {}, note.digest, note.files})); !written)
        return written;
    return sync();
}

Result<void> EditJournal::sync()
{
    if (!m_needsSync)
        return {};
    if (m_sink->syncData(m_descriptor.value()) != 0)
        return notWritten(m_file, errno);
    if (m_isNew) {
        if (const int code = syncFolder(QFile::encodeName(m_folder), *m_sink))
            return notWritten(m_file, code);
    }
    m_isNew = false;
    m_needsSync = false;
    return {};
}

void EditJournal::end()
{
    removeFile();
    m_touched.clear();
    m_start = {};
    m_isBehind = false;
}

Result<void> EditJournal::write(const QByteArray &line)
{
    if (writeAll(m_descriptor.value(), line, *m_sink)) {
        m_size += line.size();
        m_needsSync = true;
        return {};
    }
    const int code = errno;
    // A torn line would hide all that follow.
    m_isBehind = true;
    if (::ftruncate(m_descriptor.value(), m_size) != 0)
        removeFile();
    return notWritten(m_file, code);
}

JournalEntry EditJournal::everythingSoFar() const
{
    JournalEntry entry{m_clock.now(), tr("Earlier edits"), {}, {}, {}};
    for (auto span = m_touched.cbegin(); span != m_touched.cend(); ++span)
        entry.changes += documentChanges(span.key(), span->first, span->last);
    return entry;
}

/// A file appears under its name only when it is locked and holds all there is: a reader never finds it half-made.
Result<void> EditJournal::startFile()
{
    if (!makePrivateFolder(m_folder))
        return notWritten(m_folder, errno);
    const QString name = u"%1-%2-%3"_s.arg(m_start.root.isEmpty() ? u"untitled"_s : projectKey(m_start.root))
                             .arg(::getpid())
                             .arg(QRandomGenerator::system()->generate(), 0, 36);
    const QString file = m_folder + u'/' + name + u".journal"_s, unfinished = m_folder + u'/' + name + u".new"_s;
    const QByteArray path = QFile::encodeName(unfinished);
    Descriptor descriptor(::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600));
    QByteArray bytes = journalLine(m_start);
    if (const JournalEntry entry = everythingSoFar(); !entry.changes.isEmpty())
        bytes += journalLine(entry);
    // Where the file system has no locks the journal is as good; only another start would offer it while this one runs.
    if (descriptor.isOpen())
        ::flock(descriptor.value(), LOCK_EX | LOCK_NB);
    if (!descriptor.isOpen() || !writeAll(descriptor.value(), bytes, *m_sink)
        || m_sink->rename(path.constData(), QFile::encodeName(file).constData()) != 0) {
        const int code = errno;
        ::unlink(path.constData());
        m_isBehind = true;
        return notWritten(file, code);
    }
    removeFile();
    m_descriptor = std::move(descriptor);
    m_file = file;
    m_size = bytes.size();
    m_sizeLimit = std::max(m_usualSizeLimit, 2 * m_size);
    m_isBehind = false;
    m_isNew = true;
    m_needsSync = true;
    return {};
}

void EditJournal::removeFile()
{
    if (!m_file.isEmpty())
        ::unlink(QFile::encodeName(m_file).constData());
    m_descriptor.close();
    m_file.clear();
    m_size = 0;
    m_needsSync = false;
}

} // namespace weir
