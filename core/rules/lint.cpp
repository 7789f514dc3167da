// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/lint.h"

#include "core/model/catalog.h"
#include "core/model/sourcemap.h"
#include "core/rules/design.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

using Severities = QMap<QString, Severity>;

auto sortKey(const Finding &f)
{
    return std::tie(f.place.file, f.place.line, f.place.column, f.rule, f.element, f.place.pointer, f.message);
}

/// Whether \a path names \a element, its kind, or something above it: `events/user.created`, `events`, `events/user.*`.
bool covers(const QString &path, const QString &element)
{
    if (path.isEmpty())
        return true;
    if (path.endsWith(u'*'))
        return element.startsWith(QStringView(path).chopped(1));
    const QStringView trimmed = path.endsWith(u'/') ? QStringView(path).chopped(1) : QStringView(path);
    return element.startsWith(trimmed) && (element.size() == trimmed.size() || element.at(trimmed.size()) == u'/');
}

std::optional<Severity> severityIn(const Severities &severities, const QString &element)
{
    std::optional<Severity> severity;
    qsizetype longest = -1;
    for (auto it = severities.begin(); it != severities.end(); ++it) {
        if (it.key().size() > longest && covers(it.key(), element)) {
            longest = it.key().size();
            severity = it.value();
        }
    }
    return severity;
}

Severity severityOf(const Finding &finding, const QMap<QString, Severities> &settings)
{
    if (settings.isEmpty())
        return finding.severity;
    if (const auto ofRule = severityIn(settings.value(finding.rule), finding.element))
        return *ofRule;
    const QString group = finding.rule.section(u'/', 0, 0);
    return severityIn(settings.value(group), finding.element).value_or(finding.severity);
}

/// Holds the approvals of a project against findings, and remembers which of them were of use.
class ApprovalDesk
{
public:
    ApprovalDesk(const QList<Approval> &approvals, QDate today)
        : m_approvals(approvals)
        , m_used(approvals.size(), false)
    {
        for (qsizetype i = 0; i < approvals.size(); ++i) {
            const Approval &approval = approvals.at(i);
            if (!approval.target.isEmpty() && holds(approval, today))
                m_byRule[approval.rule].append(i);
        }
    }

    /// The approval that accepts \a finding, or nullptr.
    const Approval *approvalFor(const Finding &finding)
    {
        for (const qsizetype i : m_byRule.value(finding.rule)) {
            if (covers(m_approvals.at(i).target, finding.element)) {
                m_used[i] = true;
                return &m_approvals.at(i);
            }
        }
        return nullptr;
    }

    /// Those that hold but accepted nothing: positions in the file.
    QList<qsizetype> unused() const
    {
        QList<qsizetype> positions;
        for (const QList<qsizetype> &ofRule : m_byRule) {
            std::copy_if(ofRule.begin(), ofRule.end(), std::back_inserter(positions),
                         [this](qsizetype i) { return !m_used.at(i); });
        }
        return positions;
    }

    static bool holds(const Approval &approval, QDate today)
    {
        return !approval.until.isValid() || !today.isValid() || today <= approval.until;
    }

private:
    const QList<Approval> &m_approvals;
    QList<bool> m_used;
    QHash<QString, QList<qsizetype>> m_byRule;
};

void reportUnused(const Catalog &catalog, const SourceMap &sources, const ApprovalDesk &desk, Findings &findings)
{
    const Rule rule = unusedApprovalRule();
    Reporter reporter(rule, sources, findings);
    for (const qsizetype i : desk.unused()) {
        const Approval &approval = catalog.approvals().at(i);
        const std::optional<ElementRef> target = ElementRef::fromPath(approval.target);
        // What names a rule or an element that is not there is a finding of another rule.
        if (!ruleNamed(approval.rule) || !target || !catalog.contains(*target))
            continue;
        reporter.add(
            {Kind::Approvals, {}}, u"/%1"_s.arg(i),
            QCoreApplication::translate("weir", "The approval of %1 for %2 accepts nothing: there is no such finding.")
                .arg(approval.rule, approval.target),
            QCoreApplication::translate("weir", "Remove it, so that the finding is seen when it comes back."));
    }
}

} // namespace

void sortFindings(Findings &findings)
{
    std::sort(findings.begin(), findings.end(),
              [](const Finding &a, const Finding &b) { return sortKey(a) < sortKey(b); });
}

LintReport lintReport(const Catalog &catalog, const SourceMap &sources, QDate today, const Findings &found)
{
    const Design design(catalog, today);
    Findings all = found;
    const QList<RuleDefinition> definitions = allRuleDefinitions();
    for (const RuleDefinition &definition : definitions) {
        if (definition.check) {
            Reporter reporter(definition.rule, sources, all);
            definition.check(design, reporter);
        }
    }
    ApprovalDesk desk(catalog.approvals(), today);
    const QMap<QString, Severities> &settings = catalog.project().rules;
    LintReport report;
    for (Finding &finding : all) {
        finding.severity = severityOf(finding, settings);
        if (const Approval *approval = desk.approvalFor(finding))
            report.approved.append({std::move(finding), *approval});
        else if (finding.severity != Severity::Off)
            report.findings.append(std::move(finding));
    }
    Findings late;
    reportUnused(catalog, sources, desk, late);
    for (Finding &finding : late) {
        finding.severity = severityOf(finding, settings);
        if (finding.severity != Severity::Off)
            report.findings.append(std::move(finding));
    }
    sortFindings(report.findings);
    std::sort(report.approved.begin(), report.approved.end(), [](const ApprovedFinding &a, const ApprovedFinding &b) {
        return sortKey(a.finding) < sortKey(b.finding);
    });
    return report;
}

Findings lint(const Catalog &catalog, const SourceMap &sources, QDate today)
{
    return lintReport(catalog, sources, today).findings;
}

} // namespace weir
