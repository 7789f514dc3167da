// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalog.h"

#include "core/base/translate.h"
#include "core/model/canonical.h"
#include "core/model/codec.h"
#include "core/model/pointer.h"
#include "core/model/validation.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

template<typename List>
auto placeOf(List &list, QStringView id)
{
    return std::lower_bound(list.begin(), list.end(), id,
                            [](const auto &item, QStringView wanted) { return QStringView(item.id) < wanted; });
}

template<typename T>
const T *find(const QList<T> &list, QStringView id)
{
    const auto place = placeOf(list, id);
    return place != list.end() && place->id == id ? &*place : nullptr;
}

template<typename T>
void put(QList<T> &list, const QString &id, const Json &document)
{
    T value = fromJson<T>(document);
    value.id = id;
    // Files are read in order: the usual place is behind the last.
    if (list.isEmpty() || list.constLast().id < id) {
        list.append(std::move(value));
        return;
    }
    const auto place = placeOf(list, id);
    if (place != list.end() && place->id == id)
        *place = std::move(value);
    else
        list.insert(place, std::move(value));
}

template<typename T>
void take(QList<T> &list, const QString &id)
{
    const auto place = placeOf(list, id);
    if (place != list.end() && place->id == id)
        list.erase(place);
}

QList<Approval> approvalsOf(const Json &document)
{
    QList<Approval> approvals;
    if (!document.is_array())
        return approvals;
    for (const Json &item : document)
        approvals.append(fromJson<Approval>(item));
    return approvals;
}

Error refused(const Change &change, const QString &reason)
{
    Error error;
    error.message = tr("%1 cannot be changed at \"%2\": %3").arg(change.element.path(), change.pointer, reason);
    error.place.pointer = change.pointer;
    return error;
}

bool same(const Json *present, const JsonValue &expected)
{
    if (!present || !expected)
        return !present && !expected;
    return meansTheSame(*present, expected.get());
}

/// `-` names the item behind the last; where an item is expected it is the last one, which an append has just added.
QString resolvedPointer(const Json &document, const Change &change)
{
    if (!change.before || !change.pointer.endsWith(u"/-"))
        return change.pointer;
    const QString parent = change.pointer.chopped(2);
    const Json *array = valueAt(document, parent);
    if (!array || !array->is_array() || array->empty())
        return change.pointer;
    return parent + u'/' + QString::number(array->size() - 1);
}

Result<Json> edited(const Json &document, const Change &change)
{
    const QString pointer = resolvedPointer(document, change);
    if (!pointer.startsWith(u'/'))
        return refused(change, tr("that is no JSON Pointer."));
    const Json *present = valueAt(document, pointer);
    const Json *parent = valueAt(document, QStringView(pointer).first(pointer.lastIndexOf(u'/')));
    const bool isInsertion = !change.before && change.after;
    const bool isItem = parent && parent->is_array();
    // An item is inserted before the one that is there.
    if (!same(present, change.before) && !(isInsertion && isItem))
        return refused(change, tr("it is no longer what the change expects."));
    if (!change.before && !change.after)
        return document;
    Json result = document;
    const Edit edit = isInsertion ? Edit::Insert : change.after ? Edit::Replace : Edit::Remove;
    if (const auto done = editAt(result, pointer, edit, change.after.get()); !done)
        return refused(change, done.error().message);
    if (isInsertion && !isItem)
        moveToItsPlace(change.element.kind, result, pointer);
    return result;
}

} // namespace

const Service *Catalog::service(QStringView id) const
{
    return find(m_services, id);
}
const EventType *Catalog::event(QStringView id) const
{
    return find(m_events, id);
}
const SharedSchema *Catalog::schema(QStringView id) const
{
    return find(m_schemas, id);
}
const Channel *Catalog::channel(QStringView id) const
{
    return find(m_channels, id);
}
const Policy *Catalog::policy(QStringView id) const
{
    return find(m_policies, id);
}
const Webhook *Catalog::webhook(QStringView id) const
{
    return find(m_webhooks, id);
}
const Stream *Catalog::stream(QStringView id) const
{
    return find(m_streams, id);
}
const Flow *Catalog::flow(QStringView id) const
{
    return find(m_flows, id);
}
const Scenario *Catalog::scenario(QStringView id) const
{
    return find(m_scenarios, id);
}
const View *Catalog::view(QStringView id) const
{
    return find(m_views, id);
}

QList<ElementRef> Catalog::elements() const
{
    QList<ElementRef> result = m_documents.keys();
    if (result.isEmpty() || result.first().kind != Kind::Project)
        result.prepend(ElementRef{Kind::Project, {}});
    return result;
}

bool Catalog::contains(const ElementRef &element) const
{
    return element.kind == Kind::Project || m_documents.contains(element);
}

JsonValue Catalog::document(const ElementRef &element) const
{
    return m_documents.value(element);
}

Findings Catalog::setDocument(const ElementRef &element, Json document)
{
    Findings findings = checkDocument(element, document);
    const QString written = memberText(document, u"id");
    if (!element.id.isEmpty() && !written.isNull() && written != element.id) {
        Finding finding;
        finding.rule = u"structure/id-differs"_s;
        finding.severity = Severity::Error;
        finding.message = QCoreApplication::translate("weir", "%1 calls itself \"%2\".").arg(element.path(), written);
        finding.hint =
            QCoreApplication::translate("weir", "Write \"%1\", or name the file after the id.").arg(element.id);
        finding.place.pointer = u"/id"_s;
        finding.element = element.path();
        findings.append(finding);
    }
    decode(element, document);
    m_documents.insert(element, JsonValue(std::move(document)));
    return findings;
}

void Catalog::decode(const ElementRef &element, const Json &document)
{
    switch (element.kind) {
    case Kind::Project:
        m_project = fromJson<ProjectSettings>(document);
        break;
    case Kind::Service:
        return put(m_services, element.id, document);
    case Kind::Event:
        return put(m_events, element.id, document);
    case Kind::Schema:
        return put(m_schemas, element.id, document);
    case Kind::Channel:
        return put(m_channels, element.id, document);
    case Kind::Policy:
        return put(m_policies, element.id, document);
    case Kind::Webhook:
        return put(m_webhooks, element.id, document);
    case Kind::Stream:
        return put(m_streams, element.id, document);
    case Kind::Flow:
        return put(m_flows, element.id, document);
    case Kind::Scenario:
        return put(m_scenarios, element.id, document);
    case Kind::View:
        return put(m_views, element.id, document);
    case Kind::Doc:
        return put(m_docs, element.id, document);
    case Kind::Approvals:
        m_approvals = approvalsOf(document);
        break;
    }
}

void Catalog::forget(const ElementRef &element)
{
    switch (element.kind) {
    case Kind::Project:
        m_project = {};
        break;
    case Kind::Service:
        return take(m_services, element.id);
    case Kind::Event:
        return take(m_events, element.id);
    case Kind::Schema:
        return take(m_schemas, element.id);
    case Kind::Channel:
        return take(m_channels, element.id);
    case Kind::Policy:
        return take(m_policies, element.id);
    case Kind::Webhook:
        return take(m_webhooks, element.id);
    case Kind::Stream:
        return take(m_streams, element.id);
    case Kind::Flow:
        return take(m_flows, element.id);
    case Kind::Scenario:
        return take(m_scenarios, element.id);
    case Kind::View:
        return take(m_views, element.id);
    case Kind::Doc:
        return take(m_docs, element.id);
    case Kind::Approvals:
        m_approvals.clear();
        break;
    }
}

bool Catalog::remove(const ElementRef &element)
{
    if (m_documents.remove(element) == 0)
        return false;
    forget(element);
    return true;
}

Result<void> Catalog::apply(const Change &change)
{
    const JsonValue document = m_documents.value(change.element);
    if (change.pointer.isEmpty()) {
        if (!same(document ? &document.get() : nullptr, change.before))
            return refused(change, QCoreApplication::translate("weir", "it is no longer what the change expects."));
        if (change.after)
            setDocument(change.element, change.after.get());
        else
            remove(change.element);
        return {};
    }
    if (!document)
        return refused(change, QCoreApplication::translate("weir", "there is no such element."));
    auto result = edited(document.get(), change);
    if (!result)
        return result.error();
    setDocument(change.element, *std::move(result));
    return {};
}

bool Catalog::operator==(const Catalog &other) const
{
    return m_documents == other.m_documents;
}

} // namespace weir
