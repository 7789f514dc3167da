// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/lintformats.h"

#include "core/rules/rule.h"
#include "core/usecases/rulehelp.h"
#include "core/usecases/xmltext.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>
#include <QHash>
#include <QUrl>
#include <QXmlStreamWriter>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

const char *levelOf(Severity severity)
{
    return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "note";
}

Json textMessage(const QString &text)
{
    return Json{{"text", jsonOf(text)}};
}

Json sarifRule(const Rule &rule)
{
    Json json = Json{{"id", jsonOf(rule.id)}};
    json["shortDescription"] = textMessage(rule.title);
    json["fullDescription"] = textMessage(rule.description);
    json["defaultConfiguration"] = Json{{"level", levelOf(rule.severity)}};
    if (const QString page = ruleHelp(rule.id); !page.isEmpty())
        json["help"] = Json{{"text", jsonOf(rule.description)}, {"markdown", jsonOf(page)}};
    return json;
}

/// Names a finding by what it is about, not by its line (SARIF 2.1.0 §3.27.17).
class Fingerprints
{
public:
    QString of(const Finding &finding)
    {
        const QString about = finding.rule + u'\n' + finding.element + u'\n' + finding.place.pointer + u'\n'
            + (finding.element.isEmpty() ? finding.place.file : QString());
        const QByteArray digest = QCryptographicHash::hash(about.toUtf8(), QCryptographicHash::Sha256);
        return QString::fromLatin1(digest.first(16).toHex()) + u':' + QString::number(++m_seen[about]);
    }

private:
    QHash<QString, int> m_seen;
};

Json sarifLocation(const Finding &finding, const QString &base)
{
    Json location = Json::object();
    if (!finding.place.file.isEmpty()) {
        const QString path = base.isEmpty() ? finding.place.file : base + u'/' + finding.place.file;
        Json physical = Json::object();
        physical["artifactLocation"] =
            Json{{"uri", QUrl::toPercentEncoding(path, "/").toStdString()}, {"uriBaseId", "%SRCROOT%"}};
        if (finding.place.line > 0) {
            physical["region"]["startLine"] = finding.place.line;
            if (finding.place.column > 0)
                physical["region"]["startColumn"] = finding.place.column;
        }
        location["physicalLocation"] = std::move(physical);
    }
    if (!finding.element.isEmpty()) {
        Json logical = Json{{"fullyQualifiedName", jsonOf(finding.element + finding.place.pointer)}};
        logical["kind"] = "element";
        location["logicalLocations"] = Json::array({logical});
    }
    return location;
}

Json sarifResult(const Finding &finding, const QHash<QString, int> &ruleIndex, const QString &base,
                 Fingerprints &fingerprints)
{
    Json result = Json{{"ruleId", jsonOf(finding.rule)}};
    if (const auto index = ruleIndex.constFind(finding.rule); index != ruleIndex.cend())
        result["ruleIndex"] = *index;
    result["level"] = levelOf(finding.severity);
    result["message"] = textMessage(finding.hint.isEmpty() ? finding.message : finding.message + u'\n' + finding.hint);
    if (Json location = sarifLocation(finding, base); !location.empty())
        result["locations"] = Json::array({std::move(location)});
    result["partialFingerprints"] = Json{{"weirFinding/v1", jsonOf(fingerprints.of(finding))}};
    return result;
}

void writeCase(QXmlStreamWriter &xml, const Finding &finding)
{
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"classname"_s, u"weir.lint"_s);
    xml.writeAttribute(u"name"_s, xmlText(finding.rule + u": "_s + finding.element + finding.place.pointer));
    if (!finding.place.file.isEmpty())
        xml.writeAttribute(u"file"_s, xmlText(finding.place.file));
    if (finding.place.line > 0)
        xml.writeAttribute(u"line"_s, QString::number(finding.place.line));
}

QString placed(const Finding &finding, const QString &base)
{
    const QString file = base.isEmpty() ? finding.place.file : base + u'/' + finding.place.file;
    const QString at = finding.place.line > 0
        ? u"%1:%2:%3: "_s.arg(file).arg(finding.place.line).arg(finding.place.column)
        : QString();
    return xmlText(at + finding.message + (finding.hint.isEmpty() ? QString() : u'\n' + finding.hint));
}

} // namespace

Json findingsSarif(const LintReport &report, const LintFormatOptions &options)
{
    Json driver = Json{{"name", "weir"}, {"fullName", "Weir"}, {"version", WEIR_VERSION}};
    QHash<QString, int> ruleIndex;
    driver["rules"] = Json::array();
    for (const Rule &rule : allRules()) {
        ruleIndex.insert(rule.id, static_cast<int>(ruleIndex.size()));
        driver["rules"].push_back(sarifRule(rule));
    }
    Json results = Json::array();
    Fingerprints fingerprints;
    for (const Finding &finding : report.findings)
        results.push_back(sarifResult(finding, ruleIndex, options.base, fingerprints));
    for (const ApprovedFinding &approved : report.approved) {
        Json result = sarifResult(approved.finding, ruleIndex, options.base, fingerprints);
        Json suppression = Json{{"kind", "external"}, {"status", "accepted"}};
        suppression["justification"] = jsonOf(approved.approval.reason);
        result["suppressions"] = Json::array({std::move(suppression)});
        results.push_back(std::move(result));
    }
    Json run = Json::object();
    run["tool"]["driver"] = std::move(driver);
    run["originalUriBaseIds"]["%SRCROOT%"]["description"] = textMessage(u"The folder weir was run in."_s);
    run["columnKind"] = "unicodeCodePoints";
    run["results"] = std::move(results);
    Json log = Json::object();
    log["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
    log["version"] = "2.1.0";
    log["runs"] = Json::array({std::move(run)});
    return log;
}

QByteArray findingsJunit(const LintReport &report, const LintFormatOptions &options)
{
    QHash<QString, int> found;
    qsizetype failures = 0;
    for (const Finding &finding : report.findings) {
        ++found[finding.rule];
        failures += finding.severity <= options.failOn ? 1 : 0;
    }
    for (const ApprovedFinding &approved : report.approved)
        ++found[approved.finding.rule];
    QStringList clean;
    for (const Rule &rule : allRules()) {
        if (!found.contains(rule.id))
            clean.append(rule.id);
    }
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, xmlText(u"weir lint: "_s + options.project));
    xml.writeAttribute(u"tests"_s, QString::number(report.findings.size() + report.approved.size() + clean.size()));
    xml.writeAttribute(u"failures"_s, QString::number(failures));
    xml.writeAttribute(u"errors"_s, u"0"_s);
    xml.writeAttribute(u"skipped"_s, QString::number(report.approved.size()));
    for (const Finding &finding : report.findings) {
        writeCase(xml, finding);
        if (finding.severity <= options.failOn) {
            xml.writeStartElement(u"failure"_s);
            xml.writeAttribute(u"type"_s, QString::fromLatin1(levelOf(finding.severity)));
            xml.writeAttribute(u"message"_s, xmlText(finding.message));
            xml.writeCharacters(placed(finding, options.base));
            xml.writeEndElement();
        } else {
            xml.writeTextElement(u"system-out"_s, placed(finding, options.base));
        }
        xml.writeEndElement();
    }
    for (const ApprovedFinding &approved : report.approved) {
        writeCase(xml, approved.finding);
        xml.writeStartElement(u"skipped"_s);
        xml.writeAttribute(u"message"_s, xmlText(u"approved: "_s + approved.approval.reason));
        xml.writeEndElement();
        xml.writeEndElement();
    }
    for (const QString &rule : std::as_const(clean)) {
        xml.writeEmptyElement(u"testcase"_s);
        xml.writeAttribute(u"classname"_s, u"weir.lint"_s);
        xml.writeAttribute(u"name"_s, rule);
    }
    xml.writeEndDocument();
    return bytes;
}

} // namespace weir
