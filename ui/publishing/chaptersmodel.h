// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/outline.h"

#include <QAbstractListModel>

namespace weir {

/// The headings of a document down to the third level, indented.
class ChaptersModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        BlockRole = Qt::UserRole, ///< Index of the heading among the document's blocks.
        LevelRole,                ///< From 1.
    };

    using QAbstractListModel::QAbstractListModel;

    /// Rows stay when the headings are the same.
    void setOutline(const Outline &outline);
    /// The row of the heading \a block, or of the nearest one before it; -1 when there is none.
    int rowOf(qsizetype block) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Chapter
    {
        qsizetype block = 0;
        int level = 1;
        QString text;

        bool operator==(const Chapter &) const = default;
    };
    QList<Chapter> m_chapters;
};

} // namespace weir
