// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/lint.h"

#include "core/model/catalog.h"
#include "core/model/sourcemap.h"
#include "core/rules/design.h"

#include <algorithm>
#include <tuple>

namespace weir {

namespace {

using Severities = QMap<QString, Severity>;

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

bool isApproved(const Finding &finding, const QList<Approval> &approvals, QDate today)
{
    return std::any_of(approvals.begin(), approvals.end(), [&](const Approval &approval) {
        const bool holds = !approval.until.isValid() || !today.isValid() || today <= approval.until;
        return holds && approval.rule == finding.rule && !approval.target.isEmpty()
            && covers(approval.target, finding.element);
    });
}

} // namespace

Findings applySettings(const Findings &findings, const Catalog &catalog, QDate today)
{
    QHash<QString, QList<Approval>> approvals;
    for (const Approval &approval : catalog.approvals())
        approvals[approval.rule].append(approval);
    Findings kept;
    for (Finding finding : findings) {
        finding.severity = severityOf(finding, catalog.project().rules);
        if (finding.severity != Severity::Off && !isApproved(finding, approvals.value(finding.rule), today))
            kept.append(std::move(finding));
    }
    return kept;
}

void sortFindings(Findings &findings)
{
    const auto key = [](const Finding &f) {
        return std::tie(f.place.file, f.place.line, f.place.column, f.rule, f.element, f.place.pointer, f.message);
    };
    std::sort(findings.begin(), findings.end(), [&](const Finding &a, const Finding &b) { return key(a) < key(b); });
}

Findings lint(const Catalog &catalog, const SourceMap &sources, QDate today)
{
    const Design design(catalog, today);
    Findings findings;
    const QList<RuleDefinition> definitions = allRuleDefinitions();
    for (const RuleDefinition &definition : definitions) {
        if (definition.check) {
            Reporter reporter(definition.rule, sources, findings);
            definition.check(design, reporter);
        }
    }
    findings = applySettings(findings, catalog, today);
    sortFindings(findings);
    return findings;
}

} // namespace weir
