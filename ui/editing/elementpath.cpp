// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/elementpath.h"

#include <QCoreApplication>
#include <QStringList>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

template<typename Item>
qsizetype indexOf(const QList<Item> &items, const QString &id)
{
    const auto found = std::find_if(items.cbegin(), items.cend(), [&id](const Item &item) { return item.id == id; });
    return found == items.cend() ? -1 : std::distance(items.cbegin(), found);
}

QString titleOf(const Catalog &catalog, const ElementRef &element)
{
    const auto of = [&element](const auto *found) { return found ? found->title() : element.id; };
    const auto texted = [&element](const QString &text) { return text.isEmpty() ? element.id : text; };
    switch (element.kind) {
    case Kind::Project:
        return texted(catalog.project().title);
    case Kind::Service:
        return of(catalog.service(element.id));
    case Kind::Event:
        return of(catalog.event(element.id));
    case Kind::Channel:
        return of(catalog.channel(element.id));
    case Kind::Policy:
        return of(catalog.policy(element.id));
    case Kind::Flow:
        return of(catalog.flow(element.id));
    case Kind::Scenario: {
        const Scenario *scenario = catalog.scenario(element.id);
        return scenario ? scenario->name() : element.id;
    }
    case Kind::View: {
        const View *view = catalog.view(element.id);
        return view ? texted(view->title) : element.id;
    }
    default:
        return element.id;
    }
}

} // namespace

ElementPath ElementPath::publication(const QString &service, const QString &item)
{
    return {{Kind::Service, service}, Part::Publication, item};
}

ElementPath ElementPath::subscription(const QString &service, const QString &item)
{
    return {{Kind::Service, service}, Part::Subscription, item};
}

std::optional<ElementPath> ElementPath::fromText(QStringView text)
{
    const std::optional<ElementRef> element = ElementRef::fromPath(text);
    if (!element)
        return std::nullopt;
    ElementPath path = of(*element);
    const QList<QStringView> segments = text.split(u'/');
    if (element->kind != Kind::Service || segments.size() < 3)
        return path;
    if (segments[2] == "outbox"_L1) {
        path.part = Part::Outbox;
    } else if (segments.size() > 3 && (segments[2] == "sends"_L1 || segments[2] == "receives"_L1)) {
        path.part = segments[2] == "sends"_L1 ? Part::Publication : Part::Subscription;
        path.item = segments[3].toString();
    }
    return path;
}

QString ElementPath::text() const
{
    switch (part) {
    case Part::Whole:
        break;
    case Part::Publication:
        return element.path() + "/sends/"_L1 + item;
    case Part::Subscription:
        return element.path() + "/receives/"_L1 + item;
    case Part::Outbox:
        return element.path() + "/outbox"_L1;
    }
    return element.path();
}

QString ElementPath::figuresKey() const
{
    return item.isEmpty() ? element.path() : element.id + u'/' + item;
}

std::optional<QString> ElementPath::pointer(const Catalog &catalog) const
{
    if (part == Part::Whole)
        return catalog.contains(element) ? std::optional<QString>(u""_s) : std::nullopt;
    const Service *service = catalog.service(element.id);
    if (!service)
        return std::nullopt;
    if (part == Part::Outbox)
        return service->outbox ? std::optional<QString>(u"/outbox"_s) : std::nullopt;
    const bool sends = part == Part::Publication;
    const qsizetype index = sends ? indexOf(service->sends, item) : indexOf(service->receives, item);
    if (index < 0)
        return std::nullopt;
    return (sends ? u"/sends/%1"_s : u"/receives/%1"_s).arg(index);
}

bool ElementPath::existsIn(const Catalog &catalog) const
{
    return pointer(catalog).has_value();
}

QString ElementPath::title(const Catalog &catalog) const
{
    QString whole = titleOf(catalog, element);
    const Service *service = catalog.service(element.id);
    if (part == Part::Whole || !service)
        return whole;
    if (part == Part::Outbox)
        return QCoreApplication::translate("weir", "Outbox of %1").arg(whole);
    if (part == Part::Publication) {
        const qsizetype index = indexOf(service->sends, item);
        return QCoreApplication::translate("weir", "%1 sends %2")
            .arg(whole, index < 0 ? item : service->sends[index].event);
    }
    const qsizetype index = indexOf(service->receives, item);
    return QCoreApplication::translate("weir", "%1 receives %2")
        .arg(whole, index < 0 ? item : service->receives[index].events.join(", "_L1));
}

} // namespace weir
