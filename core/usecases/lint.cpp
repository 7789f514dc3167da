// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/lint.h"

#include "core/rules/fix.h"
#include "core/rules/seal.h"
#include "core/storage/project.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir {

namespace {

/// Fixes may uncover findings with fixes of their own; this many times over is enough for any chain of rules.
constexpr int maxFixRounds = 10;

const char *severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Info:
    case Severity::Off:
        break;
    }
    return "info";
}

Json toJson(const Finding &finding)
{
    Json object = Json::object();
    object["rule"] = jsonOf(finding.rule);
    object["severity"] = severityName(finding.severity);
    object["message"] = jsonOf(finding.message);
    if (!finding.hint.isEmpty())
        object["hint"] = jsonOf(finding.hint);
    if (!finding.element.isEmpty())
        object["element"] = jsonOf(finding.element);
    if (!finding.place.file.isEmpty())
        object["file"] = jsonOf(finding.place.file);
    if (finding.place.line > 0) {
        object["line"] = finding.place.line;
        object["column"] = finding.place.column;
    }
    if (!finding.place.pointer.isEmpty())
        object["pointer"] = jsonOf(finding.place.pointer);
    return object;
}

/// All of \a changes, or none.
bool applyAll(Catalog &catalog, const QList<Change> &changes)
{
    for (qsizetype i = 0; i < changes.size(); ++i) {
        if (catalog.apply(changes.at(i)))
            continue;
        while (i-- > 0) {
            const Result<void> undone = catalog.apply(changes.at(i).inverse());
            Q_ASSERT(undone.isOk());
        }
        return false;
    }
    return true;
}

} // namespace

Findings lintProject(const Project &project, QDate today)
{
    return lintReportOf(project, today).findings;
}

LintReport lintReportOf(const Project &project, QDate today)
{
    return lintReport(project.catalog, project.sources, today, project.findings);
}

QList<AppliedFix> applySafeFixes(Project &project, QDate today)
{
    QList<AppliedFix> applied;
    for (int round = 0; round < maxFixRounds; ++round) {
        const Findings findings = lintProject(project, today);
        const qsizetype before = applied.size();
        // From the end: what is removed from a list leaves the positions before it as they are.
        for (auto finding = findings.crbegin(); finding != findings.crend(); ++finding) {
            const QList<Fix> fixes = fixesFor(project.catalog, *finding);
            const auto safe =
                std::find_if(fixes.begin(), fixes.end(), [](const Fix &fix) { return fix.kind == FixKind::Safe; });
            if (safe != fixes.end() && applyAll(project.catalog, safe->changes))
                applied.append({*finding, safe->title});
        }
        if (applied.size() == before)
            break;
    }
    return applied;
}

qsizetype sealVersions(Project &project)
{
    const QList<Change> changes = sealEdit(project.catalog);
    return applyAll(project.catalog, changes) ? changes.size() : 0;
}

qsizetype countOf(const Findings &findings, Severity severity)
{
    return std::count_if(findings.begin(), findings.end(),
                         [severity](const Finding &finding) { return finding.severity == severity; });
}

Json findingsJson(const QString &project, const LintReport &report, const QList<AppliedFix> &fixed)
{
    Json json = Json::object();
    json["$schema"] = "https://weir.dev/schema/1/findings.json";
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["project"] = jsonOf(project);
    json["errors"] = countOf(report.findings, Severity::Error);
    json["warnings"] = countOf(report.findings, Severity::Warning);
    json["infos"] = countOf(report.findings, Severity::Info);
    json["findings"] = Json::array();
    for (const Finding &finding : report.findings)
        json["findings"].push_back(toJson(finding));
    for (const ApprovedFinding &each : report.approved) {
        Json approved = toJson(each.finding);
        approved["reason"] = jsonOf(each.approval.reason);
        if (each.approval.until.isValid())
            approved["until"] = jsonOf(each.approval.until.toString(Qt::ISODate));
        json["approved"].push_back(std::move(approved));
    }
    for (const AppliedFix &each : fixed) {
        Json done = toJson(each.finding);
        done["fix"] = jsonOf(each.title);
        json["fixed"].push_back(std::move(done));
    }
    return json;
}

} // namespace weir
