// SPDX-License-Identifier: GPL-3.0-or-later
// What an AsyncAPI document says as a whole: the project, the service, and the components nobody refers to.
#include "core/interchange/asyncapireader.h"

#include "core/interchange/versionupgrade.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>

namespace weir {

namespace {

/// The broker that a server's protocol stands for.
QString brokerOf(const QString &protocol)
{
    static const QHash<QString, QString> brokers{{QStringLiteral("kafka"), QStringLiteral("kafka")},
                                                 {QStringLiteral("kafka-secure"), QStringLiteral("kafka")},
                                                 {QStringLiteral("amqp"), QStringLiteral("rabbitmq")},
                                                 {QStringLiteral("amqps"), QStringLiteral("rabbitmq")},
                                                 {QStringLiteral("mqtt"), QStringLiteral("mqtt")},
                                                 {QStringLiteral("mqtt5"), QStringLiteral("mqtt")},
                                                 {QStringLiteral("secure-mqtt"), QStringLiteral("mqtt")},
                                                 {QStringLiteral("mqtts"), QStringLiteral("mqtt")},
                                                 {QStringLiteral("nats"), QStringLiteral("nats")},
                                                 {QStringLiteral("sqs"), QStringLiteral("sqs")},
                                                 {QStringLiteral("sns"), QStringLiteral("sqs")}};
    return brokers.value(protocol.toLower(), QStringLiteral("other"));
}

} // namespace

QString AsyncApiReader::title()
{
    const QString title = m_document[u"info"][u"title"].node.text();
    return title.isEmpty() ? QFileInfo(m_document.node.place().file).completeBaseName() : title;
}

Json AsyncApiReader::projectDocument()
{
    const Located info = m_context.files.resolved(m_document[u"info"]);
    if (!info.node[u"title"].isValid()) {
        m_context.log.error(QCoreApplication::translate("weir", "The document has no title."),
                            info.isValid() ? info.node.place() : m_document.node.place(),
                            QCoreApplication::translate("weir", "Say it in info.title."));
    }
    const TraitedObject about(info, m_context);
    const TraitedObject root(m_document, m_context);
    Json project = Json::object();
    addMember(project, "weir", 1);
    addText(project, "title", title());
    addText(project, "version", about.text(u"version"));
    addText(project, "description", about.text(u"description"));
    if (Json kind = broker(); !kind.empty())
        addMember(project, "broker", std::move(kind));

    QSet<QString> handled{QStringLiteral("asyncapi"),   QStringLiteral("info"),       QStringLiteral("channels"),
                          QStringLiteral("operations"), QStringLiteral("components"), QStringLiteral("servers"),
                          QStringLiteral("x-weir")};
    const QStringList moved =
        m_context.major == 2 ? QStringList{QStringLiteral("tags"), QStringLiteral("externalDocs")} : QStringList();
    handled.unite(QSet<QString>(moved.begin(), moved.end()));
    Json extras = root.leftovers(handled);
    Json more = about.leftovers({QStringLiteral("title"), QStringLiteral("version"), QStringLiteral("description")});
    for (const QString &key : moved) {
        const Located value = m_document[key];
        if (!value.isValid())
            continue;
        m_context.log.kept(key, value.node.keyPlace());
        addMember(more, key.toUtf8().constData(), m_context.schemas.inlined(value));
    }
    addText(extras, "asyncapi", m_document[u"asyncapi"].node.text());
    if (const Located servers = m_document[u"servers"]; servers.isValid()) {
        m_context.log.kept(QStringLiteral("servers"), servers.node.keyPlace());
        addMember(extras, "servers",
                  m_context.major == 2 ? upgradedServers(servers, m_context) : m_context.schemas.inlined(servers));
    }
    if (!more.empty())
        addMember(extras, "info", std::move(more));
    addSecuritySchemes(extras);
    addExtras(project, std::move(extras));
    return project;
}

void AsyncApiReader::addSecuritySchemes(Json &extras)
{
    const Located &schemes = m_context.securitySchemes;
    if (!schemes.isValid())
        return;
    m_context.log.kept(QStringLiteral("securitySchemes"), schemes.node.keyPlace());
    if (!schemes.node.isObject()) {
        addMember(extras, "securitySchemes", m_context.schemas.inlined(schemes));
        return;
    }
    Json kept = Json::object();
    for (const Node member : schemes.node) {
        const Located scheme = m_context.files.nearest({member, schemes.file});
        if (scheme.isValid())
            addMember(kept, member.key().toUtf8().constData(), upgradedScheme(scheme, m_context));
    }
    addMember(extras, "securitySchemes", std::move(kept));
}

Json AsyncApiReader::broker()
{
    Json broker = Json::object();
    const Located servers = m_document[u"servers"];
    for (const Node member : servers.node) {
        const Located server = m_context.files.resolved({member, servers.file});
        const QString protocol = server.node[u"protocol"].text();
        if (protocol.isEmpty())
            continue;
        addText(broker, "kind", brokerOf(protocol));
        addText(broker, "name", member.key());
        break;
    }
    return broker;
}

QList<Json> AsyncApiReader::serviceDocuments()
{
    QList<Json> services;
    QStringList named = m_operations.services();
    named.removeAll(QString());
    // A document of several services describes none of its own, unless operations say so.
    if (named.isEmpty() || m_operations.services().contains(QString())) {
        const QString name = title();
        const QString slug = slugOf(name);
        const QString id = slug.isEmpty() ? QStringLiteral("application") : slug;
        Json service = Json::object();
        addText(service, "id", id);
        addText(service, "name", name == id ? QString() : name);
        const Node description = m_document[u"info"][u"description"].node;
        addText(service, "description", description.isString() ? description.text() : QString());
        m_operations.finish(service, QString());
        services += std::move(service);
    }
    for (const QString &id : std::as_const(named)) {
        Json service = Json::object();
        addText(service, "id", id);
        m_operations.finish(service, id);
        services += std::move(service);
    }
    return services;
}

void AsyncApiReader::readComponents()
{
    const Located components = m_document[u"components"];
    const Located messages = components[u"messages"];
    if (messages.node.isObject()) {
        for (const Node message : messages.node)
            m_messages.take({message, messages.file}, message.key(), QStringLiteral("message"));
    }
    const Located schemas = components[u"schemas"];
    if (schemas.node.isObject()) {
        for (const Node member : schemas.node) {
            const Located schema = m_context.files.resolved({member, schemas.file});
            if (schema.isValid())
                m_context.schemas.share(schema, member.key());
        }
    }
}

void AsyncApiReader::reportUnused()
{
    const Located components = m_document[u"components"];
    for (const Node section : components.node) {
        const QString name = section.key();
        if (name != u"messages" && name != u"schemas" && name != u"securitySchemes")
            reportUnused(name, {section, components.file});
    }
}

void AsyncApiReader::reportUnused(const QString &section, const Located &entries)
{
    // Components that something refers to were read there.
    for (const Node entry : entries.node) {
        if (!m_context.files.visited().contains(Located{entry, entries.file}.identity())) {
            m_context.log.dropped(section + u'/' + entry.key(),
                                  QCoreApplication::translate("weir", "nothing refers to it."), entry.keyPlace());
        }
    }
    if (entries.node.size() == 0 && !entries.node.isObject())
        m_context.log.dropped(section, QCoreApplication::translate("weir", "components hold no such section."),
                              entries.node.keyPlace());
}

} // namespace weir
