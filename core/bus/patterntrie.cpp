// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/patterntrie.h"

#include <algorithm>

namespace weir::bus {

void PatternTrie::add(const delivery::EventPattern &pattern, std::uint64_t id)
{
    if (pattern.text().isEmpty())
        return; // It matches nothing.
    Node *node = &m_root;
    for (const QString &segment : pattern.segments()) {
        std::shared_ptr<Node> &next = segment.isEmpty() ? node->any : node->children[segment];
        if (!next)
            next = std::make_shared<Node>();
        node = next.get();
    }
    (pattern.isOpen() ? node->onward : node->here).push_back(id);
}

void PatternTrie::remove(const delivery::EventPattern &pattern, std::uint64_t id)
{
    remove(m_root, pattern, 0, id);
}

void PatternTrie::remove(Node &node, const delivery::EventPattern &pattern, qsizetype at, std::uint64_t id)
{
    if (at == pattern.segments().size()) {
        std::erase(pattern.isOpen() ? node.onward : node.here, id);
        return;
    }
    const QString &segment = pattern.segments().at(at);
    const std::shared_ptr<Node> next = segment.isEmpty() ? node.any : node.children.value(segment);
    if (!next)
        return;
    remove(*next, pattern, at + 1, id);
    if (!next->isEmpty())
        return;
    if (segment.isEmpty())
        node.any.reset();
    else
        node.children.remove(segment);
}

void PatternTrie::collect(const Node &node, const QStringList &segments, qsizetype at, std::vector<std::uint64_t> &ids)
{
    ids.insert(ids.end(), node.onward.begin(), node.onward.end());
    if (at == segments.size()) {
        ids.insert(ids.end(), node.here.begin(), node.here.end());
        return;
    }
    if (const auto child = node.children.constFind(segments.at(at)); child != node.children.cend())
        collect(**child, segments, at + 1, ids);
    if (node.any)
        collect(*node.any, segments, at + 1, ids);
}

std::vector<std::uint64_t> PatternTrie::matches(QStringView name) const
{
    // A name is taken apart as patterns are, where an empty segment is a NUL character.
    QStringList segments;
    for (const QStringView segment : delivery::segmentsOf(name))
        segments.append(segment.isEmpty() ? QString(QChar::Null) : segment.toString());
    std::vector<std::uint64_t> ids;
    collect(m_root, segments, 0, ids);
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace weir::bus
