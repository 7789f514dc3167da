// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/usecases/examples.h"
#include "ui/editing/editor.h"
#include "ui/editing/elementpath.h"
#include "ui/editing/projectdocument.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <algorithm>

static void initExamples()
{
    Q_INIT_RESOURCE(examples);
}

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

const ElementRef payments{Kind::Service, u"payment-service"_s};

/// Every file below \a folder with its bytes.
QMap<QString, QByteArray> filesOf(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(it.filePath().mid(folder.size()), file.readAll());
    }
    return files;
}

JsonValue text(QStringView value)
{
    return JsonValue(jsonOf(value));
}

} // namespace

class tst_Editor : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProjectDocument> m_document;
    std::unique_ptr<Editor> m_editor;

private slots:
    void initTestCase() { initExamples(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(newProject(m_folder->filePath(u"shop"_s), u"checkout"_s).isOk());
        m_document = std::make_unique<ProjectDocument>();
        m_editor = std::make_unique<Editor>(*m_document);
        QVERIFY(m_document->open(m_folder->filePath(u"shop"_s)).isOk());
    }

    void cleanup()
    {
        m_editor.reset();
        m_document.reset();
    }

    void openAndSaveChangesNoByte()
    {
        const auto before = filesOf(m_folder->path());
        QVERIFY(m_document->save().isOk());
        QCOMPARE(filesOf(m_folder->path()), before);
    }

    void moveUndoSaveChangesNoByte()
    {
        const auto before = filesOf(m_folder->path());
        QVERIFY(m_editor->moveNodes(u"overview"_s, {{payments.path(), {7, 9}}}, m_editor->beginGesture()).isOk());
        QVERIFY(m_document->hasEdits());
        m_document->undoStack()->undo();
        QVERIFY(!m_document->hasEdits());
        QVERIFY(m_document->save().isOk());
        QCOMPARE(filesOf(m_folder->path()), before);
    }

    void editUndoSaveChangesNoByte()
    {
        const auto before = filesOf(m_folder->path());
        QVERIFY(m_editor->setValue(payments, u"/receives/0/timeout"_s, {}, u"Remove timeout"_s).isOk());
        QVERIFY(m_document->save().isOk());
        QVERIFY(filesOf(m_folder->path()) != before);
        m_document->undoStack()->undo();
        QVERIFY(m_document->save().isOk());
        QCOMPARE(filesOf(m_folder->path()), before);
    }

    void whatReadingFoundGoesWithTheEditThatMendsIt()
    {
        const QString file = m_folder->filePath(u"shop/services/payment-service.json"_s);
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::ReadOnly));
        QByteArray bytes = broken.readAll();
        broken.close();
        QVERIFY(bytes.contains("\"instances\": "));
        bytes.replace("\"instances\": ", "\"instances\": -");
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write(bytes);
        broken.close();
        QVERIFY(m_document->open(m_folder->filePath(u"shop"_s)).isOk());
        const auto about = [this] {
            return std::count_if(m_document->findings().cbegin(), m_document->findings().cend(),
                                 [](const Finding &finding) {
                                     return finding.severity == Severity::Error && finding.element == payments.path();
                                 });
        };
        QTRY_VERIFY(about() > 0);
        const qsizetype receives = m_document->catalog().service(payments.id)->receives.size();
        for (qsizetype item = 0; item < receives; ++item)
            QVERIFY(m_editor->setValue(payments, u"/receives/%1/instances"_s.arg(item), Json(2), u"Mend"_s).isOk());
        QTRY_COMPARE(about(), 0);
        QVERIFY(m_document->save().isOk());
        QVERIFY(m_editor->setSummary(payments, u"Takes the money."_s).isOk());
        QVERIFY(m_editor->setValue(payments, u"/receives/0/instances"_s, Json(-1), u"Break"_s).isOk());
        QTRY_VERIFY(about() > 0);
    }

    void oneMovedNodeIsOneLine()
    {
        QVERIFY(
            m_editor->moveNodes(u"overview"_s, {{payments.path(), {1, 1}}, {u"channels/orders"_s, {9, 9}}}, 0).isOk());
        QVERIFY(m_document->save().isOk());
        const auto before = filesOf(m_folder->path());
        QVERIFY(m_editor->moveNodes(u"overview"_s, {{payments.path(), {2, 3}}}, 0).isOk());
        QVERIFY(m_document->save().isOk());
        int changed = 0;
        const auto after = filesOf(m_folder->path());
        for (auto file = after.cbegin(); file != after.cend(); ++file) {
            const QList<QByteArray> now = file->split('\n');
            const QList<QByteArray> then = before[file.key()].split('\n');
            QCOMPARE(now.size(), then.size());
            for (qsizetype line = 0; line < now.size(); ++line)
                changed += now[line] != then[line];
        }
        QCOMPARE(changed, 1);
    }

    void movesOfOneGestureAreOneStep()
    {
        const int gesture = m_editor->beginGesture();
        for (int step = 1; step <= 5; ++step)
            QVERIFY(m_editor->moveNodes(u"overview"_s, {{payments.path(), {step, step}}}, gesture).isOk());
        QCOMPARE(m_document->undoStack()->count(), 1);
        QCOMPARE(m_document->catalog().view(u"overview")->nodes[payments.path()].x, 5);
        QVERIFY(m_editor->moveNodes(u"overview"_s, {{payments.path(), {9, 9}}}, m_editor->beginGesture()).isOk());
        QCOMPARE(m_document->undoStack()->count(), 2);
    }

    void aGestureThatComesBackIsNoStep()
    {
        QVERIFY(m_editor->moveNodes(u"overview"_s, {{payments.path(), {1, 1}}}, m_editor->beginGesture()).isOk());
        const int gesture = m_editor->beginGesture();
        QVERIFY(m_editor->moveNodes(u"overview"_s, {{payments.path(), {2, 2}}}, gesture).isOk());
        QVERIFY(m_editor->moveNodes(u"overview"_s, {{payments.path(), {1, 1}}}, gesture).isOk());
        QCOMPARE(m_document->undoStack()->count(), 1);
    }

    void aNumberIsChangedAndUndone()
    {
        const int before = m_document->catalog().service(payments.id)->receives.first().instances.value_or(1);
        QSignalSpy changed(m_document.get(), &ProjectDocument::elementsChanged);
        QVERIFY(m_editor->setValue(payments, u"/receives/0/instances"_s, JsonValue(Json(before + 3)), u"Set"_s).isOk());
        QCOMPARE(m_document->catalog().service(payments.id)->receives.first().instances, before + 3);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<QList<ElementRef>>(), QList<ElementRef>{payments});
        m_document->undoStack()->undo();
        QCOMPARE(m_document->catalog().service(payments.id)->receives.first().instances.value_or(1), before);
    }

    void anEqualValueIsNoStep()
    {
        const JsonValue name = text(m_document->catalog().service(payments.id)->name);
        QVERIFY(m_editor->setValue(payments, u"/name"_s, name, u"Rename"_s).isOk());
        QCOMPARE(m_document->undoStack()->count(), 0);
    }

    void missingParentsAreMade()
    {
        QVERIFY(m_editor->setValue({}, u"/defaults/policy"_s, text(u"default"), u"Set policy"_s).isOk());
        QCOMPARE(m_document->catalog().project().defaultPolicy, u"default"_s);
    }

    void aNewElementGetsAFreeSlug()
    {
        const Result<ElementRef> first = m_editor->addElement(Kind::Service, u"Rück  Erstattung!"_s);
        QVERIFY(first.isOk());
        QCOMPARE(first->id, u"ruck-erstattung"_s);
        const Result<ElementRef> second = m_editor->addElement(Kind::Service, u"Rück Erstattung"_s);
        QVERIFY(second.isOk());
        QCOMPARE(second->id, u"ruck-erstattung-2"_s);
        QCOMPARE(m_document->catalog().service(first->id)->name, u"Rück  Erstattung!"_s);
    }

    void aRemovedElementLeavesItsPlaceInViews()
    {
        QVERIFY(m_editor->moveNodes(u"overview"_s, {{payments.path(), {1, 1}}}, 0).isOk());
        m_document->setSelection({payments.path()});
        QVERIFY(m_editor->removeElements({payments}).isOk());
        QVERIFY(!m_document->catalog().service(payments.id));
        QVERIFY(!m_document->catalog().view(u"overview")->nodes.contains(payments.path()));
        QVERIFY(m_document->selection().isEmpty());
        m_document->undoStack()->undo();
        QVERIFY(m_document->catalog().service(payments.id));
        QVERIFY(m_document->catalog().view(u"overview")->nodes.contains(payments.path()));
    }

    void changesThatDoNotFitChangeNothing()
    {
        const Catalog before = m_document->catalog();
        const Change good{payments, u"/name"_s, text(before.service(payments.id)->name), text(u"Other")};
        const Change bad{payments, u"/name"_s, text(u"never was"), text(u"Third")};
        QVERIFY(!m_editor->apply({good, bad}, u"Fix"_s).isOk());
        QVERIFY(m_document->catalog() == before);
        QCOMPARE(m_document->undoStack()->count(), 0);
    }

    void aBrokenEditShowsAsAFindingAndGoesWithUndo()
    {
        const auto isFound = [this] {
            const Findings findings = m_document->findings();
            return std::any_of(findings.begin(), findings.end(),
                               [](const Finding &finding) { return finding.message.contains(u"nowhere"_s); });
        };
        QVERIFY(!isFound());
        QVERIFY(m_editor->setValue(payments, u"/receives/0/channel"_s, text(u"nowhere"), u"Break"_s).isOk());
        QTRY_VERIFY(isFound());
        m_document->undoStack()->undo();
        QTRY_VERIFY(!isFound());
    }

    void selectionsHoldOnlyWhatExists()
    {
        const Service *service = m_document->catalog().service(payments.id);
        const QString part = ElementPath::subscription(payments.id, service->receives.first().id).text();
        m_document->setSelection({u"services/none"_s, payments.path(), part, payments.path(), u"rubbish"_s});
        QCOMPARE(m_document->selection(), QStringList({payments.path(), part}));
    }

    void anExampleIsACopyWithoutWorkToLose()
    {
        QVERIFY(m_document->openCopy(u":/weir/examples/one-queue"_s).isOk());
        QVERIFY(m_document->location().isEmpty());
        QVERIFY(!m_document->hasEdits());
        QVERIFY(!m_document->save().isOk());
        const QString place = m_folder->filePath(u"mine"_s);
        QVERIFY(m_document->saveAs(place).isOk());
        QCOMPARE(m_document->location(), place);
        QVERIFY(!m_document->isModified());
        QVERIFY(m_editor->rename({Kind::Service, u"billing"_s}, u"Bills"_s).isOk());
        QVERIFY(m_document->save().isOk());
    }

    void aFailedOpenKeepsWhatIsOpen()
    {
        const QString title = m_document->title();
        QVERIFY(!m_document->open(m_folder->filePath(u"missing"_s)).isOk());
        QCOMPARE(m_document->title(), title);
        QVERIFY(m_document->isOpen());
    }
};

WEIR_TEST(tst_Editor)
#include "tst_editor.moc"
