// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using test::Outcome;

/// Designs and events that come from other programs, and go there.
class tst_InterchangeCommands : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QCOMPARE(weir("new seed --from seed").exitCode, 0); }

    void anExportToAsyncApiCanBeImportedAgain_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("JSON") << u"api.json"_s;
        QTest::newRow("YAML") << u"api.yaml"_s;
    }

    void anExportToAsyncApiCanBeImportedAgain()
    {
        QFETCH(const QString, file);
        const Outcome exported = weir("export seed --to asyncapi -o " + file.toUtf8());
        QVERIFY2(exported.exitCode == 0, exported.err.constData());
        QVERIFY2(exported.err.contains("[export/own]"), exported.err.constData());
        const bool isYaml = file.endsWith(u".yaml"_s);
        QVERIFY(bytesOf(file).startsWith(isYaml ? "asyncapi: \"3.0.0\"\n" : "{\n  \"asyncapi\": \"3.0.0\",\n"));
        const QByteArray again = "again-" + QByteArray(isYaml ? "yaml" : "json");
        QCOMPARE(weir("import " + file.toUtf8() + " -o " + again).exitCode, 0);
        QCOMPARE(weir("bundle " + again + " -o -").out, weir("bundle seed -o -").out);
    }

    void oneServiceCanBeExportedAlone()
    {
        const Outcome exported = weir("export seed --to asyncapi --service email-service -o -");
        QVERIFY2(exported.exitCode == 0, exported.err.constData());
        const Json document = Json::parse(exported.out.toStdString(), nullptr, false);
        QCOMPARE(textOf(document["info"]["title"]), u"Email Service"_s);
        const Outcome unknown = weir("export seed --to asyncapi --service nobody -o -");
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY2(unknown.err.contains("email-service"), unknown.err.constData());
    }

    void anExportToEventCatalogCanBeImportedAgain()
    {
        QCOMPARE(weir("export seed --to eventcatalog -o catalog").exitCode, 0);
        QVERIFY(QFileInfo::exists(m_folder.filePath(u"catalog/events/user.created/index.mdx"_s)));
        QCOMPARE(weir("export seed --to eventcatalog -o catalog").exitCode, 4);
        QCOMPARE(weir("import catalog -o again-catalog").exitCode, 0);
        QCOMPARE(weir("bundle again-catalog -o -").out, weir("bundle seed -o -").out);
    }

    void aCatalogInMarkdownComesBackAsItWas()
    {
        QCOMPARE(weir("export seed --to markdown --part catalog -o events.md").exitCode, 0);
        const Outcome imported = weir("import events.md -o again-markdown");
        QVERIFY2(imported.exitCode == 0, imported.err.constData());
        QCOMPARE(weir("export again-markdown --to markdown --part catalog -o -").out, bytesOf(u"events.md"_s));
    }

    void bothReadingsOfRolesAreShown()
    {
        write(u"shop.yaml"_s, api("Shop", "subscribe"));
        write(u"billing.yaml"_s, api("Billing", "publish"));
        const Outcome preview = weir("import shop.yaml billing.yaml --roles preview");
        QCOMPARE(preview.exitCode, 0);
        QCOMPARE(preview.out,
                 QByteArray("SERVICE  CHANNEL      MESSAGE  SPEC      LITERAL\n"
                            "Shop     shop/orders  placed   sends     receives\n"
                            "Billing  shop/orders  placed   receives  sends\n"));
        QCOMPARE(preview.err,
                 QByteArray("Messages that only one side knows: 0 as the specification reads it, 0 literally.\n"));
        QCOMPARE(weir("import shop.yaml billing.yaml").exitCode, 1);
    }

    void severalDocumentsBecomeOneProject()
    {
        write(u"a.yaml"_s, api("Shop", "subscribe"));
        write(u"b.yaml"_s, api("Billing", "publish").replace("placed", "paid"));
        const Outcome imported = weir("import a.yaml b.yaml -o both");
        QVERIFY2(imported.exitCode == 0, imported.err.constData());
        QVERIFY2(imported.out.contains("“placed” on “shop.orders” is sent by Shop, but nobody receives it. "
                                       "[import/orphan]"),
                 imported.out.constData());
        QVERIFY(QFileInfo::exists(m_folder.filePath(u"both/services/billing.json"_s)));
        QVERIFY(QFileInfo::exists(m_folder.filePath(u"both/services/shop.json"_s)));
    }

    void eventsAreCheckedAgainstADesign()
    {
        write(
            u"events.ndjson"_s,
            "{\"id\": \"1\", \"type\": \"user.created\", \"timestamp\": \"2026-01-01T00:00:00Z\", \"version\": 1, "
            "\"source\": \"user-service\", \"data\": {\"userId\": \"123\", \"email\": \"user@example.com\", \"name\": "
            "\"John\"}}\n");
        const Outcome checked = weir("check-events seed events.ndjson");
        QCOMPARE(checked.exitCode, 5);
        QVERIFY2(checked.out.startsWith("events.ndjson:1:"), checked.out.constData());
        QVERIFY2(checked.out.contains("“user.created” declares version 1, but carries the field “name” of version 2. "
                                      "[events/version-mismatch]\n"),
                 checked.out.constData());
        QCOMPARE(checked.err, QByteArray("1 of 1 events are wrong.\n"));
        const Outcome asJson = weir("check-events seed events.ndjson --format json");
        const Json report = Json::parse(asJson.out.toStdString(), nullptr, false);
        QCOMPARE(report.value("events", 0), 1);
        QCOMPARE(textOf(report["findings"][0]["rule"]), u"events/version-mismatch"_s);
        QCOMPARE(weir("check-events seed nothing.ndjson").exitCode, 3);
        QCOMPARE(weir("check-events - -").exitCode, 1);
    }

private:
    Outcome weir(const QByteArray &arguments) const
    {
        return test::runWeir(QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts), m_folder.path());
    }

    QByteArray bytesOf(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), qint64(bytes.size()));
    }

    /// A document of version 2 with one operation.
    static QByteArray api(const QByteArray &title, const QByteArray &keyword)
    {
        return "asyncapi: 2.6.0\ninfo: {title: " + title + ", version: 1.0.0}\nchannels:\n  shop/orders:\n    "
            + keyword + ": {message: {name: placed, payload: {type: object}}}\n";
    }

    QTemporaryDir m_folder;
};

WEIR_TEST(tst_InterchangeCommands)
#include "tst_interchangecommands.moc"
