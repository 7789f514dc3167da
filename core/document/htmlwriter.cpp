// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/htmlwriter.h"

#include "core/document/handwritten.h"
#include "core/document/htmlstyle.h"
#include "core/document/markup.h"
#include "core/document/svgwriter.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int contentsDepth = 3; ///< Headings down to this level are in the table of contents.

struct ContentsEntry
{
    int level = 2;
    QString anchor;
    QString title;
};

QString inlineHtml(const Text &text)
{
    QString result;
    for (const Span &span : text.spans()) {
        const QString words = escapedMarkup(span.text);
        if (span.style == Span::Style::Bold)
            result += u"<strong>"_s + words + u"</strong>"_s;
        else if (span.style == Span::Style::Code)
            result += u"<code>"_s + words + u"</code>"_s;
        else
            result += words;
    }
    return result;
}

class HtmlWriter
{
public:
    QString write(const Outline &outline)
    {
        for (const Block &block : outline.blocks)
            std::visit([this](const auto &each) { add(each); }, block);
        return u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
               "'unsafe-inline'\"/>\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
               "<meta name=\"color-scheme\" content=\"light dark\"/>\n"_s
            + u"<title>"_s + escapedMarkup(outline.title) + u"</title>\n<style>\n"_s + htmlStyle() + svgPageStyle()
            + u"</style>\n</head>\n<body>\n"_s + contents() + u"<main>\n"_s + m_body + u"</main>\n</body>\n</html>\n"_s;
    }

private:
    QString anchorOf(const QString &title)
    {
        QString base;
        for (const QChar c : title.toLower()) {
            const bool usable = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
            if (usable)
                base += c;
            else if (!base.isEmpty() && !base.endsWith(u'-'))
                base += u'-';
        }
        while (base.endsWith(u'-'))
            base.chop(1);
        base = u"s-"_s + (base.isEmpty() ? u"section"_s : base);
        QString anchor = base;
        for (int number = 2; m_anchors.contains(anchor); ++number)
            anchor = u"%1-%2"_s.arg(base).arg(number);
        m_anchors.insert(anchor);
        return anchor;
    }

    QString contents() const
    {
        const QString label = escapedMarkup(QCoreApplication::translate("weir", "Contents"));
        QString result = u"<nav aria-label=\"%1\">\n<p>%1</p>\n<ol>\n"_s.arg(label);
        bool nested = false;
        bool open = false;
        for (const ContentsEntry &entry : m_contents) {
            const bool deep = entry.level > 2;
            if (deep && !nested)
                result += u"<ol>\n"_s;
            if (!deep && nested)
                result += u"</ol>\n"_s;
            if (!deep && open)
                result += u"</li>\n"_s;
            nested = deep;
            result += u"<li><a href=\"#%1\">%2</a>"_s.arg(entry.anchor, escapedMarkup(entry.title));
            result += deep ? u"</li>\n"_s : u"\n"_s;
            open = open || !deep;
        }
        if (nested)
            result += u"</ol>\n"_s;
        return result + (open ? u"</li>\n"_s : QString()) + u"</ol>\n</nav>\n"_s;
    }

    void add(const Heading &heading)
    {
        const int level = std::clamp(heading.level, 1, 6);
        const QString anchor = anchorOf(heading.text.toPlain());
        if (level > 1 && level <= contentsDepth && (level == 2 || !m_contents.isEmpty()))
            m_contents.append({level, anchor, heading.text.toPlain()});
        m_body += u"<h%1 id=\"%2\">%3</h%1>\n"_s.arg(QString::number(level), anchor, inlineHtml(heading.text));
    }

    void add(const Paragraph &paragraph)
    {
        m_body +=
            (paragraph.introduces ? u"<p class=\"lead-in\">"_s : u"<p>"_s) + inlineHtml(paragraph.text) + u"</p>\n"_s;
    }

    void add(const BulletList &list)
    {
        m_body += u"<ul>\n"_s;
        for (const Text &item : list.items)
            m_body += u"<li>"_s + inlineHtml(item) + u"</li>\n"_s;
        m_body += u"</ul>\n"_s;
    }

    void add(const Table &table)
    {
        const auto right = [&table](qsizetype column) {
            return column < table.columns.size() && table.columns[column].alignment == Table::Alignment::Right;
        };
        m_body += u"<div class=\"table\"><table>\n<thead><tr>"_s;
        for (qsizetype i = 0; i < table.columns.size(); ++i)
            m_body += (right(i) ? u"<th class=\"number\">"_s : u"<th>"_s) + escapedMarkup(table.columns[i].title)
                + u"</th>"_s;
        m_body += u"</tr></thead>\n<tbody>\n"_s;
        for (const QList<Text> &row : table.rows) {
            m_body += u"<tr>"_s;
            for (qsizetype i = 0; i < row.size(); ++i)
                m_body += (right(i) ? u"<td class=\"number\">"_s : u"<td>"_s) + inlineHtml(row[i]) + u"</td>"_s;
            m_body += u"</tr>\n"_s;
        }
        m_body += u"</tbody>\n</table></div>\n"_s;
    }

    void add(const CodeBlock &code) { m_body += u"<pre><code>"_s + escapedMarkup(code.text) + u"</code></pre>\n"_s; }

    void add(const Diagram &diagram)
    {
        const QString svg =
            std::visit([](const auto &content) { return toSvg(content, SvgPalette::Page); }, diagram.content);
        m_body +=
            u"<figure>\n"_s + svg + u"<figcaption>"_s + escapedMarkup(diagram.title) + u"</figcaption>\n</figure>\n"_s;
    }

    void add(const Callout &callout)
    {
        m_body += u"<aside>\n<p><strong>"_s + escapedMarkup(callout.title) + u"</strong></p>\n<ul>\n"_s;
        for (const Text &item : callout.items)
            m_body += u"<li>"_s + inlineHtml(item) + u"</li>\n"_s;
        m_body += u"</ul>\n</aside>\n"_s;
    }

    void add(const HandWritten &text)
    {
        m_body += u"<div class=\"hand-written\">\n"_s + handWrittenHtml(text.markdown) + u"</div>\n"_s;
    }

    QString m_body;
    QList<ContentsEntry> m_contents;
    QSet<QString> m_anchors;
};

} // namespace

QByteArray toHtml(const Outline &outline)
{
    return HtmlWriter().write(outline).toUtf8();
}

} // namespace weir
