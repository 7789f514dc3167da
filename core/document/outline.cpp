// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/outline.h"

#include <QRegularExpression>

namespace weir {

using namespace Qt::StringLiterals;

Text &Text::append(const QString &text, Span::Style style)
{
    if (text.isEmpty())
        return *this;
    if (style == Span::Style::Plain && !m_spans.isEmpty() && m_spans.last().style == style)
        m_spans.last().text += text;
    else
        m_spans.append({text, style});
    return *this;
}

QString Text::toPlain() const
{
    QString result;
    for (const Span &span : m_spans)
        result += span.text;
    return result;
}

void Outline::addParagraphs(const QString &text)
{
    static const QRegularExpression blankLine(u"\\n[ \\t\\r]*\\n"_s);
    for (const QString &part : text.split(blankLine, Qt::SkipEmptyParts)) {
        if (const QString words = part.simplified(); !words.isEmpty())
            add(Paragraph{words, false});
    }
}

} // namespace weir
