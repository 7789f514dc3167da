// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/checkevents.h"
#include "core/usecases/openproject.h"
#include "tests/support/registertest.h"

#include <QBuffer>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

const Catalog &seed()
{
    static const Result<Project> project = openInput(QStringLiteral(WEIR_RESOURCES "/examples/seed"));
    return project->catalog;
}

EventCheck checked(QByteArray bytes)
{
    QBuffer device(&bytes);
    [&] { QVERIFY(device.open(QIODevice::ReadOnly)); }();
    const auto check = checkEvents(seed(), u"-"_s, &device);
    [&] { QVERIFY2(check, check ? "" : qPrintable(check.error().message)); }();
    return *check;
}

/// `rule@line` of each finding.
QStringList rules(const EventCheck &check)
{
    QStringList texts;
    for (const Finding &finding : check.findings)
        texts += u"%1@%2"_s.arg(finding.rule).arg(finding.place.line);
    return texts;
}

/// An envelope of `user.created`, on one line.
QByteArray created(const QByteArray &id, int version, const QByteArray &data)
{
    return R"({"id": ")" + id + R"(", "type": "user.created", "timestamp": "2026-01-01T00:00:00Z", "version": )"
        + QByteArray::number(version) + R"(, "source": "user-service", "data": )" + data + "}\n";
}

const QByteArray first = R"({"userId": "1", "email": "a@example.com"})";

} // namespace

class tst_CheckEvents : public QObject
{
    Q_OBJECT

private slots:
    void rightEventsHaveNoFindings()
    {
        const EventCheck check = checked(created("a", 1, first) + '\n' + created("b", 1, first));
        QCOMPARE(check.findings, Findings());
        QCOMPARE(check.events, 2);
        QCOMPARE(check.wrong, 0);
    }

    void theUsageExampleDeclaresOneVersionAndCarriesAnother()
    {
        const EventCheck check =
            checked(created("a", 1, R"({"userId": "123", "email": "user@example.com", "name": "John"})"));
        QCOMPARE(rules(check), QStringList{u"events/version-mismatch@1"_s});
        QCOMPARE(check.findings.front().message,
                 u"“user.created” declares version 1, but carries the field “name” of version 2."_s);
        QCOMPARE(check.wrong, 1);
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QByteArray &events, const QStringList &expected) {
            QTest::newRow(name) << events << expected;
        };
        row("a used id", created("a", 1, first) + "\n" + created("a", 1, first), {u"events/duplicate-id@3"_s});
        row("the same id of another source",
            created("a", 1, first) + created("a", 1, first).replace("user-service", "import"), {});
        row("an unknown type", created("a", 1, first).replace("user.created", "user.craeted"),
            {u"events/undeclared-type@1"_s});
        row("an unknown version", created("a", 9, first), {u"events/undeclared-version@1"_s});
        row("data of the wrong form", created("a", 1, R"({"userId": 1, "email": "a"})"), {u"schema/type@1"_s});
        row("a missing member", created("a", 1, R"({"userId": "1"})"), {u"schema/required@1"_s});
        row("no source", created("a", 1, first).replace(R"("source": "user-service", )", ""),
            {u"envelope/missing@1"_s});
        row("a broken line", created("a", 1, first) + "{\"id\": \n" + created("b", 1, first), {u"events/syntax@2"_s});
        row("a broken first line", "{\"id\": \n" + created("b", 1, first), {u"events/syntax@1"_s});
        row("an array on several lines", "[\n" + created("a", 1, first) + ",\n" + created("a", 1, first) + "]",
            {u"events/duplicate-id@4"_s});
        row("nothing", " \n\n", {});
        row("a CloudEvent",
            R"({"specversion": "1.0", "id": "a", "source": "user-service", "type": "user.created", "schemaversion": 1,
                "time": "2026-01-01T00:00:00Z", "data": {"userId": "1"}})",
            {u"schema/required@2"_s});
        row("a CloudEvent of another specification",
            R"({"specversion": "0.3", "id": "a", "source": "s", "type": "user.created", "data": {}})",
            {u"cloudevents/specversion@1"_s});
    }

    void problems()
    {
        QFETCH(const QByteArray, events);
        QFETCH(const QStringList, expected);
        const EventCheck check = checked(events);
        QStringList errors;
        for (const Finding &finding : check.findings) {
            if (finding.severity == Severity::Error)
                errors += u"%1@%2"_s.arg(finding.rule).arg(finding.place.line);
        }
        QCOMPARE(errors, expected);
        QCOMPARE(check.wrong, expected.isEmpty() ? 0 : 1);
    }

    void whatIsNoJsonIsRefused()
    {
        QByteArray bytes = "id: a\ntype: user.created\n";
        QBuffer device(&bytes);
        QVERIFY(device.open(QIODevice::ReadOnly));
        QVERIFY(!checkEvents(seed(), u"-"_s, &device));
        QVERIFY(!checkEvents(seed(), u"no/such/file.ndjson"_s));
    }
};

WEIR_TEST(tst_CheckEvents)
#include "tst_checkevents.moc"
