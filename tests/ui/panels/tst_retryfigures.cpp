// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/panels/retryfigures.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_RetryFigures : public QObject
{
    Q_OBJECT

    static Policy specificationPolicy()
    {
        Policy policy;
        policy.maxAttempts = 3;
        policy.strategy.type = RetryStrategy::Exponential;
        policy.strategy.initialDelay = 2s;
        return policy;
    }

    static Catalog catalogWithPolicy()
    {
        Catalog catalog;
        catalog.setDocument({Kind::Policy, u"default"_s}, Json::parse(R"({"id":"default","maxAttempts":3,
            "strategy":{"type":"exponential","initialDelay":"2s","multiplier":2}})"));
        return catalog;
    }

private slots:
    void theSpecificationsPolicyTriesAtZeroTwoAndSixSeconds()
    {
        const Policy policy = specificationPolicy();
        QCOMPARE(retryLine(&policy, u"→ DLQ"_s).attempts, QList<Duration>({0s, 2s, 6s}));
    }

    void jitterShowsItsLatestInstants_data()
    {
        QTest::addColumn<int>("jitter");
        QTest::addColumn<int>("last");
        QTest::newRow("none") << int(Jitter::None) << 6;
        QTest::newRow("full") << int(Jitter::Full) << 6;
        QTest::newRow("equal") << int(Jitter::Equal) << 6;
        QTest::newRow("decorrelated") << int(Jitter::Decorrelated)
                                      << 24; // at most three times the wait before: 6 and 18 s
    }

    void jitterShowsItsLatestInstants()
    {
        QFETCH(const int, jitter);
        QFETCH(const int, last);
        Policy policy = specificationPolicy();
        policy.strategy.jitter = Jitter(jitter);
        QCOMPARE(retryLine(&policy, {}).attempts.last(), Duration(std::chrono::seconds(last)));
    }

    void withoutAPolicyThereIsOneAttempt() { QCOMPARE(retryLine(nullptr, {}).attempts, QList<Duration>{0s}); }

    void manyAttemptsAreCutShortAndCounted()
    {
        Policy policy = specificationPolicy();
        policy.maxAttempts = 40;
        const RetryLine line = retryLine(&policy, u"→ DLQ"_s);
        QVERIFY(line.attempts.size() < 40);
        QVERIFY(line.end.contains(u"40"_s));
    }

    void theWorstCaseIsComparedWithTheSla_data()
    {
        QTest::addColumn<int>("within");
        QTest::addColumn<int>("mood");
        QTest::newRow("fits exactly") << 96 << int(FormRow::Mood::Good);
        QTest::newRow("a second short") << 95 << int(FormRow::Mood::Bad);
    }

    void theWorstCaseIsComparedWithTheSla()
    {
        QFETCH(const int, within);
        QFETCH(const int, mood);
        const Catalog catalog = catalogWithPolicy();
        Subscription subscription;
        subscription.policy = u"default"_s;
        subscription.timeout = 30s; // three timeouts and waits of two and four seconds: 96 s
        subscription.sla = Sla{std::chrono::seconds(within), 1};
        QCOMPARE(int(worstCase(catalog, subscription).mood), mood);
    }

    void withoutATimeoutThereIsNoBound()
    {
        Subscription subscription;
        subscription.policy = u"default"_s;
        subscription.sla = Sla{5min, 1};
        QVERIFY(worstCase(catalogWithPolicy(), subscription).text.contains(u"timeout"_s));
    }
};

WEIR_TEST(tst_RetryFigures)
#include "tst_retryfigures.moc"
