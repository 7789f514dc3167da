// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/model/validation.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Validation : public QObject
{
    Q_OBJECT

private slots:
    void whatDoesNotFitIsAFinding_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("words");
        const QString service = u"services/a"_s;
        const auto row = [](const char *name, const QString &path, const char *document, const QString &rule,
                            const QString &pointer, const QString &words) {
            QTest::newRow(name) << path << QByteArray(document) << u"structure/"_s + rule << pointer << words;
        };
        row("no object", service, "[]", u"type"_s, {}, u"an object, not an array"_s);
        row("wrong type", service, R"({"id": "a", "external": "yes"})", u"type"_s, u"/external"_s, u"true or false"_s);
        row("item of the wrong type", service, R"({"id": "a", "sends": [4]})", u"type"_s, u"/sends/0"_s,
            u"an object, not 4"_s);
        row("missing id", service, R"({"name": "A"})", u"missing"_s, {}, u"no \"id\""_s);
        row("missing deep inside", service, R"({"id": "a", "receives": [{"id": "b"}]})", u"missing"_s, u"/receives/0"_s,
            u"\"channel\""_s);
        row("misspelt id", service, R"({"id": "Big Service"})", u"slug"_s, u"/id"_s, u"\"Big Service\""_s);
        row("duration", service, R"({"id": "a", "outbox": {"poll": "5 seconds"}})", u"duration"_s, u"/outbox/poll"_s,
            u"\"250ms\""_s);
        row("rate", service, R"({"id": "a", "sends": [{"event": "e", "channel": "c", "load": {"rate": "5"}}]})",
            u"rate"_s, u"/sends/0/load/rate"_s, u"\"50/s\""_s);
        row("number for a rate", service,
            R"({"id": "a", "sends": [{"event": "e", "channel": "c", "load": {"rate": 5}}]})", u"type"_s,
            u"/sends/0/load/rate"_s, u"not 5"_s);
        row("share", service, R"({"id": "a", "receives": [{"id": "b", "channel": "c", "failureRate": 1.5}]})",
            u"range"_s, u"/receives/0/failureRate"_s, u"from 0 to 1"_s);
        row("no instances", service, R"({"id": "a", "receives": [{"id": "b", "channel": "c", "instances": 0}]})",
            u"range"_s, u"/receives/0/instances"_s, u"at least 1"_s);
        row("half an instance", service, R"({"id": "a", "receives": [{"id": "b", "channel": "c", "instances": 0.5}]})",
            u"type"_s, u"/receives/0/instances"_s, u"a whole number"_s);
        row("more than fits", service,
            R"({"id": "a", "receives": [{"id": "b", "channel": "c", "instances": 3000000000}]})", u"range"_s,
            u"/receives/0/instances"_s, u"3000000000"_s);
        row("unknown value", u"channels/a"_s, R"({"id": "a", "kind": "quue"})", u"unknown-value"_s, u"/kind"_s,
            u"one of queue, topic"_s);
        row("version key", service, R"({"id": "a", "sends": [{"event": "e", "channel": "c", "versions": {"new": 1}}]})",
            u"key"_s, u"/sends/0/versions/new"_s, u"\"new\""_s);
        row("step without a kind", u"flows/a"_s, R"({"id": "a", "steps": [{"from": "x"}]})", u"choice"_s, u"/steps/0"_s,
            u"message, reply, loop"_s);
        row("nested step of two kinds", u"flows/a"_s,
            R"({"id": "a", "steps": [{"loop": "l", "steps": [{"note": "a", "alt": "b"}]}]})", u"choice"_s,
            u"/steps/0/steps/0"_s, u"it has 2"_s);
        row("severity of a rule", u"catalog"_s, R"({"weir": 1, "rules": {"a/b": 4}})", u"type"_s, u"/rules/a~1b"_s,
            u"or an object"_s);
        row("severity at a path", u"catalog"_s, R"({"weir": 1, "rules": {"a/b": {"events/x": "warn"}}})",
            u"unknown-value"_s, u"/rules/a~1b/events~1x"_s, u"warning"_s);
        row("bend", u"views/a"_s, R"({"id": "a", "edges": {"e": {"bends": [[1, 2, 3]]}}})", u"type"_s,
            u"/edges/e/bends/0"_s, u"2 items"_s);
        row("approval without a reason", u"approvals"_s, R"([{"rule": "r", "target": "t"}])", u"missing"_s, u"/0"_s,
            u"\"reason\""_s);
        row("date", u"approvals"_s, R"([{"rule": "r", "target": "t", "reason": "x", "until": "soon"}])", u"date"_s,
            u"/0/until"_s, u"\"soon\""_s);
        row("unknown member", u"channels/a"_s, R"({"id": "a", "kind": "queue", "colour": 1})", u"unknown-member"_s,
            u"/colour"_s, u"is kept"_s);
    }
    void whatDoesNotFitIsAFinding()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, document);
        const Findings findings = checkDocument(*ElementRef::fromPath(path), Json::parse(document.toStdString()));
        QCOMPARE(findings.size(), 1);
        QTEST(findings[0].rule, "rule");
        QTEST(findings[0].place.pointer, "pointer");
        QCOMPARE(findings[0].element, path);
        QFETCH(QString, words);
        QVERIFY2(findings[0].message.contains(words), qPrintable(findings[0].message));
        QVERIFY(!findings[0].hint.isEmpty());
    }

    void aMistypedMemberAndValueGetASuggestion()
    {
        const Findings member = checkDocument({Kind::Service, u"a"_s}, Json::parse(R"({"id": "a", "recieves": []})"));
        QCOMPARE(member.size(), 1);
        QCOMPARE(member[0].severity, Severity::Warning);
        QVERIFY2(member[0].hint.contains(u"receives"), qPrintable(member[0].hint));
        const Findings value = checkDocument({Kind::Channel, u"a"_s}, Json::parse(R"({"id": "a", "kind": "quue"})"));
        QVERIFY2(value[0].hint.contains(u"queue"), qPrintable(value[0].hint));
    }

    void membersOfOnesOwnAndTheSchemasNameAreFine()
    {
        const Json document = Json::parse(R"({"$schema": "channel.schema.json", "id": "a", "kind": "queue",
            "x-team": {"any": 1}, "bindings": {"kafka": {"free": true}}})");
        QCOMPARE(checkDocument({Kind::Channel, u"a"_s}, document), Findings());
    }

    void slugsAreWhatTheyShouldBe()
    {
        for (const QStringView id : {u"a", u"user.created", u"0-a_b.c"})
            QVERIFY(isSlug(id));
        for (const QStringView id : {u"", u".a", u"-a", u"A", u"a b", u"ä", u"a/b", u"../a"})
            QVERIFY2(!isSlug(id), qPrintable(id.toString()));
    }
};

WEIR_TEST(tst_Validation)
#include "tst_validation.moc"
