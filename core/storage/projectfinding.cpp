// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/projectfinding.h"

#include "core/base/translate.h"
#include "core/model/schemacycles.h"
#include "core/storage/elementfile.h"
#include "core/storage/project.h"

namespace weir {

namespace {

using namespace Qt::StringLiterals;

} // namespace

Finding fileFinding(const QString &rule, Severity severity, const Place &place, const QString &message,
                    const QString &hint)
{
    Finding finding;
    finding.rule = u"structure/"_s + rule;
    finding.severity = severity;
    finding.message = message;
    finding.hint = hint;
    finding.place = place;
    return finding;
}

Finding unreadable(const Error &error)
{
    return fileFinding(
        u"unreadable"_s, Severity::Error, error.place, tr("%1 cannot be read: %2").arg(error.place.file, error.message),
        error.hint.isEmpty() ? tr("Repair the file; until then it is left out and never written.") : error.hint);
}

std::optional<Finding> mergeConflict(QByteArrayView bytes, const QString &file)
{
    constexpr QByteArrayView marker("<<<<<<< ");
    int line = 1;
    for (qsizetype start = 0; start < bytes.size(); ++line) {
        if (bytes.sliced(start).startsWith(marker)) {
            return fileFinding(u"conflict"_s, Severity::Error, Place{file, line, 1, {}},
                               tr("%1 holds an unfinished merge.").arg(file),
                               tr("Resolve the conflict in the file; until then it is left out and never written."));
        }
        const qsizetype end = bytes.indexOf('\n', start);
        if (end < 0)
            break;
        start = end + 1;
    }
    return std::nullopt;
}

void addDesignFindings(Project &project)
{
    for (Finding finding : cyclicReferences(project.catalog)) {
        const auto element = ElementRef::fromPath(finding.element);
        if (element)
            finding.place = project.sources.place(*element, finding.place.pointer);
        project.findings.append(finding);
    }
}

Finding newerFormat(int format, const Place &place)
{
    return fileFinding(u"newer-format"_s, Severity::Warning, place,
                       tr("%1 is of format %2; this version of Weir writes format %3, so the project is read-only.")
                           .arg(place.file)
                           .arg(format)
                           .arg(projectFormat),
                       tr("Open it with the newer version of Weir that wrote it."));
}

} // namespace weir
