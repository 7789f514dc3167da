// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QAbstractItemModel>

#include <vector>

namespace weir {

/// The design as a tree: services by domain with what they send, channels, external systems, events, policies, webhooks,
/// streams, scenarios, flows. Sections that would be empty are absent.
class OutlineModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole, ///< What a selection calls it (`services/billing`); empty for section heads.
        SymbolRole,              ///< The Symbol, as int.
        SeverityRole,            ///< Severity of the worst finding as int; absent when there is none.
    };

    /// What a row is, for its symbol.
    enum class Symbol : quint8 {
        Section,
        Service,
        External,
        Event,
        Command,
        Queue,
        Topic,
        DeadLetter,
        Policy,
        Webhook,
        Stream,
        Scenario,
        Flow
    };

    explicit OutlineModel(QObject *parent = nullptr);

    /// Shows \a catalog. Rows keep their indexes when only their texts differ; else the model is reset.
    void setCatalog(const Catalog &catalog);
    /// Marks the rows of elements that have findings.
    void setFindings(const Findings &findings);

    /// The row of \a path; the row of the element when the path is a part that has none; invalid when there is neither.
    QModelIndex indexOf(const QString &path) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        QString path, text, tip;
        Symbol symbol = Symbol::Section;
        int parent = 0;
        int position = 0;          ///< Among its siblings.
        std::vector<int> children; ///< Indexes of rows.
    };
    using Rows = std::vector<Row>; ///< The first is the invisible root.

    static Rows rowsOf(const Catalog &catalog);
    static int append(Rows &rows, int parent, Row row);
    static void appendServices(Rows &rows, const Catalog &catalog);
    static void appendService(Rows &rows, int section, const Service &service);
    static void appendChannels(Rows &rows, const Catalog &catalog);
    static void appendEvents(Rows &rows, const Catalog &catalog);
    static void appendRest(Rows &rows, const Catalog &catalog);
    static bool sameShape(const Rows &left, const Rows &right);

    QModelIndex indexOfRow(int row) const;

    Rows m_rows;
    QHash<QString, int> m_rowOfPath;
    QHash<QString, Severity> m_severities;
};

} // namespace weir
