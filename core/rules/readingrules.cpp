// SPDX-License-Identifier: GPL-3.0-or-later
// What reading the files finds by itself (core/model/validation.h): listed here so that every finding can be explained.
#include "core/base/translate.h"
#include "core/rules/design.h"

using namespace Qt::StringLiterals;

namespace weir {

QList<RuleDefinition> readingRules()
{
    const QString absent = tr("Until it is corrected the member counts as absent, and a default may take its place.");
    return {
        {{u"structure/bundle"_s, Severity::Error, tr("A bundle with parts that no project can hold"),
          tr("It opens read-only: writing it would drop those parts.")},
         nullptr},
        {{u"structure/choice"_s, Severity::Error, tr("Not exactly one of several members"),
          tr("Of these members exactly one says what kind of thing it is.")},
         nullptr},
        {{u"structure/conflict"_s, Severity::Error, tr("A file with a merge conflict"),
          tr("The rest of the project opens; the file is never written until the conflict is resolved.")},
         nullptr},
        {{u"structure/cyclic-reference"_s, Severity::Error, tr("A schema that refers to itself without end"),
          tr("No value could ever be checked against it.")},
         nullptr},
        {{u"structure/date"_s, Severity::Error, tr("A date that is none"), absent}, nullptr},
        {{u"structure/duplicate-id"_s, Severity::Error, tr("Two files with one id"),
          tr("Only the first is part of the project; the other is never written.")},
         nullptr},
        {{u"structure/duration"_s, Severity::Error, tr("A duration that is none"), absent}, nullptr},
        {{u"structure/file-name"_s, Severity::Warning, tr("A file that is not named after its id"),
          tr("The id in the file counts; people and reviews look for the name.")},
         nullptr},
        {{u"structure/id-differs"_s, Severity::Error, tr("An element that calls itself by another id"),
          tr("References name the id; it has to be one.")},
         nullptr},
        {{u"structure/key"_s, Severity::Error, tr("A key that is no version number"), absent}, nullptr},
        {{u"structure/missing"_s, Severity::Error, tr("A member that is required"),
          tr("Without it the element is incomplete: it can be edited, but its meaning is open.")},
         nullptr},
        {{u"structure/newer-format"_s, Severity::Error, tr("A project of a newer format"),
          tr("It opens read-only, so that nothing it knows is lost.")},
         nullptr},
        {{u"structure/not-a-file"_s, Severity::Error, tr("A folder where a file belongs"),
          tr("It cannot be read, and is left alone.")},
         nullptr},
        {{u"structure/not-a-folder"_s, Severity::Error, tr("A file where a folder belongs"),
          tr("It cannot be read, and is left alone.")},
         nullptr},
        {{u"structure/outside"_s, Severity::Error, tr("A link that leads out of the project"),
          tr("It is not followed: a project is complete in its folder.")},
         nullptr},
        {{u"structure/range"_s, Severity::Error, tr("A number out of range"), absent}, nullptr},
        {{u"structure/rate"_s, Severity::Error, tr("A rate that is none"), absent}, nullptr},
        {{u"structure/slug"_s, Severity::Error, tr("An id in the wrong form"),
          tr("Ids become file names and parts of paths: small letters, digits, '.', '_' and '-' only.")},
         nullptr},
        {{u"structure/too-many-files"_s, Severity::Error, tr("More files than a project may have"),
          tr("What comes after the limit is not read.")},
         nullptr},
        {{u"structure/type"_s, Severity::Error, tr("A value of the wrong type"), absent}, nullptr},
        {{u"structure/unknown-file"_s, Severity::Warning, tr("A file that belongs to no element"),
          tr("It is left alone.")},
         nullptr},
        {{u"structure/unknown-kind"_s, Severity::Warning, tr("A folder that holds no kind of element"),
          tr("It is left alone.")},
         nullptr},
        {{u"structure/unknown-member"_s, Severity::Info, tr("A member that means nothing"),
          tr("Members that Weir does not know are kept in place but have no effect. Often one is misspelt.")},
         nullptr},
        {{u"structure/unknown-value"_s, Severity::Error, tr("A value that is not among the choices"), absent}, nullptr},
        {{u"structure/unreadable"_s, Severity::Error, tr("A file that cannot be read"),
          tr("The rest of the project opens; the file is never written.")},
         nullptr},
    };
}

} // namespace weir
