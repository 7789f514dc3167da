// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/sequencediagram.h"
#include "core/document/servicemap.h"

#include <QList>
#include <QString>

#include <variant>

namespace weir {

/// Words in one style.
struct Span
{
    enum class Style { Plain, Bold, Code };

    QString text;
    Style style = Style::Plain;

    bool operator==(const Span &) const = default;
};

/// One run of text, without line breaks of its own.
class Text
{
public:
    Text() = default;
    Text(const QString &plain) { append(plain, Span::Style::Plain); }

    Text &plain(const QString &text) { return append(text, Span::Style::Plain); }
    Text &bold(const QString &text) { return append(text, Span::Style::Bold); }
    Text &code(const QString &text) { return append(text, Span::Style::Code); }

    const QList<Span> &spans() const { return m_spans; }
    bool isEmpty() const { return m_spans.isEmpty(); }
    /// The words without style.
    QString toPlain() const;

    bool operator==(const Text &) const = default;

private:
    Text &append(const QString &text, Span::Style style);

    QList<Span> m_spans;
};

struct Heading
{
    int level = 1; ///< 1 to 6.
    Text text;
    QString element; ///< `kind/id` of the element it is about; may be empty.

    bool operator==(const Heading &) const = default;
};

struct Paragraph
{
    Text text;
    bool introduces = false; ///< The next block belongs to it: no room between the two.

    bool operator==(const Paragraph &) const = default;
};

struct BulletList
{
    QList<Text> items;

    bool operator==(const BulletList &) const = default;
};

struct Table
{
    enum class Alignment { Left, Right };

    struct Column
    {
        QString title;
        Alignment alignment = Alignment::Left;

        bool operator==(const Column &) const = default;
    };

    QList<Column> columns;
    QList<QList<Text>> rows; ///< As many cells as columns each.

    bool operator==(const Table &) const = default;
};

struct CodeBlock
{
    QString language;
    QString text;

    bool operator==(const CodeBlock &) const = default;
};

/// A drawing, as what it shows; the writers draw it.
struct Diagram
{
    QString title;
    std::variant<SequenceDiagram, ServiceMap> content;

    bool operator==(const Diagram &) const = default;
};

/// Something the reader must not miss, such as the open points.
struct Callout
{
    QString title;
    QList<Text> items;

    bool operator==(const Callout &) const = default;
};

/// Text that people wrote, in Markdown.
struct HandWritten
{
    QString markdown;

    bool operator==(const HandWritten &) const = default;
};

using Block = std::variant<Heading, Paragraph, BulletList, Table, CodeBlock, Diagram, Callout, HandWritten>;

/// A document without a format. The first block is its title, a heading of level 1.
struct Outline
{
    QString title;
    QList<Block> blocks;

    void add(Block block) { blocks.append(std::move(block)); }
    /// Adds a paragraph for each part of \a text that blank lines separate.
    void addParagraphs(const QString &text);

    bool operator==(const Outline &) const = default;
};

} // namespace weir
