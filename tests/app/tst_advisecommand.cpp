// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QFloat16> // Qt Test's comparisons ask nlohmann's values for it.
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using test::Outcome;
using namespace Qt::StringLiterals;

namespace {

/// A price that somebody waits for, an order that others hear of, and a direct call.
const QByteArray shop = R"({"weir": 1, "services": [
  {"id": "billing", "name": "Billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"]}]},
  {"id": "shop", "name": "Shop", "sends": [{"event": "order.placed", "channel": "orders"}],
   "calls": [{"service": "billing", "reply": true}]}],
  "channels": [{"id": "orders", "kind": "topic"}],
  "streams": [{"id": "live", "service": "shop", "path": "/live", "channel": "orders", "events": ["order.*"]}],
  "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {}}]},
    {"id": "price.requested", "advice": {"answers": {"request-response": true}},
     "versions": [{"version": 1, "schema": {}}]}]})";

Json parsed(const QByteArray &bytes)
{
    return Json::parse(bytes.toStdString(), nullptr, false);
}

} // namespace

/// `weir advise` and `weir explain`, from the outside.
class tst_AdviseCommand : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const Outcome made = weir({u"unbundle"_s, u"-"_s, u"-o"_s, u"shop"_s}, shop);
        QVERIFY2(made.exitCode == 0, made.err.constData());
    }

    void anAdviceIsAsApproved_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("golden");
        QTest::newRow("an event") << QStringList{u"order.placed"_s} << "advise-event.txt";
        QTest::newRow("a call") << QStringList{u"price.requested"_s} << "advise-call.txt";
        QTest::newRow("all") << QStringList{} << "advise.txt";
    }

    void anAdviceIsAsApproved()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, golden);
        const Outcome outcome = weir(QStringList{u"advise"_s, u"shop"_s} + arguments);
        QCOMPARE(outcome.exitCode, 0);
        const QString difference = test::differsFromGolden(outcome.out, golden);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void jsonIsAsPublished()
    {
        const Json all = parsed(weir({u"advise"_s, u"shop"_s, u"--format"_s, u"json"_s}).out);
        QCOMPARE(test::differsFromSchema(u"advice.schema.json"_s, all), QString());
        QCOMPARE(all["events"][0]["verdict"], Json("event"));
        QCOMPARE(all["events"][1]["verdict"], Json("direct-call"));
        QCOMPARE(all["services"][0],
                 Json({{"service", "billing"},
                       {"calls", 0},
                       {"waitsFor", 0},
                       {"calledBy", 1},
                       {"hears", 1},
                       {"heardBy", 0}}));
        QCOMPARE(all["services"][1]["waitsFor"], Json(1));
        const Json one = parsed(weir({u"advise"_s, u"shop"_s, u"order.placed"_s, u"--format"_s, u"json"_s}).out);
        QCOMPARE(test::differsFromSchema(u"advice.schema.json"_s, one), QString());
        QVERIFY(!one.contains("services"));
    }

    void answersAreKeptOnTheEvent()
    {
        const Outcome answered =
            weir({u"advise"_s, u"shop"_s, u"price.requested"_s, u"--answer"_s, u"request-response=no"_s, u"--answer"_s,
                  u"audit=yes"_s, u"--reason"_s, u"The log needs it."_s});
        QCOMPARE(answered.exitCode, 0);
        QVERIFY2(answered.out.startsWith("price.requested: an event\n"), answered.out.constData());
        QVERIFY(answered.out.endsWith("\nReason: The log needs it.\n"));
        QCOMPARE(weir({u"advise"_s, u"shop"_s, u"price.requested"_s}).out, answered.out);
        QFile file(m_folder->filePath(u"shop/events/price.requested.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json event = parsed(file.readAll());
        QCOMPARE(event["advice"],
                 Json({{"answers", {{"request-response", false}, {"audit", true}}}, {"reason", "The log needs it."}}));
        QCOMPARE(weir({u"fmt"_s, u"shop"_s, u"--check"_s}).exitCode, 0);
    }

    void whatCannotBeAnsweredIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("a misspelt event")
            << QStringList{u"shop"_s, u"order.plased"_s} << QByteArray("Did you mean “order.placed”?");
        QTest::newRow("no question") << QStringList{u"shop"_s, u"order.placed"_s, u"--answer"_s, u"why=yes"_s}
                                     << QByteArray("“why” is no question.");
        QTest::newRow("neither yes nor no") << QStringList{u"shop"_s, u"order.placed"_s, u"--answer"_s, u"audit=so"_s}
                                            << QByteArray("Write audit=yes or audit=no.");
        QTest::newRow("no event") << QStringList{u"shop"_s, u"--answer"_s, u"audit=yes"_s}
                                  << QByteArray("Name it behind the project.");
        QTest::newRow("standard input") << QStringList{u"-"_s, u"order.placed"_s, u"--answer"_s, u"audit=yes"_s}
                                        << QByteArray("Give a folder or a bundle.");
    }

    void whatCannotBeAnsweredIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const Outcome outcome = weir(QStringList{u"advise"_s} + arguments, shop);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(says), outcome.err.constData());
    }

    void rulesAreExplained()
    {
        const Outcome list = weir({u"explain"_s});
        QCOMPARE(list.exitCode, 0);
        QVERIFY(list.out.contains("\ndelivery/missing-dlq                warning  No dead letter channel\n"));
        const Outcome page = weir({u"explain"_s, u"delivery/missing-dlq"_s});
        QCOMPARE(page.exitCode, 0);
        QVERIFY2(page.out.startsWith("# delivery/missing-dlq: No dead letter channel\n\n## Why\n"),
                 page.out.constData());
        const Outcome unknown = weir({u"explain"_s, u"delivery/mising-dlq"_s});
        QCOMPARE(unknown.exitCode, 1);
        QVERIFY2(unknown.err.contains("Did you mean “delivery/missing-dlq”?"), unknown.err.constData());
    }

private:
    Outcome weir(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return test::runWeir(arguments, m_folder->path(), input);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

WEIR_TEST(tst_AdviseCommand)
#include "tst_advisecommand.moc"
