// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/lexer.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

bool isNameStart(QChar c)
{
    return c.isLetter() || c == u'_' || c == u'$';
}

bool isNamePart(QChar c)
{
    return isNameStart(c) || c.isDigit();
}

/// Cuts a text into words, one call of next() each.
class Lexer
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit Lexer(QStringView text) : m_text(text) {}

    Result<Token> next()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace())
            ++m_at;
        const qsizetype start = m_at;
        if (start == m_text.size())
            return Token{TokenKind::End, {}, {}, static_cast<int>(start)};
        const QChar c = m_text.at(start);
        if (c.isDigit())
            return number();
        if (isNameStart(c))
            return name();
        if (c == u'"' || c == u'\'')
            return string();
        return symbol();
    }

private:
    QChar at(qsizetype index) const { return index < m_text.size() ? m_text.at(index) : QChar(); }

    Token token(TokenKind kind, qsizetype start, ExpressionValue value = {}) const
    {
        return {kind, m_text.sliced(start, m_at - start).toString(), std::move(value), static_cast<int>(start)};
    }

    /// Digits with a point, an exponent or a unit.
    Result<Token> number()
    {
        const qsizetype start = m_at;
        while (isNamePart(at(m_at)) || (at(m_at) == u'.' && at(m_at + 1).isDigit()) || isExponentSign())
            ++m_at;
        if (at(m_at) == u'%')
            ++m_at;
        const QStringView written = m_text.sliced(start, m_at - start);
        ExpressionValue value = quantityValue(written);
        if (value.index() == 0)
            return expressionError(m_text, start, tr("“%1” is no number and no duration.").arg(written),
                                   tr("Write a number (4, 0.5, 99.9%) or a duration (250ms, 5s, 1.5m, 1h)."));
        return token(TokenKind::Literal, start, std::move(value));
    }

    bool isExponentSign() const
    {
        if (m_at == 0 || (at(m_at) != u'+' && at(m_at) != u'-') || !at(m_at + 1).isDigit())
            return false;
        const QChar before = m_text.at(m_at - 1);
        return (before == u'e' || before == u'E') && m_at >= 2 && m_text.at(m_at - 2).isDigit();
    }

    /// Words joined by dots and indices: `data.items[0].sku`.
    Token name()
    {
        const qsizetype start = m_at;
        while (true) {
            while (isNamePart(at(m_at)))
                ++m_at;
            if (at(m_at) == u'.' && isNameStart(at(m_at + 1))) {
                ++m_at;
            } else if (const qsizetype end = indexEnd(); end > m_at) {
                m_at = end;
            } else {
                break;
            }
        }
        Token read = token(TokenKind::Name, start);
        if (read.text == u"true" || read.text == u"false")
            return token(TokenKind::Literal, start, read.text == u"true");
        return read;
    }

    /// Behind `[12]`, or where it stands when there is none.
    qsizetype indexEnd() const
    {
        qsizetype end = m_at + 1;
        while (at(end).isDigit())
            ++end;
        return at(m_at) == u'[' && end > m_at + 1 && at(end) == u']' ? end + 1 : m_at;
    }

    Result<Token> string()
    {
        const qsizetype start = m_at;
        const QChar quote = m_text.at(m_at++);
        QString value;
        while (m_at < m_text.size() && m_text.at(m_at) != quote) {
            if (m_text.at(m_at) == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            value += m_text.at(m_at++);
        }
        if (m_at == m_text.size())
            return expressionError(m_text, start, tr("The text that starts here has no end."),
                                   tr("Close it with %1.").arg(quote));
        ++m_at;
        return token(TokenKind::Literal, start, value);
    }

    Result<Token> symbol()
    {
        static constexpr std::array<QStringView, 7> two{u"&&", u"||", u"==", u"!=", u"<=", u">=", u"->"};
        const qsizetype start = m_at;
        const QStringView rest = m_text.sliced(start);
        const bool isPair = std::any_of(two.begin(), two.end(), [&](QStringView s) { return rest.startsWith(s); });
        if (isPair || QStringView(u"()<>!+-*/,.").contains(rest.front())) {
            m_at += isPair ? 2 : 1;
            return token(TokenKind::Symbol, start);
        }
        const qsizetype length = rest.front().isHighSurrogate() && rest.size() > 1 ? 2 : 1;
        const QString found = rest.first(length).toString();
        const QString hint = found == u"="_s ? tr("Two values are compared with ==.")
            : found == u"&"_s                ? tr("Write && or the word and.")
            : found == u"|"_s                ? tr("Write || or the word or.")
                                             : QString();
        return expressionError(m_text, start, tr("“%1” means nothing here.").arg(found), hint);
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

/// Insertions, deletions and replacements between two words.
qsizetype distance(QStringView a, QStringView b)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(b.size()) + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = static_cast<qsizetype>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto column = static_cast<std::size_t>(j);
            const qsizetype replaced = diagonal + (a.at(i - 1).toLower() == b.at(j - 1).toLower() ? 0 : 1);
            diagonal = row[column];
            row[column] = std::min({row[column] + 1, row[column - 1] + 1, replaced});
        }
    }
    return row.back();
}

} // namespace

Result<QList<Token>> tokensOf(QStringView text)
{
    Lexer lexer(text);
    QList<Token> tokens;
    do {
        Result<Token> token = lexer.next();
        if (!token)
            return token.error();
        tokens.append(*std::move(token));
    } while (tokens.last().kind != TokenKind::End);
    return tokens;
}

int columnAt(QStringView text, qsizetype offset)
{
    return static_cast<int>(text.first(std::clamp<qsizetype>(offset, 0, text.size())).toUtf8().size()) + 1;
}

Error expressionError(QStringView text, qsizetype offset, const QString &message, const QString &hint)
{
    return {message, Place{{}, 1, columnAt(text, offset), {}}, hint};
}

QString nearest(QStringView word, const QStringList &candidates)
{
    QString best;
    qsizetype least = std::max<qsizetype>(word.size() / 2, 1) + 1;
    for (const QString &candidate : candidates) {
        const qsizetype changes = distance(word.first(std::min<qsizetype>(word.size(), 64)), candidate);
        if (changes < least) {
            least = changes;
            best = candidate;
        }
    }
    return best;
}

ExpressionValue quantityValue(QStringView text)
{
    if (const std::optional<Duration> duration = parseDuration(text))
        return *duration;
    const bool isShare = text.endsWith(u'%');
    bool isNumber = false;
    const double number = (isShare ? text.chopped(1) : text).toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return {};
    return isShare ? number / 100 : number;
}

} // namespace weir
