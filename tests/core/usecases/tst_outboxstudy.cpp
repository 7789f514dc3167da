// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/openproject.h"
#include "core/usecases/outboxstudy.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include "core/model/catalog.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using outbox::Action;
using outbox::Defect;
using outbox::Model;

namespace {

Outbox specified()
{
    Outbox outbox;
    outbox.mode = OutboxMode::Faithful;
    return outbox;
}

const OutboxFact &factOf(const QList<OutboxFact> &facts, const char *id)
{
    for (const OutboxFact &fact : facts) {
        if (fact.id == QString::fromLatin1(id))
            return fact;
    }
    qFatal("There is no fact %s.", id);
}

QStringList textsOf(const OutboxFact &fact)
{
    QStringList texts;
    for (const outbox::Step &step : fact.trace)
        texts.append(stepText(step));
    return texts;
}

} // namespace

/// What exploring every interleaving of an outbox finds.
class tst_OutboxStudy : public QObject
{
    Q_OBJECT

private slots:
    void factsHoldInTheModes_data();
    void factsHoldInTheModes();
    void tracesAreTheShortest();
    void numbersAreThoseOfTheOutbox();
    void relaysOvertakeEachOtherEvenWhenHardened();
    void aPoisonRowIsGivenUpOnlyWhenHardened();
    void everyModelIsExploredToTheEnd();
    void theSeedIsStudied();
    void withoutAnOutboxThereIsNothingToStudy();
};

void tst_OutboxStudy::factsHoldInTheModes_data()
{
    QTest::addColumn<bool>("faithful");
    QTest::addColumn<bool>("hardened");
    QTest::newRow("crashDuplicate") << true << true;
    QTest::newRow("relayDuplicate") << true << false;
    QTest::newRow("stuckRow") << true << false;
    QTest::newRow("ceiling") << true << false;
    QTest::newRow("disorder") << true << false;
    QTest::newRow("lateCommit") << true << true;
    QTest::newRow("loss") << false << false;
}

void tst_OutboxStudy::factsHoldInTheModes()
{
    QFETCH(bool, faithful);
    QFETCH(bool, hardened);
    static const QList<OutboxFact> facts = outboxFacts(specified(), 0);
    QCOMPARE(facts.size(), 7);
    const OutboxFact &fact = factOf(facts, QTest::currentDataTag());
    QCOMPARE(fact.inFaithful, faithful);
    QCOMPARE(fact.inHardened, hardened);
    QCOMPARE(fact.trace.empty(), !faithful && !hardened);
    QVERIFY(!fact.title.isEmpty() && !fact.meaning.isEmpty());
    QVERIFY(fact.states > 2);
    QVERIFY(fact.isComplete);
}

void tst_OutboxStudy::tracesAreTheShortest()
{
    const QList<OutboxFact> facts = outboxFacts(specified(), 0);
    QCOMPARE(textsOf(factOf(facts, "crashDuplicate")),
             (QStringList{u"row 1 is committed"_s, u"relay 1 reads row 1"_s, u"relay 1 publishes row 1"_s,
                          u"relay 1 crashes"_s, u"relay 1 reads row 1"_s, u"relay 1 publishes row 1"_s}));
    QCOMPARE(textsOf(factOf(facts, "relayDuplicate")),
             (QStringList{u"row 1 is committed"_s, u"relay 1 reads row 1"_s, u"relay 1 publishes row 1"_s,
                          u"relay 2 reads row 1"_s, u"relay 2 publishes row 1"_s}));
    // One commit, and five times: read, refused, counted.
    const OutboxFact &stuck = factOf(facts, "stuckRow");
    QCOMPARE(stuck.trace.size(), std::size_t(16));
    QCOMPARE(stuck.trace.back().action, Action::CountFail);
    QCOMPARE(stuck.trace.back().attempts, 5);
    QCOMPARE(factOf(facts, "ceiling").trace.size(), std::size_t(8));
    QCOMPARE(factOf(facts, "disorder").trace.size(), std::size_t(5));
    QCOMPARE(factOf(facts, "lateCommit").trace.size(), std::size_t(3));
    const SequenceDiagram diagram = traceDiagram(stuck);
    QCOMPARE(diagram.rows.size(), 16);
    QCOMPARE(diagram.lifelines.size(), 5);
}

void tst_OutboxStudy::numbersAreThoseOfTheOutbox()
{
    const QList<OutboxFact> facts = outboxFacts(specified(), 25);
    const QString ceiling = factOf(facts, "ceiling").meaning;
    QVERIFY2(ceiling.contains(u"20/s") && ceiling.contains(u"grows by 5/s"), qPrintable(ceiling));
    const QString stuck = factOf(facts, "stuckRow").meaning;
    QVERIFY2(stuck.contains(u"5 consecutive polls") && stuck.contains(u"20 s to 25 s"), qPrintable(stuck));
}

void tst_OutboxStudy::relaysOvertakeEachOtherEvenWhenHardened()
{
    Outbox outbox;
    QVERIFY(!factOf(outboxFacts(outbox, 0), "disorder").inHardened);
    outbox.relays = 2;
    const QList<OutboxFact> facts = outboxFacts(outbox, 0);
    QVERIFY(factOf(facts, "disorder").inHardened);
    QVERIFY(!factOf(facts, "relayDuplicate").inHardened);
}

void tst_OutboxStudy::aPoisonRowIsGivenUpOnlyWhenHardened()
{
    Model model;
    model.isPoison = true;
    model.mode = sim::OutboxMode::Faithful;
    QVERIFY(outbox::explore(model).has(Defect::StuckRow));
    model.mode = sim::OutboxMode::Hardened;
    const outbox::Exploration hardened = outbox::explore(model);
    QVERIFY(hardened.isComplete);
    for (const Defect defect : {Defect::StuckRow, Defect::Duplicate, Defect::Loss, Defect::Disorder})
        QVERIFY(!hardened.has(defect));
}

void tst_OutboxStudy::everyModelIsExploredToTheEnd()
{
    for (const sim::OutboxMode mode : {sim::OutboxMode::Faithful, sim::OutboxMode::Hardened}) {
        Model model;
        model.mode = mode;
        model.rows = 2;
        model.relays = 2;
        model.crashes = 2;
        model.mayFail = true;
        model.maxAttempts = 2;
        model.anyCommitOrder = true;
        const outbox::Exploration exploration = outbox::explore(model);
        QVERIFY(exploration.isComplete);
        QVERIFY(exploration.states > 300);
        QVERIFY(!exploration.has(Defect::Loss));
        QVERIFY(exploration.has(Defect::Duplicate));
        QCOMPARE(exploration.has(Defect::StuckRow), mode == sim::OutboxMode::Faithful);
    }
}

void tst_OutboxStudy::theSeedIsStudied()
{
    const Result<Project> project = openInput(QStringLiteral(WEIR_RESOURCES "/examples/seed"));
    QVERIFY(project.isOk());
    const Result<QList<OutboxStudy>> studies = studyOutboxes(project->catalog);
    QVERIFY(studies.isOk());
    QVERIFY(!studies->isEmpty());
    for (const OutboxStudy &study : *studies) {
        QVERIFY(study.rate > 0);
        QCOMPARE(study.facts.size(), 7);
    }
    const Json json = outboxJson(u"Seed"_s, *studies);
    QVERIFY(json["outboxes"].size() == std::size_t(studies->size()));
    const QByteArray markdown = outboxMarkdown(*studies);
    QVERIFY(markdown.startsWith("# The outbox of "));
    QVERIFY(markdown.contains("```mermaid\nsequenceDiagram\n"));
    QCOMPARE(studyOutboxes(project->catalog, studies->first().service)->size(), 1);
}

void tst_OutboxStudy::withoutAnOutboxThereIsNothingToStudy()
{
    QVERIFY(!studyOutboxes(test::oneQueue()).isOk());
    QVERIFY(!studyOutboxes(test::oneQueue(), u"billing"_s).isOk());
    QVERIFY(!studyOutboxes(test::oneQueue(), u"nobody"_s).isOk());
}

WEIR_TEST(tst_OutboxStudy)
#include "tst_outboxstudy.moc"
