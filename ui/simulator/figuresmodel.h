// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/reportdifference.h"

#include <QAbstractTableModel>

#include <functional>

namespace weir {

/// One figure of a run and, when it is compared, that of the other run.
struct RunFigure
{
    QString element; ///< As reports name it; empty for the whole run.
    QString name;    ///< What people call the element.
    QString figure;
    FigureUnit unit = FigureUnit::Messages;
    std::optional<double> now, before;

    /// now - before; nothing when a side is missing.
    std::optional<double> change() const;
    /// How much people would care: the relative change, 0 when there is none.
    double weight() const;
    bool operator==(const RunFigure &) const = default;
};

/// All figures of \a now, beside those of \a before unless that is nullptr, element by element. \a nameOf says what people
/// call an element.
QList<RunFigure> runFigures(const Report &now, const Report *before,
                            const std::function<QString(const QString &element)> &nameOf);

/// The figures of a run as a table: element, figure, value, and when it is compared the other value and the change.
class FiguresModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Element, Figure, Now, Before, Change };
    enum Role {
        PathRole = Qt::UserRole, ///< The element as reports name it.
        SortRole,                ///< What the column is sorted by.
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows \a figures; \a before is the number of the run they are compared with, 0: of none.
    void setFigures(const QList<RunFigure> &figures, int now, int before);
    const QList<RunFigure> &figures() const { return m_figures; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const RunFigure &figure, int column) const;
    QVariant sortKey(const RunFigure &figure, int column) const;

    QList<RunFigure> m_figures;
    int m_now = 0;
    int m_before = 0;
};

} // namespace weir
