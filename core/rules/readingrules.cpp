// SPDX-License-Identifier: GPL-3.0-or-later
// What reading the files finds by itself (core/model/validation.h): listed here so that every finding can be explained.
#include "core/rules/design.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("weir", text);
}

} // namespace

QList<RuleDefinition> readingRules()
{
    const QString absent = tr("Until it is corrected the member counts as absent, and a default may take its place.");
    return {
        {{u"structure/choice"_s, Severity::Error, tr("Not exactly one of several members"),
          tr("Of these members exactly one says what kind of thing it is.")},
         nullptr},
        {{u"structure/date"_s, Severity::Error, tr("A date that is none"), absent}, nullptr},
        {{u"structure/duration"_s, Severity::Error, tr("A duration that is none"), absent}, nullptr},
        {{u"structure/key"_s, Severity::Error, tr("A key that is no version number"), absent}, nullptr},
        {{u"structure/missing"_s, Severity::Error, tr("A member that is required"),
          tr("Without it the element is incomplete: it can be edited, but its meaning is open.")},
         nullptr},
        {{u"structure/range"_s, Severity::Error, tr("A number out of range"), absent}, nullptr},
        {{u"structure/rate"_s, Severity::Error, tr("A rate that is none"), absent}, nullptr},
        {{u"structure/slug"_s, Severity::Error, tr("An id in the wrong form"),
          tr("Ids become file names and parts of paths: small letters, digits, '.', '_' and '-' only.")},
         nullptr},
        {{u"structure/type"_s, Severity::Error, tr("A value of the wrong type"), absent}, nullptr},
        {{u"structure/unknown-member"_s, Severity::Info, tr("A member that means nothing"),
          tr("Members that Weir does not know are kept in place but have no effect. Often one is misspelt.")},
         nullptr},
        {{u"structure/unknown-value"_s, Severity::Error, tr("A value that is not among the choices"), absent}, nullptr},
    };
}

} // namespace weir
