// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/delivery/eventpattern.h"

#include <QTest>

using namespace weir::delivery;
using namespace Qt::StringLiterals;

class tst_EventPattern : public QObject
{
    Q_OBJECT

private slots:
    void patternsMatch_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("matches");
        const auto row = [](const QString &pattern, const QString &type, bool matches) {
            QTest::addRow("%s %s %s", qPrintable(pattern), matches ? "takes" : "leaves", qPrintable(type))
                << pattern << type << matches;
        };
        row(u"user.created"_s, u"user.created"_s, true);
        row(u"user.created"_s, u"user.updated"_s, false);
        row(u"user.created"_s, u"User.created"_s, false);
        row(u"user.created"_s, u"user.created.v2"_s, false);
        row(u"*"_s, u"user.created"_s, true);
        row(u"*"_s, u"user"_s, true);
        row(u"#"_s, u"a.b.c"_s, true);
        row(u"**"_s, u"a.b.c"_s, true);
        row(u"user.*"_s, u"user.created"_s, true);
        row(u"user.*"_s, u"user"_s, false);
        row(u"user.*"_s, u"user.email.changed"_s, false);
        row(u"*.created"_s, u"user.created"_s, true);
        row(u"*.*"_s, u"user"_s, false);
        row(u"user.*.changed"_s, u"user.email.changed"_s, true);
        row(u"user.*.changed"_s, u"user.changed"_s, false);
        row(u"user.**"_s, u"user"_s, true);
        row(u"user.#"_s, u"user"_s, true);
        row(u"user.#"_s, u"user.email.changed"_s, true);
        row(u"user.#"_s, u"users.created"_s, false);
        row(u"user.*.#"_s, u"user"_s, false);
        row(u"user.{id}.*"_s, u"user.42.created"_s, true);
        row(u"user.{id}.*"_s, u"user.created"_s, false);
        row(u"**.created"_s, u"user.created"_s, false);
        row(u"user..created"_s, u"user.x.created"_s, false);
        row(u"us*r.created"_s, u"user.created"_s, false);
        row(u""_s, u"user.created"_s, false);
        row(u""_s, u""_s, false);
    }

    void patternsMatch()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, type);
        QFETCH(bool, matches);
        QCOMPARE(EventPattern(pattern).matches(type), matches);
    }

    void patternsOverlap_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("overlap");
        QTest::newRow("the same") << u"user.created"_s << u"user.created"_s << true;
        QTest::newRow("different") << u"user.created"_s << u"user.updated"_s << false;
        QTest::newRow("wildcards cross") << u"user.*"_s << u"*.created"_s << true;
        QTest::newRow("lengths differ") << u"user.*"_s << u"user.*.*"_s << false;
        QTest::newRow("an open end") << u"user.#"_s << u"user.*.*"_s << true;
        QTest::newRow("an open end asks for its start") << u"user.*.*.#"_s << u"user.created"_s << false;
        QTest::newRow("everything") << u"*"_s << u"a.b"_s << true;
        QTest::newRow("a routing key") << u"user.{user}.*"_s << u"user.{data.userId}.created"_s << true;
        QTest::newRow("a routing key with more segments")
            << u"user.{user}.*"_s << u"user.{data.userId}.user.created"_s << false;
    }

    void patternsOverlap()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, overlap);
        QCOMPARE(EventPattern(a).overlaps(EventPattern(b)), overlap);
        QCOMPARE(EventPattern(b).overlaps(EventPattern(a)), overlap);
    }

    void aPatternThatCanMatchNothingIsFound()
    {
        const QStringList types{u"user.created"_s, u"order.placed"_s};
        QVERIFY(canMatchAny(EventPattern(u"user.*"_s), types));
        QVERIFY(!canMatchAny(EventPattern(u"user.{id}.*"_s), types));
        QVERIFY(!canMatchAny(EventPattern(u"*"_s), {}));
    }

    void kindsAreTold()
    {
        QVERIFY(EventPattern(u"user.created"_s).isExact());
        QVERIFY(!EventPattern(u"user.*"_s).isExact());
        QVERIFY(EventPattern(u"#"_s).isEverything());
        QVERIFY(!EventPattern(u"user.#"_s).isEverything());
        QVERIFY(!EventPattern(QString()).isEverything());
        QCOMPARE(EventPattern(u"user.*"_s).firstSegment(), u"user"_s);
        QCOMPARE(EventPattern(u"*.created"_s).firstSegment(), QString());
    }
};

WEIR_TEST(tst_EventPattern)
#include "tst_eventpattern.moc"
