// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/fix.h"

#include "core/model/enumtext.h"
#include "core/model/pointer.h"
#include "core/rules/fixmaker.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

const FixMakers &makers()
{
    static const FixMakers all = [] {
        FixMakers together;
        for (const FixMakers &group :
             {capacityFixes(), deliveryFixes(), exampleFixes(), policyFixes(), referenceFixes(), schemaFixes(),
              securityFixes(), settingsFixes(), structureFixes(), topologyFixes(), valueFixes()})
            together.insert(group);
        return together;
    }();
    return all;
}

} // namespace

Json FixMaker::value(const QString &at) const
{
    const JsonValue document = catalog.document(element);
    const Json *found = document ? valueAt(document.get(), at) : nullptr;
    return found ? *found : Json();
}

QString FixMaker::text() const
{
    return textOf(value());
}

void FixMaker::add(FixKind kind, const QString &title, const Edits &edits)
{
    add(kind, title, edits.changes());
}

void FixMaker::add(FixKind kind, const QString &title, const QList<Change> &changes)
{
    if (!changes.isEmpty())
        m_fixes.append({title, changes, kind});
}

void FixMaker::set(FixKind kind, const QString &title, const QString &at, const Json &value)
{
    Edits edits(catalog);
    edits.set(element, at, value);
    add(kind, title, edits);
}

void FixMaker::remove(FixKind kind, const QString &title, const QString &at)
{
    Edits edits(catalog);
    edits.remove(element, at);
    add(kind, title, edits);
}

void FixMaker::removeElement(FixKind kind, const QString &title)
{
    Edits edits(catalog);
    edits.removeElement(element);
    add(kind, title, edits);
}

Json documentOf(const QString &id, const Json &more)
{
    Json document = Json::object();
    document["id"] = jsonOf(id);
    for (const auto &[key, member] : more.items())
        document[key] = member;
    return document;
}

QString itemPointer(const QString &pointer, QStringView list)
{
    const QString start = u"/%1/"_s.arg(list);
    if (!pointer.startsWith(start))
        return {};
    const qsizetype end = pointer.indexOf(u'/', start.size());
    return end < 0 ? pointer : pointer.first(end);
}

QList<Fix> fixesFor(const Catalog &catalog, const Finding &finding)
{
    const auto make = makers().value(finding.rule);
    const std::optional<ElementRef> element = ElementRef::fromPath(finding.element);
    if (!make || !element || !catalog.contains(*element))
        return {};
    FixMaker maker(catalog, finding, *element);
    make(maker);
    return maker.take();
}

bool hasFixes(const QString &rule)
{
    return makers().contains(rule);
}

QList<Change> approvalOf(const Catalog &catalog, const Finding &finding, const QString &reason, QDate until)
{
    if (finding.element.isEmpty() || finding.rule.isEmpty())
        return {};
    Json approval = Json::object();
    approval["rule"] = jsonOf(finding.rule);
    approval["target"] = jsonOf(finding.element);
    approval["reason"] = jsonOf(reason);
    if (until.isValid())
        approval["until"] = jsonOf(until.toString(Qt::ISODate));
    const ElementRef approvals{Kind::Approvals, {}};
    Edits edits(catalog);
    if (catalog.document(approvals))
        edits.set(approvals, u"/-"_s, approval);
    else
        edits.addElement(approvals, Json::array({approval}));
    return edits.changes();
}

QList<Change> severityEdit(const Catalog &catalog, const QString &rule, const QString &path, Severity severity)
{
    const ElementRef project{Kind::Project, {}};
    const QString at = u"/rules/"_s + escapedPointerToken(rule);
    Edits edits(catalog);
    if (!catalog.document(project))
        edits.addElement(project, Json{{"weir", 1}});
    const Json word = jsonOf(enumText(severity));
    const JsonValue present = edits.value(project, at);
    if (path.isEmpty() && (!present || present.get().is_string())) {
        edits.set(project, at, word);
    } else if (present && present.get().is_string()) {
        Json paths = Json::object();
        paths[""] = present.get();
        paths[path.toStdString()] = word;
        edits.set(project, at, paths);
    } else {
        edits.set(project, at + u'/' + escapedPointerToken(path), word);
    }
    return edits.changes();
}

} // namespace weir
