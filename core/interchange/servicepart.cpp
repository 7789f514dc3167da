// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/servicepart.h"

#include "core/base/translate.h"
#include "core/model/catalogindex.h"
#include "core/model/sharedschema.h"

#include <nlohmann/json.hpp>

#include <QSet>

#include <algorithm>

namespace weir {

namespace {

/// Copies elements with everything they name.
class Part
{
public:
    explicit Part(const Catalog &catalog) : m_catalog(catalog), m_index(catalog) {}

    void addService(const Service &service)
    {
        copy({Kind::Service, service.id});
        for (const Publication &publication : service.sends) {
            addEvent(publication.event);
            addChannel(publication.channel);
        }
        for (const Subscription &subscription : service.receives) {
            addChannel(subscription.channel);
            addChannel(subscription.deadLetter);
            copy({Kind::Policy, subscription.policy});
            for (const QString &event : subscription.events)
                addReceived(event, subscription.channel);
            for (const Emit &emitted : subscription.emits) {
                addEvent(emitted.event);
                addChannel(emitted.channel);
            }
        }
    }

    void addProject(const Service &service)
    {
        Json document = m_catalog.document({Kind::Project, {}}).get();
        document["title"] = jsonOf(service.title());
        document.erase("description");
        if (!service.description.isEmpty())
            document["description"] = jsonOf(service.description);
        m_part.setDocument({Kind::Project, {}}, std::move(document));
        copy({Kind::Policy, m_catalog.project().defaultPolicy});
    }

    Catalog take() { return std::move(m_part); }

private:
    bool copy(const ElementRef &element)
    {
        if (element.id.isEmpty() || m_part.contains(element) || !m_catalog.contains(element))
            return false;
        const Json &document = m_catalog.document(element).get();
        m_part.setDocument(element, document);
        if (element.kind == Kind::Event || element.kind == Kind::Schema)
            addSchemas(document);
        return true;
    }

    void addChannel(const QString &id)
    {
        if (!copy({Kind::Channel, id}))
            return;
        const Channel *channel = m_catalog.channel(id);
        copy({Kind::Policy, channel->policy});
        addChannel(channel->deadLetter);
    }

    void addEvent(const QString &id) { copy({Kind::Event, id}); }

    /// \a event may be a pattern: then whatever somebody sends there is added.
    void addReceived(const QString &event, const QString &channel)
    {
        if (m_catalog.event(event) != nullptr) {
            addEvent(event);
            return;
        }
        const QList<qsizetype> sent = m_index.publicationsTo(channel);
        for (const qsizetype publication : sent)
            addEvent(m_index.publications()[publication].event);
    }

    void addSchemas(const Json &value)
    {
        for (const auto &[key, member] : value.items()) {
            if (member.is_structured())
                addSchemas(member);
            else if (key == "$ref" && member.is_string())
                copy({Kind::Schema, sharedSchemaOf(textOf(member))});
        }
    }

    const Catalog &m_catalog;
    CatalogIndex m_index;
    Catalog m_part;
};

} // namespace

Result<Catalog> partOfService(const Catalog &catalog, const QString &id)
{
    const Service *service = catalog.service(id);
    if (service == nullptr) {
        QStringList ids;
        for (const Service &known : catalog.services())
            ids += known.id;
        return Error{tr("This project has no service “%1”.").arg(id), {}, tr("There are: %1.").arg(ids.join(u", "))};
    }
    Part part(catalog);
    part.addProject(*service);
    part.addService(*service);
    return part.take();
}

} // namespace weir
