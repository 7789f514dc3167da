// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/findingsmodel.h"

#include "core/rules/fix.h"

#include <QRegularExpression>

#include <tuple>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString placeText(const Place &place)
{
    QString text = place.file;
    if (place.line > 0)
        text += u":%1:%2"_s.arg(place.line).arg(place.column);
    return text;
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return FindingsModel::tr("Error");
    case Severity::Warning:
        return FindingsModel::tr("Warning");
    default:
        return FindingsModel::tr("Hint");
    }
}

} // namespace

void FindingsModel::setFindings(const Findings &findings)
{
    beginResetModel();
    m_findings = findings;
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding &left, const Finding &right) {
        return std::tie(left.severity, left.place.file, left.place.line, left.place.column)
            < std::tie(right.severity, right.place.file, right.place.line, right.place.column);
    });
    endResetModel();
}

int FindingsModel::count(Severity severity) const
{
    return int(std::count_if(m_findings.cbegin(), m_findings.cend(),
                             [severity](const Finding &finding) { return finding.severity == severity; }));
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_findings.size());
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_findings.size())
        return {};
    const Finding &finding = m_findings.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return finding.message;
    case Qt::ToolTipRole:
        return QStringList({finding.message, finding.hint, placeText(finding.place), finding.rule})
            .filter(QRegularExpression(u"."_s))
            .join(u'\n');
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(severityWord(finding.severity), finding.message);
    case FixableRole:
        return hasFixes(finding.rule);
    case PathRole:
        return finding.element;
    case PointerRole:
        return finding.place.pointer;
    case SeverityRole:
        return int(finding.severity);
    case HintRole:
        return finding.hint;
    case RuleRole:
        return finding.rule;
    case PlaceRole:
        return placeText(finding.place);
    default:
        return {};
    }
}

} // namespace weir
