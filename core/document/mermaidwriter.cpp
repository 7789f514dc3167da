// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/mermaidwriter.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// What Mermaid would take as syntax becomes an entity (`#35;`), line breaks and controls become blanks.
QString escaped(const QString &text)
{
    QString result;
    for (const QChar c : text.simplified()) {
        if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            result += u' ';
        else if (QStringView(u"\"#;<>%&`{}").contains(c))
            result += u"#%1;"_s.arg(c.unicode());
        else
            result += c;
    }
    return result;
}

/// A message ends at the line's end, so only its start can be mistaken for an option; a lone `end` would close a block.
QString message(const QString &text)
{
    const QString result = escaped(text);
    const QString lower = result.toLower();
    const bool mistaken = lower.startsWith(u"wrap"_s) || lower.startsWith(u"nowrap"_s) || lower == u"end"_s;
    if (!mistaken)
        return result.isEmpty() ? u" "_s : result;
    return u"#%1;"_s.arg(result.front().unicode()) + result.mid(1);
}

QString blanks(int depth)
{
    return QString(4 * (depth + 1), u' ');
}

QString line(const SequenceDiagram &diagram, const SequenceRow &row)
{
    const auto alias = [&diagram](int index) { return diagram.lifelines[index].alias; };
    switch (row.kind) {
    case SequenceRow::Kind::Message:
        return alias(row.from) + u"->>"_s + alias(row.to) + u": "_s + message(row.text);
    case SequenceRow::Kind::Reply:
        return alias(row.from) + u"-->>"_s + alias(row.to) + u": "_s + message(row.text);
    case SequenceRow::Kind::Note:
        return u"Note over "_s + alias(row.from) + (row.to == row.from ? QString() : u',' + alias(row.to)) + u": "_s
            + message(row.text);
    case SequenceRow::Kind::Loop:
        return u"loop "_s + message(row.text);
    case SequenceRow::Kind::Alt:
        return u"alt "_s + message(row.text);
    case SequenceRow::Kind::Else:
        return u"else"_s;
    case SequenceRow::Kind::End:
        return u"end"_s;
    }
    return {};
}

QString nodeText(const MapNode &node, int index)
{
    const QString label = u'"' + escaped(node.title) + u'"';
    switch (node.kind) {
    case MapNode::Kind::Service:
        return u"n%1[%2]"_s.arg(QString::number(index), label);
    case MapNode::Kind::External:
        return u"n%1[/%2/]"_s.arg(QString::number(index), label);
    case MapNode::Kind::Queue:
        return u"n%1([%2])"_s.arg(QString::number(index), label);
    case MapNode::Kind::Topic:
        return u"n%1>%2]"_s.arg(QString::number(index), label);
    case MapNode::Kind::DeadLetters:
        return u"n%1([%2]):::dlq"_s.arg(QString::number(index), label);
    }
    return {};
}

} // namespace

QString toMermaid(const SequenceDiagram &diagram)
{
    QString result = u"sequenceDiagram\n"_s;
    for (const Lifeline &lifeline : diagram.lifelines)
        result += blanks(0) + u"participant "_s + lifeline.alias + u" as "_s + message(lifeline.name) + u'\n';
    result += u'\n';
    int depth = 0;
    for (const SequenceRow &row : diagram.rows) {
        const bool opens = row.kind == SequenceRow::Kind::Loop || row.kind == SequenceRow::Kind::Alt;
        const bool closes = row.kind == SequenceRow::Kind::End;
        if (closes)
            --depth;
        if (opens && depth == 0)
            result += u'\n';
        result += blanks(row.kind == SequenceRow::Kind::Else ? depth - 1 : depth) + line(diagram, row) + u'\n';
        if (closes && depth == 0)
            result += u'\n';
        if (opens)
            ++depth;
    }
    return result.trimmed() + u'\n';
}

QString toMermaid(const ServiceMap &map)
{
    QString result = u"flowchart LR\n"_s;
    for (int group = -1; group < map.groups.size(); ++group) {
        if (group >= 0)
            result += u"    subgraph g%1[\"%2\"]\n"_s.arg(QString::number(group), escaped(map.groups[group]));
        for (int i = 0; i < map.nodes.size(); ++i) {
            if (map.nodes[i].group == group)
                result += (group >= 0 ? u"        "_s : u"    "_s) + nodeText(map.nodes[i], i) + u'\n';
        }
        if (group >= 0)
            result += u"    end\n"_s;
    }
    bool hasDeadLetters = false;
    for (const MapEdge &edge : map.edges) {
        const QString arrow = edge.kind == MapEdge::Kind::Fail ? u"-.->"_s : u"-->"_s;
        const QString label = edge.events.isEmpty() ? QString() : u"|\"%1\"|"_s.arg(escaped(edge.events.join(u", "_s)));
        result += u"    n%1 %2%3 n%4\n"_s.arg(QString::number(edge.from), arrow, label, QString::number(edge.to));
    }
    for (const MapNode &node : map.nodes)
        hasDeadLetters = hasDeadLetters || node.kind == MapNode::Kind::DeadLetters;
    if (hasDeadLetters)
        result += u"    classDef dlq stroke-dasharray:4 3\n"_s;
    return result;
}

} // namespace weir
