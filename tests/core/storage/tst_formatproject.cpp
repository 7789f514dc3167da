// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"
#include "tests/support/registertest.h"

#include "core/storage/project.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_FormatProject : public QObject
{
    Q_OBJECT

private:
    static const inline QByteArray crooked = "{\"kind\":\"queue\",\"x-own\": [1.10, 2],\"id\":\"a\"}";
    static const inline QByteArray straight =
        "{\n  \"id\": \"a\",\n  \"kind\": \"queue\",\n  \"x-own\": [1.10, 2]\n}\n";

private slots:
    void theProjectWithEveryFieldIsCanonical()
    {
        auto project = openProject(QStringLiteral(WEIR_TEST_DATA "/projects/complete"));
        QVERIFY(project);
        const bool isApproved = qEnvironmentVariableIsSet("WEIR_APPROVE");
        const auto files = formatProject(*project, isApproved ? FormatMode::Write : FormatMode::Check);
        QVERIFY(files);
        QCOMPARE(*files, QStringList());
    }

    void formattingChangesNoMeaningAndHappensOnce_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *name : {"seed", "checkout", "one-queue"})
            QTest::newRow(name) << QStringLiteral(WEIR_RESOURCES "/examples/") + QString::fromUtf8(name);
    }
    void formattingChangesNoMeaningAndHappensOnce()
    {
        QFETCH(QString, folder);
        const ProjectFolder copy(folder);
        auto project = openProject(copy.path());
        QVERIFY(project);
        QVERIFY(formatProject(*project, FormatMode::Write));
        auto formatted = openProject(copy.path());
        QVERIFY(formatted);
        QCOMPARE(writeBundle(formatted->catalog), writeBundle(project->catalog));
        QCOMPARE(*formatProject(*formatted, FormatMode::Check), QStringList());
    }

    void aCheckNamesTheFilesAndWritesNothing()
    {
        const ProjectFolder folder;
        folder.write(u"channels/a.json"_s, crooked);
        folder.write(u"channels/b.json"_s, "{\n  \"id\": \"b\",\n  \"kind\": \"queue\"\n}\n");
        folder.write(u"docs/text.md"_s, "  any   text\r\n");
        const auto before = folder.contents();
        auto project = openProject(folder.path());
        QVERIFY(project);
        QCOMPARE(*formatProject(*project, FormatMode::Check), QStringList(u"channels/a.json"_s));
        QCOMPARE(folder.contents(), before);
        QCOMPARE(*formatProject(*project, FormatMode::Write), QStringList(u"channels/a.json"_s));
        QCOMPARE(folder.read(u"channels/a.json"_s), straight);
        QCOMPARE(folder.read(u"docs/text.md"_s), before[u"docs/text.md"_s]);
        QCOMPARE(*formatProject(*project, FormatMode::Check), QStringList());
    }

    void aBrokenFileIsLeftAlone()
    {
        const ProjectFolder folder;
        folder.write(u"channels/a.json"_s, crooked);
        folder.write(u"channels/b.json"_s, "{\"id\":");
        auto project = openProject(folder.path());
        QVERIFY(project);
        QCOMPARE(*formatProject(*project, FormatMode::Write), QStringList(u"channels/a.json"_s));
        QCOMPARE(folder.read(u"channels/b.json"_s), QByteArray("{\"id\":"));
    }

    void aBundleIsFormattedAsAWhole()
    {
        const ProjectFolder folder;
        folder.write(u"b.weir.json"_s, "{\"channels\": [" + crooked + "], \"weir\": 1}");
        auto project = openProject(folder.path(u"b.weir.json"_s));
        QVERIFY(project);
        QCOMPARE(*formatProject(*project, FormatMode::Check), QStringList(u"b.weir.json"_s));
        QCOMPARE(*formatProject(*project, FormatMode::Write), QStringList(u"b.weir.json"_s));
        QVERIFY(folder.read(u"b.weir.json"_s).contains("1.10"));
        QCOMPARE(*formatProject(*project, FormatMode::Check), QStringList());
    }
};

WEIR_TEST(tst_FormatProject)
#include "tst_formatproject.moc"
