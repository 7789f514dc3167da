// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/readingfindings.h"

#include "core/model/schemacycles.h"

#include <nlohmann/json.hpp>

#include <QSet>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

const QString cycleRule = u"structure/cyclic-reference"_s;

/// The elements that are not as they were read or written last.
QSet<ElementRef> editedElements(const Project &project, const Catalog &edited)
{
    QSet<ElementRef> elements;
    for (auto stored = project.stored.cbegin(); stored != project.stored.cend(); ++stored) {
        if (stored->document != edited.document(stored.key()))
            elements.insert(stored.key());
    }
    for (const ElementRef &element : edited.elements()) {
        if (!project.stored.contains(element))
            elements.insert(element);
    }
    return elements;
}

} // namespace

Findings readingFindings(const Project &project, const Catalog &edited)
{
    const QSet<ElementRef> changed = editedElements(project, edited);
    if (changed.isEmpty())
        return project.findings;
    Findings findings;
    for (const Finding &finding : project.findings) {
        const std::optional<ElementRef> element = ElementRef::fromPath(finding.element);
        const bool isAboutFile = finding.rule == "structure/file-name"_L1;
        const bool isOutdated = finding.rule == cycleRule || (element && changed.contains(*element));
        if (isAboutFile || finding.element.isEmpty() || !isOutdated)
            findings.append(finding);
    }
    const auto add = [&](Finding finding, const ElementRef &element) {
        finding.place = project.sources.place(element, finding.place.pointer);
        findings.append(finding);
    };
    for (const Finding &finding : cyclicReferences(edited))
        add(finding, ElementRef::fromPath(finding.element).value_or(ElementRef()));
    Catalog scratch;
    for (const ElementRef &element : changed) {
        const JsonValue document = edited.document(element);
        if (!document)
            continue;
        for (const Finding &finding : scratch.setDocument(element, document.get()))
            add(finding, element);
    }
    return findings;
}

} // namespace weir
