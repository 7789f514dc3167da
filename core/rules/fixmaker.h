// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/edits.h"
#include "core/rules/fix.h"

#include <nlohmann/json.hpp>

#include <QHash>

#include <optional>

namespace weir {

/// Makes the fixes of one finding.
class FixMaker
{
public:
    FixMaker(const Catalog &from, const Finding &found, ElementRef in)
        : catalog(from)
        , finding(found)
        , element(std::move(in))
        , pointer(found.place.pointer)
    {}

    const Catalog &catalog;
    const Finding &finding;
    const ElementRef element; ///< The finding's.
    const QString pointer;    ///< The finding's, in the element's document.

    /// The value at \a at of the element's document; null when absent.
    Json value(const QString &at) const;
    Json value() const { return value(pointer); }
    /// The text there; empty when it is none.
    QString text() const;

    /// Adds a fix, unless its edit changes nothing.
    void add(FixKind kind, const QString &title, const Edits &edits);
    void add(FixKind kind, const QString &title, const QList<Change> &changes);
    /// Adds the fix that gives \a at of the element this value.
    void set(FixKind kind, const QString &title, const QString &at, const Json &value);
    /// Adds the fix that removes what stands at \a at of the element.
    void remove(FixKind kind, const QString &title, const QString &at);
    /// Adds the fix that removes the whole element.
    void removeElement(FixKind kind, const QString &title);

    QList<Fix> take() { return std::move(m_fixes); }

private:
    QList<Fix> m_fixes;
};

using FixMakers = QHash<QString, void (*)(FixMaker &)>;

/// What mends the findings of each rule, by the rule's id; each group in a file of its own.
FixMakers capacityFixes();
FixMakers deliveryFixes();
FixMakers exampleFixes();
FixMakers policyFixes();
FixMakers referenceFixes();
FixMakers schemaFixes();
FixMakers securityFixes();
FixMakers settingsFixes();
FixMakers structureFixes();
FixMakers topologyFixes();
FixMakers valueFixes();

/// The first of \a id, `id-2`, `id-3`, … that \a isTaken does not hold for.
template<typename IsTaken>
QString freeName(const QString &id, IsTaken isTaken)
{
    QString name = id;
    for (int number = 2; isTaken(name); ++number)
        name = id + u'-' + QString::number(number);
    return name;
}

/// `{"id": id, …more}`.
Json documentOf(const QString &id, const Json &more);

/// The `/receives/2` that \a pointer begins with, or an empty text.
QString itemPointer(const QString &pointer, QStringView list);

} // namespace weir
