// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/typescriptlexer.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

using Kind = TypeScriptToken::Kind;

class Lexer
{
public:
    explicit Lexer(const QString &source) : m_source(source) {}

    std::vector<TypeScriptToken> run()
    {
        while (skipBlanks()) {
            TypeScriptToken token;
            token.line = m_line;
            token.column = m_column;
            const QChar c = m_source[m_at];
            if (c == u'\'' || c == u'"' || c == u'`')
                readText(token);
            else if (c.isLetter() || c == u'_' || c == u'$')
                readWhile(token, Kind::Word, [](QChar x) { return x.isLetterOrNumber() || x == u'_' || x == u'$'; });
            else if (c.isDigit())
                readWhile(token, Kind::Number, [](QChar x) { return x.isLetterOrNumber() || x == u'.' || x == u'_'; });
            else
                readMark(token);
            m_tokens.push_back(token);
        }
        TypeScriptToken end;
        end.line = m_line;
        end.column = m_column;
        m_tokens.push_back(end);
        return std::move(m_tokens);
    }

private:
    void advance()
    {
        const char16_t c = m_source[m_at++].unicode();
        if (c == u'\n') {
            ++m_line;
            m_column = 1;
        } else {
            // Bytes in UTF-8; half of a surrogate pair is half of its four.
            m_column += c < 0x80 ? 1 : c < 0x800 || QChar::isSurrogate(c) ? 2 : 3;
        }
    }

    bool startsWith(QStringView text) const { return QStringView(m_source).sliced(m_at).startsWith(text); }

    /// Passes white space and comments; false at the end.
    bool skipBlanks()
    {
        while (m_at < m_source.size()) {
            if (m_source[m_at].isSpace()) {
                advance();
            } else if (startsWith(u"//")) {
                while (m_at < m_source.size() && m_source[m_at] != u'\n')
                    advance();
            } else if (startsWith(u"/*")) {
                do
                    advance();
                while (m_at < m_source.size() && !startsWith(u"*/"));
                for (int i = 0; i < 2 && m_at < m_source.size(); ++i)
                    advance();
            } else {
                return true;
            }
        }
        return false;
    }

    void readText(TypeScriptToken &token)
    {
        token.kind = Kind::Text;
        const QChar quote = m_source[m_at];
        advance();
        while (m_at < m_source.size() && m_source[m_at] != quote) {
            if (m_source[m_at] == u'\\' && m_at + 1 < m_source.size()) {
                advance();
                readEscape(token);
                continue;
            }
            token.text += m_source[m_at];
            advance();
        }
        if (m_at < m_source.size())
            advance();
    }

    void readEscape(TypeScriptToken &token)
    {
        const QChar c = m_source[m_at];
        advance();
        bool isCode = false;
        const uint code = c == u'u' ? m_source.mid(m_at, 4).toUInt(&isCode, 16) : 0;
        if (isCode) {
            token.text += QChar(char16_t(code));
            for (int i = 0; i < 4; ++i)
                advance();
        } else {
            token.text += c == u'n' ? u'\n' : c == u't' ? u'\t' : c == u'r' ? u'\r' : c;
        }
    }

    template<typename Belongs>
    void readWhile(TypeScriptToken &token, Kind kind, Belongs belongs)
    {
        token.kind = kind;
        for (; m_at < m_source.size() && belongs(m_source[m_at]); advance())
            token.text += m_source[m_at];
    }

    void readMark(TypeScriptToken &token)
    {
        token.kind = Kind::Mark;
        token.text = startsWith(u"=>") ? u"=>"_s : QString(m_source[m_at]);
        for (qsizetype i = 0; i < token.text.size(); ++i)
            advance();
    }

    const QString &m_source;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_column = 1;
    std::vector<TypeScriptToken> m_tokens;
};

} // namespace

std::vector<TypeScriptToken> typeScriptTokens(const QString &source)
{
    return Lexer(source).run();
}

} // namespace weir
