// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/markdownwriter.h"

#include "core/document/handwritten.h"
#include "core/document/markup.h"
#include "core/document/mermaidwriter.h"

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

enum class Context { Block, Heading, TableCell };

/// Escaping collapses white space; a span keeps the blank that separates it from its neighbours.
QString withEdges(const QString &text, const QString &escaped)
{
    const bool before = !text.isEmpty() && text.front().isSpace();
    const bool after = text.size() > 1 && text.back().isSpace();
    return (before ? u" "_s : QString()) + escaped + (after ? u" "_s : QString());
}

QString inlineText(const Text &text, Context context)
{
    QString result;
    for (const Span &span : text.spans()) {
        const bool starts = context == Context::Block && result.isEmpty();
        const MarkdownPlace place = starts ? MarkdownPlace::Start : MarkdownPlace::Within;
        switch (span.style) {
        case Span::Style::Plain:
            result += withEdges(span.text, escapedMarkdown(span.text, place));
            break;
        case Span::Style::Bold:
            result += u"**"_s + escapedMarkdown(span.text, MarkdownPlace::Within) + u"**"_s;
            break;
        case Span::Style::Code:
            result += markdownCode(span.text, context == Context::TableCell);
            break;
        }
    }
    return result.trimmed();
}

QString fenced(const QString &language, const QString &text)
{
    qsizetype longest = 2, run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    return fence + language + u'\n' + text + (text.endsWith(u'\n') ? QString() : u"\n"_s) + fence + u'\n';
}

class MarkdownWriter
{
public:
    QString write(const Outline &outline)
    {
        for (const Block &block : outline.blocks)
            std::visit([this](const auto &each) { add(each); }, block);
        return m_text;
    }

private:
    void begin()
    {
        if (!m_text.isEmpty() && !m_introduced)
            m_text += u'\n';
        m_introduced = false;
    }

    void add(const Heading &heading)
    {
        begin();
        m_text +=
            QString(std::clamp(heading.level, 1, 6), u'#') + u' ' + inlineText(heading.text, Context::Heading) + u'\n';
    }

    void add(const Paragraph &paragraph)
    {
        begin();
        m_text += inlineText(paragraph.text, Context::Block) + u'\n';
        m_introduced = paragraph.introduces;
    }

    void add(const BulletList &list)
    {
        begin();
        for (const Text &item : list.items)
            m_text += u"- "_s + inlineText(item, Context::Block) + u'\n';
    }

    void add(const Table &table)
    {
        begin();
        QString head = u"|"_s, rule = u"|"_s;
        for (const Table::Column &column : table.columns) {
            head += u' ' + escapedMarkdown(column.title, MarkdownPlace::Within) + u" |"_s;
            rule += column.alignment == Table::Alignment::Right ? u" ---: |"_s : u" --- |"_s;
        }
        m_text += head + u'\n' + rule + u'\n';
        for (const QList<Text> &row : table.rows) {
            m_text += u'|';
            for (const Text &cell : row)
                m_text += u' ' + inlineText(cell, Context::TableCell) + u" |"_s;
            m_text += u'\n';
        }
    }

    void add(const CodeBlock &code)
    {
        begin();
        m_text += fenced(code.language, code.text);
    }

    void add(const Diagram &diagram)
    {
        begin();
        m_text +=
            fenced(u"mermaid"_s, std::visit([](const auto &content) { return toMermaid(content); }, diagram.content));
    }

    void add(const Callout &callout)
    {
        begin();
        m_text += u"> **"_s + escapedMarkdown(callout.title, MarkdownPlace::Within) + u"**\n>\n"_s;
        for (const Text &item : callout.items)
            m_text += u"> - "_s + inlineText(item, Context::Block) + u'\n';
    }

    void add(const HandWritten &text)
    {
        begin();
        m_text += demotedHeadings(text.markdown, minHandWrittenLevel).trimmed() + u'\n';
    }

    QString m_text;
    bool m_introduced = false;
};

} // namespace

QByteArray toMarkdown(const Outline &outline)
{
    return MarkdownWriter().write(outline).toUtf8();
}

} // namespace weir
