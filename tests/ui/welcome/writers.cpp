// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/welcome/writers.h"

#include "core/usecases/saveinplace.h"
#include "ui/editing/editor.h"
#include "ui/editing/filewatch.h"
#include "ui/editing/journalkeeper.h"
#include "ui/editing/projectdocument.h"
#include "ui/editing/projectlock.h"
#include "ui/welcome/projecttool.h"
#include "ui/welcome/recentprojects.h"
#include "ui/welcome/recoverytool.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSettings>
#include <QTest>
#include <QUndoStack>

namespace weir::test {

using namespace Qt::StringLiterals;

namespace {

const QList<ElementRef> &elements()
{
    static const QList<ElementRef> all{
        {Kind::Channel, u"a"_s}, {Kind::Channel, u"b"_s}, {Kind::Event, u"thing.done"_s}, {Kind::Service, u"worker"_s}};
    return all;
}

QString memberOf(int edit)
{
    return u"x-e%1"_s.arg(edit);
}

bool hasEdit(const Catalog &catalog, int edit, const ElementRef &element)
{
    const JsonValue document = catalog.document(element);
    return document && document.get().contains(memberOf(edit).toStdString());
}

Catalog smallDesign()
{
    Catalog catalog;
    catalog.setDocument({Kind::Project, {}}, Json{{"weir", 1}, {"title", "Shared"}});
    for (const ElementRef &element : elements()) {
        Json document{{"id", element.id.toStdString()}};
        if (element.kind == Kind::Channel)
            document["kind"] = "queue";
        catalog.setDocument(element, document);
    }
    return catalog;
}

} // namespace

/// One window of the Studio, without its widgets.
struct Window
{
    explicit Window(const QTemporaryDir &folder)
        : state(folder.filePath(u"state/weir"_s))
        , settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat)
    {
        document.setBackupFolder(state + u"/backups"_s);
    }

    QString state;
    QSettings settings;
    ProjectDocument document;
    Editor editor{document};
    JournalKeeper journal{document, state + u"/journals"_s};
    ProjectLock lock{document, state + u"/locks"_s};
    FileWatch watch{document, editor};
    RecentProjects recent{settings};
    ProjectTool projects{document, recent};
    RecoveryTool recovery{document, editor, projects, state + u"/journals"_s};
    QMap<int, ElementRef> unsaved; ///< Edits made here since the last save.
};

Writers::Writers(quint64 seed, bool isBundle, WriterCounts &counts)
    : m_random(seed)
    , m_counts(counts)
    , m_isBundle(isBundle)
{
    qputenv("XDG_STATE_HOME", QFile::encodeName(m_folder.filePath(u"state"_s)));
    const auto made = isBundle ? createBundle(root(), smallDesign()) : createProject(root(), smallDesign());
    if (!made)
        fail(made.error().message);
}

Writers::~Writers() = default;

QString Writers::root() const
{
    return m_folder.filePath(m_isBundle ? u"shared.weir.json"_s : u"shared"_s);
}

ElementRef Writers::anyElement()
{
    return elements().at(qsizetype(m_random.below(quint64(elements().size()))));
}

void Writers::fail(const QString &what)
{
    if (m_complaint.isEmpty())
        m_complaint = what;
}

void Writers::refused(const Error &error, const QStringList &reasons)
{
    ++m_counts.refusals;
    for (const QString &reason : reasons) {
        if (error.message.contains(reason))
            return;
    }
    fail(u"a refusal says \"%1\""_s.arg(error.message));
}

void Writers::step()
{
    const auto writer = std::size_t(m_random.below(6));
    if (writer < 3)
        stepOfWindow(writer % 2);
    else if (writer < 5)
        stepOfCommand(m_commands.at(writer - 3));
    else if (m_random.below(2) == 0)
        editOutside();
    else
        formatCommand();
}

void Writers::stepOfWindow(std::size_t index)
{
    if (!m_windows.at(index)) {
        open(index);
        return;
    }
    Window &window = *m_windows.at(index);
    switch (m_random.below(8)) {
    case 0:
    case 1:
    case 2:
        editIn(window);
        break;
    case 3:
    case 4:
        note(u"window %1 saves"_s.arg(index));
        if (!window.document.isReadOnly() && !save(window))
            bringTogether(window);
        break;
    case 5:
        close(index);
        break;
    case 6:
        kill(index);
        break;
    default:
        note(u"window %1 looks whether it is free"_s.arg(index));
        if (window.document.isHeldElsewhere() && window.lock.tryAgain() && !window.document.open(root()))
            fail(u"the project does not open again"_s);
    }
}

void Writers::open(std::size_t index)
{
    note(u"window %1 opens"_s.arg(index));
    m_windows.at(index) = std::make_unique<Window>(m_folder);
    Window &window = *m_windows.at(index);
    if (const auto opened = window.document.open(root()); !opened) {
        fail(opened.error().message);
        return;
    }
    if (!window.document.isHeldElsewhere())
        restoreWhatIsLeft(window);
}

/// What the user does with the offers of a new session: restore; where the files are others by now, read what the journal
/// says and make it again.
void Writers::restoreWhatIsLeft(Window &window)
{
    window.recovery.look();
    while (window.recovery.offered() && m_complaint.isEmpty()) {
        const Recovery recovery = *window.recovery.offered();
        if (window.recovery.restore()) {
            note(u"edits are restored"_s);
            continue;
        }
        note(u"edits are made again from the journal"_s);
        for (const JournalEntry &entry : recovery.entries) {
            for (const Change &change : entry.changes) {
                for (auto edit = m_left.cbegin(); edit != m_left.cend(); ++edit) {
                    if (change.element == edit.value() && change.after
                        && change.after.get().contains(memberOf(edit.key()).toStdString()))
                        window.unsaved.insert(edit.key(), edit.value());
                }
            }
        }
        window.recovery.discard();
        addAgain(window);
    }
    for (auto edit = m_left.cbegin(); edit != m_left.cend(); ++edit) {
        if (!hasEdit(window.document.catalog(), edit.key(), edit.value()))
            fail(u"edit %1 did not come back"_s.arg(edit.key()));
        ++m_counts.restored;
    }
    window.unsaved.insert(m_left);
    m_left.clear();
}

void Writers::editIn(Window &window)
{
    const int edit = nextEdit();
    const ElementRef element = anyElement();
    const auto done = window.editor.setValue(element, u'/' + memberOf(edit), Json(true), u"Edit %1"_s.arg(edit));
    note(u"a window makes edit %1 of %2%3"_s.arg(edit).arg(element.path(), done ? QString() : u": refused"_s));
    if (!done) {
        refused(done.error(), {u"open for reading only"_s});
        return;
    }
    ++m_counts.edits;
    m_made.insert(edit, element);
    window.unsaved.insert(edit, element);
}

/// Makes those of the window's edits again that its design does not have.
void Writers::addAgain(Window &window)
{
    for (auto edit = window.unsaved.cbegin(); edit != window.unsaved.cend(); ++edit) {
        if (hasEdit(window.document.catalog(), edit.key(), edit.value()))
            continue;
        const QString pointer = u'/' + memberOf(edit.key());
        if (const auto done = window.editor.setValue(edit.value(), pointer, Json(true), u"Again"_s); !done)
            fail(done.error().message);
    }
}

bool Writers::save(Window &window)
{
    const auto saved = window.document.save();
    if (saved) {
        window.unsaved.clear();
        return true;
    }
    refused(saved.error(), {u"was changed by another program since it was read"_s});
    return false;
}

/// Files were changed by somebody else: take theirs, see that the own edits can be had back by undo, make them again.
void Writers::bringTogether(Window &window)
{
    ++m_counts.conflicts;
    note(u"it reloads and makes its edits again"_s);
    window.watch.check();
    if (window.watch.changedFiles().isEmpty()) {
        fail(u"a save was refused, and no file is said to have changed"_s);
        return;
    }
    if (const auto reloaded = window.watch.reload(); !reloaded) {
        fail(reloaded.error().message);
        return;
    }
    window.document.undoStack()->undo();
    for (auto edit = window.unsaved.cbegin(); edit != window.unsaved.cend(); ++edit) {
        if (!hasEdit(window.document.catalog(), edit.key(), edit.value()))
            fail(u"after a reload, undo does not bring edit %1 back"_s.arg(edit.key()));
    }
    window.document.undoStack()->redo();
    addAgain(window);
    if (!save(window))
        fail(u"the design that was brought together is refused"_s);
}

void Writers::close(std::size_t index)
{
    if (!m_windows.at(index))
        return;
    note(u"window %1 is saved and closed"_s.arg(index));
    Window &window = *m_windows.at(index);
    if (!window.document.isReadOnly() && !window.unsaved.isEmpty() && !save(window))
        bringTogether(window);
    window.document.close();
    m_windows.at(index).reset();
}

/// The window is gone without a word, as after kill -9: its journal stays.
void Writers::kill(std::size_t index)
{
    Window &window = *m_windows.at(index);
    note(u"window %1 is killed with %2 edits"_s.arg(index).arg(window.unsaved.size()));
    const QString journal = window.journal.file();
    QByteArray bytes;
    if (QFile file(journal); !journal.isEmpty() && file.open(QIODevice::ReadOnly))
        bytes = file.readAll();
    if (!window.unsaved.isEmpty()) {
        ++m_counts.kills;
        m_left.insert(window.unsaved);
    }
    m_windows.at(index).reset();
    if (bytes.isEmpty())
        return;
    QFile file(journal);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        fail(u"the journal of the test cannot be written"_s);
}

/// A command reads, and a while later writes; others may come between.
void Writers::stepOfCommand(std::optional<Project> &command)
{
    if (!command) {
        note(u"a command reads"_s);
        auto project = openProject(root());
        if (!project)
            fail(project.error().message);
        else
            command = *std::move(project);
        return;
    }
    const int edit = nextEdit();
    const ElementRef element = anyElement();
    Catalog catalog = command->catalog;
    Json document = catalog.document(element).get();
    document[memberOf(edit).toStdString()] = true;
    catalog.setDocument(element, document);
    const auto saved = saveInPlace(*command, catalog);
    note(u"a command writes edit %1 of %2%3"_s.arg(edit).arg(element.path(), saved ? QString() : u": refused"_s));
    if (saved) {
        ++m_counts.edits;
        m_made.insert(edit, element);
    } else {
        refused(saved.error(), {u"is open in another program: process"_s, u"was changed by another program"_s});
    }
    command.reset();
}

void Writers::formatCommand()
{
    note(u"weir fmt"_s);
    auto project = openProject(root());
    if (!project) {
        fail(project.error().message);
        return;
    }
    if (const auto done = formatInPlace(*project, FormatMode::Write); !done)
        refused(done.error(), {u"is open in another program: process"_s});
}

/// A program that knows no locks: reads the file, adds a member, replaces it.
void Writers::editOutside()
{
    const int edit = nextEdit();
    const ElementRef element = anyElement();
    note(u"another program makes edit %1 of %2"_s.arg(edit).arg(element.path()));
    const auto project = openProject(root());
    if (!project) {
        fail(project.error().message);
        return;
    }
    const QString path = m_isBundle ? root() : root() + u'/' + project->stored.value(element).file;
    Catalog catalog = project->catalog;
    Json document = catalog.document(element).get();
    document[memberOf(edit).toStdString()] = true;
    catalog.setDocument(element, document);
    const QByteArray bytes =
        m_isBundle ? writeBundle(catalog) : QByteArray::fromStdString(document.dump(3)); // not the canonical bytes
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        fail(u"the other program cannot write"_s);
        return;
    }
    ++m_counts.edits;
    m_made.insert(edit, element);
}

void Writers::finish()
{
    for (std::size_t index = 0; index < m_windows.size(); ++index)
        close(index);
    open(0); // restores what killed windows left
    close(0);
    const auto project = openProject(root());
    if (!project) {
        fail(project.error().message);
        return;
    }
    for (const Finding &finding : project->findings) {
        if (finding.severity == Severity::Error)
            fail(finding.message);
    }
    for (auto edit = m_made.cbegin(); edit != m_made.cend(); ++edit) {
        if (!hasEdit(project->catalog, edit.key(), edit.value()))
            fail(u"edit %1 of %2 is lost"_s.arg(edit.key()).arg(edit.value().path()));
    }
}

} // namespace weir::test
