// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/asyncapiexport.h"

#include "core/interchange/asyncapiimport.h"
#include "core/interchange/documentupgrade.h"
#include "core/interchange/messageexport.h"
#include "core/interchange/operationexport.h"
#include "core/interchange/owndetails.h"
#include "core/interchange/servicepart.h"
#include "core/interchange/slug.h"
#include "core/interchange/traitedobject.h"
#include "core/syntax/jsonwriter.h"

namespace weir {

namespace {

/// Writes one AsyncAPI document.
class AsyncApiWriter
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit AsyncApiWriter(const Catalog &catalog)
        : m_catalog(catalog)
        , m_kept(keptOf(catalog.document({Kind::Project, {}}).get()))
        , m_names(catalog)
    {}

    Result<AsyncApiExport> write();

private:
    Json root();
    Json info() const;
    Json channels(const OperationExport &operations);
    Json channel(const Channel &channel, QStringList messages);
    Json servers(const Json &names) const;
    QString version() const;
    bool describesOneApplication() const;

    const Catalog &m_catalog;
    const Json m_kept; ///< What an import kept of the document itself.
    AsyncApiNames m_names;
    ExportLog m_log;
};

ElementDocuments documentsOf(const Catalog &catalog)
{
    ElementDocuments documents;
    for (const ElementRef &element : catalog.elements())
        documents.insert(element, catalog.document(element).get());
    return documents;
}

QString AsyncApiWriter::version() const
{
    const QString original = memberText(m_kept, u"asyncapi");
    return original.startsWith(u'3') ? original : QStringLiteral("3.0.0");
}

Json AsyncApiWriter::info() const
{
    const ProjectSettings &project = m_catalog.project();
    Json info = Json::object();
    addText(info, "title", project.title.isEmpty() ? QStringLiteral("Untitled") : project.title);
    // AsyncAPI 3.0, Info Object: required.
    addText(info, "version", project.version.isEmpty() ? QStringLiteral("0.0.0") : project.version);
    addText(info, "description", project.description);
    if (const Json *more = memberOf(m_kept, u"info"); more != nullptr && more->is_object())
        addKept(info, *more);
    return info;
}

bool AsyncApiWriter::describesOneApplication() const
{
    const QString title = slugOf(m_catalog.project().title);
    const QList<Service> &services = m_catalog.services();
    return services.size() == 1 && services.front().id == (title.isEmpty() ? QStringLiteral("application") : title);
}

Json AsyncApiWriter::servers(const Json &names) const
{
    const Json *known = memberOf(m_kept, u"servers");
    Json references = Json::array();
    for (const Json &name : names) {
        const QString server = textOf(name);
        if (known != nullptr && memberOf(*known, server) != nullptr)
            references.push_back(localReference({QStringLiteral("servers"), server}));
    }
    return references;
}

Json AsyncApiWriter::channel(const Channel &channel, QStringList messages)
{
    const Json &kept = keptOf(m_catalog.document({Kind::Channel, channel.id}).get());
    if (const Json *more = memberOf(kept, u"messages"); more != nullptr && more->is_array()) {
        for (const Json &event : *more)
            messages += textOf(event);
    }
    messages.removeDuplicates();
    Json written = Json::object();
    addText(written, "address", channel.address);
    Json carried = Json::object();
    for (const QString &event : std::as_const(messages)) {
        if (m_names.hasMessage(event))
            addMember(carried, m_names.message(event).toUtf8().constData(), m_names.componentReference(event));
    }
    if (!carried.empty())
        addMember(written, "messages", std::move(carried));
    if (const Json *names = memberOf(kept, u"servers"); names != nullptr && names->is_array()) {
        if (Json references = servers(*names); !references.empty())
            addMember(written, "servers", std::move(references));
    }
    addKept(written, kept, {QStringLiteral("messages"), QStringLiteral("servers")});
    if (channel.bindings.isPresent())
        addMember(written, "bindings", channel.bindings.get());
    if (channel.kind == ChannelKind::Queue && !channel.bindings.isPresent())
        m_log.own(tr("“%1” is a queue; AsyncAPI says so in bindings only, and it has none.").arg(channel.title()),
                  ElementRef{Kind::Channel, channel.id}.path());
    return written;
}

Json AsyncApiWriter::channels(const OperationExport &operations)
{
    Json channels = Json::object();
    for (const Channel &item : m_catalog.channels())
        addMember(channels, m_names.channel(item.id).toUtf8().constData(),
                  channel(item, operations.messagesOn(item.id)));
    return channels;
}

Json AsyncApiWriter::root()
{
    OperationExport operations(m_catalog, m_names, m_log);
    const bool isNamed = !describesOneApplication();
    for (const Service &service : m_catalog.services())
        operations.add(service, isNamed);
    MessageExport messages(m_catalog, m_names, m_log);
    Json components = Json::object();
    if (Json all = messages.messages(); !all.empty())
        addMember(components, "messages", std::move(all));
    if (Json all = messages.schemas(); !all.empty())
        addMember(components, "schemas", std::move(all));
    if (const Json *schemes = memberOf(m_kept, u"securitySchemes"))
        addMember(components, "securitySchemes", *schemes);

    Json document = Json::object();
    addText(document, "asyncapi", version());
    addText(document, "id", memberText(m_kept, u"id"));
    addMember(document, "info", info());
    addText(document, "defaultContentType", memberText(m_kept, u"defaultContentType"));
    if (const Json *servers = memberOf(m_kept, u"servers"))
        addMember(document, "servers", *servers);
    addMember(document, "channels", channels(operations));
    if (!operations.operations().empty())
        addMember(document, "operations", operations.operations());
    if (!components.empty())
        addMember(document, "components", std::move(components));
    addKept(document, m_kept, {QStringLiteral("securitySchemes")});
    return document;
}

Result<AsyncApiExport> AsyncApiWriter::write()
{
    Json document = root();
    if (memberText(m_kept, u"asyncapi").startsWith(u'2'))
        upgradeToVersion3(document);
    // What other programs read, read again: whatever it does not say of the design has to be said beside it.
    const auto foreign = importAsyncApi(writeJson(document), QStringLiteral("asyncapi.json"));
    if (!foreign)
        return foreign.error();
    Json details = detailsBeyond(documentsOf(foreign->catalog), documentsOf(m_catalog));
    if (!details.is_null())
        addMember(document, "x-weir", std::move(details));
    m_log.ownKinds(m_catalog, QStringLiteral("“x-weir”"), FlowsAre::Foreign);
    return AsyncApiExport{std::move(document), m_log.findings()};
}

} // namespace

Result<AsyncApiExport> exportAsyncApi(const Catalog &catalog, const QString &service)
{
    if (service.isEmpty())
        return AsyncApiWriter(catalog).write();
    const Result<Catalog> part = partOfService(catalog, service);
    if (!part)
        return part.error();
    return AsyncApiWriter(*part).write();
}

} // namespace weir
