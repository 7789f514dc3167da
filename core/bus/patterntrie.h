// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/eventpattern.h"

#include <QHash>

#include <cstdint>
#include <memory>
#include <vector>

namespace weir::bus {

/// Which patterns match a name, without a look at those that share no segment with it.
class PatternTrie
{
public:
    void add(const delivery::EventPattern &pattern, std::uint64_t id);
    void remove(const delivery::EventPattern &pattern, std::uint64_t id);
    /// Ids of all patterns that match \a name, increasing.
    std::vector<std::uint64_t> matches(QStringView name) const;

private:
    struct Node
    {
        QHash<QString, std::shared_ptr<Node>> children;
        std::shared_ptr<Node> any;         ///< `*` in this place.
        std::vector<std::uint64_t> here;   ///< Patterns that end here.
        std::vector<std::uint64_t> onward; ///< Patterns with an open end from here.

        bool isEmpty() const { return children.isEmpty() && !any && here.empty() && onward.empty(); }
    };

    static void collect(const Node &node, const QStringList &segments, qsizetype at, std::vector<std::uint64_t> &ids);
    static void remove(Node &node, const delivery::EventPattern &pattern, qsizetype at, std::uint64_t id);

    Node m_root;
};

} // namespace weir::bus
