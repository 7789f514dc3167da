// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/expression/assertion.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace weir;
using namespace Qt::StringLiterals;
using ArgumentKind = AssertionArgument::Kind;

class tst_Assertion : public QObject
{
    Q_OBJECT

private slots:
    void assertionsAreTakenApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<AssertionFunction>("function");
        QTest::addColumn<ArgumentKind>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("service");
        QTest::addColumn<Comparison>("comparison");
        QTest::addColumn<double>("limit");
        using enum AssertionFunction;
        using enum ArgumentKind;
        QTest::newRow("an event at a service") << u"p99(user.created -> email-service) < 5m"_s << P99 << EventAtService
                                               << u"user.created"_s << u"email-service"_s << Comparison::Less << 300.0;
        QTest::newRow("no blanks") << u"p99(user.created->email-service)<5m"_s << P99 << EventAtService
                                   << u"user.created"_s << u"email-service"_s << Comparison::Less << 300.0;
        QTest::newRow("a service by name")
            << u" p95( user.created ->  Email   Service ) <= 250ms "_s << P95 << EventAtService << u"user.created"_s
            << u"Email Service"_s << Comparison::LessOrEqual << 0.25;
        QTest::newRow("a quoted name") << u"p50(user.created -> \"Mail, fast\") < 1s"_s << P50 << EventAtService
                                       << u"user.created"_s << u"Mail, fast"_s << Comparison::Less << 1.0;
        QTest::newRow("everything") << u"dlq(*) == 0"_s << Dlq << Everything << QString() << QString()
                                    << Comparison::Equal << 0.0;
        QTest::newRow("nothing is everything")
            << u"lost() == 0"_s << Lost << Everything << QString() << QString() << Comparison::Equal << 0.0;
        QTest::newRow("a subscription") << u"p99(billing/bill) < 2s"_s << P99 << Item << u"billing/bill"_s << QString()
                                        << Comparison::Less << 2.0;
        QTest::newRow("a channel") << u"depth(orders-to-process) < 1000"_s << Depth << Name << u"orders-to-process"_s
                                   << QString() << Comparison::Less << 1000.0;
        QTest::newRow("a share") << u"utilisation(billing/bill) <= 80%"_s << Utilisation << Item << u"billing/bill"_s
                                 << QString() << Comparison::LessOrEqual << 0.8;
        QTest::newRow("drain") << u"drain(*) < 10m"_s << Drain << Everything << QString() << QString()
                               << Comparison::Less << 600.0;
        QTest::newRow("attempts") << u"attempts(*) != 1.24"_s << Attempts << Everything << QString() << QString()
                                  << Comparison::NotEqual << 1.24;
    }

    void assertionsAreTakenApart()
    {
        QFETCH(QString, text);
        QFETCH(AssertionFunction, function);
        QFETCH(ArgumentKind, kind);
        QFETCH(QString, name);
        QFETCH(QString, service);
        QFETCH(Comparison, comparison);
        QFETCH(double, limit);
        const Result<Assertion> assertion = parseAssertion(text);
        QVERIFY2(assertion, qPrintable(assertion ? QString() : assertion.error().message));
        QCOMPARE(assertion->text, text.trimmed());
        QCOMPARE(assertion->function, function);
        QCOMPARE(assertion->argument.kind, kind);
        QCOMPARE(assertion->argument.name, name);
        QCOMPARE(assertion->argument.service, service);
        QCOMPARE(assertion->comparison, comparison);
        QCOMPARE(assertion->limit, limit);
    }

    void aShareHasATimeBeforeOrBehind_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("before") << u"share(within 5m, user.created) >= 0.999"_s;
        QTest::newRow("behind") << u"share(user.created, within 5m) >= 99.9%"_s;
    }

    void aShareHasATimeBeforeOrBehind()
    {
        QFETCH(QString, text);
        const Result<Assertion> assertion = parseAssertion(text);
        QVERIFY(assertion);
        QCOMPARE(assertion->within, std::optional<Duration>(std::chrono::minutes(5)));
        QCOMPARE(assertion->argument.name, u"user.created"_s);
        QVERIFY(assertion->argument.kind == ArgumentKind::Name);
        QVERIFY(std::abs(assertion->limit - 0.999) < 1e-12);
    }

    void everyFunctionIsKnown()
    {
        const QStringList names = assertionFunctionNames();
        QCOMPARE(names.size(), 15);
        for (const QString &name : names) {
            const bool isShare = name == u"share";
            const bool isTime = name.startsWith(u'p') || name == u"max" || name == u"mean" || name == u"drain";
            const QString text = name + (isShare ? u"(within 1s) >= "_s : u"(*) >= "_s) + (isTime ? u"1s"_s : u"1"_s);
            const Result<Assertion> assertion = parseAssertion(text);
            QVERIFY2(assertion, qPrintable(text));
            QCOMPARE(assertionFunctionName(assertion->function), name);
        }
    }

    void errorsSayWhereAndWhatIsAllowed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("hint");
        QTest::newRow("nothing") << u""_s << 1 << u"p99"_s;
        QTest::newRow("mistyped function") << u"p98(*) < 5m"_s << 1 << u"Did you mean p90"_s;
        QTest::newRow("unknown function") << u"throughput(*) > 5"_s << 1 << u"utilisation"_s;
        QTest::newRow("no parentheses") << u"dlq == 0"_s << 5 << u"dlq(*)"_s;
        QTest::newRow("unclosed") << u"dlq(* == 0"_s << 11 << u")"_s;
        QTest::newRow("no comparison") << u"dlq(*) 0"_s << 8 << u"<="_s;
        QTest::newRow("single equals sign") << u"dlq(*) = 0"_s << 8 << u"=="_s;
        QTest::newRow("no value") << u"dlq(*) =="_s << 10 << u"number"_s;
        QTest::newRow("a latency against a number") << u"p99(*) < 5"_s << 10 << u"250ms"_s;
        QTest::newRow("a count against a time") << u"dlq(*) < 5m"_s << 10 << u"number"_s;
        QTest::newRow("a count against a percentage") << u"dlq(*) < 5%"_s << 10 << u"number"_s;
        QTest::newRow("a share above 1") << u"share(within 1s) > 99.9"_s << 20 << u"from 0 to 1"_s;
        QTest::newRow("share without a time") << u"share(user.created) > 0.9"_s << 19 << u"within 5m"_s;
        QTest::newRow("within elsewhere") << u"p99(within 5m, a) < 1s"_s << 5 << u"p99("_s;
        QTest::newRow("a bad time") << u"share(within soon, a) > 0.9"_s << 7 << u"250ms"_s;
        QTest::newRow("two names") << u"p99(a, b) < 1s"_s << 8 << u"billing/bill"_s;
        QTest::newRow("no service") << u"p99(a -> ) < 1s"_s << 5 << u"email-service"_s;
        QTest::newRow("more behind") << u"dlq(*) == 0 0"_s << 11 << u"number"_s;
        QTest::newRow("unclosed quotes") << u"dlq(\"a) == 0"_s << 5 << u"\""_s;
    }

    void errorsSayWhereAndWhatIsAllowed()
    {
        QFETCH(QString, text);
        QFETCH(int, column);
        QFETCH(QString, hint);
        const Result<Assertion> assertion = parseAssertion(text);
        QVERIFY(!assertion);
        QCOMPARE(assertion.error().place.column, column);
        QVERIFY2(assertion.error().hint.contains(hint), qPrintable(assertion.error().hint));
    }

    void comparisonsHoldAsWritten()
    {
        const auto holds = [](QStringView text, double measured) { return parseAssertion(text)->holds(measured); };
        QVERIFY(holds(u"p99(*) < 300ms", 0.299));
        QVERIFY(!holds(u"p99(*) < 300ms", 0.3));
        QVERIFY(holds(u"p99(*) <= 300ms", 300'000'000 / 1e9));
        QVERIFY(holds(u"dlq(*) == 0", 0));
        QVERIFY(!holds(u"dlq(*) == 0", 1));
        QVERIFY(holds(u"dlq(*) != 0", 1));
        QVERIFY(holds(u"share(within 1s) >= 0.9", 0.9));
        QVERIFY(!holds(u"share(within 1s) > 0.9", 0.9));
    }

    void notANumberNeverHolds()
    {
        for (const QString &sign : {u"<"_s, u"<="_s, u">"_s, u">="_s, u"=="_s, u"!="_s})
            QVERIFY(!parseAssertion(u"dlq(*) "_s + sign + u" 0"_s)->holds(std::nan("")));
    }

    void noTextMakesItFail()
    {
        const QStringList words{u"p99"_s, u"share"_s, u"("_s, u")"_s,  u"within"_s, u"5m"_s, u","_s, u"->"_s,
                                u"*"_s,   u"a.b"_s,   u"<"_s, u"=="_s, u"0"_s,      u"\""_s, u"é"_s, u"/"_s};
        std::mt19937 random(3);
        for (int i = 0; i < 20000; ++i) {
            QString text = i % 2 ? u"p99("_s : QString();
            for (auto j = random() % 10; j > 0; --j)
                text += words.at(static_cast<qsizetype>(random() % static_cast<std::size_t>(words.size()))) + u' ';
            const Result<Assertion> assertion = parseAssertion(text);
            QVERIFY(assertion || assertion.error().place.column <= text.toUtf8().size() + 1);
        }
    }
};

WEIR_TEST(tst_Assertion)
#include "tst_assertion.moc"
