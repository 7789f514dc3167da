// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/lint.h"

#include "core/rules/lint.h"
#include "core/storage/project.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir {

namespace {

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

} // namespace

Findings lintProject(const Project &project, QDate today)
{
    Findings findings = applySettings(project.findings, project.catalog, today);
    findings += lint(project.catalog, project.sources, today);
    sortFindings(findings);
    return findings;
}

qsizetype countOf(const Findings &findings, Severity severity)
{
    return std::count_if(findings.begin(), findings.end(),
                         [severity](const Finding &finding) { return finding.severity == severity; });
}

Json findingsJson(const QString &project, const Findings &findings)
{
    Json json = Json::object();
    json["$schema"] = "https://weir.dev/schema/1/findings.json";
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["project"] = jsonOf(project);
    json["errors"] = countOf(findings, Severity::Error);
    json["warnings"] = countOf(findings, Severity::Warning);
    json["infos"] = countOf(findings, Severity::Info);
    json["findings"] = Json::array();
    for (const Finding &finding : findings)
        json["findings"].push_back(toJson(finding));
    return json;
}

} // namespace weir
