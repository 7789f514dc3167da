// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/tree.h"

#include "core/syntax/jsonpointer.h"
#include "core/syntax/yamlscalar.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

/// QString::fromUtf8() would take a byte order mark at the start of a text away.
QString textFrom(QByteArrayView utf8)
{
    const QString text = QString::fromUtf8(utf8);
    return utf8.startsWith("\xef\xbb\xbf") ? QChar(QChar::ByteOrderMark) + text : text;
}

} // namespace

NodeType Node::type() const
{
    return m_tree ? m_tree->m_rows[m_index].type : NodeType::Null;
}

Place Node::place() const
{
    return m_tree ? Place{m_tree->m_file, line(), column(), pointer()} : Place();
}

Place Node::keyPlace() const
{
    if (!m_tree || m_tree->m_rows[m_index].keyLine == 0)
        return place();
    const auto &row = m_tree->m_rows[m_index];
    return Place{m_tree->m_file, row.keyLine, row.keyColumn, pointer()};
}

int Node::line() const
{
    return m_tree ? m_tree->m_rows[m_index].line : 0;
}

int Node::column() const
{
    return m_tree ? m_tree->m_rows[m_index].column : 0;
}

QString Node::pointer() const
{
    QStringList tokens;
    for (quint32 index = m_index; m_tree && m_tree->m_rows[index].parent != Tree::none;) {
        const auto &row = m_tree->m_rows[index];
        const auto &parent = m_tree->m_rows[row.parent];
        if (parent.type == NodeType::Object) {
            tokens.prepend(escapedToken(QString::fromUtf8(m_tree->textAt(row.key, row.keySize))));
        } else {
            // Rows of children ascend; an array that is still being read has no index of them yet.
            const auto from = m_tree->m_children.begin() + parent.children;
            const auto to = from + std::min<std::ptrdiff_t>(parent.count, m_tree->m_children.end() - from);
            const auto found = std::lower_bound(from, to, index);
            const bool isIndexed = found != to && *found == index;
            tokens.prepend(QString::number(isIndexed ? found - from : std::ptrdiff_t(parent.count) - 1));
        }
        index = row.parent;
    }
    return tokens.isEmpty() ? QString() : u'/' + tokens.join(u'/');
}

QString Node::key() const
{
    return textFrom(keyBytes());
}

QByteArrayView Node::keyBytes() const
{
    if (!m_tree)
        return {};
    const auto &row = m_tree->m_rows[m_index];
    return m_tree->textAt(row.key, row.keySize);
}

QString Node::text() const
{
    return textFrom(bytes());
}

QByteArrayView Node::bytes() const
{
    if (!m_tree || type() == NodeType::Null)
        return {};
    const auto &row = m_tree->m_rows[m_index];
    return m_tree->textAt(row.text, row.textSize);
}

bool Node::toBool(bool fallback) const
{
    return isBoolean() ? m_tree->m_rows[m_index].flag : fallback;
}

double Node::toDouble(double fallback) const
{
    return isNumber() ? numberOf(bytes()) : fallback;
}

qint64 Node::toInteger(qint64 fallback) const
{
    if (!isNumber())
        return fallback;
    if (const auto integer = integerOf(bytes()))
        return *integer;
    // A number such as 1e3 or 4.0 is an integer too (JSON Schema's view).
    const double number = numberOf(bytes());
    return std::trunc(number) == number && std::abs(number) < 9e15 ? qint64(number) : fallback;
}

qsizetype Node::size() const
{
    return m_tree ? m_tree->m_rows[m_index].count : 0;
}

Node Node::at(qsizetype index) const
{
    if (index < 0 || index >= size())
        return {};
    return Node(m_tree, m_tree->m_children[m_tree->m_rows[m_index].children + size_t(index)]);
}

Node Node::operator[](QStringView key) const
{
    return isObject() ? member(key.toUtf8()) : Node();
}

Node Node::member(QByteArrayView key) const
{
    if (!isObject())
        return {};
    const quint32 found = m_tree->child(m_tree->m_rows[m_index], key);
    return found == Tree::none ? Node() : Node(m_tree, found);
}

Node::Iterator &Node::Iterator::operator++()
{
    m_index = m_tree->m_rows[m_index].next;
    if (m_index == Tree::none)
        *this = Iterator();
    return *this;
}

Node::Iterator Node::Iterator::operator++(int)
{
    const Iterator before = *this;
    ++*this;
    return before;
}

Node::Iterator Node::begin() const
{
    return size() == 0 ? Iterator() : Iterator(m_tree, m_tree->m_rows[m_index].first);
}

Node::Iterator Node::end() const
{
    return {};
}

quint32 Tree::child(const Row &object, QByteArrayView key) const
{
    const auto keyOf = [this](quint32 index) { return textAt(m_rows[index].key, m_rows[index].keySize); };
    const auto from = m_children.begin() + object.children;
    const auto to = from + object.count;
    if (object.count < sortedFrom) {
        const auto found = std::find_if(from, to, [&](quint32 index) { return keyOf(index) == key; });
        return found == to ? none : *found;
    }
    const auto found = std::lower_bound(to, to + object.count, key,
                                        [&](quint32 index, QByteArrayView wanted) { return keyOf(index) < wanted; });
    return found != to + object.count && keyOf(*found) == key ? *found : none;
}

QByteArrayView Tree::textAt(quint32 offset, quint32 size) const
{
    return QByteArrayView(m_text).sliced(offset, size);
}

Node Tree::at(QStringView pointer) const
{
    const auto tokens = pointerTokens(pointer);
    if (!tokens)
        return {};
    Node node = root();
    for (const QString &token : *tokens) {
        if (node.isObject()) {
            node = node[token];
            continue;
        }
        // RFC 6901 §4: no sign, no leading zeros.
        bool ok = false;
        const qsizetype index = token.toLongLong(&ok);
        node = ok && token == QString::number(index) ? node.at(index) : Node();
    }
    return node;
}

} // namespace weir
