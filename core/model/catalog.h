// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/model/change.h"
#include "core/model/channel.h"
#include "core/model/element.h"
#include "core/model/endpoint.h"
#include "core/model/eventtype.h"
#include "core/model/flow.h"
#include "core/model/policy.h"
#include "core/model/project.h"
#include "core/model/scenario.h"
#include "core/model/service.h"
#include "core/model/view.h"

#include <QList>
#include <QMap>

namespace weir {

/// A whole design as a value: cheap to copy, compared by content.
///
/// The truth is one JSON document for each element, exactly as in its file, so that unknown members survive every edit.
/// The typed lists are read from the documents whenever one changes; they are sorted by id.
class Catalog
{
public:
    const ProjectSettings &project() const { return m_project; }
    const QList<Service> &services() const { return m_services; }
    const QList<EventType> &events() const { return m_events; }
    const QList<SharedSchema> &schemas() const { return m_schemas; }
    const QList<Channel> &channels() const { return m_channels; }
    const QList<Policy> &policies() const { return m_policies; }
    const QList<Webhook> &webhooks() const { return m_webhooks; }
    const QList<Stream> &streams() const { return m_streams; }
    const QList<Flow> &flows() const { return m_flows; }
    const QList<Scenario> &scenarios() const { return m_scenarios; }
    const QList<View> &views() const { return m_views; }
    const QList<DocBlock> &docs() const { return m_docs; }
    const QList<Approval> &approvals() const { return m_approvals; }

    /// The element with that id, or nullptr. Valid until the catalog changes.
    const Service *service(QStringView id) const;
    const EventType *event(QStringView id) const;
    const SharedSchema *schema(QStringView id) const;
    const Channel *channel(QStringView id) const;
    const Policy *policy(QStringView id) const;
    const Webhook *webhook(QStringView id) const;
    const Stream *stream(QStringView id) const;
    const Flow *flow(QStringView id) const;
    const Scenario *scenario(QStringView id) const;
    const View *view(QStringView id) const;

    /// All elements, by kind and then by id. The project is always there.
    QList<ElementRef> elements() const;
    bool contains(const ElementRef &element) const;
    /// The stored document; absent when there is no such element.
    JsonValue document(const ElementRef &element) const;

    /// Inserts or replaces an element. What is wrong with the document comes back as findings whose places hold only
    /// the pointer; members that are wrong count as absent. A doc block's document is `{id, text}`, a shared schema's
    /// `{id, schema}`, the approvals' an array.
    Findings setDocument(const ElementRef &element, Json document);
    /// False when there was no such element.
    bool remove(const ElementRef &element);

    /// Applies an edit; \a change.before must equal what is there, else nothing changes and the error says so.
    Result<void> apply(const Change &change);

    bool operator==(const Catalog &other) const;

private:
    void decode(const ElementRef &element, const Json &document);
    void forget(const ElementRef &element);

    QMap<ElementRef, JsonValue> m_documents;
    ProjectSettings m_project;
    QList<Service> m_services;
    QList<EventType> m_events;
    QList<SharedSchema> m_schemas;
    QList<Channel> m_channels;
    QList<Policy> m_policies;
    QList<Webhook> m_webhooks;
    QList<Stream> m_streams;
    QList<Flow> m_flows;
    QList<Scenario> m_scenarios;
    QList<View> m_views;
    QList<DocBlock> m_docs;
    QList<Approval> m_approvals;
};

} // namespace weir
