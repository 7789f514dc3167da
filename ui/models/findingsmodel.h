// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"

#include <QAbstractListModel>

namespace weir {

/// What is wrong with a project, worst first, then by place.
class FindingsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole, ///< `kind/id` of the element; may be empty.
        PointerRole,             ///< JSON Pointer of the value in the element's document.
        SeverityRole,            ///< Severity as int.
        HintRole,                ///< What to do; may be empty.
        RuleRole,                ///< Id of the rule.
        PlaceRole,               ///< `file:line:column`, as far as it is known.
        FixableRole,             ///< Whether some finding of the rule can be mended.
    };

    using QAbstractListModel::QAbstractListModel;

    void setFindings(const Findings &findings);
    int count(Severity severity) const;
    /// The finding in that row.
    const Finding &finding(int row) const { return m_findings.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    Findings m_findings;
};

} // namespace weir
