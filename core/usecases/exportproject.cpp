// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/exportproject.h"

#include "core/base/translate.h"
#include "core/document/documents.h"
#include "core/model/catalog.h"
#include "core/schema/typescript.h"

#include <QSaveFile>

namespace weir {

namespace {

/// A part by its kind and, for a flow or an event, its id.
struct Part
{
    QString kind;
    const Flow *flow = nullptr;
    const EventType *event = nullptr;
};

Error unknownPart(const QString &part, const QStringList &kinds)
{
    return {tr("“%1” is no part that can be exported in this format.").arg(part),
            {},
            tr("There are: %1.").arg(kinds.join(u", "))};
}

/// \a text as one of \a kinds; the first of them when it is empty.
Result<Part> partOf(const Catalog &catalog, const QString &text, const QStringList &kinds)
{
    const QString kind = text.isEmpty() ? kinds.first() : text.section(u':', 0, 0);
    const QString id = text.section(u':', 1);
    const bool needsId = kind == QStringLiteral("flow") || kind == QStringLiteral("event");
    if (!kinds.contains(needsId ? kind + QStringLiteral(":ID") : kind))
        return unknownPart(text, kinds);
    Part part{kind, nullptr, nullptr};
    if (kind == QStringLiteral("flow"))
        part.flow = catalog.flow(id);
    if (kind == QStringLiteral("event"))
        part.event = catalog.event(id);
    if (needsId && part.flow == nullptr && part.event == nullptr)
        return Error{tr("This project has no %1 “%2”.").arg(kind, id), {}, {}};
    return part;
}

Outline flowOutline(const Flow &flow)
{
    Outline outline;
    outline.title = flow.title();
    outline.add(Heading{1, flow.title(), QStringLiteral("flows/") + flow.id});
    outline.addParagraphs(flow.summary);
    outline.add(Diagram{flow.title(), sequenceDiagram(flow)});
    return outline;
}

Result<QByteArray> written(const Catalog &catalog, const ExportOptions &options)
{
    const Result<Part> part = partOf(
        catalog, options.part,
        {QStringLiteral("document"), QStringLiteral("catalog"), QStringLiteral("flow:ID"), QStringLiteral("event:ID")});
    if (!part)
        return part.error();
    Outline outline;
    if (part->flow != nullptr)
        outline = flowOutline(*part->flow);
    else if (part->event != nullptr)
        outline = eventCatalog(catalog, *part->event);
    else if (part->kind == QStringLiteral("catalog"))
        outline = eventCatalog(catalog);
    else
        outline = eventDocument(catalog, {options.report, true});
    return options.format == QStringLiteral("html") ? toHtml(outline) : toMarkdown(outline);
}

Result<QByteArray> drawn(const Catalog &catalog, const ExportOptions &options)
{
    const Result<Part> part =
        partOf(catalog, options.part, {QStringLiteral("map"), QStringLiteral("flow:ID"), QStringLiteral("event:ID")});
    if (!part)
        return part.error();
    const bool isSvg = options.format == QStringLiteral("svg");
    QString text;
    if (part->flow != nullptr) {
        const SequenceDiagram diagram = sequenceDiagram(*part->flow);
        text = isSvg ? toSvg(diagram) : toMermaid(diagram);
    } else {
        const ServiceMap map = part->event != nullptr ? eventMap(catalog, part->event->id) : serviceMap(catalog);
        text = isSvg ? toSvg(map) : toMermaid(map);
    }
    if (!text.endsWith(u'\n'))
        text += u'\n';
    return text.toUtf8();
}

QString typesOf(const EventType &event, const SchemaLookup &lookup)
{
    const EventVersion *newest = event.newest();
    if (newest == nullptr)
        return {};
    return typeScriptInterface(event.id, newest->version, newest->schema.get(), lookup);
}

Result<QByteArray> typed(const Catalog &catalog, const ExportOptions &options)
{
    const Result<Part> part = partOf(catalog, options.part, {QStringLiteral("events"), QStringLiteral("event:ID")});
    if (!part)
        return part.error();
    const SchemaLookup lookup = [&catalog](const QString &reference) -> const Json * {
        const QString file = reference.section(u'#', 0, 0).section(u'/', -1);
        const SharedSchema *schema = catalog.schema(file.section(u'.', 0, 0));
        return schema != nullptr ? &schema->schema.get() : nullptr;
    };
    if (part->event != nullptr)
        return (typesOf(*part->event, lookup).trimmed() + u'\n').toUtf8();
    QString text = QStringLiteral("export const eventTypes = [\n");
    for (const EventType &event : catalog.events())
        text += QStringLiteral("  %1,\n").arg(typeScriptLiteral(event.id));
    text += QStringLiteral("] as const;\n");
    for (const EventType &event : catalog.events()) {
        const QString types = typesOf(event, lookup).trimmed();
        if (!types.isEmpty())
            text += QStringLiteral("\nexport %1\n").arg(types);
    }
    return text.toUtf8();
}

} // namespace

QStringList exportFormats()
{
    return {QStringLiteral("markdown"), QStringLiteral("html"), QStringLiteral("mermaid"), QStringLiteral("svg"),
            QStringLiteral("typescript")};
}

Result<QByteArray> exportProject(const Catalog &catalog, const ExportOptions &options)
{
    switch (exportFormats().indexOf(options.format)) {
    case 0:
    case 1:
        return written(catalog, options);
    case 2:
    case 3:
        return drawn(catalog, options);
    case 4:
        return typed(catalog, options);
    default:
        return Error{tr("“%1” is no format that can be exported.").arg(options.format),
                     {},
                     tr("There are: %1.").arg(exportFormats().join(u", "))};
    }
}

Result<void> writeExport(const QByteArray &bytes, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{tr("%1 could not be written: %2.").arg(path, file.errorString()), {}, {}};
    return {};
}

} // namespace weir
