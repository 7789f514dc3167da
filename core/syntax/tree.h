// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/place.h"

#include <QByteArray>
#include <QString>

#include <iterator>
#include <optional>
#include <vector>

namespace weir {

/// What a node of a JSON or YAML document is, after the YAML 1.2 core schema.
enum class NodeType : quint8 { Null, Boolean, Integer, Number, String, Array, Object };

class Tree;

/// One value inside a Tree: a handle of two words, valid as long as its tree lives.
///
/// A default-constructed node is null (`isValid()` is false), behaves as an empty value and has no position, so that
/// look-ups can be chained: `root["info"]["title"].text()`.
class Node
{
public:
    Node() = default;

    bool isValid() const { return m_tree != nullptr; }
    /// A number that is this value's alone within its tree.
    quint32 number() const { return m_index; }
    NodeType type() const;
    bool isObject() const { return isValid() && type() == NodeType::Object; }
    bool isArray() const { return isValid() && type() == NodeType::Array; }
    bool isString() const { return isValid() && type() == NodeType::String; }
    bool isNumber() const { return isValid() && (type() == NodeType::Integer || type() == NodeType::Number); }
    bool isBoolean() const { return isValid() && type() == NodeType::Boolean; }

    /// Where the value starts (from 1); `file` and `pointer` filled too.
    Place place() const;
    /// Where the key of this member starts; the place of the value when it is no member.
    Place keyPlace() const;
    /// Line and column without the cost of a pointer.
    int line() const;
    int column() const;
    /// RFC 6901 pointer from the root.
    QString pointer() const;

    /// The key this value has in its object; empty for array items and the root.
    QString key() const;
    /// The same as bytes (UTF-8), without a copy.
    QByteArrayView keyBytes() const;
    /// A string's text, a number's or boolean's spelling in the source; empty for null, arrays and objects.
    QString text() const;
    /// The same as bytes (UTF-8), without a copy.
    QByteArrayView bytes() const;
    bool toBool(bool fallback = false) const;
    double toDouble(double fallback = 0) const;
    qint64 toInteger(qint64 fallback = 0) const;
    /// The whole value below this node.
    Json toJson() const;

    /// Members of an object or items of an array; 0 for scalars.
    qsizetype size() const;
    /// Member or item at \a index in the order of the source, found in constant time.
    Node at(qsizetype index) const;
    /// The member \a key; an invalid node when absent or when this is no object.
    Node operator[](QStringView key) const;
    /// The same by the key's bytes (UTF-8), without a conversion.
    Node member(QByteArrayView key) const;

    class Iterator
    {
    public:
        using difference_type = qsizetype;
        using value_type = Node;
        Iterator() = default;
        Iterator(const Tree *tree, quint32 index) : m_tree(tree), m_index(index) {}
        Node operator*() const { return Node(m_tree, m_index); }
        Iterator &operator++();
        Iterator operator++(int);
        bool operator==(const Iterator &) const = default;

    private:
        const Tree *m_tree = nullptr;
        quint32 m_index = 0;
    };
    Iterator begin() const;
    Iterator end() const;

    bool operator==(const Node &) const = default;

private:
    friend class Tree;
    friend class TreeBuilder;
    Node(const Tree *tree, quint32 index) : m_tree(tree), m_index(index) {}

    const Tree *m_tree = nullptr;
    quint32 m_index = 0;
};

/// A parsed document with the line and column of every value. Flat arrays: one row for each value, one text buffer.
///
/// Made by readJson() and readYaml(); immutable afterwards. Moving a tree invalidates its nodes.
class Tree
{
public:
    Tree() = default;

    bool isEmpty() const { return m_rows.empty(); }
    Node root() const { return isEmpty() ? Node() : Node(this, 0); }
    QString file() const { return m_file; }
    /// The value at \a pointer (RFC 6901); an invalid node when there is none.
    Node at(QStringView pointer) const;

private:
    friend class Node;
    friend class TreeBuilder;

    static constexpr quint32 none = 0xffffffffU;
    static constexpr quint32 sortedFrom = 9; ///< Objects with so many members have the sorted run.
    struct Row
    {
        NodeType type = NodeType::Null;
        bool flag = false; ///< Value of a boolean.
        quint32 parent = none;
        quint32 next = none;  ///< Next sibling.
        quint32 first = none; ///< First child.
        quint32 count = 0;    ///< Children.
        quint32 children = 0; ///< Offset in m_children of its children's rows, in the order of the source.
        quint32 text = 0;     ///< Offset of the text or spelling in m_text.
        quint32 textSize = 0;
        quint32 key = 0; ///< Offset of the key in m_text.
        quint32 keySize = 0;
        int line = 0, column = 0;
        int keyLine = 0, keyColumn = 0;
    };

    /// The row of the child named \a key; none when there is none.
    quint32 child(const Row &object, QByteArrayView key) const;
    QByteArrayView textAt(quint32 offset, quint32 size) const;

    std::vector<Row> m_rows;
    std::vector<quint32> m_children; ///< Rows of children; large objects have a second run, sorted by key.
    QByteArray m_text;
    QString m_file;
};

} // namespace weir
