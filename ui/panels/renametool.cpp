// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/renametool.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"

#include "core/model/renaming.h"

#include <nlohmann/json.hpp>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

const char *nameMember(Kind kind)
{
    return kind == Kind::Scenario || kind == Kind::View ? "title" : "name";
}

ElementPath withId(const ElementPath &path, const QString &id)
{
    ElementPath renamed = path;
    (path.part == ElementPath::Part::Whole ? renamed.element.id : renamed.item) = id;
    return renamed;
}

Result<QList<Change>> idChanges(const Catalog &catalog, const ElementPath &path, const QString &id)
{
    switch (path.part) {
    case ElementPath::Part::Publication:
        return renameItem(catalog, path.element.id, ItemKind::Publication, path.item, id);
    case ElementPath::Part::Subscription:
        return renameItem(catalog, path.element.id, ItemKind::Subscription, path.item, id);
    default:
        return renameElement(catalog, path.element, id);
    }
}

} // namespace

RenameTool::RenameTool(ProjectDocument &document, Editor &editor, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_editor(editor)
{}

std::optional<ElementPath> RenameTool::target() const
{
    if (m_document.selection().size() != 1)
        return std::nullopt;
    const std::optional<ElementPath> path = ElementPath::fromText(m_document.selection().first());
    const bool hasId = path && path->part != ElementPath::Part::Outbox && path->element.kind != Kind::Project;
    return hasId ? path : std::nullopt;
}

QString RenameTool::id(const ElementPath &path) const
{
    return path.part == ElementPath::Part::Whole ? path.element.id : path.item;
}

bool RenameTool::hasName(const ElementPath &path) const
{
    const Kind kind = path.element.kind;
    const bool isNameless = kind == Kind::Webhook || kind == Kind::Stream || kind == Kind::Schema || kind == Kind::Doc;
    return path.part == ElementPath::Part::Whole && !isNameless;
}

QString RenameTool::name(const ElementPath &path) const
{
    const JsonValue document = m_document.catalog().document(path.element);
    const Json *name =
        document ? memberOf(document.get(), QString::fromLatin1(nameMember(path.element.kind))) : nullptr;
    return hasName(path) && name && name->is_string() ? QString::fromStdString(name->get<std::string>()) : QString();
}

RenamePreview RenameTool::preview(const ElementPath &path, const QString &name, const QString &id) const
{
    RenamePreview preview;
    Catalog renamed = m_document.catalog();
    const QString wanted = id.trimmed();
    if (wanted != this->id(path)) {
        const Result<QList<Change>> changes = idChanges(renamed, path, wanted);
        if (!changes) {
            preview.error = QStringList({changes.error().message, changes.error().hint}).join(u' ').trimmed();
            return preview;
        }
        preview.changes = *changes;
    }
    for (const Change &change : std::as_const(preview.changes)) {
        if (const Result<void> applied = renamed.apply(change); !applied) {
            preview.error = applied.error().message;
            return preview;
        }
        const QString other = change.element.path();
        const bool isItself = change.element == path.element || change.element == withId(path, wanted).element;
        if (!isItself && !preview.elements.contains(other))
            preview.elements.append(other);
    }
    if (!hasName(path) || name.trimmed() == this->name(path))
        return preview;
    const ElementRef element = withId(path, wanted).element;
    const JsonValue before = renamed.document(element);
    Json document = before.get();
    const std::string member = nameMember(element.kind);
    if (name.trimmed().isEmpty())
        document.erase(member);
    else
        document[member] = jsonOf(name.trimmed());
    preview.changes.append({element, {}, before, JsonValue(std::move(document))});
    return preview;
}

bool RenameTool::rename(const ElementPath &path, const QString &name, const QString &id)
{
    const RenamePreview preview = this->preview(path, name, id);
    if (!preview.error.isEmpty())
        return false;
    if (preview.changes.isEmpty())
        return true;
    if (!m_editor.apply(preview.changes, tr("Rename %1").arg(this->id(path))))
        return false;
    m_document.setSelection({withId(path, id.trimmed()).text()});
    return true;
}

} // namespace weir
