// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <array>
#include <compare>
#include <optional>

namespace weir {

/// The kinds of elements a project holds; each has a folder, but for the project itself and the approvals.
enum class Kind : quint8 {
    Project,
    Service,
    Event,
    Schema,
    Channel,
    Policy,
    Webhook,
    Stream,
    Flow,
    Scenario,
    View,
    Doc,
    Approvals,
};

/// All kinds in the order a bundle lists them.
inline constexpr std::array allKinds{Kind::Project, Kind::Service, Kind::Event,    Kind::Schema, Kind::Channel,
                                     Kind::Policy,  Kind::Webhook, Kind::Stream,   Kind::Flow,   Kind::Scenario,
                                     Kind::View,    Kind::Doc,     Kind::Approvals};

/// The folder, bundle member and path segment of \a kind: `services`, …; `catalog` for the project, `approvals`.
QString kindName(Kind kind);
/// The inverse of kindName().
std::optional<Kind> kindNamed(QStringView name);

/// Names one element of a project.
struct ElementRef
{
    Kind kind = Kind::Project;
    QString id; ///< Empty for the project and the approvals.

    /// `services/billing`; `catalog` for the project.
    QString path() const;
    /// The element \a path names; anything behind the id is ignored. Nothing when the kind is unknown.
    static std::optional<ElementRef> fromPath(QStringView path);

    std::strong_ordering operator<=>(const ElementRef &) const = default;
    bool operator==(const ElementRef &) const = default;
};

size_t qHash(const ElementRef &element, size_t seed = 0);

} // namespace weir
