// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/pattern.h"

#include <QCoreApplication>
#include <QHash>

#include <optional>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// ECMA-262's white space and line ends, for inside of a class.
constexpr QStringView spaces =
    u"\\t\\n\\x{b}\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"
    u"\\x{3000}\\x{feff}";

/// The long names of Unicode's general categories that PCRE knows by their short ones (UAX #44, table 12).
QString categoryName(const QString &name)
{
    static const QHash<QString, QString> shortNames{{u"Letter"_s, u"L"_s},
                                                    {u"Lowercase_Letter"_s, u"Ll"_s},
                                                    {u"Uppercase_Letter"_s, u"Lu"_s},
                                                    {u"Titlecase_Letter"_s, u"Lt"_s},
                                                    {u"Cased_Letter"_s, u"L&"_s},
                                                    {u"Modifier_Letter"_s, u"Lm"_s},
                                                    {u"Other_Letter"_s, u"Lo"_s},
                                                    {u"Mark"_s, u"M"_s},
                                                    {u"Number"_s, u"N"_s},
                                                    {u"Decimal_Number"_s, u"Nd"_s},
                                                    {u"digit"_s, u"Nd"_s},
                                                    {u"Letter_Number"_s, u"Nl"_s},
                                                    {u"Other_Number"_s, u"No"_s},
                                                    {u"Punctuation"_s, u"P"_s},
                                                    {u"punct"_s, u"P"_s},
                                                    {u"Symbol"_s, u"S"_s},
                                                    {u"Separator"_s, u"Z"_s},
                                                    {u"Space_Separator"_s, u"Zs"_s},
                                                    {u"Other"_s, u"C"_s},
                                                    {u"Control"_s, u"Cc"_s}};
    const QString value = name.section(u'=', -1);
    return shortNames.value(value, value);
}

/// Rewrites an expression character by character.
class Translator
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit Translator(const QString &expression) : m_text(expression) {}

    Result<QString> translate()
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            if (c == u'\\') {
                if (const auto error = escape())
                    return *error;
                continue;
            }
            ++m_at;
            if (m_isInClass)
                inClass(c);
            else if (c == u'(' && !isGroupKnown())
                return *unknown(m_text.mid(m_at - 1, 4));
            else
                outside(c);
        }
        return m_result;
    }

private:
    /// Whether what follows an opening bracket is ECMA-262's: a group, a look-around, a name, local flags.
    bool isGroupKnown() const
    {
        static const QRegularExpression known(
            u"\\A(?!\\?)|\\A\\?(?:[:=!]|<[=!]|<[\\p{L}_$][\\p{L}\\p{N}_$]*>|[ims]*(?:-[ims]+)?:)"_s);
        return known.match(m_text.sliced(m_at)).hasMatch();
    }

    void inClass(QChar c)
    {
        if (c == u']')
            m_isInClass = false;
        // PCRE reads [: and the like as POSIX classes.
        m_result += c == u'[' ? u"\\["_s : QString(c);
    }

    void outside(QChar c)
    {
        if (c == u'$') {
            m_result += u"\\z"_s; // PCRE's also matches before a final line feed.
        } else if (c == u'.') {
            m_result += u"[^\\n\\r\\x{2028}\\x{2029}]"_s;
        } else if (c == u'[' && m_text.mid(m_at, 2) == u"^]") {
            m_result += u"[\\s\\S]"_s;
            m_at += 2;
        } else if (c == u'[' && m_text.mid(m_at, 1) == u"]") {
            m_result += u"(?!)"_s;
            ++m_at;
        } else {
            m_isInClass = c == u'[';
            m_result += c;
        }
    }

    /// What follows a backslash.
    std::optional<Error> escape()
    {
        const QChar c = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
        m_at += 2;
        if (c == u'u')
            return codeUnit();
        if (c == u'p' || c == u'P')
            return property(c);
        if (c == u's' && m_isInClass) {
            m_result += spaces;
        } else if (c == u's' || c == u'S') {
            m_result += (c == u's' ? u"["_s : u"[^"_s) + spaces.toString() + u']';
        } else if (c == u'v') {
            m_result += u"\\x{b}"_s;
        } else if (c == u'0') {
            m_result += u"\\x{0}"_s;
        } else if (c == u'-') {
            m_result += u"\\-"_s;
        } else if (c == u'c') {
            const QChar letter = m_at < m_text.size() ? m_text[m_at] : QChar();
            if (!letter.isLetter() || letter.unicode() > 0x7f)
                return unknown(u"\\c"_s);
            m_result += u"\\x{%1}"_s.arg(letter.unicode() % 32, 0, 16);
            ++m_at;
        } else if (c.isNull() || (c.isLetter() && !u"bBdDwWfnrtkx"_s.contains(c))) {
            return unknown(u'\\' + (c.isNull() ? QString() : QString(c)));
        } else {
            m_result += u'\\';
            m_result += c;
        }
        return std::nullopt;
    }

    std::optional<Error> codeUnit()
    {
        qsizetype size = 4;
        QString digits = m_text.mid(m_at, 4);
        if (digits.startsWith(u'{')) {
            const qsizetype end = m_text.indexOf(u'}', m_at);
            digits = end < 0 ? QString() : m_text.mid(m_at + 1, end - m_at - 1);
            size = digits.size() + 2;
        } else if (digits.size() < 4) {
            digits.clear();
        }
        bool ok = false;
        uint code = digits.toUInt(&ok, 16);
        if (!ok || code > QChar::LastValidCodePoint)
            return unknown(u"\\u"_s + digits);
        m_at += size;
        if (QChar::isHighSurrogate(code) && m_text.mid(m_at, 2) == u"\\u") {
            const uint low = m_text.mid(m_at + 2, 4).toUInt(&ok, 16);
            if (ok && QChar::isLowSurrogate(low)) {
                code = QChar::surrogateToUcs4(char16_t(code), char16_t(low));
                m_at += 6;
            }
        }
        m_result += u"\\x{%1}"_s.arg(code, 0, 16);
        return std::nullopt;
    }

    std::optional<Error> property(QChar letter)
    {
        const qsizetype end = m_text.indexOf(u'}', m_at);
        if (m_at >= m_text.size() || m_text[m_at] != u'{' || end < 0)
            return unknown(u'\\' + QString(letter));
        m_result += u"\\%1{%2}"_s.arg(letter).arg(categoryName(m_text.mid(m_at + 1, end - m_at - 1)));
        m_at = end + 1;
        return std::nullopt;
    }

    std::optional<Error> unknown(const QString &what) const
    {
        return Error{tr("“%1” is no regular expression: ECMA-262 does not know “%2”.").arg(m_text, what),
                     {},
                     tr("Write “\\\\” for a backslash.")};
    }

    const QString &m_text;
    qsizetype m_at = 0;
    bool m_isInClass = false;
    QString m_result;
};

/// Steps of PCRE's matcher for one search; enough for any sensible pattern on a megabyte of text.
constexpr QStringView searchLimit = u"(*LIMIT_MATCH=2000000)";

} // namespace

Result<QString> pcreFromEcma(const QString &expression)
{
    return Translator(expression).translate();
}

Result<Pattern> Pattern::of(const QString &expression)
{
    const auto translated = pcreFromEcma(expression);
    if (!translated)
        return translated.error();
    Pattern pattern;
    pattern.m_text = expression;
    pattern.m_expression.setPattern(searchLimit.toString() + *translated);
    if (!pattern.m_expression.isValid()) {
        return Error{tr("“%1” is no regular expression: %2.").arg(expression, pattern.m_expression.errorString()),
                     {},
                     tr("Patterns follow ECMA-262, as JavaScript's do.")};
    }
    return pattern;
}

MatchAnswer Pattern::search(const QString &text) const
{
    const QRegularExpressionMatch match = m_expression.match(text);
    if (!match.isValid())
        return MatchAnswer::TooCostly;
    return match.hasMatch() ? MatchAnswer::Yes : MatchAnswer::No;
}

} // namespace weir
