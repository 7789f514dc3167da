// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/handwritten.h"

#include "core/document/markup.h"

#include <md4c.h>

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Level of the ATX heading in \a line; 0 when it is none.
int headingLevel(const QString &line)
{
    static const QRegularExpression heading(u"\\A {0,3}(#{1,6})(?:[ \\t]|\\z)"_s);
    return int(heading.match(line).capturedLength(1));
}

/// The lines of a text that stand outside of fenced code; headings underlined with `=` or `-` become `#` ones.
class HeadingScanner
{
public:
    explicit HeadingScanner(const QString &markdown) : m_lines(markdown.split(u'\n'))
    {
        for (QString &line : m_lines) {
            if (line.endsWith(u'\r'))
                line.chop(1);
        }
        scan();
    }

    QString demoted(int level)
    {
        int highest = 7;
        for (qsizetype i = 0; i < m_lines.size(); ++i)
            highest = m_levels[i] > 0 ? std::min(highest, m_levels[i]) : highest;
        for (qsizetype i = 0; i < m_lines.size(); ++i) {
            if (m_levels[i] == 0)
                continue;
            const int shifted = std::min(6, m_levels[i] + std::max(0, level - highest));
            m_lines[i].replace(m_lines[i].indexOf(u'#'), m_levels[i], QString(shifted, u'#'));
        }
        return m_lines.join(u'\n');
    }

private:
    void scan()
    {
        static const QRegularExpression fence(u"\\A {0,3}(`{3,}|~{3,})"_s);
        static const QRegularExpression underline(u"\\A {0,3}(=+|-+)[ \\t]*\\z"_s);
        static const QRegularExpression paragraph(u"\\A {0,3}[^\\s#>|`~+*-]"_s);
        QString open;
        QStringList lines;
        for (const QString &line : std::as_const(m_lines)) {
            const QRegularExpressionMatch mark = fence.match(line);
            const bool inside = !open.isEmpty();
            if (mark.hasMatch()
                && (!inside || (mark.captured(1).startsWith(open) && line.trimmed() == mark.captured(1))))
                open = inside ? QString() : mark.captured(1);
            const QRegularExpressionMatch rule = underline.match(line);
            const bool underlines = !inside && rule.hasMatch() && !lines.isEmpty() && m_levels.last() == 0
                && paragraph.match(lines.last()).hasMatch();
            if (underlines) {
                m_levels.last() = rule.captured(1).startsWith(u'=') ? 1 : 2;
                lines.last() = QString(m_levels.last(), u'#') + u' ' + lines.last().trimmed();
                continue;
            }
            lines.append(line);
            m_levels.append(inside || mark.hasMatch() ? 0 : headingLevel(line));
        }
        m_lines = lines;
    }

    QStringList m_lines;
    QList<int> m_levels; ///< By line; 0: no heading.
};

QString textOfPiece(const MD_CHAR *text, MD_SIZE size)
{
    return QString::fromUtf8(text, qsizetype(size));
}

/// Collects HTML from md4c's events.
class HtmlCollector
{
public:
    QString html;

    int enter(MD_BLOCKTYPE type, void *detail)
    {
        const QString name = blockName(type, detail);
        if (!name.isEmpty())
            html += u'<' + name + u'>';
        if (type == MD_BLOCK_CODE)
            html += u"<code>"_s;
        if (type == MD_BLOCK_HR)
            html += u"<hr/>\n"_s;
        return 0;
    }

    int leave(MD_BLOCKTYPE type, void *detail)
    {
        if (type == MD_BLOCK_CODE)
            html += u"</code>"_s;
        const QString name = blockName(type, detail);
        if (!name.isEmpty())
            html += u"</"_s + name + u">\n"_s;
        return 0;
    }

    int enter(MD_SPANTYPE type, void *detail)
    {
        if (type == MD_SPAN_A)
            html += linkStart(*static_cast<MD_SPAN_A_DETAIL *>(detail));
        else if (const QString name = spanName(type); !name.isEmpty())
            html += u'<' + name + u'>';
        return 0;
    }

    int leave(MD_SPANTYPE type)
    {
        if (type == MD_SPAN_A)
            html += m_links.isEmpty() || !m_links.takeLast() ? QString() : u"</a>"_s;
        else if (const QString name = spanName(type); !name.isEmpty())
            html += u"</"_s + name + u'>';
        return 0;
    }

    int text(MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE size)
    {
        switch (type) {
        case MD_TEXT_NULLCHAR:
            html += QChar(0xfffd);
            break;
        case MD_TEXT_BR:
            html += u"<br/>\n"_s;
            break;
        case MD_TEXT_SOFTBR:
            html += u'\n';
            break;
        case MD_TEXT_ENTITY:
            html += entity(textOfPiece(data, size));
            break;
        default:
            html += escapedMarkup(textOfPiece(data, size));
            break;
        }
        return 0;
    }

private:
    static QString blockName(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_QUOTE:
            return u"blockquote"_s;
        case MD_BLOCK_UL:
            return u"ul"_s;
        case MD_BLOCK_OL:
            return u"ol"_s;
        case MD_BLOCK_LI:
            return u"li"_s;
        case MD_BLOCK_H:
            return u"h%1"_s.arg(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
        case MD_BLOCK_CODE:
            return u"pre"_s;
        case MD_BLOCK_P:
            return u"p"_s;
        case MD_BLOCK_TABLE:
            return u"table"_s;
        case MD_BLOCK_THEAD:
            return u"thead"_s;
        case MD_BLOCK_TBODY:
            return u"tbody"_s;
        case MD_BLOCK_TR:
            return u"tr"_s;
        case MD_BLOCK_TH:
            return u"th"_s;
        case MD_BLOCK_TD:
            return u"td"_s;
        default:
            return {};
        }
    }

    static QString spanName(MD_SPANTYPE type)
    {
        switch (type) {
        case MD_SPAN_EM:
            return u"em"_s;
        case MD_SPAN_STRONG:
            return u"strong"_s;
        case MD_SPAN_CODE:
            return u"code"_s;
        case MD_SPAN_DEL:
            return u"del"_s;
        default:
            return {}; // An image has only its description left.
        }
    }

    /// An entity stands for one character; unlike the browser, only harmless ones are passed on.
    static QString entity(const QString &text)
    {
        static const QRegularExpression known(
            u"\\A&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\\d{1,7}|#[xX][0-9A-Fa-f]{1,6});\\z"_s);
        return known.match(text).hasMatch() ? text : escapedMarkup(text);
    }

    QString linkStart(const MD_SPAN_A_DETAIL &detail)
    {
        static const QRegularExpression harmless(u"\\A(?:https?://|mailto:|#)"_s,
                                                 QRegularExpression::CaseInsensitiveOption);
        const QString target = textOfPiece(detail.href.text, detail.href.size);
        const bool kept = harmless.match(target).hasMatch();
        m_links.append(kept);
        return kept ? u"<a href=\"%1\" rel=\"noreferrer\">"_s.arg(escapedMarkup(target)) : QString();
    }

    QList<bool> m_links; ///< Open links: whether they were written.
};

HtmlCollector &collector(void *data)
{
    return *static_cast<HtmlCollector *>(data);
}

} // namespace

QString demotedHeadings(const QString &markdown, int level)
{
    return HeadingScanner(markdown).demoted(level);
}

QString handWrittenHtml(const QString &markdown)
{
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        return collector(data).enter(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        return collector(data).leave(type, detail);
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *data) { return collector(data).enter(type, detail); };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *data) { return collector(data).leave(type); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
        return collector(data).text(type, text, size);
    };
    HtmlCollector result;
    const QByteArray bytes = demotedHeadings(markdown, minHandWrittenLevel).toUtf8();
    if (md_parse(bytes.constData(), MD_SIZE(bytes.size()), &parser, &result) != 0)
        return u"<pre>"_s + escapedMarkup(markdown) + u"</pre>\n"_s;
    return result.html;
}

} // namespace weir
