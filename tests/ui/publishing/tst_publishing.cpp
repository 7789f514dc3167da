// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/usecases/exportforeign.h"
#include "core/usecases/exportproject.h"
#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/publishing/chaptersmodel.h"
#include "ui/publishing/outlinerenderer.h"
#include "ui/publishing/publishingtool.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QImage>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <QUrl>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Publishing : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_state;
    std::unique_ptr<ProjectDocument> m_document;
    std::unique_ptr<Editor> m_editor;
    std::unique_ptr<PublishingTool> m_tool;

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_state = std::make_unique<QSettings>(m_folder->filePath(u"state.ini"_s), QSettings::IniFormat);
        m_document = std::make_unique<ProjectDocument>();
        m_editor = std::make_unique<Editor>(*m_document);
        QVERIFY(m_document->open(QStringLiteral(WEIR_RESOURCES "/examples/seed")).isOk());
        m_tool = std::make_unique<PublishingTool>(*m_document, *m_state);
    }

    void cleanup()
    {
        m_tool.reset();
        m_editor.reset();
        m_document.reset();
    }

    void theChaptersAreTheSixSections()
    {
        m_tool->setWatched(true);
        ChaptersModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setOutline(m_tool->outline());
        int sections = 0;
        for (int row = 0; row < model.rowCount(); ++row)
            sections += model.index(row).data(ChaptersModel::LevelRole).toInt() == 2;
        QCOMPARE(sections, 6);
        const qsizetype block = model.index(3).data(ChaptersModel::BlockRole).toLongLong();
        QCOMPARE(model.rowOf(block), 3);
    }

    void nothingIsComputedUnwatched()
    {
        QSignalSpy changed(m_tool.get(), &PublishingTool::changed);
        QVERIFY(m_editor->rename({}, u"Other"_s).isOk());
        QVERIFY(m_tool->outline().blocks.isEmpty());
        m_tool->setWatched(true);
        QCOMPARE(changed.size(), 1);
        QVERIFY(m_tool->outline().title.contains(u"Other"_s));
    }

    void anEditShowsInTheDocument()
    {
        m_tool->setWatched(true);
        QVERIFY(m_editor->rename({}, u"Another"_s).isOk());
        QTRY_VERIFY(m_tool->outline().title.contains(u"Another"_s));
    }

    void thePreviewHasTextTablesAndSharpDrawings()
    {
        m_tool->setWatched(true);
        Theme theme;
        QTextDocument text;
        OutlineRenderer(theme, 700, 2).render(m_tool->outline(), text);
        QVERIFY(text.toPlainText().startsWith(u"Event Architecture:"_s));
        int drawings = 0;
        for (qsizetype index = 0; index < m_tool->outline().blocks.size(); ++index) {
            if (!std::holds_alternative<Diagram>(m_tool->outline().blocks[index]))
                continue;
            const QUrl name(u"diagram:%1"_s.arg(index));
            const auto image = text.resource(QTextDocument::ImageResource, name).value<QImage>();
            QVERIFY(!image.isNull());
            QCOMPARE(image.devicePixelRatio(), 2.0);
            QVERIFY(image.width() <= 1400);
            ++drawings;
        }
        QVERIFY(drawings >= 2);
    }

    void theExportIsTheCommandLines_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("format");
        QTest::newRow("markdown") << u"document.md"_s << u"markdown"_s;
        QTest::newRow("html") << u"document.html"_s << u"html"_s;
    }

    void theExportIsTheCommandLines()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, format);
        const QString path = m_folder->filePath(file);
        QVERIFY(m_tool->exportTo(path).isOk());
        QFile written(path);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const Result<QByteArray> expected = exportProject(m_document->catalog(), {format, {}, nullptr});
        QVERIFY(expected.isOk());
        QCOMPARE(written.readAll(), *expected);
        QCOMPARE(m_tool->lastExport(), path);
    }

    void otherToolsGetTheCommandLinesFiles_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("file");
        QTest::newRow("AsyncAPI, YAML") << u"asyncapi"_s << u"api.yaml"_s;
        QTest::newRow("AsyncAPI, JSON") << u"asyncapi"_s << u"api.json"_s;
        QTest::newRow("EventCatalog") << u"eventcatalog"_s << u"catalog"_s;
    }

    void otherToolsGetTheCommandLinesFiles()
    {
        QFETCH(const QString, format);
        QFETCH(const QString, file);
        const QString path = m_folder->filePath(file);
        const Result<Findings> losses = m_tool->exportForeignTo(format, path);
        QVERIFY(losses);
        const Result<ForeignExport> expected = exportForeign(m_document->catalog(), {format, {}, path});
        QVERIFY(expected);
        // The seed has scenarios, which no other tool knows.
        QVERIFY(!losses->isEmpty());
        QCOMPARE(*losses, expected->losses);
        for (auto each = expected->files.cbegin(); each != expected->files.cend(); ++each) {
            QFile written(each.key().isEmpty() ? path : path + u'/' + each.key());
            QVERIFY2(written.open(QIODevice::ReadOnly), qPrintable(written.fileName()));
            QCOMPARE(written.readAll(), each.value());
        }
        // A folder that holds something is left alone.
        if (isFolder(*expected))
            QVERIFY(!m_tool->exportForeignTo(format, path));
    }

    void theFirstPlaceIsBesideTheProject()
    {
        QCOMPARE(m_tool->suggestedPlace(u".html"_s),
                 QDir::cleanPath(QStringLiteral(WEIR_RESOURCES "/examples/seed.html")));
        const QString bundle = m_folder->filePath(u"shop.weir.json"_s);
        QVERIFY(m_document->saveAs(bundle));
        QCOMPARE(m_tool->suggestedPlace(u"-eventcatalog"_s), m_folder->filePath(u"shop-eventcatalog"_s));
    }

    void aFailedExportSaysSoAndIsNotRemembered()
    {
        QVERIFY(!m_tool->exportTo(m_folder->filePath(u"no/such/folder/a.md"_s)).isOk());
        QVERIFY(m_tool->lastExport().isEmpty());
    }
};

WEIR_TEST(tst_Publishing)
#include "tst_publishing.moc"
