// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/catalogsentences.h"
#include "core/interchange/markdownimport.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray entry =
    "# Event Catalog\n\n## user.created\n\n**Description**: Fired when a user account is created\n\n"
    "**Producer**: User Service\n\n**Consumers**:\n- Email Service (sends welcome email)\n"
    "- Analytics\\_Service\n\n**Schema (v2)**:\n```typescript\n{\n  type: 'user.created';\n"
    "  data: {\n    userId: string;\n    name?: string;\n  }\n}\n```\n\n"
    "**Retry Policy**: 3 retries with exponential backoff\n\n**SLA**: Process within 5 minutes\n";

} // namespace

class tst_MarkdownImport : public QObject
{
    Q_OBJECT

private slots:
    void anEntryBecomesAnEventWithItsServices()
    {
        const auto import = importCatalogMarkdown(entry, u"events.md"_s);
        QVERIFY(import);
        QCOMPARE(import->findings, Findings());
        const Catalog &catalog = import->catalog;
        const EventType *event = catalog.event(u"user.created");
        QVERIFY(event);
        QCOMPARE(event->summary, u"Fired when a user account is created"_s);
        QVERIFY(event->sla && event->sla->within == 5min);
        QCOMPARE(event->versions.size(), 1);
        QCOMPARE(event->versions.front().version, 2);
        const Json &schema = event->versions.front().schema.get();
        QCOMPARE(schema["properties"].size(), size_t(2));
        QCOMPARE(schema["required"].dump(), std::string("[\"userId\"]"));
        QCOMPARE(catalog.service(u"user-service")->sends.front().event, u"user.created"_s);
        const Subscription &mail = catalog.service(u"email-service")->receives.front();
        QCOMPARE(mail.purpose, u"sends welcome email"_s);
        QCOMPARE(catalog.policy(mail.policy)->maxAttempts, 4);
        QCOMPARE(catalog.policy(mail.policy)->strategy.type, RetryStrategy::Exponential);
        QCOMPARE(catalog.service(u"analytics_service")->title(), u"Analytics_Service"_s);
    }

    void whatIsNotUnderstoodIsSaid()
    {
        const auto import =
            importCatalogMarkdown("## a.done\n\n**Owner**: me\n\n**Retry Policy**: as often as you like\n\n"
                                  "**Schema (v1)**:\n```typescript\n{\n  data: {\n    x: ?;\n  }\n}\n```\n",
                                  u"events.md"_s);
        QVERIFY(import);
        QCOMPARE(import->losses.size(), 1);
        QCOMPARE(import->losses.front().place.line, 3);
        QCOMPARE(import->findings.size(), 2);
        QCOMPARE(import->findings[0].place.line, 5);
        QCOMPARE(import->findings[1].place.line, 11);
    }

    void aTextWithoutEventsIsRefused() { QVERIFY(!importCatalogMarkdown("# Hello\n\nWorld\n", u"readme.md"_s)); }

    void sentences_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("expected");
        QTest::newRow("exponential") << u"3 retries with exponential backoff"_s
                                     << u"{\"maxAttempts\":4,\"strategy\":{\"type\":\"exponential\"}}"_s;
        QTest::newRow("one") << u"1 retry with fixed delay"_s
                             << u"{\"maxAttempts\":2,\"strategy\":{\"type\":\"fixed\"}}"_s;
        QTest::newRow("none") << u"no retries"_s << u"null"_s;
        QTest::newRow("nonsense") << u"some retries"_s << QString();
    }

    void sentences()
    {
        QFETCH(const QString, sentence);
        QFETCH(const QString, expected);
        const std::optional<Json> policy = policyOfSentence(sentence);
        QCOMPARE(policy ? QString::fromStdString(policy->dump()) : QString(), expected);
    }

    void promises_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("expected");
        QTest::newRow("minutes") << u"Process within 5 minutes"_s << u"{\"within\":\"5m\"}"_s;
        QTest::newRow("a share") << u"Process within 250 ms (99.9 % of all)"_s
                                 << u"{\"within\":\"250ms\",\"share\":0.999}"_s;
        QTest::newRow("no unit") << u"Process within 5"_s << QString();
        QTest::newRow("another thing") << u"soon"_s << QString();
    }

    void promises()
    {
        QFETCH(const QString, sentence);
        QFETCH(const QString, expected);
        const std::optional<Json> sla = slaOfSentence(sentence);
        QCOMPARE(sla ? QString::fromStdString(sla->dump()) : QString(), expected);
    }
};

WEIR_TEST(tst_MarkdownImport)
#include "tst_markdownimport.moc"
