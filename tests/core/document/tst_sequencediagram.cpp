// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/document/designs.h"
#include "tests/support/golden.h"
#include "tests/support/registertest.h"

#include "core/document/mermaidwriter.h"
#include "core/document/svgwriter.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

QString specifiedDiagram()
{
    QFile file(QStringLiteral(WEIR_SHARED "/seed/backend-eventing.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression block(u"```mermaid\\n(sequenceDiagram\\n.*?)```"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    return block.match(text).captured(1);
}

SequenceDiagram registration()
{
    return sequenceDiagram(*test::exampleDesign(u"seed"_s).flow(u"register"));
}

FlowStep message(const QString &text, const QString &from, const QString &to)
{
    FlowStep step;
    step.text = text;
    step.from = from;
    step.to = to;
    return step;
}

} // namespace

class tst_SequenceDiagram : public QObject
{
    Q_OBJECT

private slots:
    void theRegistrationIsTheSpecifications()
    {
        const QString specified = specifiedDiagram();
        if (specified.isEmpty())
            QSKIP("The specification is not there");
        QCOMPARE(toMermaid(registration()).simplified(), specified.simplified());
    }

    void theRegistrationIsWrittenAsBefore()
    {
        WEIR_COMPARE_GOLDEN(toMermaid(registration()).toUtf8(), u"document/register.mmd"_s);
    }

    void theRegistrationIsDrawnAsBefore()
    {
        WEIR_COMPARE_GOLDEN(toSvg(registration()).toUtf8(), u"document/register.svg"_s);
    }

    void participantsGetUsableNames()
    {
        Flow flow;
        flow.participants = {{.id = u"end"_s, .alias = {}, .name = {}, .kind = ParticipantKind::Actor},
                             {.id = u"a b"_s, .alias = {}, .name = u"A; B"_s, .kind = ParticipantKind::Service},
                             {.id = u"api"_s, .alias = u"API"_s, .name = {}, .kind = ParticipantKind::Service},
                             {.id = u"other"_s, .alias = u"API"_s, .name = {}, .kind = ParticipantKind::Service}};
        const SequenceDiagram diagram = sequenceDiagram(flow);
        QStringList aliases;
        for (const Lifeline &lifeline : diagram.lifelines)
            aliases.append(lifeline.alias);
        QCOMPARE(aliases, (QStringList{u"P1"_s, u"P2"_s, u"API"_s, u"P4"_s}));
        QVERIFY(toMermaid(diagram).contains(u"participant P2 as A#59; B\n"_s));
    }

    void aParticipantThatIsNotListedIsAdded()
    {
        Flow flow;
        flow.steps = {message(u"hello"_s, u"x"_s, u"y"_s), message(u"lost"_s, {}, u"y"_s)};
        const SequenceDiagram diagram = sequenceDiagram(flow);
        QCOMPARE(diagram.lifelines.size(), 2);
        QCOMPARE(diagram.rows.size(), 1);
    }

    void branchesAndNotesAreWritten()
    {
        Flow flow;
        FlowStep branch;
        branch.kind = StepKind::Alt;
        branch.text = u"declined"_s;
        branch.steps = {message(u"end"_s, u"a"_s, u"b"_s)};
        branch.otherwise = {message(u"50% #1; ok"_s, u"b"_s, u"a"_s)};
        FlowStep note;
        note.kind = StepKind::Note;
        note.text = u"both"_s;
        note.over = QStringList{u"b"_s, u"a"_s};
        flow.steps = {branch, note};
        QCOMPARE(
            toMermaid(sequenceDiagram(flow)),
            u"sequenceDiagram\n    participant a as a\n    participant b as b\n\n\n    alt declined\n"
            "        a->>b: #101;nd\n    else\n        b->>a: 50#37; #35;1#59; ok\n    end\n\n    Note over a,b: both\n"_s);
        QVERIFY(toSvg(sequenceDiagram(flow)).contains(u"declined"_s));
    }

    void anEmptyFlowIsDrawn()
    {
        QVERIFY(toSvg(sequenceDiagram({})).startsWith(u"<svg "_s));
        QCOMPARE(toMermaid(sequenceDiagram({})), u"sequenceDiagram\n"_s);
    }
};

WEIR_TEST(tst_SequenceDiagram)
#include "tst_sequencediagram.moc"
