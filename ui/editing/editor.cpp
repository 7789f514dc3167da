// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/editor.h"

#include "core/syntax/jsonpointer.h"
#include "ui/editing/changecommand.h"
#include "ui/editing/projectdocument.h"

#include <nlohmann/json.hpp>

#include <QSet>
#include <QUndoStack>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// The value that \a token names in \a parent; nullptr when there is none.
const Json *childOf(const Json &parent, const QString &token)
{
    if (parent.is_object())
        return memberOf(parent, token);
    bool isIndex = false;
    const qsizetype index = token.toLongLong(&isIndex);
    if (!parent.is_array() || !isIndex || index < 0 || index >= qsizetype(parent.size()))
        return nullptr;
    return &parent.at(std::size_t(index));
}

/// The change that gives \a pointer the value, with the parents it lacks as new objects around it.
Result<Change> changeFor(const ElementRef &element, const Json &document, const QString &pointer,
                         const JsonValue &value)
{
    const Result<QStringList> tokens = pointerTokens(pointer);
    if (!tokens)
        return tokens.error();
    const Json *at = &document;
    QString reached;
    for (qsizetype depth = 0; depth < tokens->size(); ++depth) {
        reached = pointerTo(reached, tokens->at(depth));
        const Json *child = childOf(*at, tokens->at(depth));
        if (child) {
            at = child;
            continue;
        }
        Change change{element, reached, {}, value};
        if (!value)
            return change;
        Json wrapped = value.get();
        for (qsizetype inner = tokens->size() - 1; inner > depth; --inner)
            wrapped = Json{{tokens->at(inner).toStdString(), std::move(wrapped)}};
        change.after = JsonValue(std::move(wrapped));
        return change;
    }
    return Change{element, pointer, JsonValue(*at), value};
}

QString nameMember(Kind kind)
{
    return kind == Kind::Project || kind == Kind::Scenario || kind == Kind::View ? u"/title"_s : u"/name"_s;
}

std::optional<QString> summaryMember(Kind kind)
{
    switch (kind) {
    case Kind::Event:
    case Kind::Flow:
        return u"/summary"_s;
    case Kind::Project:
    case Kind::Service:
        return u"/description"_s;
    case Kind::Scenario:
        return u"/question"_s;
    default:
        return std::nullopt;
    }
}

JsonValue textValue(const QString &text)
{
    return text.isEmpty() ? JsonValue() : JsonValue(jsonOf(text));
}

/// An id made from \a name that \a catalog does not have yet among elements of that kind.
QString freeId(const Catalog &catalog, Kind kind, const QString &name)
{
    QString slug;
    for (const QChar character : name.normalized(QString::NormalizationForm_KD).toLower()) {
        const char16_t code = character.unicode();
        if ((code >= u'a' && code <= u'z') || (code >= u'0' && code <= u'9') || code == u'.' || code == u'_')
            slug += character;
        else if (!character.isMark() && !slug.isEmpty() && !slug.endsWith(u'-'))
            slug += u'-';
    }
    while (!slug.isEmpty() && !slug.front().isLetterOrNumber())
        slug.remove(0, 1);
    while (slug.endsWith(u'-'))
        slug.chop(1);
    if (slug.isEmpty())
        slug = u"unnamed"_s;
    QString id = slug;
    for (int number = 2; catalog.contains({kind, id}); ++number)
        id = u"%1-%2"_s.arg(slug).arg(number);
    return id;
}

} // namespace

Editor::Editor(ProjectDocument &document, QObject *parent) : QObject(parent), m_document(document) {}

Result<void> Editor::setValue(const ElementRef &element, const QString &pointer, const JsonValue &value,
                              const QString &text)
{
    const JsonValue document = m_document.catalog().document(element);
    if (!document)
        return Error{tr("There is no element %1.").arg(element.path()), {}, {}};
    const Result<Change> change = changeFor(element, document.get(), pointer, value);
    if (!change)
        return change.error();
    if (change->before == change->after)
        return {};
    return push({*change}, text);
}

Result<void> Editor::rename(const ElementRef &element, const QString &name)
{
    return setValue(element, nameMember(element.kind), textValue(name.trimmed()),
                    tr("Rename %1").arg(element.id.isEmpty() ? tr("project") : element.id));
}

Result<void> Editor::setSummary(const ElementRef &element, const QString &summary)
{
    const std::optional<QString> member = summaryMember(element.kind);
    if (!member)
        return Error{tr("%1 has no summary.").arg(element.path()), {}, {}};
    return setValue(element, *member, textValue(summary.trimmed()), tr("Describe %1").arg(element.path()));
}

Result<ElementRef> Editor::addElement(Kind kind, const QString &name, const JsonValue &document)
{
    const ElementRef element{kind, freeId(m_document.catalog(), kind, name)};
    Json made = Json::object();
    made["id"] = jsonOf(element.id);
    const QString member = nameMember(kind).mid(1);
    if (name.trimmed() != element.id && kind != Kind::Doc && kind != Kind::Schema)
        made[member.toStdString()] = jsonOf(name.trimmed());
    if (document.get().is_object()) {
        for (const auto &item : document.get().items())
            made[item.key()] = item.value();
        made["id"] = jsonOf(element.id);
    }
    const Result<void> pushed = push({Change{element, {}, {}, JsonValue(made)}}, tr("Add %1").arg(name.trimmed()));
    if (!pushed)
        return pushed.error();
    return element;
}

Result<void> Editor::removeElements(const QList<ElementRef> &elements)
{
    const Catalog &catalog = m_document.catalog();
    QList<Change> changes;
    for (const ElementRef &element : elements) {
        if (element.kind == Kind::Project || !catalog.contains(element))
            continue;
        changes.append({element, {}, catalog.document(element), {}});
        for (const View &view : catalog.views()) {
            const ElementRef viewRef{Kind::View, view.id};
            if (!view.nodes.contains(element.path()) || elements.contains(viewRef))
                continue;
            const QString pointer = pointerTo(u"/nodes"_s, element.path());
            const Result<Change> change = changeFor(viewRef, catalog.document(viewRef).get(), pointer, {});
            if (change)
                changes.append(*change);
        }
    }
    if (changes.isEmpty())
        return {};
    return push(changes, tr("Remove %n element(s)", nullptr, int(elements.size())));
}

int Editor::beginGesture()
{
    return ++m_gesture;
}

Result<void> Editor::moveNodes(const QString &view, const QMap<QString, QPoint> &positions, int gesture)
{
    const ElementRef element{Kind::View, view};
    const JsonValue before = m_document.catalog().document(element);
    Json document = before ? before.get() : Json{{"id", jsonOf(view)}, {"nodes", Json::object()}};
    Json &nodes = document["nodes"];
    if (!nodes.is_object())
        nodes = Json::object();
    for (auto position = positions.cbegin(); position != positions.cend(); ++position) {
        Json &node = nodes[position.key().toStdString()];
        node["x"] = position->x();
        node["y"] = position->y();
    }
    return push({Change{element, {}, before, JsonValue(std::move(document))}},
                tr("Move %n element(s)", nullptr, int(positions.size())), gesture);
}

Result<void> Editor::arrange(const QString &view, const QMap<QString, QPoint> &positions,
                             const QMap<QString, QList<QPoint>> &bends, const QString &text)
{
    const ElementRef element{Kind::View, view};
    const JsonValue before = m_document.catalog().document(element);
    Json document = before ? before.get() : Json{{"id", jsonOf(view)}};
    Json &nodes = document["nodes"];
    for (auto position = positions.cbegin(); position != positions.cend(); ++position) {
        Json &node = nodes[position.key().toStdString()];
        node["x"] = position->x();
        node["y"] = position->y();
    }
    for (auto edge = bends.cbegin(); edge != bends.cend(); ++edge) {
        Json points = Json::array();
        for (const QPoint &point : *edge)
            points.push_back(Json::array({point.x(), point.y()}));
        document["edges"][edge.key().toStdString()]["bends"] = std::move(points);
    }
    return push({Change{element, {}, before, JsonValue(std::move(document))}}, text);
}

Result<void> Editor::apply(const QList<Change> &changes, const QString &text)
{
    return push(changes, text);
}

Result<void> Editor::push(const QList<Change> &changes, const QString &text, int gesture)
{
    if (m_document.isReadOnly())
        return Error{tr("%1 is open for reading only.").arg(m_document.title()), {}, {}};
    Catalog changed = m_document.catalog();
    QSet<ElementRef> seen;
    QList<ElementRef> touched;
    for (const Change &change : changes) {
        if (const Result<void> applied = changed.apply(change); !applied)
            return applied.error();
        if (!seen.contains(change.element)) {
            seen.insert(change.element);
            touched.append(change.element);
        }
    }
    QList<ChangeCommand::Step> steps;
    for (const ElementRef &element : touched) {
        ChangeCommand::Step step{element, m_document.catalog().document(element), changed.document(element)};
        if (step.before != step.after)
            steps.append(step);
    }
    if (!steps.isEmpty())
        m_document.undoStack()->push(new ChangeCommand(m_document, steps, text, gesture));
    return {};
}

} // namespace weir
