// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/markup.h"

#include <QRegularExpression>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

bool isForbidden(char32_t c)
{
    const bool control = (c < 0x20 && c != u'\t' && c != u'\n' && c != u'\r') || (c >= 0x7f && c < 0xa0);
    const bool nonCharacter = (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
    return control || nonCharacter || (c >= 0xd800 && c < 0xe000);
}

/// \a text without characters that no document may hold.
QString cleaned(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        const char32_t kept = isForbidden(c) ? char32_t(0xfffd) : c;
        result += QString::fromUcs4(&kept, 1);
    }
    return result;
}

bool isWordCharacter(const QString &text, qsizetype index)
{
    return index >= 0 && index < text.size() && text[index].isLetterOrNumber();
}

/// Whether the character means something to Markdown where it stands.
bool isMarkup(const QString &text, qsizetype index)
{
    const QChar c = text[index];
    if (c == u'_')
        return !isWordCharacter(text, index - 1) || !isWordCharacter(text, index + 1);
    if (c == u'&') {
        const bool mayBeEntity =
            index + 1 < text.size() && (text[index + 1].isLetterOrNumber() || text[index + 1] == u'#');
        return mayBeEntity;
    }
    if (c == u':')
        return QStringView(text).mid(index + 1).startsWith(u"//");
    if (c == u'.')
        return index >= 3 && QStringView(text).left(index).endsWith(u"www", Qt::CaseInsensitive);
    return QStringView(u"\\`*[]<|~$@#").contains(c);
}

/// Whether the line's first characters would start a block: a list, a quote, a rule, a heading's underline.
qsizetype blockMarkEnd(const QString &text)
{
    static const QRegularExpression mark(u"\\A(?:[-+=>]|\\d{1,9}[.)])"_s);
    const QRegularExpressionMatch match = mark.match(text);
    return match.hasMatch() ? match.capturedEnd() - 1 : -1;
}

} // namespace

QString escapedMarkup(const QString &text)
{
    QString result;
    const QString clean = cleaned(text);
    result.reserve(clean.size());
    for (const QChar c : clean) {
        if (c == u'&')
            result += u"&amp;"_s;
        else if (c == u'<')
            result += u"&lt;"_s;
        else if (c == u'>')
            result += u"&gt;"_s;
        else if (c == u'"')
            result += u"&quot;"_s;
        else if (c == u'\'')
            result += u"&#39;"_s;
        else
            result += c;
    }
    return result;
}

QString escapedMarkdown(const QString &text, MarkdownPlace place)
{
    const QString clean = cleaned(text).simplified();
    const qsizetype blockMark = place == MarkdownPlace::Start ? blockMarkEnd(clean) : -1;
    QString result;
    for (qsizetype i = 0; i < clean.size(); ++i) {
        if (i == blockMark || isMarkup(clean, i))
            result += u'\\';
        result += clean[i];
    }
    return result;
}

QString markdownCode(const QString &text, bool inTable)
{
    QString clean = cleaned(text).simplified();
    if (clean.isEmpty())
        return {};
    qsizetype longest = 0, run = 0;
    for (const QChar c : clean) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    const bool padded = clean.startsWith(u'`') || clean.endsWith(u'`');
    if (inTable)
        clean.replace(u'|', u"\\|"_s);
    return fence + (padded ? u" "_s : QString()) + clean + (padded ? u" "_s : QString()) + fence;
}

} // namespace weir
