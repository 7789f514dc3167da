// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/delivery/backoff.h"

#include <QTest>

using namespace weir;
using namespace weir::delivery;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Backoff : public QObject
{
    Q_OBJECT

    using Milliseconds = QList<qint64>;

    static Policy policy(RetryStrategy type, int attempts = 6)
    {
        Policy made;
        made.maxAttempts = attempts;
        made.strategy = {.type = type,
                         .initialDelay = 2s,
                         .increment = 3s,
                         .multiplier = 2,
                         .maxDelay = {},
                         .delays = {},
                         .jitter = Jitter::None};
        return made;
    }

    /// Delays in milliseconds until the message is given up.
    static Milliseconds delaysOf(const Policy &policy)
    {
        const RetryPlan plan = retryPlan(&policy);
        Milliseconds delays;
        std::int64_t age = 0;
        for (int failure = 1; failure < 100; ++failure) {
            const Decision decision = plan.decide(failure, age, 0, 0.5);
            if (!decision.isRetry())
                break;
            age += decision.delay.count();
            delays.append(decision.delay / 1ms);
        }
        return delays;
    }

private slots:
    void strategiesGiveTheirDelays_data()
    {
        QTest::addColumn<RetryStrategy>("type");
        QTest::addColumn<qint64>("cap");
        QTest::addColumn<Milliseconds>("delays");
        using enum RetryStrategy;
        QTest::newRow("none retries at once") << None << qint64(0) << Milliseconds{0, 0, 0, 0, 0};
        QTest::newRow("fixed") << Fixed << qint64(0) << Milliseconds{2000, 2000, 2000, 2000, 2000};
        QTest::newRow("linear") << Linear << qint64(0) << Milliseconds{2000, 5000, 8000, 11000, 14000};
        QTest::newRow("exponential") << Exponential << qint64(0) << Milliseconds{2000, 4000, 8000, 16000, 32000};
        QTest::newRow("capped exponential")
            << Exponential << qint64(10) << Milliseconds{2000, 4000, 8000, 10000, 10000};
        QTest::newRow("capped linear") << Linear << qint64(7) << Milliseconds{2000, 5000, 7000, 7000, 7000};
        QTest::newRow("the last of a list repeats") << List << qint64(0) << Milliseconds{1000, 30000, 5000, 5000, 5000};
        QTest::newRow("capped list") << List << qint64(9) << Milliseconds{1000, 9000, 5000, 5000, 5000};
    }

    void strategiesGiveTheirDelays()
    {
        QFETCH(RetryStrategy, type);
        QFETCH(qint64, cap);
        QFETCH(Milliseconds, delays);
        Policy tried = policy(type);
        tried.strategy.delays = {1s, 30s, 5s};
        if (cap > 0)
            tried.strategy.maxDelay = std::chrono::seconds(cap);
        QCOMPARE(delaysOf(tried), delays);
    }

    void theSpecificationsPolicyGivesUpAtTheThirdFailure()
    {
        const Policy processing = policy(RetryStrategy::Exponential, 3);
        const RetryPlan plan = retryPlan(&processing);
        QCOMPARE(plan.decide(1, 0, 0, 0), (Decision{GiveUp::No, 2s}));
        QCOMPARE(plan.decide(2, 0, 0, 0), (Decision{GiveUp::No, 4s}));
        QCOMPARE(plan.decide(3, 0, 0, 0), (Decision{GiveUp::Attempts, {}}));
    }

    void withoutAPolicyThereIsOneAttempt()
    {
        QCOMPARE(retryPlan(nullptr).decide(1, 0, 0, 0), (Decision{GiveUp::Attempts, {}}));
    }

    void aMessageThatWouldBeTooOldIsGivenUp()
    {
        Policy aging = policy(RetryStrategy::Fixed, 100);
        aging.maxAge = 5s;
        QCOMPARE(delaysOf(aging), (Milliseconds{2000, 2000}));
        QCOMPARE(retryPlan(&aging).decide(1, Duration(4s).count(), 0, 0), (Decision{GiveUp::Age, {}}));
        QCOMPARE(retryPlan(&aging).decide(1, Duration(3s).count(), 0, 0), (Decision{GiveUp::No, 2s}));
    }

    void jitterStaysInItsRange_data()
    {
        QTest::addColumn<Jitter>("jitter");
        QTest::addColumn<qint64>("previous");
        QTest::addColumn<Milliseconds>("range");
        QTest::newRow("none") << Jitter::None << qint64(0) << Milliseconds{4000, 4000, 4000};
        QTest::newRow("full") << Jitter::Full << qint64(0) << Milliseconds{0, 2000, 4000};
        QTest::newRow("equal") << Jitter::Equal << qint64(0) << Milliseconds{2000, 3000, 4000};
        QTest::newRow("decorrelated from the start")
            << Jitter::Decorrelated << qint64(0) << Milliseconds{2000, 4000, 6000};
        QTest::newRow("decorrelated from the last")
            << Jitter::Decorrelated << qint64(4) << Milliseconds{2000, 7000, 12000};
        QTest::newRow("decorrelated is capped")
            << Jitter::Decorrelated << qint64(10) << Milliseconds{2000, 16000, 20000};
    }

    void jitterStaysInItsRange()
    {
        QFETCH(Jitter, jitter);
        QFETCH(qint64, previous);
        QFETCH(Milliseconds, range);
        Policy jittered = policy(RetryStrategy::Exponential);
        jittered.strategy.jitter = jitter;
        jittered.strategy.maxDelay = 20s;
        const RetryPlan plan = retryPlan(&jittered);
        const std::int64_t before = Duration(std::chrono::seconds(previous)).count();
        QCOMPARE(plan.delay(2, before, 0) / 1ms, range.at(0));
        QCOMPARE(plan.delay(2, before, 0.5) / 1ms, range.at(1));
        const Duration most = plan.delay(2, before, std::nextafter(1.0, 0.0));
        QVERIFY(most <= std::chrono::milliseconds(range.at(2)));
        QVERIFY(most > std::chrono::milliseconds(range.at(2)) - 1ms);
    }

    void theCapComesBeforeTheJitter()
    {
        Policy capped = policy(RetryStrategy::Exponential);
        capped.strategy.maxDelay = 10s;
        capped.strategy.jitter = Jitter::Full;
        // Of 32 s, a half would still be capped to 10 s.
        QCOMPARE(retryPlan(&capped).delay(5, 0, 0.5), Duration(5s));
    }

    void longDelaysSaturate()
    {
        Policy growing = policy(RetryStrategy::Exponential, 2000);
        growing.strategy.multiplier = 10;
        const RetryPlan plan = retryPlan(&growing);
        for (int failure = 1; failure < 2000; ++failure) {
            QVERIFY(plan.delay(failure, 0, 0) >= 2s);
            QVERIFY(plan.delay(failure, 0, 0) <= plan.delay(failure + 1, 0, 0));
        }
        QCOMPARE(plan.delay(1999, 0, 0), Duration::max());
        Policy linear = policy(RetryStrategy::Linear, 2000);
        linear.strategy.increment = Duration::max() / 2;
        QCOMPARE(retryPlan(&linear).delay(1999, 0, 0), Duration::max());
        growing.strategy.jitter = Jitter::Decorrelated;
        QVERIFY(retryPlan(&growing).delay(3, Duration::max().count(), 0.999) > 0s);
    }

    void fewDelaysAreKept()
    {
        const Policy fixed = policy(RetryStrategy::Fixed, 1'000'000'000);
        QCOMPARE(retryPlan(&fixed).delays.size(), std::size_t(1));
        Policy capped = policy(RetryStrategy::Exponential, 1'000'000'000);
        capped.strategy.maxDelay = 1min;
        QCOMPARE(retryPlan(&capped).delays.size(), std::size_t(6));
    }

    void reasonsThatNoRetryMendsAreKnown_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("nonRetryable");
        QTest::newRow("the reason itself") << u"validation"_s << true;
        QTest::newRow("its first word") << u"Validation: total is missing"_s << true;
        QTest::newRow("several words") << u"card expired"_s << true;
        QTest::newRow("a status of the class") << u"404 Not Found"_s << true;
        QTest::newRow("a status of another class") << u"503"_s << false;
        QTest::newRow("another reason") << u"timeout"_s << false;
        QTest::newRow("a longer word") << u"validations"_s << false;
        QTest::newRow("no reason") << QString() << false;
    }

    void reasonsThatNoRetryMendsAreKnown()
    {
        QFETCH(QString, reason);
        QFETCH(bool, nonRetryable);
        Policy strict = policy(RetryStrategy::Fixed);
        strict.nonRetryable = QStringList{u"validation"_s, u"4xx"_s, u"card expired"_s, QString()};
        QCOMPARE(isNonRetryable(strict, reason), nonRetryable);
    }
};

WEIR_TEST(tst_Backoff)
#include "tst_backoff.moc"
