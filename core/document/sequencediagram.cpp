// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/sequencediagram.h"

#include <QRegularExpression>
#include <QSet>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxNesting = 16; ///< Deeper steps are left out.

/// Words that mean something in Mermaid and so name no participant.
bool isReserved(const QString &word)
{
    static const QSet<QString> words{
        u"activate"_s, u"actor"_s, u"alt"_s,         u"and"_s,        u"as"_s,         u"autonumber"_s, u"box"_s,
        u"break"_s,    u"class"_s, u"create"_s,      u"critical"_s,   u"deactivate"_s, u"destroy"_s,    u"else"_s,
        u"end"_s,      u"link"_s,  u"links"_s,       u"loop"_s,       u"note"_s,       u"opt"_s,        u"option"_s,
        u"over"_s,     u"par"_s,   u"participant"_s, u"properties"_s, u"rect"_s,       u"title"_s};
    return words.contains(word.toLower());
}

class Builder
{
public:
    explicit Builder(const Flow &flow)
    {
        m_diagram.title = flow.title();
        for (const Participant &participant : flow.participants)
            addLifeline(participant);
        addSteps(flow.steps, 0);
    }

    SequenceDiagram take() { return std::move(m_diagram); }

private:
    void addLifeline(const Participant &participant)
    {
        if (m_indices.contains(participant.id))
            return;
        static const QRegularExpression word(u"\\A[A-Za-z][A-Za-z0-9_]{0,15}\\z"_s);
        const QString wanted = participant.alias.isEmpty() ? participant.id : participant.alias;
        // The specification's own diagram calls a participant AS; upper case is no keyword to Mermaid in that place.
        const bool usable =
            word.match(wanted).hasMatch() && !m_aliases.contains(wanted) && (!isReserved(wanted) || wanted == u"AS"_s);
        QString alias = usable ? wanted : QString();
        for (int number = int(m_diagram.lifelines.size()) + 1; alias.isEmpty(); ++number) {
            if (const QString next = u"P%1"_s.arg(number); !m_aliases.contains(next))
                alias = next;
        }
        m_aliases.insert(alias);
        m_indices.insert(participant.id, int(m_diagram.lifelines.size()));
        m_diagram.lifelines.append(
            {alias, participant.name.isEmpty() ? participant.id : participant.name, participant.kind});
    }

    int lifeline(const QString &id)
    {
        if (id.isEmpty())
            return -1;
        if (!m_indices.contains(id))
            addLifeline({.id = id, .alias = {}, .name = {}, .kind = ParticipantKind::Service});
        return m_indices.value(id);
    }

    void add(SequenceRow::Kind kind, const QString &text, int from = -1, int to = -1)
    {
        m_diagram.rows.append({kind, text.simplified(), from, to});
    }

    void addSteps(const QList<FlowStep> &steps, int depth)
    {
        if (depth > maxNesting)
            return;
        for (const FlowStep &step : steps)
            addStep(step, depth);
    }

    void addStep(const FlowStep &step, int depth)
    {
        const int from = lifeline(step.from);
        const int to = lifeline(step.to);
        switch (step.kind) {
        case StepKind::Message:
        case StepKind::Reply:
            if (from >= 0 && to >= 0)
                add(step.kind == StepKind::Message ? SequenceRow::Kind::Message : SequenceRow::Kind::Reply, step.text,
                    from, to);
            break;
        case StepKind::Loop:
            add(SequenceRow::Kind::Loop, step.text);
            addSteps(step.steps, depth + 1);
            add(SequenceRow::Kind::End, {});
            break;
        case StepKind::Alt:
            add(SequenceRow::Kind::Alt, step.text);
            addSteps(step.steps, depth + 1);
            if (!step.otherwise.isEmpty()) {
                add(SequenceRow::Kind::Else, u"else"_s);
                addSteps(step.otherwise, depth + 1);
            }
            add(SequenceRow::Kind::End, {});
            break;
        case StepKind::Transaction:
            addTransaction(step, from, depth);
            break;
        case StepKind::Note:
            addNote(step);
            break;
        }
    }

    void addTransaction(const FlowStep &step, int from, int depth)
    {
        const int database = lifeline(step.text);
        const bool named = from >= 0 && database >= 0;
        if (named)
            add(SequenceRow::Kind::Message, u"BEGIN TRANSACTION"_s, from, database);
        addSteps(step.steps, depth + 1);
        if (named)
            add(SequenceRow::Kind::Message, u"COMMIT"_s, from, database);
    }

    void addNote(const FlowStep &step)
    {
        int first = -1, last = -1;
        for (const QString &id : step.over) {
            const int index = lifeline(id);
            first = first < 0 ? index : std::min(first, index);
            last = std::max(last, index);
        }
        if (first >= 0)
            add(SequenceRow::Kind::Note, step.text, first, last);
    }

    SequenceDiagram m_diagram;
    QHash<QString, int> m_indices;
    QSet<QString> m_aliases;
};

} // namespace

SequenceDiagram sequenceDiagram(const Flow &flow)
{
    return Builder(flow).take();
}

} // namespace weir
