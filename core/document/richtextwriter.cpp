// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/richtextwriter.h"

#include "core/document/handwritten.h"
#include "core/document/markup.h"

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

class RichTextWriter
{
public:
    explicit RichTextWriter(const RichTextStyle &style) : m_style(style) {}

    QString write(const Outline &outline)
    {
        for (const Block &block : outline.blocks)
            std::visit([this](const auto &each) { add(each); }, block);
        return styleSheet() + u"<body>\n"_s + m_body + u"</body>"_s;
    }

private:
    QString styleSheet() const
    {
        return u"<style>body{color:%1}h1{font-size:24px;margin-bottom:12px}h2{font-size:18px;margin-top:28px;margin-"
               u"bottom:8px}"
               "h3{font-size:15px;margin-top:20px;margin-bottom:6px}p{margin-top:0;margin-bottom:8px}li{margin-bottom:"
               "3px}"
               "a{color:%2}code{font-family:%3;background-color:%4}pre{font-family:%3;margin:0}th{color:%5}</style>\n"_s
                   .arg(m_style.text, m_style.accent, m_style.monospace, m_style.code, m_style.dimText);
    }

    static QString inlineText(const Text &text)
    {
        QString result;
        for (const Span &span : text.spans()) {
            const QString words = escapedMarkup(span.text);
            if (span.style == Span::Style::Bold)
                result += u"<b>"_s + words + u"</b>"_s;
            else if (span.style == Span::Style::Code)
                result += u"<code>"_s + words + u"</code>"_s;
            else
                result += words;
        }
        return result;
    }

    void add(const Heading &heading)
    {
        const int level = std::clamp(heading.level, 1, 6);
        m_body += u"<h%1><a name=\"heading-%2\"></a>%3</h%1>\n"_s.arg(
            QString::number(level), QString::number(m_headings++), inlineText(heading.text));
    }

    void add(const Paragraph &paragraph) { m_body += u"<p>"_s + inlineText(paragraph.text) + u"</p>\n"_s; }

    void addItems(const QList<Text> &items)
    {
        m_body += u"<ul>"_s;
        for (const Text &item : items)
            m_body += u"<li>"_s + inlineText(item) + u"</li>\n"_s;
        m_body += u"</ul>\n"_s;
    }

    void add(const BulletList &list) { addItems(list.items); }

    void add(const Table &table)
    {
        const auto alignment = [&table](qsizetype column) {
            const bool right =
                column < table.columns.size() && table.columns[column].alignment == Table::Alignment::Right;
            return right ? u"right"_s : u"left"_s;
        };
        m_body +=
            u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"6\" border=\"1\" style=\"border-collapse:collapse;"
            "border-color:%1\"><thead><tr>"_s.arg(m_style.line);
        for (qsizetype i = 0; i < table.columns.size(); ++i)
            m_body += u"<th align=\"%1\">%2</th>"_s.arg(alignment(i), escapedMarkup(table.columns[i].title));
        m_body += u"</tr></thead>\n"_s;
        for (const QList<Text> &row : table.rows) {
            m_body += u"<tr>"_s;
            for (qsizetype i = 0; i < row.size(); ++i)
                m_body += u"<td align=\"%1\">%2</td>"_s.arg(alignment(i), inlineText(row[i]));
            m_body += u"</tr>\n"_s;
        }
        m_body += u"</table><p></p>\n"_s;
    }

    /// A box with a background of its own.
    void addBox(const QString &colour, const QString &content)
    {
        m_body +=
            u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"10\"><tr><td bgcolor=\"%1\">%2</td></tr></table><p></p>\n"_s
                .arg(colour, content);
    }

    void add(const CodeBlock &code) { addBox(m_style.code, u"<pre>"_s + escapedMarkup(code.text) + u"</pre>"_s); }

    void add(const Diagram &diagram)
    {
        m_body += u"<p align=\"center\"><img src=\"diagram:%1\"/><br/><span style=\"color:%2\">%3</span></p>\n"_s.arg(
            QString::number(m_diagrams++), m_style.dimText, escapedMarkup(diagram.title));
    }

    void add(const Callout &callout)
    {
        QString content = u"<b>"_s + escapedMarkup(callout.title) + u"</b><ul>"_s;
        for (const Text &item : callout.items)
            content += u"<li>"_s + inlineText(item) + u"</li>"_s;
        addBox(m_style.notice, content + u"</ul>"_s);
    }

    void add(const HandWritten &text) { m_body += handWrittenHtml(text.markdown); }

    const RichTextStyle &m_style;
    QString m_body;
    int m_headings = 0;
    int m_diagrams = 0;
};

} // namespace

QString toRichText(const Outline &outline, const RichTextStyle &style)
{
    return RichTextWriter(style).write(outline);
}

QList<Diagram> diagramsOf(const Outline &outline)
{
    QList<Diagram> result;
    for (const Block &block : outline.blocks) {
        if (const auto *diagram = std::get_if<Diagram>(&block))
            result.append(*diagram);
    }
    return result;
}

} // namespace weir
