// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/treebuilder.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

TreeBuilder::TreeBuilder(const SourceText &source, const ReadLimits &limits) : m_source(source), m_limits(limits)
{
    m_tree.m_file = source.file();
}

void TreeBuilder::key(QByteArrayView text, qsizetype offset)
{
    m_key = stored(text);
    m_keyOffset = offset;
    m_hasKey = true;
}

bool TreeBuilder::open(NodeType type, qsizetype offset)
{
    if (int(m_open.size()) >= m_limits.depth) {
        return fail(offset,
                    QCoreApplication::translate("weir", "More than %1 arrays and objects stand in each other.")
                        .arg(m_limits.depth),
                    QCoreApplication::translate("weir", "Nest the values less deeply."));
    }
    if (!add(type, offset))
        return false;
    m_open.push_back({nextRow() - 1, Tree::none});
    return true;
}

bool TreeBuilder::close()
{
    const quint32 row = m_open.back().row;
    m_open.pop_back();
    return indexMembers(row);
}

bool TreeBuilder::scalar(NodeType type, QByteArrayView text, bool flag, qsizetype offset)
{
    if (!add(type, offset))
        return false;
    const auto [at, size] = stored(text);
    Tree::Row &row = m_tree.m_rows.back();
    row.text = at;
    row.textSize = size;
    row.flag = flag;
    return true;
}

bool TreeBuilder::repeat(quint32 row, qsizetype offset)
{
    const quint32 next = m_tree.m_rows[row].next;
    // The copied value is closed, so all below it stands before the next sibling, or before what comes after its parents.
    quint32 end = next;
    for (quint32 up = row; end == Tree::none && up != Tree::none; up = m_tree.m_rows[up].parent)
        end = m_tree.m_rows[up].next;
    end = std::min(end, nextRow());
    const quint32 size = end - row;
    if (!checkSize(size, offset))
        return false;
    if (int(m_open.size()) + heightOf(row, end) > m_limits.depth)
        return fail(offset,
                    QCoreApplication::translate("weir", "The alias nests more than %1 arrays and objects.")
                        .arg(m_limits.depth));

    if (!add(m_tree.m_rows[row].type, offset))
        return false;
    const quint32 copy = nextRow() - 1;
    const quint32 shift = copy - row;
    const auto moved = [shift](quint32 index) { return index == Tree::none ? Tree::none : index + shift; };
    for (quint32 i = row; i < end; ++i) {
        Tree::Row item = m_tree.m_rows[i];
        item.first = moved(item.first);
        const quint32 runs = item.type == NodeType::Object && item.count >= Tree::sortedFrom ? 2 : 1;
        const auto from = item.children;
        item.children = quint32(m_tree.m_children.size());
        for (quint32 k = 0; k < runs * item.count; ++k)
            m_tree.m_children.push_back(moved(m_tree.m_children[from + k]));
        if (i == row) {
            Tree::Row &target = m_tree.m_rows[copy];
            target.flag = item.flag;
            target.first = item.first;
            target.count = item.count;
            target.children = item.children;
            target.text = item.text;
            target.textSize = item.textSize;
            continue;
        }
        item.parent = moved(item.parent);
        item.next = moved(item.next);
        m_tree.m_rows.push_back(item);
    }
    return true;
}

bool TreeBuilder::isOpen(quint32 row) const
{
    return std::any_of(m_open.begin(), m_open.end(), [row](const Open &open) { return open.row == row; });
}

bool TreeBuilder::isInObject() const
{
    return !m_open.empty() && m_tree.m_rows[m_open.back().row].type == NodeType::Object;
}

std::optional<QByteArray> TreeBuilder::scalarText(quint32 row) const
{
    const Tree::Row &item = m_tree.m_rows[row];
    if (item.type == NodeType::Array || item.type == NodeType::Object)
        return std::nullopt;
    return m_tree.textAt(item.text, item.textSize).toByteArray();
}

bool TreeBuilder::fail(qsizetype offset, const QString &message, const QString &hint)
{
    if (!m_error)
        m_error = m_source.errorAt(offset, message, hint);
    return false;
}

Tree TreeBuilder::take()
{
    Q_ASSERT(m_open.empty() && !m_error);
    m_tree.m_rows.shrink_to_fit();
    return std::move(m_tree);
}

bool TreeBuilder::add(NodeType type, qsizetype offset)
{
    if (!checkSize(1, offset))
        return false;
    Tree::Row row;
    row.type = type;
    const Position position = m_source.positionOf(offset);
    row.line = position.line;
    row.column = position.column;
    if (m_hasKey) {
        row.key = m_key.first;
        row.keySize = m_key.second;
        const Position place = m_source.positionOf(m_keyOffset);
        row.keyLine = place.line;
        row.keyColumn = place.column;
        m_hasKey = false;
    }
    const quint32 index = nextRow();
    if (!m_open.empty()) {
        Open &parent = m_open.back();
        row.parent = parent.row;
        if (parent.last == Tree::none)
            m_tree.m_rows[parent.row].first = index;
        else
            m_tree.m_rows[parent.last].next = index;
        parent.last = index;
        ++m_tree.m_rows[parent.row].count;
    }
    m_tree.m_rows.push_back(row);
    return true;
}

bool TreeBuilder::checkSize(size_t more, qsizetype offset)
{
    if (m_tree.m_rows.size() + more <= size_t(m_limits.nodes))
        return true;
    return fail(offset,
                QCoreApplication::translate("weir", "The document has more than %1 values.").arg(m_limits.nodes),
                QCoreApplication::translate("weir", "Aliases count as often as they are used."));
}

bool TreeBuilder::indexMembers(quint32 row)
{
    Tree::Row &object = m_tree.m_rows[row];
    auto &children = m_tree.m_children;
    object.children = quint32(children.size());
    for (quint32 child = object.first; child != Tree::none; child = m_tree.m_rows[child].next)
        children.push_back(child);
    if (object.type != NodeType::Object || object.count < 2)
        return true;

    const auto keyOf = [this](quint32 child) {
        const Tree::Row &member = m_tree.m_rows[child];
        return m_tree.textAt(member.key, member.keySize);
    };
    std::vector<quint32> sorted(children.begin() + object.children, children.end());
    std::stable_sort(sorted.begin(), sorted.end(), [&](quint32 a, quint32 b) { return keyOf(a) < keyOf(b); });
    const auto twice =
        std::adjacent_find(sorted.begin(), sorted.end(), [&](quint32 a, quint32 b) { return keyOf(a) == keyOf(b); });
    if (twice != sorted.end()) {
        const Tree::Row &first = m_tree.m_rows[*twice];
        const Tree::Row &second = m_tree.m_rows[*std::next(twice)];
        const QString name = QString::fromUtf8(keyOf(*twice));
        m_error =
            Error{QCoreApplication::translate("weir", "The key “%1” stands twice in one object.").arg(name),
                  Place{m_tree.m_file, second.keyLine, second.keyColumn, Node(&m_tree, *std::next(twice)).pointer()},
                  QCoreApplication::translate("weir", "Its first value stands in line %1: keep one of them.")
                      .arg(first.keyLine)};
        return false;
    }
    if (object.count >= Tree::sortedFrom)
        children.insert(children.end(), sorted.begin(), sorted.end());
    return true;
}

std::pair<quint32, quint32> TreeBuilder::stored(QByteArrayView text)
{
    const auto offset = quint32(m_tree.m_text.size());
    m_tree.m_text.append(text);
    return {offset, quint32(text.size())};
}

int TreeBuilder::heightOf(quint32 row, quint32 end) const
{
    std::vector<int> depth(end - row);
    int highest = 0;
    for (quint32 i = row; i < end; ++i) {
        const Tree::Row &item = m_tree.m_rows[i];
        const int above = i == row ? 0 : depth[item.parent - row];
        depth[i - row] = above + (item.type == NodeType::Array || item.type == NodeType::Object ? 1 : 0);
        highest = std::max(highest, depth[i - row]);
    }
    return highest;
}

} // namespace weir
