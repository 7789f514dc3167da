// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/model/catalog.h"
#include "core/model/codec.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Catalog : public QObject
{
    Q_OBJECT

private:
    static Json billing()
    {
        return Json::parse(R"({"id": "billing", "outbox": {},
            "sends": [{"event": "invoice.sent", "channel": "mail", "load": {"rate": "120/min"}}],
            "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"], "instances": 2,
              "processing": {"distribution": "lognormal", "p50": "20ms", "p99": "90ms"},
              "emits": [{"event": "invoice.sent", "channel": "mail", "probability": 0.5}]}]})");
    }
    static const inline ElementRef service{Kind::Service, u"billing"_s};

private slots:
    void aDocumentIsReadIntoItsStruct()
    {
        Catalog catalog;
        QCOMPARE(catalog.setDocument(service, billing()), Findings());
        const Service *read = catalog.service(u"billing");
        QVERIFY(read);
        QVERIFY(read->outbox.has_value());
        QCOMPARE(read->outbox->batch, 100);
        QCOMPARE(read->sends.size(), 1);
        QCOMPARE(read->sends[0].id, u"invoice.sent"_s);
        QCOMPARE(*read->sends[0].load->rate, 2.0);
        const Subscription &bill = read->receives[0];
        QCOMPARE(*bill.instances, 2);
        QVERIFY(!bill.concurrency);
        QCOMPARE(bill.processing->kind, DistributionKind::Lognormal);
        QVERIFY(bill.processing->p99 == Duration(90ms));
        QCOMPARE(bill.emits[0].probability, 0.5);
    }

    void elementsStandSortedByKindAndId()
    {
        Catalog catalog;
        for (const char *id : {"c", "a", "b"})
            catalog.setDocument({Kind::Event, QString::fromUtf8(id)}, Json{{"id", id}});
        catalog.setDocument({Kind::Service, u"z"_s}, Json{{"id", "z"}});
        QStringList paths;
        for (const ElementRef &element : catalog.elements())
            paths.append(element.path());
        QCOMPARE(paths, (QStringList{u"catalog"_s, u"services/z"_s, u"events/a"_s, u"events/b"_s, u"events/c"_s}));
        QCOMPARE(catalog.events()[1].id, u"b"_s);
        QVERIFY(catalog.remove({Kind::Event, u"b"_s}));
        QVERIFY(!catalog.remove({Kind::Event, u"b"_s}));
        QVERIFY(!catalog.event(u"b"));
        QCOMPARE(catalog.events().size(), 2);
    }

    void tenThousandEventsAreFound()
    {
        Catalog catalog;
        for (int i = 0; i < 10'000; ++i) {
            const QString id = u"e%1"_s.arg(i, 5, 10, QChar(u'0'));
            catalog.setDocument({Kind::Event, id}, Json{{"id", id.toStdString()}});
        }
        QCOMPARE(catalog.events().size(), 10'000);
        for (int i = 0; i < 10'000; ++i) {
            const QString id = u"e%1"_s.arg(i, 5, 10, QChar(u'0'));
            QCOMPARE(catalog.event(id)->id, id);
        }
    }

    void theElementsIdWinsOverTheDocuments()
    {
        Catalog catalog;
        const Findings findings = catalog.setDocument({Kind::Event, u"a"_s}, Json{{"id", "b"}});
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings[0].rule, u"structure/id-differs"_s);
        QCOMPARE(findings[0].place.pointer, u"/id"_s);
        QVERIFY(catalog.event(u"a"));
        QVERIFY(!catalog.event(u"b"));
    }

    void anEditAndItsInverseRestoreTheDocument_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("replace a number") << u"/receives/0/instances"_s << u"2"_s << u"4"_s;
        QTest::newRow("insert a member") << u"/receives/0/concurrency"_s << QString() << u"3"_s;
        QTest::newRow("insert a first member") << u"/name"_s << QString() << u"\"Billing\""_s;
        QTest::newRow("remove a member") << u"/receives/0/instances"_s << u"2"_s << QString();
        QTest::newRow("append an item") << u"/receives/0/events/-"_s << QString() << u"\"order.changed\""_s;
        QTest::newRow("insert an item") << u"/receives/0/events/0"_s << QString() << u"\"order.changed\""_s;
        QTest::newRow("remove an item") << u"/receives/0/events/0"_s << u"\"order.placed\""_s << QString();
        QTest::newRow("replace with null") << u"/receives/0/instances"_s << u"2"_s << u"null"_s;
        QTest::newRow("an own member") << u"/x-team~1lead"_s << QString() << u"{\"a\": [1]}"_s;
    }
    void anEditAndItsInverseRestoreTheDocument()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, before);
        QFETCH(QString, after);
        const auto value = [](const QString &text) {
            return text.isEmpty() ? JsonValue() : JsonValue(Json::parse(text.toStdString()));
        };
        Catalog catalog;
        catalog.setDocument(service, billing());
        const Catalog original = catalog;
        const Change change{service, pointer, value(before), value(after)};
        QVERIFY(catalog.apply(change));
        QVERIFY(!(catalog == original));
        QVERIFY(!catalog.apply(change) || pointer.contains(u"events"));
        catalog = original;
        QVERIFY(catalog.apply(change));
        QVERIFY(catalog.apply(change.inverse()));
        QCOMPARE(catalog, original);
    }

    void anInsertedMemberStandsWhereTheFileHasIt()
    {
        Catalog catalog;
        catalog.setDocument(service, billing());
        QVERIFY(catalog.apply({service, u"/receives/0/concurrency"_s, {}, JsonValue(Json(3))}));
        const JsonValue document = catalog.document(service);
        const Json &subscription = document.get().at("receives").at(0);
        QCOMPARE(std::next(subscription.begin(), 4).key(), std::string("concurrency"));
        QCOMPARE(*catalog.service(u"billing")->receives[0].concurrency, 3);
    }

    void anEditOfWhatHasChangedIsRefused()
    {
        Catalog catalog;
        catalog.setDocument(service, billing());
        const Catalog original = catalog;
        const Result<void> wrongBefore =
            catalog.apply({service, u"/receives/0/instances"_s, JsonValue(Json(1)), JsonValue(Json(4))});
        QVERIFY(!wrongBefore);
        QVERIFY(wrongBefore.error().message.contains(u"services/billing"));
        QVERIFY(!catalog.apply({service, u"/receives/1/instances"_s, {}, JsonValue(Json(4))}));
        QVERIFY(!catalog.apply({service, u"no pointer"_s, {}, JsonValue(Json(4))}));
        QVERIFY(!catalog.apply({service, u"/receives/9"_s, {}, JsonValue(Json::object())}));
        QVERIFY(!catalog.apply({{Kind::Service, u"other"_s}, u"/name"_s, {}, JsonValue(Json("x"))}));
        QVERIFY(!catalog.apply({service, {}, {}, JsonValue(Json::object())}));
        QCOMPARE(catalog, original);
    }

    void elementsAreMadeAndDeletedByChanges()
    {
        Catalog catalog;
        const Change creation{service, {}, {}, JsonValue(billing())};
        QVERIFY(catalog.apply(creation));
        QVERIFY(catalog.service(u"billing"));
        QVERIFY(catalog.apply(creation.inverse()));
        QCOMPARE(catalog, Catalog());
    }

    void beforeIsComparedWithoutTheOrderOfMembers()
    {
        Catalog catalog;
        catalog.setDocument({Kind::Channel, u"a"_s}, Json::parse(R"({"id": "a", "kind": "queue"})"));
        const Change change{{Kind::Channel, u"a"_s},
                            {},
                            JsonValue(Json::parse(R"({"kind": "queue", "id": "a"})")),
                            JsonValue(Json::parse(R"({"id": "a", "kind": "topic"})"))};
        QVERIFY(catalog.apply(change));
        QCOMPARE(catalog.channel(u"a")->kind, ChannelKind::Topic);
    }

    void copiesDoNotInfluenceEachOther()
    {
        Catalog catalog;
        catalog.setDocument(service, billing());
        Catalog copy = catalog;
        copy.remove(service);
        QVERIFY(catalog.service(u"billing"));
    }

    void approvalsAreOneElement()
    {
        Catalog catalog;
        const ElementRef approvals{Kind::Approvals, {}};
        const Json document = Json::parse(R"([{"rule": "naming/past-tense", "target": "events/a", "reason": "legacy",
            "until": "2026-03-31"}, {"rule": "x/y", "target": "events/b", "reason": "r"}])");
        QCOMPARE(catalog.setDocument(approvals, document), Findings());
        QCOMPARE(catalog.approvals().size(), 2);
        QCOMPARE(catalog.approvals()[0].until, QDate(2026, 3, 31));
        QVERIFY(!catalog.approvals()[1].until.isValid());
    }
};

WEIR_TEST(tst_Catalog)
#include "tst_catalog.moc"
