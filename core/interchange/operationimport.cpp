// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/operationimport.h"

namespace weir {

namespace {

Json texts(QStringList list)
{
    Json array = Json::array();
    for (const QString &text : std::as_const(list))
        array.push_back(jsonOf(text));
    return array;
}

QStringList sortedOnce(QStringList list)
{
    list.sort();
    list.removeDuplicates();
    return list;
}

QString summaryOf(const TraitedObject &operation)
{
    const QString summary = operation.text(u"summary");
    return summary.isEmpty() ? operation.text(u"title") : summary;
}

QSet<QString> handledBy(const ImportedOperation &operation, const TraitedObject &object)
{
    QSet<QString> handled = operation.handled;
    handled.insert(QStringLiteral("summary"));
    if (object.text(u"summary").isEmpty())
        handled.insert(QStringLiteral("title"));
    return handled;
}

} // namespace

void OperationImport::add(const ImportedOperation &operation)
{
    ++m_count;
    const QString fallback =
        operation.channel + (operation.isSend ? QStringLiteral(".send") : QStringLiteral(".receive"));
    if (operation.isSend)
        addSend(operation, m_operationIds.take(operation.name, fallback));
    else
        addReceive(operation, m_itemIds.take(operation.name, fallback));
}

QString OperationImport::publish(const QString &event, const QString &channel, const QString &otherwise)
{
    // A publication without an id is called by its event.
    const bool isFirst = !m_itemIds.contains(event);
    QString id = m_itemIds.take(isFirst ? event : otherwise, otherwise);
    Json publication = Json::object();
    addText(publication, "id", id == event ? QString() : id);
    addText(publication, "event", event);
    addText(publication, "channel", channel);
    m_sends.push_back(std::move(publication));
    return id;
}

void OperationImport::addSend(const ImportedOperation &operation, const QString &id)
{
    const TraitedObject object(operation.object, m_context);
    QStringList publications;
    for (const QString &event : operation.events)
        publications += publish(event, operation.channel, operation.events.size() == 1 ? id : id + u'.' + event);
    Json item = Json::object();
    addText(item, "id", id);
    addText(item, "summary", summaryOf(object));
    if (!publications.isEmpty())
        addMember(item, "sends", texts(publications));
    Json extras = object.leftovers(handledBy(operation, object));
    if (operation.name != id)
        addText(extras, "operationId", operation.name);
    if (publications.isEmpty())
        addText(extras, "channel", operation.channel);
    addExtras(item, std::move(extras));
    m_operations.push_back(std::move(item));
    if (operation.replyChannel.isEmpty())
        return;

    Json answer = Json::object();
    addText(answer, "id", m_itemIds.take(id + QStringLiteral(".reply"), id));
    addText(answer, "channel", operation.replyChannel);
    addMember(answer, "events", texts(sortedOnce(operation.replies)));
    m_receives.push_back(std::move(answer));
}

void OperationImport::addReceive(const ImportedOperation &operation, const QString &id)
{
    const TraitedObject object(operation.object, m_context);
    Json item = Json::object();
    addText(item, "id", id);
    addText(item, "channel", operation.channel);
    addMember(item, "events", texts(sortedOnce(operation.events)));
    addText(item, "purpose", summaryOf(object));
    if (Json list = emits(operation); !list.empty())
        addMember(item, "emits", std::move(list));
    Json extras = object.leftovers(handledBy(operation, object));
    if (operation.name != id)
        addText(extras, "operationId", operation.name);
    addExtras(item, std::move(extras));
    m_receives.push_back(std::move(item));
}

Json OperationImport::emits(const ImportedOperation &operation)
{
    Json list = Json::array();
    if (operation.replyChannel.isEmpty())
        return list;
    for (const QString &event : operation.replies) {
        Json answer = Json::object();
        addText(answer, "event", event);
        addText(answer, "channel", operation.replyChannel);
        // One of them answers; the document does not say how often which.
        if (operation.replies.size() > 1)
            addMember(answer, "probability", 1.0 / double(operation.replies.size()));
        list.push_back(std::move(answer));
    }
    return list;
}

void OperationImport::finish(Json &service)
{
    if (!m_operations.empty())
        addMember(service, "operations", std::move(m_operations));
    if (!m_sends.empty())
        addMember(service, "sends", std::move(m_sends));
    if (!m_receives.empty())
        addMember(service, "receives", std::move(m_receives));
}

} // namespace weir
