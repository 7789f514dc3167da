// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that make examples say what their version says.
#include "core/base/translate.h"
#include "core/rules/fixmaker.h"
#include "core/rules/projectschemas.h"

#include "core/base/randomstream.h"
#include "core/schema/sample.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// The `/versions/1/examples/0` that \a pointer begins with.
QString examplePointer(const QString &pointer)
{
    return pointer.section(u'/', 0, 4);
}

void removeExample(FixMaker &fix)
{
    fix.remove(FixKind::Suggestion, tr("Remove the example"), examplePointer(fix.pointer));
}

void invalidExample(FixMaker &fix)
{
    const EventType *event = fix.catalog.event(fix.element.id);
    const qsizetype index = fix.pointer.section(u'/', 2, 2).toLongLong();
    if (!event || index >= event->versions.size() || !event->versions.at(index).schema)
        return;
    ProjectSchemas schemas(fix.catalog);
    const SchemaCompilation &compiled = schemas.compile(event->versions.at(index).schema.get());
    RandomStream random;
    const Result<Json> sample = compiled.isOk() ? sampleOf(compiled.schema, random) : Result<Json>(Error{});
    if (sample)
        fix.set(FixKind::Suggestion, tr("Replace it by one that fits"), examplePointer(fix.pointer), *sample);
    removeExample(fix);
}

/// Moves the example to a version that describes the member.
void otherVersionExample(FixMaker &fix)
{
    const QString example = examplePointer(fix.pointer);
    QString name = fix.pointer.section(u'/', 5, 5);
    const std::string member = name.replace("~1"_L1, "/"_L1).replace("~0"_L1, "~"_L1).toStdString();
    const Json versions = fix.value(u"/versions"_s);
    const qsizetype own = fix.pointer.section(u'/', 2, 2).toLongLong();
    for (qsizetype i = 0; versions.is_array() && i < qsizetype(versions.size()); ++i) {
        const Json *schema = memberOf(versions[std::size_t(i)], u"schema");
        const Json *properties = schema && schema->is_object() ? memberOf(*schema, u"properties") : nullptr;
        if (i == own || !properties || !properties->is_object() || !properties->contains(member))
            continue;
        Edits edits(fix.catalog);
        edits.append(fix.element, u"/versions/%1/examples"_s.arg(i), fix.value(example));
        edits.remove(fix.element, example);
        const Json *number = memberOf(versions[std::size_t(i)], u"version");
        const int version = number && number->is_number_integer() ? number->get<int>() : 1;
        fix.add(FixKind::Suggestion, tr("Move it to version %1").arg(version), edits);
    }
    removeExample(fix);
}

} // namespace

FixMakers exampleFixes()
{
    return {
        {u"schema/invalid-example"_s, invalidExample},
        {u"schema/other-version-example"_s, otherVersionExample},
    };
}

} // namespace weir
