// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/storage/project.h"
#include "core/storage/writelock.h"
#include "core/usecases/examples.h"
#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/editing/projectlock.h"
#include "ui/welcome/projecttool.h"
#include "ui/welcome/recentprojects.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

static void initExamples()
{
    Q_INIT_RESOURCE(examples);
}

class tst_ProjectTool : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_state;
    std::unique_ptr<RecentProjects> m_recent;
    std::unique_ptr<ProjectDocument> m_document;
    std::unique_ptr<Editor> m_editor;
    std::unique_ptr<ProjectTool> m_tool;
    QList<Notice> m_notices;

    QString place(const QString &name) const { return m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(place(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), qint64(bytes.size()));
    }
    void edit() const { QVERIFY(m_editor->rename({}, u"Renamed"_s).isOk()); }

private slots:
    void initTestCase() { initExamples(); }

    void init()
    {
        m_notices.clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_state = std::make_unique<QSettings>(place(u"state.ini"_s), QSettings::IniFormat);
        m_recent = std::make_unique<RecentProjects>(*m_state);
        m_document = std::make_unique<ProjectDocument>();
        m_editor = std::make_unique<Editor>(*m_document);
        m_tool = std::make_unique<ProjectTool>(*m_document, *m_recent);
        connect(m_tool.get(), &ProjectTool::noticeRaised, this,
                [this](const Notice &notice) { m_notices.append(notice); });
    }

    void cleanup()
    {
        m_tool.reset();
        m_editor.reset();
        m_document.reset();
    }

    void aFolderIsOpenedAndRemembered()
    {
        QVERIFY(newProject(place(u"shop"_s), u"one-queue"_s).isOk());
        QSignalSpy opened(m_tool.get(), &ProjectTool::opened);
        QVERIFY(m_tool->open(place(u"shop"_s)));
        QCOMPARE(opened.size(), 1);
        QCOMPARE(m_recent->paths(), QStringList{place(u"shop"_s)});
        QVERIFY(m_tool->open(place(u"shop/catalog.weir"_s)));
        QCOMPARE(m_document->location(), place(u"shop"_s));
    }

    void aBundleIsSavedAndOpened()
    {
        QVERIFY(m_tool->openExample(u"one-queue"_s));
        m_tool->setAskPlace([this] { return place(u"one.weir.json"_s); });
        QVERIFY(m_tool->save());
        QVERIFY(m_tool->close());
        QVERIFY(m_tool->open(place(u"one.weir.json"_s)));
        QVERIFY(m_document->catalog().service(u"billing"));
        edit();
        QVERIFY(m_tool->save());
        QVERIFY(!m_document->hasEdits());
    }

    void aForeignDocumentIsImportedAsWorkToLose()
    {
        QFile file(place(u"api.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("asyncapi: 3.0.0\ninfo: {title: Lights, version: 1.0.0}\nchannels:\n  lights:\n    address: lights\n"
                   "    messages: {switched: {name: light.switched}}\noperations:\n  switch:\n    action: send\n"
                   "    channel: {$ref: '#/channels/lights'}\n");
        file.close();
        QVERIFY(m_tool->open(file.fileName()));
        QVERIFY(m_document->location().isEmpty());
        QVERIFY(m_document->hasEdits());
        QCOMPARE(m_document->catalog().channels().size(), 1);
        QCOMPARE(m_notices.size(), 1);
    }

    void severalDocumentsBecomeOneDesign()
    {
        const QByteArray text = "asyncapi: 3.0.0\ninfo: {title: %1, version: 1.0.0}\nchannels:\n  lights:\n"
                                "    address: lights\n    messages: {switched: {name: light.switched}}\noperations:\n"
                                "  act:\n    action: %2\n    channel: {$ref: '#/channels/lights'}\n";
        write(u"switch.yaml"_s, QByteArray(text).replace("%1", "Switch").replace("%2", "send"));
        write(u"lamp.yaml"_s, QByteArray(text).replace("%1", "Lamp").replace("%2", "receive"));
        QVERIFY(m_tool->importDocuments({place(u"switch.yaml"_s), place(u"lamp.yaml"_s)}));
        QCOMPARE(m_document->catalog().services().size(), 2);
        QCOMPARE(m_document->catalog().channels().size(), 1);
        QVERIFY(m_document->hasEdits());
    }

    void anEventCatalogFolderIsImported()
    {
        QVERIFY(QDir(m_folder->path()).mkpath(u"shop/events/Paid"_s));
        write(u"shop/eventcatalog.config.js"_s, "export default {};\n");
        write(u"shop/events/Paid/index.mdx"_s, "---\nid: Paid\nname: Paid\nversion: 1.0.0\n---\n");
        QVERIFY(m_tool->open(place(u"shop"_s)));
        QVERIFY(m_document->location().isEmpty());
        QCOMPARE(m_document->title(), u"shop"_s);
        QCOMPARE(m_document->catalog().events().size(), 1);
    }

    void whatAnImportLeavesOutIsListed()
    {
        write(u"events.md"_s, "# Events\n\n## order.placed\n\n**Producer**: Shop\n\n**Retry Policy**: whenever\n");
        QVERIFY(m_tool->open(place(u"events.md"_s)));
        QCOMPARE(m_document->catalog().events().size(), 1);
        QCOMPARE(m_notices.size(), 1);
        QCOMPARE(int(m_notices.first().tone), int(NoticeTone::Warning));
        QVERIFY2(m_notices.first().details.contains(u"events.md:"_s), qPrintable(m_notices.first().details));
    }

    void whatIsOpenElsewhereIsNotOverwritten()
    {
        const ProjectLock lock(*m_document, place(u"locks"_s));
        QVERIFY(m_tool->openExample(u"one-queue"_s));
        m_tool->setAskPlace([this] { return place(u"one.weir.json"_s); });
        QVERIFY(m_tool->saveAs());
        QVERIFY(m_tool->close());
        QVERIFY(m_tool->openExample(u"checkout"_s));
        {
            WriteLock other(place(u"one.weir.json"_s), place(u"locks"_s));
            QVERIFY(other.tryLock());
            QVERIFY(!m_tool->saveAs());
            QCOMPARE(int(m_notices.last().tone), int(NoticeTone::Error));
            QVERIFY2(m_notices.last().why.contains(u"is open in another program"_s), qPrintable(m_notices.last().why));
            QVERIFY(openProject(place(u"one.weir.json"_s))->catalog.contains({Kind::Service, u"billing"_s}));
        }
        QVERIFY(m_tool->saveAs());
        QVERIFY(!WriteLock(place(u"one.weir.json"_s), place(u"locks"_s)).tryLock());
    }

    void whatCannotBeOpenedIsSaidAndForgotten()
    {
        m_recent->add(place(u"gone"_s));
        QVERIFY(!m_tool->open(place(u"gone"_s)));
        QCOMPARE(m_notices.size(), 1);
        QCOMPARE(int(m_notices.first().tone), int(NoticeTone::Error));
        QVERIFY(m_notices.first().what.contains(u"gone"_s));
        QVERIFY(m_recent->paths().isEmpty());
    }

    void onlyWorkThatWouldBeLostIsAskedFor_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("leaves");
        QTest::newRow("discard") << int(ProjectTool::Unsaved::Discard) << true;
        QTest::newRow("cancel") << int(ProjectTool::Unsaved::Cancel) << false;
        QTest::newRow("save") << int(ProjectTool::Unsaved::Save) << true;
    }

    void onlyWorkThatWouldBeLostIsAskedFor()
    {
        QFETCH(const int, answer);
        QFETCH(const bool, leaves);
        int asked = 0;
        m_tool->setAskUnsaved([&asked, answer](const QString &) {
            ++asked;
            return ProjectTool::Unsaved(answer);
        });
        QVERIFY(newProject(place(u"shop"_s), u"one-queue"_s).isOk());
        QVERIFY(m_tool->open(place(u"shop"_s)));
        QVERIFY(m_tool->openExample(u"checkout"_s));
        QCOMPARE(asked, 0);
        QVERIFY(m_tool->open(place(u"shop"_s)));
        edit();
        QCOMPARE(m_tool->close(), leaves);
        QCOMPARE(asked, 1);
        QCOMPARE(m_document->isOpen(), !leaves);
    }

    void oldProjectsAreForgottenAtTheLimit()
    {
        for (int number = 0; number < RecentProjects::limit + 5; ++number)
            m_recent->add(place(QString::number(number)));
        QCOMPARE(m_recent->paths().size(), RecentProjects::limit);
        QCOMPARE(m_recent->paths().first(), place(QString::number(RecentProjects::limit + 4)));
        QCOMPARE(RecentProjects(*m_state).paths(), m_recent->paths());
    }

    void aNewProjectIsAnEmptyFolder()
    {
        QVERIFY(m_tool->create(place(u"fresh"_s)));
        QVERIFY(QFile::exists(place(u"fresh/catalog.weir"_s)));
        QCOMPARE(m_document->title(), u"fresh"_s);
        QVERIFY(!m_tool->create(place(u"fresh"_s)));
    }
};

WEIR_TEST(tst_ProjectTool)
#include "tst_projecttool.moc"
