// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/element.h"

#include <QSet>
#include <QString>

namespace weir {

/// What gets another id, and how texts that name it read afterwards. A text that does not name it stays as it is.
class RenamedTexts
{
public:
    /// An element of the kind.
    RenamedTexts(Kind kind, QString before, QString after);
    /// An item of the service's member `sends`, `receives` or `operations`.
    RenamedTexts(QString service, QString member, QString before, QString after);

    /// Says that these services have a publication that is called by the renamed event.
    void setNamelessPublications(const QSet<QString> &services) { m_nameless = services; }
    /// Says that the bare name means another kind of element in assertions and faults.
    void setShadowed(bool shadowed) { m_isShadowed = shadowed; }

    bool isElement(Kind kind) const { return m_member.isEmpty() && m_kind == kind; }
    QString after() const { return m_after; }

    /// `billing`: the id alone, where the kind is known from the place.
    QString id(Kind kind, const QString &text) const;
    /// `services/billing`, `services/billing/receives/bill/instances` (settings, approvals, nodes, severities).
    QString elementPath(const QString &text) const;
    /// `orders/order.placed`, `billing/bill`, `billing/bill/invoice.sent` (rates, assertions).
    QString itemPath(const QString &text) const;
    /// `services/orders>channels/orders`, `orders>billing!` or an item's path: the key of an edge in a view.
    QString edgeKey(const QString &text) const;
    /// What a fault hits: an element's path, an item's path or an id alone.
    QString faultTarget(const QString &text) const;
    /// `p99(order.placed -> billing) < 5m`: an assertion or an alert's condition.
    QString assertion(const QString &text) const;
    /// `schemas/address.json#/definitions/street`: a `$ref`.
    QString schemaReference(const QString &text) const;

private:
    QString argument(const QString &text) const;
    bool isItem(const QString &service, QStringView member, const QString &item) const;

    Kind m_kind = Kind::Service;
    QString m_service; ///< Of an item.
    QString m_member;  ///< Of an item; empty for an element.
    QString m_before, m_after;
    QSet<QString> m_nameless;
    bool m_isShadowed = false;
};

} // namespace weir
