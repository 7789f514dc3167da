// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/syntax/sourcetext.h"
#include "core/syntax/tree.h"

#include <optional>
#include <vector>

namespace weir {

/// Grows a Tree from the events of a reader and guards the limits. Not recursive: the depth costs no stack.
///
/// After a call that returned false, error() says why and the tree is unusable.
class TreeBuilder
{
public:
    TreeBuilder(const SourceText &source, const ReadLimits &limits);

    /// The name of the next value, inside an object.
    void key(QByteArrayView text, qsizetype offset);
    [[nodiscard]] bool open(NodeType type, qsizetype offset);
    [[nodiscard]] bool close();
    /// \a text is a string's value, else the spelling.
    [[nodiscard]] bool scalar(NodeType type, QByteArrayView text, bool flag, qsizetype offset);
    /// Repeats the value at \a row (of nextRow()) with all below it. It must not be open.
    [[nodiscard]] bool repeat(quint32 row, qsizetype offset);

    quint32 nextRow() const { return quint32(m_tree.m_rows.size()); }
    bool isOpen(quint32 row) const;
    bool isInObject() const;
    bool hasKey() const { return m_hasKey; }
    /// The spelling of a scalar at \a row; nothing for an array or object.
    std::optional<QByteArray> scalarText(quint32 row) const;

    const std::optional<Error> &error() const { return m_error; }
    bool fail(qsizetype offset, const QString &message, const QString &hint = {});
    Tree take();

private:
    bool add(NodeType type, qsizetype offset);
    bool checkSize(size_t more, qsizetype offset);
    bool indexMembers(quint32 row);
    std::pair<quint32, quint32> stored(QByteArrayView text);
    int heightOf(quint32 row, quint32 end) const;

    struct Open
    {
        quint32 row;
        quint32 last; ///< Its last child so far.
    };

    const SourceText &m_source;
    ReadLimits m_limits;
    Tree m_tree;
    std::vector<Open> m_open;
    bool m_hasKey = false;
    std::pair<quint32, quint32> m_key;
    qsizetype m_keyOffset = 0;
    std::optional<Error> m_error;
};

} // namespace weir
