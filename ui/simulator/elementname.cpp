// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/elementname.h"

#include "ui/editing/elementpath.h"

#include <QCoreApplication>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

struct NameText
{
    Q_DECLARE_TR_FUNCTIONS(weir::ElementName)
};

const QString implicitSuffix = u".dlq"_s;

/// `billing/bill`, `orders/order.placed` or `billing/bill/invoice.sent`.
QString partName(const Catalog &catalog, const QString &service, const QString &item)
{
    const Service *owner = catalog.service(service);
    if (!owner)
        return {};
    const QString first = item.section(u'/', 0, 0);
    const QString emitted = item.section(u'/', 1);
    const auto isIt = [&](const Subscription &subscription) { return subscription.id == first; };
    const bool receives = std::any_of(owner->receives.cbegin(), owner->receives.cend(), isIt);
    if (!emitted.isEmpty() || !receives)
        return NameText::tr("%1 sends %2").arg(owner->title(), emitted.isEmpty() ? first : emitted);
    return owner->receives.size() > 1 ? u"%1 · %2"_s.arg(owner->title(), first) : owner->title();
}

QString channelName(const Catalog &catalog, const QString &id)
{
    if (const Channel *channel = catalog.channel(id))
        return channel->title();
    if (!id.endsWith(implicitSuffix))
        return {};
    const QString subscription = id.chopped(implicitSuffix.size());
    const QString name = partName(catalog, subscription.section(u'/', 0, 0), subscription.section(u'/', 1));
    return name.isEmpty() ? QString() : NameText::tr("%1 dead letters").arg(name);
}

} // namespace

QString selectionPath(const Catalog &catalog, const QString &element)
{
    const qsizetype slash = element.indexOf(u'/');
    if (slash < 0)
        return element;
    const QString first = element.left(slash);
    const QString rest = element.mid(slash + 1);
    if (first == u"outboxes")
        return u"services/%1/outbox"_s.arg(rest);
    if (kindNamed(first))
        return element;
    const ElementPath publication = ElementPath::publication(first, rest);
    if (publication.existsIn(catalog))
        return publication.text();
    return ElementPath::subscription(first, rest.section(u'/', 0, 0)).text();
}

QString elementName(const Catalog &catalog, const QString &element)
{
    const QString first = element.section(u'/', 0, 0);
    const QString rest = element.section(u'/', 1);
    QString name;
    if (element.isEmpty())
        name = NameText::tr("Whole run");
    else if (first == "channels"_L1)
        name = channelName(catalog, rest);
    else if (first == "outboxes"_L1)
        name = catalog.service(rest) ? NameText::tr("%1 outbox").arg(catalog.service(rest)->title()) : QString();
    else if (const auto path = ElementPath::fromText(element); path && path->existsIn(catalog))
        name = path->title(catalog);
    else
        name = partName(catalog, first, rest);
    return name.isEmpty() ? element : name;
}

} // namespace weir
