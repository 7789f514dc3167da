// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/catalogmarkdown.h"

#include <QRegularExpression>
#include <QStringList>

namespace weir {

namespace {

/// CommonMark §2.4 and the entities that Weir writes.
QString plain(const QString &markdown)
{
    static const QRegularExpression escape(QStringLiteral("\\\\([!-/:-@\\[-`{-~])"));
    QString text = markdown.trimmed();
    text.replace(QLatin1String("&lt;"), QLatin1String("<")).replace(QLatin1String("&gt;"), QLatin1String(">"));
    text.replace(QLatin1String("&amp;"), QLatin1String("&"));
    return text.replace(escape, QStringLiteral("\\1"));
}

/// The run of back-ticks or tildes that \a line opens or closes a fenced block with; empty when it is none.
QString fenceOf(const QString &line)
{
    static const QRegularExpression fence(QStringLiteral("^ {0,3}(`{3,}|~{3,})"));
    return fence.match(line).captured(1);
}

class Reader
{
public:
    explicit Reader(const QString &text) : m_lines(text.split(u'\n')) {}

    CatalogMarkdown read()
    {
        for (; m_at < m_lines.size(); ++m_at) {
            const QString line = m_lines[m_at].endsWith(u'\r') ? m_lines[m_at].chopped(1) : m_lines[m_at];
            if (!fenceOf(line).isEmpty())
                readBlock(fenceOf(line));
            else if (!readHeading(line))
                readLine(line);
        }
        endParagraph();
        return m_catalog;
    }

private:
    bool readHeading(const QString &line)
    {
        static const QRegularExpression heading(QStringLiteral("^(#{1,2})\\s+(.*?)\\s*#*\\s*$"));
        const QRegularExpressionMatch match = heading.match(line);
        if (!match.hasMatch())
            return false;
        endParagraph();
        if (match.captured(1).size() == 1 && m_catalog.title.isEmpty())
            m_catalog.title = plain(match.captured(2));
        else if (match.captured(1).size() == 2)
            m_catalog.entries += MarkdownEntry{plain(match.captured(2)), int(m_at) + 1, {}};
        return true;
    }

    void readLine(const QString &line)
    {
        if (m_catalog.entries.isEmpty())
            return;
        static const QRegularExpression label(QStringLiteral("^\\*\\*(.+?)\\*\\*:?\\s*:?\\s*(.*)$"));
        static const QRegularExpression bullet(QStringLiteral("^\\s{0,3}[-*+]\\s+(.*)$"));
        if (line.trimmed().isEmpty()) {
            endParagraph();
        } else if (const auto match = label.match(line); match.hasMatch()) {
            endParagraph();
            QString name = plain(match.captured(1));
            if (name.endsWith(u':'))
                name.chop(1);
            m_catalog.entries.back().fields += field(name, plain(match.captured(2)));
        } else if (const auto item = bullet.match(line); item.hasMatch()) {
            endParagraph();
            current().bullets += plain(item.captured(1));
        } else {
            m_paragraph += (m_paragraph.isEmpty() ? QString() : QStringLiteral(" ")) + plain(line);
        }
    }

    void readBlock(const QString &fence)
    {
        endParagraph();
        const qsizetype start = ++m_at;
        QStringList code;
        for (; m_at < m_lines.size(); ++m_at) {
            const QString closing = fenceOf(m_lines[m_at]);
            if (closing.startsWith(fence) && m_lines[m_at].trimmed() == closing)
                break;
            code += m_lines[m_at];
        }
        if (m_catalog.entries.isEmpty())
            return;
        MarkdownField &owner = current();
        if (owner.codeLine == 0) {
            owner.code = code.join(u'\n');
            owner.codeLine = int(start) + 1;
        }
    }

    void endParagraph()
    {
        if (!m_paragraph.isEmpty() && !m_catalog.entries.isEmpty())
            current().paragraphs += m_paragraph;
        m_paragraph.clear();
    }

    MarkdownField field(const QString &label, const QString &text) const
    {
        MarkdownField field;
        field.label = label;
        field.text = text;
        field.line = int(m_at) + 1;
        return field;
    }

    MarkdownField &current()
    {
        QList<MarkdownField> &fields = m_catalog.entries.back().fields;
        if (fields.isEmpty())
            fields += field({}, {});
        return fields.back();
    }

    QStringList m_lines;
    qsizetype m_at = 0;
    QString m_paragraph;
    CatalogMarkdown m_catalog;
};

} // namespace

CatalogMarkdown readCatalogMarkdown(const QString &text)
{
    return Reader(text).read();
}

} // namespace weir
