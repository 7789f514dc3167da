// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QPair>

#include <cstdint>
#include <vector>

namespace weir {

/// Whether \a text is a token (RFC 9110 §5.6.2), as names of methods and header fields are.
bool isHttpToken(QByteArrayView text);
/// Whether \a text can stand as a field value: no control characters but the tab, no blanks at its ends (RFC 9110 §5.5).
bool isHttpFieldValue(QByteArrayView text);
/// Whether both spell the same field name: case does not matter (RFC 9110 §5.1).
bool isSameHttpName(QByteArrayView left, QByteArrayView right);

/// Header fields in the order of the message. Names are kept as they were written and found in any case.
///
/// All text stands in one array with offsets into it, so that a header block costs two allocations and a copy is cheap.
class HttpHeaders
{
public:
    HttpHeaders() = default;
    HttpHeaders(std::initializer_list<QPair<QByteArrayView, QByteArrayView>> fields);

    /// Adds a field. False, and nothing is added, when \a name is no token or \a value has a line break or another control
    /// character: it would be read as another field.
    bool add(QByteArrayView name, QByteArrayView value);
    /// As add(), in place of all fields called \a name.
    bool set(QByteArrayView name, QByteArrayView value);
    /// Removes every field called \a name.
    void remove(QByteArrayView name);

    bool isEmpty() const { return m_fields.empty(); }
    qsizetype size() const { return static_cast<qsizetype>(m_fields.size()); }
    QByteArrayView name(qsizetype index) const;
    QByteArrayView value(qsizetype index) const;

    bool contains(QByteArrayView name) const { return indexOf(name) >= 0; }
    int count(QByteArrayView name) const;
    /// The value of the first field called \a name; a null view when there is none.
    QByteArrayView value(QByteArrayView name) const;
    /// Whether one of the comma-separated words of the fields called \a name is \a word, in any case.
    bool hasWord(QByteArrayView name, QByteArrayView word) const;

    /// Appends the fields as the lines of a header block.
    void appendTo(QByteArray &bytes) const;
    /// The fields as pairs, as the readers of CloudEvents take them.
    QList<QPair<QByteArray, QByteArray>> toList() const;

    bool operator==(const HttpHeaders &other) const { return toList() == other.toList(); }

private:
    friend class HttpHeaderBlock;

    /// Offsets into m_text. A header block is far shorter than 4 GB.
    struct Field
    {
        std::uint32_t name = 0;
        std::uint32_t nameSize = 0;
        std::uint32_t value = 0;
        std::uint32_t valueSize = 0;
    };

    bool isCalled(const Field &field, QByteArrayView name) const;
    qsizetype indexOf(QByteArrayView name) const;

    QByteArray m_text;
    std::vector<Field> m_fields;
};

/// Makes headers of a block as it was received, without copying each field.
class HttpHeaderBlock
{
public:
    /// Of \a block, in which the fields that are added lie.
    static HttpHeaders over(const QByteArray &block);
    /// Adds a field, whose \a name and \a value are views into the block of \a headers.
    static void add(HttpHeaders &headers, QByteArrayView name, QByteArrayView value);
};

} // namespace weir
