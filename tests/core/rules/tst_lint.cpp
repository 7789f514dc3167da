// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/rules/lintof.h"
#include "tests/support/registertest.h"

#include "core/model/sourcemap.h"
#include "core/rules/lint.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QTest>

#include <ctime>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;

class tst_Lint : public QObject
{
    Q_OBJECT

    /// Two events with bad names and the settings or approvals in \a more.
    static Findings named(const QByteArray &more, QDate today = QDate(2026, 6, 1))
    {
        return findingsOf(lintOf("{" + more + R"('events': [{'id': 'order.pay'}, {'id': 'user.create'}]})", today),
                          u"naming/past-tense"_s);
    }

    static Catalog exampleCatalog(const QString &name)
    {
        Catalog catalog;
        const QString root = QStringLiteral(WEIR_RESOURCES "/examples/") + name;
        QDirIterator files(root, {u"*.json"_s, u"*.weir"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QString relative = file.fileName().sliced(root.size() + 1);
            const auto element = ElementRef::fromPath(relative.chopped(5));
            if (element)
                catalog.setDocument(*element, Json::parse(file.readAll().toStdString()));
        }
        return catalog;
    }

private slots:
    void aSeverityIsSetForARule()
    {
        QCOMPARE(named("").size(), 2);
        QCOMPARE(named("").first().severity, Severity::Warning);
        QCOMPARE(named("'rules': {'naming/past-tense': 'error'},").first().severity, Severity::Error);
        QCOMPARE(named("'rules': {'naming/past-tense': 'off'},").size(), 0);
        QCOMPARE(named("'rules': {'naming': 'info'},").first().severity, Severity::Info);
        QCOMPARE(named("'rules': {'naming': 'off', 'naming/past-tense': 'error'},").first().severity, Severity::Error);
    }

    void aSeverityIsSetForAPath()
    {
        const Findings one = named("'rules': {'naming/past-tense': {'events/order.pay': 'off'}},");
        QCOMPARE(one.size(), 1);
        QCOMPARE(one.first().element, u"events/user.create"_s);
        QCOMPARE(named("'rules': {'naming/past-tense': {'events': 'off'}},").size(), 0);
        QCOMPARE(named("'rules': {'naming/past-tense': {'events/order': 'off'}},").size(), 2);
        QCOMPARE(named("'rules': {'naming/past-tense': {'events/order.*': 'off'}},").size(), 1);
        const Findings both =
            named("'rules': {'naming/past-tense': {'events': 'off', 'events/user.create': 'error'}},");
        QCOMPARE(both.size(), 1);
        QCOMPARE(both.first().severity, Severity::Error);
    }

    void anApprovalHoldsUpToItsDay()
    {
        const auto approved = [](const QByteArray &until) {
            return "'approvals': [{'rule': 'naming/past-tense', 'target': 'events/order.pay', 'reason': 'r'" + until
                + "}],";
        };
        QCOMPARE(named(approved("")).size(), 1);
        QCOMPARE(named(approved(", 'until': '2026-06-01'")).size(), 1);
        QCOMPARE(named(approved(", 'until': '2026-05-31'")).size(), 2);
        QCOMPARE(named(approved(", 'until': '2026-05-31'"), QDate()).size(), 1);
    }

    void aFindingHasItsPlace()
    {
        SourceMap sources;
        const ElementRef billing{Kind::Service, u"billing"_s};
        sources.setFile(billing, u"services/billing.json"_s);
        sources.add(billing, u"/receives/0/channel"_s, 7, 18);
        const Catalog catalog = catalogOf(R"({'services': [{'id': 'billing',
            'receives': [{'id': 'bill', 'channel': 'gone', 'events': ['*']}]}]})");
        const Findings found = findingsOf(lint(catalog, sources, {}), u"structure/unknown-channel"_s);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().place, (Place{u"services/billing.json"_s, 7, 18, u"/receives/0/channel"_s}));
    }

    void findingsAreSortedByPlace()
    {
        const auto at = [](const QString &file, int line, const QString &rule) {
            return Finding{rule, Severity::Error, {}, {}, Place{file, line, 1, {}}, {}};
        };
        Findings findings{at(u"b"_s, 1, u"a/a"_s), at(u"a"_s, 9, u"a/b"_s), at(u"a"_s, 9, u"a/a"_s),
                          at(u"a"_s, 2, u"z/z"_s)};
        sortFindings(findings);
        QCOMPARE(rulesIn(findings), QStringList({u"z/z"_s, u"a/a"_s, u"a/b"_s, u"a/a"_s}));
    }

    void shippedExamplesHaveOnlyMeantFindings_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("rules");
        QTest::newRow("one queue") << u"one-queue"_s << QStringList();
        // Its order grew required members; consumers that state no versions are told so.
        QTest::newRow("checkout") << u"checkout"_s << QStringList{u"schema/incompatible-step"_s};
        // The specification's own weak points: its outbox worker and its webhook signature.
        QTest::newRow("seed") << u"seed"_s
                              << QStringList{u"delivery/faithful-outbox"_s, u"delivery/stuck-rows"_s,
                                             u"schema/incompatible-step"_s, u"security/unsigned-timestamp"_s};
    }

    void shippedExamplesHaveOnlyMeantFindings()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, rules);
        const Catalog catalog = exampleCatalog(name);
        QVERIFY(!catalog.events().isEmpty() && !catalog.services().isEmpty() && !catalog.project().title.isEmpty());
        const Findings findings = lint(catalog, SourceMap(), QDate(2026, 6, 1));
        QStringList found = rulesIn(findings);
        found.removeDuplicates();
        found.sort();
        QStringList texts;
        for (const Finding &finding : findings)
            texts.append(finding.message);
        QVERIFY2(found == rules, qPrintable(texts.join(u'\n')));
    }

    void whatHoldsForAWholeDesignIsSaidOnce()
    {
        QByteArrayList receives, channels, events;
        for (const char *name : {"a", "b", "c", "d", "e", "f"}) {
            const QByteArray id(name);
            receives.append("{'id':'" + id + "','channel':'" + id + "','events':['" + id
                            + ".made'],'idempotent':true}");
            channels.append("{'id':'" + id + "','kind':'topic'}");
            events.append("{'id':'" + id + ".made','versions':[{'version':1}]}");
        }
        const Findings findings = lintOf("{'services':[{'id':'s','receives':[" + receives.join(',') + "]}],'channels':["
                                         + channels.join(',') + "],'events':[" + events.join(',') + "]}");
        QCOMPARE(rulesIn(findings),
                 QStringList({u"delivery/missing-dlq"_s, u"delivery/no-retry"_s, u"topology/unproduced-event"_s}));
        QCOMPARE(findings.first().element, u"catalog"_s);
    }

    void aLargeDesignTakesLittleTime()
    {
        // Processor time: twice the elements may take about twice as much; a square would take four times as much.
        const auto milliseconds = [](int services) {
            const Catalog catalog = catalogOf(largeDesign(services));
            const std::clock_t start = std::clock();
            const Findings findings = lint(catalog, SourceMap(), QDate(2026, 6, 1));
            const double elapsed = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
            qInfo("%d services, %lld events: %lld findings in %.0f ms", services,
                  static_cast<long long>(catalog.events().size()), static_cast<long long>(findings.size()), elapsed);
            return elapsed;
        };
        const double half = milliseconds(500);
        const double whole = milliseconds(1000);
        QVERIFY2(whole < 3.2 * half + 50, qPrintable(u"%1 ms, then %2 ms"_s.arg(half).arg(whole)));
    }

private:
    /// Services with ten events each, every event consumed by the next service, one by pattern.
    static QByteArray largeDesign(int services)
    {
        QByteArrayList serviceTexts, eventTexts;
        for (int s = 0; s < services; ++s) {
            const QByteArray id = "s" + QByteArray::number(s);
            const QByteArray next = "s" + QByteArray::number((s + 1) % services);
            QByteArrayList sends, wanted;
            for (int e = 0; e < 10; ++e) {
                const QByteArray event = id + "-thing" + QByteArray::number(e) + ".created";
                eventTexts.append("{'id':'" + event + "','versions':[{'version':1,'schema':{}}]}");
                sends.append("{'event':'" + event + "','channel':'all'}");
                wanted.append("'" + next + "-thing" + QByteArray::number(e) + ".created'");
            }
            wanted.append("'" + id + "-thing0.*'");
            serviceTexts.append("{'id':'" + id + "','sends':[" + sends.join(',')
                                + "],'receives':[{'id':'r','channel':'all','events':[" + wanted.join(',') + "]}]}");
        }
        return "{'services':[" + serviceTexts.join(',') + "],'events':[" + eventTexts.join(',')
            + "],'channels':[{'id':'all','kind':'topic'}]}";
    }
};

WEIR_TEST(tst_Lint)
#include "tst_lint.moc"
