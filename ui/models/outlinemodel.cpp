// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/outlinemodel.h"

#include <QSet>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Ids of the channels that take dead letters.
QSet<QString> deadLetterChannels(const Catalog &catalog)
{
    QSet<QString> ids;
    for (const Channel &channel : catalog.channels())
        ids.insert(channel.deadLetter);
    for (const Service &service : catalog.services()) {
        for (const Subscription &subscription : service.receives)
            ids.insert(subscription.deadLetter);
    }
    return ids;
}

} // namespace

OutlineModel::OutlineModel(QObject *parent) : QAbstractItemModel(parent), m_rows(1) {}

void OutlineModel::setCatalog(const Catalog &catalog)
{
    Rows rows = rowsOf(catalog);
    if (sameShape(rows, m_rows)) {
        m_rows = std::move(rows);
        for (int row = 0; row < int(m_rows.size()); ++row) {
            const auto &children = m_rows[std::size_t(row)].children;
            if (!children.empty())
                emit dataChanged(indexOfRow(children.front()), indexOfRow(children.back()));
        }
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    m_rowOfPath.clear();
    for (int row = 1; row < int(m_rows.size()); ++row) {
        const QString &path = m_rows[std::size_t(row)].path;
        if (!path.isEmpty())
            m_rowOfPath.insert(path, row);
    }
    endResetModel();
}

void OutlineModel::setFindings(const Findings &findings)
{
    QHash<QString, Severity> severities;
    for (const Finding &finding : findings) {
        const auto known = severities.constFind(finding.element);
        if (known == severities.cend() || finding.severity < *known)
            severities.insert(finding.element, finding.severity);
    }
    const QHash<QString, Severity> before = std::exchange(m_severities, severities);
    for (auto row = m_rowOfPath.cbegin(); row != m_rowOfPath.cend(); ++row) {
        if (before.contains(row.key()) || m_severities.contains(row.key()))
            emit dataChanged(indexOfRow(*row), indexOfRow(*row), {SeverityRole});
    }
}

QModelIndex OutlineModel::indexOf(const QString &path) const
{
    const auto row = m_rowOfPath.constFind(path);
    if (row != m_rowOfPath.cend())
        return indexOfRow(*row);
    const std::optional<ElementRef> element = ElementRef::fromPath(path);
    const int whole = element ? m_rowOfPath.value(element->path(), 0) : 0;
    return whole > 0 ? indexOfRow(whole) : QModelIndex();
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Row &above = m_rows[parent.isValid() ? parent.internalId() : 0];
    return createIndex(row, column, quintptr(above.children[std::size_t(row)]));
}

QModelIndex OutlineModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfRow(m_rows[child.internalId()].parent) : QModelIndex();
}

int OutlineModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    return int(m_rows[parent.isValid() ? parent.internalId() : 0].children.size());
}

int OutlineModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[index.internalId()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return row.text;
    case Qt::ToolTipRole:
        return row.tip;
    case PathRole:
        return row.path;
    case SymbolRole:
        return int(row.symbol);
    case SeverityRole: {
        const auto severity = m_severities.constFind(row.path);
        return severity == m_severities.cend() || row.path.isEmpty() ? QVariant() : QVariant(int(*severity));
    }
    default:
        return {};
    }
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return m_rows[index.internalId()].path.isEmpty() ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

QModelIndex OutlineModel::indexOfRow(int row) const
{
    return row <= 0 ? QModelIndex() : createIndex(m_rows[std::size_t(row)].position, 0, quintptr(row));
}

OutlineModel::Rows OutlineModel::rowsOf(const Catalog &catalog)
{
    Rows rows(1);
    appendServices(rows, catalog);
    appendChannels(rows, catalog);
    appendEvents(rows, catalog);
    appendRest(rows, catalog);
    return rows;
}

int OutlineModel::append(Rows &rows, int parent, Row row)
{
    const int index = int(rows.size());
    Row &above = rows[std::size_t(parent)];
    row.parent = parent;
    row.position = int(above.children.size());
    above.children.push_back(index);
    rows.push_back(std::move(row));
    return index;
}

void OutlineModel::appendServices(Rows &rows, const Catalog &catalog)
{
    QMap<QString, QList<const Service *>> domains;
    QList<const Service *> external;
    for (const Service &service : catalog.services()) {
        if (service.external)
            external.append(&service);
        else
            domains[service.domain].append(&service);
    }
    for (auto domain = domains.cbegin(); domain != domains.cend(); ++domain) {
        const QString head = domain.key().isEmpty() ? tr("Services") : domain.key();
        const int section = append(rows, 0, {{}, head, {}, Symbol::Section, 0, 0, {}});
        for (const Service *service : *domain)
            appendService(rows, section, *service);
    }
    if (external.isEmpty())
        return;
    const int section = append(rows, 0, {{}, tr("External"), {}, Symbol::Section, 0, 0, {}});
    for (const Service *service : external)
        appendService(rows, section, *service);
}

void OutlineModel::appendService(Rows &rows, int section, const Service &service)
{
    const QString path = ElementRef{Kind::Service, service.id}.path();
    const Symbol symbol = service.external ? Symbol::External : Symbol::Service;
    const int parent = append(rows, section, {path, service.title(), service.description, symbol, 0, 0, {}});
    for (const Publication &publication : service.sends) {
        const QString tip = tr("%1 sends %2").arg(service.title(), publication.event);
        append(rows, parent, {path + "/sends/"_L1 + publication.id, publication.event, tip, Symbol::Event, 0, 0, {}});
    }
}

void OutlineModel::appendChannels(Rows &rows, const Catalog &catalog)
{
    if (catalog.channels().isEmpty())
        return;
    const QSet<QString> deadLetters = deadLetterChannels(catalog);
    const int section = append(rows, 0, {{}, tr("Channels"), {}, Symbol::Section, 0, 0, {}});
    for (const Channel &channel : catalog.channels()) {
        Symbol symbol = channel.kind == ChannelKind::Queue ? Symbol::Queue : Symbol::Topic;
        if (deadLetters.contains(channel.id))
            symbol = Symbol::DeadLetter;
        append(rows, section,
               {ElementRef{Kind::Channel, channel.id}.path(), channel.title(), channel.address, symbol, 0, 0, {}});
    }
}

void OutlineModel::appendEvents(Rows &rows, const Catalog &catalog)
{
    if (catalog.events().isEmpty())
        return;
    const int section = append(rows, 0, {{}, tr("Events"), {}, Symbol::Section, 0, 0, {}});
    for (const EventType &event : catalog.events()) {
        const EventVersion *newest = event.newest();
        const QString text = newest && newest->version > 1 ? tr("%1 v%2").arg(event.id).arg(newest->version) : event.id;
        const Symbol symbol = event.kind == EventKind::Command ? Symbol::Command : Symbol::Event;
        append(rows, section, {ElementRef{Kind::Event, event.id}.path(), text, event.summary, symbol, 0, 0, {}});
    }
}

void OutlineModel::appendRest(Rows &rows, const Catalog &catalog)
{
    const auto list = [&rows](const QString &head, Kind kind, Symbol symbol, const auto &items, const auto &titleOf) {
        if (items.isEmpty())
            return;
        const int section = append(rows, 0, {{}, head, {}, Symbol::Section, 0, 0, {}});
        for (const auto &item : items)
            append(rows, section, {ElementRef{kind, item.id}.path(), titleOf(item), {}, symbol, 0, 0, {}});
    };
    const auto title = [](const auto &item) { return item.title(); };
    const auto id = [](const auto &item) { return item.id; };
    list(tr("Retry policies"), Kind::Policy, Symbol::Policy, catalog.policies(), title);
    list(tr("Webhooks"), Kind::Webhook, Symbol::Webhook, catalog.webhooks(), id);
    list(tr("Streams"), Kind::Stream, Symbol::Stream, catalog.streams(), id);
    list(tr("Scenarios"), Kind::Scenario, Symbol::Scenario, catalog.scenarios(),
         [](const Scenario &scenario) { return scenario.name(); });
    list(tr("Flows"), Kind::Flow, Symbol::Flow, catalog.flows(), title);
}

bool OutlineModel::sameShape(const Rows &left, const Rows &right)
{
    return std::equal(left.cbegin(), left.cend(), right.cbegin(), right.cend(), [](const Row &one, const Row &other) {
        return one.path == other.path && one.parent == other.parent && (!one.path.isEmpty() || one.text == other.text);
    });
}

} // namespace weir
