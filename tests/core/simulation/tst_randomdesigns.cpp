// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/reportjson.h"
#include "core/simulation/scenariorunner.h"
#include "tests/core/simulation/randomdesign.h"
#include "tests/support/designs.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/model/catalog.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;

namespace {

Catalog catalogOf(const Json &design)
{
    return test::designFrom(QByteArray::fromStdString(design.dump()));
}

Report report(const Json &design, int threads)
{
    SimulationOptions options;
    options.threads = threads;
    const Result<Report> found = runScenario(catalogOf(design), options);
    if (!found)
        qFatal("%s: %s", qPrintable(found.error().place.file + found.error().place.pointer),
               qPrintable(found.error().message));
    return *found;
}

/// Members of \a before that \a after does not have as they are: paths, with both values.
QStringList changed(const Json &before, const Json &after, const char *part)
{
    QStringList paths;
    for (const auto &[path, element] : before.at(part).items()) {
        const Json other = after.at(part).value(path, Json());
        for (const auto &[key, value] : element.items()) {
            if (!other.is_object() || other.value(key, Json()) != value)
                paths.append(
                    QString::fromStdString(part + ("/" + path) + "/" + key + ": " + value.dump() + " became "
                                           + (other.is_object() ? other.value(key, Json()).dump() : "nothing")));
        }
    }
    return paths;
}

} // namespace

/// What holds for any design, on random ones.
class tst_RandomDesigns : public QObject
{
    Q_OBJECT

private slots:
    void anyDesignKeepsTheLaws_data();
    void anyDesignKeepsTheLaws();
    void theGeneratorUsesWhatThereIs();
};

void tst_RandomDesigns::anyDesignKeepsTheLaws_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    constexpr int inOneRow = 40;
    for (int first = 1; first <= test::rounds(inOneRow, 1'000); first += inOneRow)
        QTest::addRow("from %d on", first) << first << first + inOneRow - 1;
}

void tst_RandomDesigns::anyDesignKeepsTheLaws()
{
    QFETCH(int, first);
    QFETCH(int, last);
    for (int i = first; i <= last; ++i) {
        const QByteArray name = "design " + QByteArray::number(i);
        const Json drained = test::randomDesign(std::uint64_t(i));
        const Report one = report(drained, 1);
        QVERIFY2(one.conservation, name.constData());
        QVERIFY2(reportBytes(report(drained, 2)) == reportBytes(one), name.constData());
        // Means over time cover the drain, and that ends with the last message of all.
        Json design = drained;
        design["scenarios"][0]["drain"] = false;
        const Json alone = reportJson(report(design, 1)),
                   among = reportJson(report(test::withUnrelatedService(design), 2));
        for (const char *part :
             {"publications", "outboxes", "channels", "subscriptions", "deadLetters", "eventTypes"}) {
            const QStringList paths = changed(alone, among, part);
            QVERIFY2(paths.isEmpty(), (name + ": " + paths.join(u"\n").toUtf8()).constData());
        }
    }
}

void tst_RandomDesigns::theGeneratorUsesWhatThereIs()
{
    std::string all;
    for (std::uint64_t seed = 1; seed <= 300; ++seed)
        all += test::randomDesign(seed).dump();
    for (const char *word : {"faithful",       "hardened", "partitions",   "capacity",
                             "dropOldest",     "ttl",      "at-most-once", "effectively-once",
                             "decorrelated",   "blocking", "maxAge",       "nonRetryable",
                             "redrive",        "interval", "bursty",       "ramp",
                             "daily",          "batch",    "prefetch",     "visibilityTimeout",
                             "deadline",       "ordered",  "emits",        "breaker",
                             "rateLimit",      "path",     "serviceSlow",  "crashes",
                             "rollingRestart", "poison",   "relays",       "versions",
                             "weibull",        "erlang",   "lognormal"})
        QVERIFY2(all.find(word) != std::string::npos, word);
}

WEIR_TEST(tst_RandomDesigns)
#include "tst_randomdesigns.moc"
