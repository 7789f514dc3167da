// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace weir;
using test::Outcome;
using test::runWeir;
using namespace Qt::StringLiterals;

namespace {

/// A misspelt channel (error), a missing dead letter queue (warning, mended safely), a position of nothing (info, mended
/// safely), and a webhook whose unsigned timestamp is approved.
const QByteArray shop = R"({
  'weir': 1, 'title': 'Shop <&>', 'defaults': {'policy': 'retry'},
  'services': [
    {'id': 'billing', 'name': 'Billing', 'receives': [
      {'id': 'bill', 'channel': 'orders', 'events': ['order.placed'], 'idempotent': true},
      {'id': 'book', 'channel': 'ordres', 'events': ['order.placed'], 'idempotent': true}]},
    {'id': 'orders', 'name': 'Orders', 'outbox': {}, 'sends': [{'event': 'order.placed', 'channel': 'orders'}]}],
  'events': [{'id': 'order.placed', 'versions': [{'version': 1, 'schema': {'type': 'object'}}]}],
  'channels': [{'id': 'orders', 'kind': 'topic'}],
  'policies': [{'id': 'retry', 'maxAttempts': 4, 'strategy': {'type': 'exponential', 'initialDelay': '2s'}}],
  'webhooks': [{'id': 'partner', 'direction': 'outgoing', 'service': 'orders', 'profile': 'seed', 'secrets': ['env:S'],
    'events': ['order.*'], 'url': 'https://partner.example/hook'}],
  'views': [{'id': 'overview', 'nodes': {'services/gone': {'x': 0, 'y': 0}}}],
  'approvals': [{'rule': 'security/unsigned-timestamp', 'target': 'webhooks/partner', 'reason': 'they are old'}]
})";

Json parsed(const QByteArray &bytes)
{
    return Json::parse(bytes.toStdString(), nullptr, false);
}

} // namespace

/// `weir lint`, from the outside.
class tst_LintCommand : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QByteArray text = shop;
        const Outcome made = weir(u"unbundle - -o shop -q"_s, text.replace('\'', '"'));
        QVERIFY2(made.exitCode == 0, made.err.constData());
    }

    void everyFormatIsAsApproved_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("golden");
        QTest::newRow("text") << ""
                              << "lint.txt";
        QTest::newRow("JSON") << "--format json"
                              << "lint.json";
        QTest::newRow("JUnit") << "--format junit --fail-on warning"
                               << "lint-junit.xml";
    }

    void everyFormatIsAsApproved()
    {
        QFETCH(QString, options);
        QFETCH(QString, golden);
        const Outcome outcome = weir(u"lint shop "_s + options);
        QCOMPARE(outcome.exitCode, 5);
        const QString difference = test::differsFromGolden(outcome.out, golden);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void sarifKeepsTheRulesOfItsStandard()
    {
        const Json log = parsed(weir(u"lint shop --format sarif"_s).out);
        QVERIFY(log["$schema"] == "https://json.schemastore.org/sarif-2.1.0.json" && log["version"] == "2.1.0");
        QVERIFY(log["runs"].is_array() && log["runs"].size() == 1);
        const Json &run = log["runs"][0];
        const Json &driver = run["tool"]["driver"];
        QVERIFY(driver["name"] == "weir" && driver["rules"].is_array());
        QSet<QString> fingerprints;
        int suppressed = 0;
        for (const Json &result : run["results"]) {
            QVERIFY(result["message"]["text"].is_string());
            QVERIFY(driver["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
            const std::string level = result["level"].get<std::string>();
            QVERIFY(level == "error" || level == "warning" || level == "note");
            const Json &place = result["locations"][0]["physicalLocation"];
            const QString uri = textOf(place["artifactLocation"]["uri"]);
            QVERIFY2(uri.startsWith(u"shop/"), qPrintable(uri));
            QVERIFY(place["region"]["startLine"].get<int>() >= 1);
            fingerprints.insert(textOf(result["partialFingerprints"]["weirFinding/v1"]));
            if (result.contains("suppressions")) {
                ++suppressed;
                QVERIFY(result["suppressions"][0]["kind"] == "external");
                QVERIFY(result["suppressions"][0]["justification"] == "they are old");
            }
        }
        QCOMPARE(std::size_t(fingerprints.size()), run["results"].size());
        QCOMPARE(suppressed, 1);
        for (const Json &rule : driver["rules"])
            QVERIFY(rule["shortDescription"]["text"].is_string() && rule["fullDescription"]["text"].is_string());
    }

    void aFingerprintStaysWhenLinesMove()
    {
        const auto fingerprints = [this] {
            const Json log = parsed(weir(u"lint shop --format sarif"_s).out);
            QStringList texts;
            for (const Json &result : log["runs"][0]["results"])
                texts.append(textOf(result["partialFingerprints"]["weirFinding/v1"]));
            return texts;
        };
        const QStringList before = fingerprints();
        QFile file(m_folder->filePath(u"shop/services/billing.json"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray moved = "\n\n\n" + file.readAll();
        file.seek(0);
        file.write(moved);
        file.close();
        QCOMPARE(fingerprints(), before);
    }

    void junitCountsWhatItHolds()
    {
        const QByteArray text = weir(u"lint shop --format junit"_s).out;
        QXmlStreamReader xml(text);
        int cases = 0, failures = 0, skipped = 0;
        QHash<QString, int> said;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            cases += xml.name() == u"testcase";
            failures += xml.name() == u"failure";
            skipped += xml.name() == u"skipped";
            if (xml.name() == u"testsuite") {
                for (const char *count : {"tests", "failures", "skipped"})
                    said[QLatin1String(count)] = xml.attributes().value(QLatin1String(count)).toInt();
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(said.value(u"tests"_s), cases);
        QCOMPARE(said.value(u"failures"_s), failures);
        QCOMPARE(said.value(u"skipped"_s), skipped);
        QCOMPARE(failures, 1);
        QCOMPARE(skipped, 1);
    }

    void fixAppliesWhatIsSafeAndSaysSo()
    {
        const Outcome fixed = weir(u"lint shop --fix"_s);
        QCOMPARE(fixed.exitCode, 5);
        QVERIFY2(fixed.err.contains("Add the queue “orders.dlq” for its dead letters [delivery/missing-dlq]"),
                 fixed.err.constData());
        QVERIFY2(fixed.err.contains("Remove the position [structure/unknown-position]"), fixed.err.constData());
        QVERIFY(fixed.err.contains("2 findings mended."));
        QVERIFY(QFile::exists(m_folder->filePath(u"shop/channels/orders.dlq.json"_s)));
        QVERIFY(!fixed.out.contains("missing-dlq") && fixed.out.contains("structure/unknown-channel"));
        const Outcome again = weir(u"lint shop --fix --format json"_s);
        QVERIFY(!again.err.contains("mended") && !parsed(again.out).contains("fixed"));
        QCOMPARE(weir(u"fmt shop --check"_s).exitCode, 0);
    }

    void aSealedVersionThatChangesIsFound()
    {
        const QString path = m_folder->filePath(u"shop/events/order.placed.json"_s);
        const auto replace = [&path](const QByteArray &what, const QByteArray &by) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                return false;
            QByteArray text = file.readAll();
            const bool isThere = text.contains(what);
            file.close();
            return isThere && file.open(QIODevice::WriteOnly) && file.write(text.replace(what, by)) > 0;
        };
        QVERIFY(!weir(u"lint shop --seal"_s).err.contains("sealed")); // Drafts are not.
        QVERIFY(replace("\"version\": 1,", "\"version\": 1, \"status\": \"published\","));
        QVERIFY(weir(u"lint shop --seal"_s).err.contains("1 version sealed."));
        QVERIFY(!weir(u"lint shop"_s).out.contains("schema/published-changed"));
        QVERIFY(!weir(u"lint shop --seal"_s).err.contains("sealed"));
        QCOMPARE(weir(u"fmt shop --check"_s).exitCode, 0);
        QVERIFY(replace("\"object\"", "\"array\""));
        const Outcome changed = weir(u"lint shop"_s);
        QVERIFY2(changed.out.contains("is not the one that was published. [schema/published-changed]"),
                 changed.out.constData());
        QVERIFY(replace("\"array\"", "\"object\", \"title\": \"An order\""));
        QVERIFY(!weir(u"lint shop"_s).out.contains("schema/published-changed"));
    }

    void standardInputIsNotMended()
    {
        QByteArray text = shop;
        const Outcome outcome = weir(u"lint - --fix"_s, text.replace('\'', '"'));
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.err.contains("Give --fix a folder or a bundle."));
    }

private:
    Outcome weir(const QString &line, const QByteArray &input = {}) const
    {
        return runWeir(line.split(u' ', Qt::SkipEmptyParts), m_folder->path(), input);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

WEIR_TEST(tst_LintCommand)
#include "tst_lintcommand.moc"
