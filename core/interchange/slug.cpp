// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/slug.h"

namespace weir {

namespace {

constexpr qsizetype longest = 100;

bool isLower(QChar c)
{
    return c >= u'a' && c <= u'z';
}

bool isUpper(QChar c)
{
    return c >= u'A' && c <= u'Z';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isSeparator(QChar c)
{
    return c == u'.' || c == u'_' || c == u'-';
}

/// A word starts at \a at: `aB`, `1B` and the last capital of `ABc`.
bool isWordStart(const QString &text, qsizetype at)
{
    if (at == 0 || !isUpper(text[at]))
        return false;
    const bool isNextLower = at + 1 < text.size() && isLower(text[at + 1]);
    return isLower(text[at - 1]) || isDigit(text[at - 1]) || (isUpper(text[at - 1]) && isNextLower);
}

/// Adds a separator; of several in a row one stays, a dot before others.
void separate(QString &slug, QChar separator)
{
    if (slug.isEmpty())
        return;
    if (!isSeparator(slug.back()))
        slug += separator;
    else if (separator == u'.')
        slug.back() = separator;
}

} // namespace

QString slugOf(QStringView text)
{
    // Decomposed, so that é leaves an e.
    const QString plain = text.toString().normalized(QString::NormalizationForm_KD);
    QString slug;
    for (qsizetype i = 0; i < plain.size() && slug.size() < longest; ++i) {
        const QChar c = plain[i];
        if (isWordStart(plain, i))
            separate(slug, u'-');
        if (isUpper(c))
            slug += c.toLower();
        else if (isLower(c) || isDigit(c))
            slug += c;
        else if (c == u'/' || c == u':' || c == u'.')
            separate(slug, u'.');
        else if (c.category() != QChar::Mark_NonSpacing)
            separate(slug, c == u'_' ? u'_' : u'-');
    }
    while (!slug.isEmpty() && isSeparator(slug.back()))
        slug.chop(1);
    return slug;
}

QString SlugSet::take(QStringView wanted, const QString &fallback)
{
    const QString first = slugOf(wanted);
    const QString base = first.isEmpty() ? fallback : first;
    QString slug = base;
    for (int number = 2; m_taken.contains(slug); ++number)
        slug = base + u'-' + QString::number(number);
    m_taken.insert(slug);
    return slug;
}

} // namespace weir
