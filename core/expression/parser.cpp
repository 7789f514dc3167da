// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/expression.h"
#include "core/expression/lexer.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr int maxDepth = 64;

struct Spelling
{
    QStringView text;
    ExpressionOperator operation;
};

using enum ExpressionOperator;
constexpr std::array comparisons{
    Spelling{u"==", Equal},
    Spelling{u"!=", NotEqual},
    Spelling{u"<", Less},
    Spelling{u"<=", LessOrEqual},
    Spelling{u">", Greater},
    Spelling{u">=", GreaterOrEqual},
    Spelling{u"contains", Contains},
    Spelling{u"startsWith", StartsWith},
    Spelling{u"endsWith", EndsWith},
};
constexpr std::array sums{Spelling{u"+", Add}, Spelling{u"-", Subtract}};
constexpr std::array products{Spelling{u"*", Multiply}, Spelling{u"/", Divide}};
constexpr std::array textFunctions{Spelling{u"contains", Contains}, Spelling{u"startsWith", StartsWith},
                                   Spelling{u"endsWith", EndsWith}};

template<std::size_t size>
const Spelling *spelled(const std::array<Spelling, size> &table, QStringView text)
{
    for (const Spelling &each : table) {
        if (each.text == text)
            return &each;
    }
    return nullptr;
}

} // namespace

/// Recursive descent over the words; every read…() returns the position of its node, or -1 when it failed.
class ExpressionParser
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit ExpressionParser(QStringView text) : m_text(text) {}

    Result<Expression> parse()
    {
        if (m_text.size() > maxExpressionLength)
            return expressionError(m_text, maxExpressionLength,
                                   tr("The expression is longer than %1 characters.").arg(maxExpressionLength));
        Result<QList<Token>> tokens = tokensOf(m_text);
        if (!tokens)
            return tokens.error();
        m_tokens = *std::move(tokens);
        const int root = readOr();
        if (root >= 0 && peek().kind != TokenKind::End)
            failAfterOperand();
        if (m_error)
            return *m_error;
        Expression expression;
        expression.m_text = m_text.trimmed().toString();
        expression.m_nodes = m_nodes;
        return expression;
    }

private:
    const Token &peek() const { return m_tokens.at(m_at); }
    const Token &take()
    {
        const Token &token = m_tokens.at(m_at);
        if (token.kind != TokenKind::End)
            ++m_at;
        return token;
    }
    bool takeSymbol(QStringView symbol)
    {
        const bool found = peek().isSymbol(symbol);
        m_at += found ? 1 : 0;
        return found;
    }

    int fail(int offset, const QString &message, const QString &hint = {})
    {
        if (!m_error)
            m_error = expressionError(m_text, offset, message, hint);
        return -1;
    }

    void failAfterOperand()
    {
        const Token &token = peek();
        if (token.isSymbol(u")"))
            fail(token.offset, tr("This parenthesis closes nothing."), tr("Remove it, or open one before."));
        else if (spelled(comparisons, token.text))
            fail(token.offset, tr("Comparisons cannot be chained."), tr("Write a < b && b < c."));
        else
            fail(token.offset, tr("An operator is missing before “%1”.").arg(token.text),
                 tr("Join conditions with && or ||."));
    }

    int add(ExpressionNode node)
    {
        if (m_error)
            return -1;
        m_nodes.append(std::move(node));
        return static_cast<int>(m_nodes.size()) - 1;
    }

    int addBinary(ExpressionOperator operation, int left, int right, int offset)
    {
        if (left < 0 || right < 0)
            return -1;
        return add({operation, left, right, columnAt(m_text, offset), {}, {}});
    }

    int readOr()
    {
        int left = readAnd();
        while (left >= 0 && (peek().isSymbol(u"||") || peek().isName(u"or"))) {
            const int offset = take().offset;
            left = addBinary(Or, left, readAnd(), offset);
        }
        return left;
    }

    int readAnd()
    {
        int left = readNot();
        while (left >= 0 && (peek().isSymbol(u"&&") || peek().isName(u"and"))) {
            const int offset = take().offset;
            left = addBinary(And, left, readNot(), offset);
        }
        return left;
    }

    /// The word `not` reaches over a comparison, as it reads; `!` binds to what follows it.
    int readNot()
    {
        if (!peek().isName(u"not"))
            return readComparison();
        return readPrefix(Not, [this] { return readNot(); });
    }

    int readComparison()
    {
        const int left = readSequence(sums, [this] { return readProduct(); });
        const Spelling *found =
            left >= 0 && peek().kind != TokenKind::Literal ? spelled(comparisons, peek().text) : nullptr;
        if (!found)
            return left;
        const int offset = take().offset;
        return addBinary(found->operation, left, readSequence(sums, [this] { return readProduct(); }), offset);
    }

    int readProduct()
    {
        return readSequence(products, [this] { return readUnary(); });
    }

    template<std::size_t size, typename Operand>
    int readSequence(const std::array<Spelling, size> &operators, Operand operand)
    {
        int left = operand();
        while (left >= 0 && peek().kind == TokenKind::Symbol) {
            const Spelling *found = spelled(operators, peek().text);
            if (!found)
                break;
            const int offset = take().offset;
            left = addBinary(found->operation, left, operand(), offset);
        }
        return left;
    }

    int readUnary()
    {
        if (peek().isSymbol(u"!"))
            return readPrefix(Not, [this] { return readUnary(); });
        if (peek().isSymbol(u"-"))
            return readPrefix(Negate, [this] { return readUnary(); });
        return readPrimary();
    }

    template<typename Operand>
    int readPrefix(ExpressionOperator operation, Operand operand)
    {
        const int offset = take().offset;
        const int inner = nested(offset, operand);
        return inner < 0 ? -1 : add({operation, inner, -1, columnAt(m_text, offset), {}, {}});
    }

    template<typename Operand>
    int nested(int offset, Operand operand)
    {
        if (m_depth == maxDepth)
            return fail(offset, tr("The expression is nested more than %1 deep.").arg(maxDepth));
        ++m_depth;
        const int inner = operand();
        --m_depth;
        return inner;
    }

    int readPrimary()
    {
        const Token token = take();
        const int column = columnAt(m_text, token.offset);
        if (token.kind == TokenKind::Literal)
            return add({Literal, -1, -1, column, token.value, {}});
        if (token.isSymbol(u"(")) {
            const int inner = nested(token.offset, [this] { return readOr(); });
            return inner >= 0 && !takeSymbol(u")") ? failUnclosed(token) : inner;
        }
        if (token.kind == TokenKind::Name && peek().isSymbol(u"("))
            return nested(token.offset, [&] { return readCall(token); });
        if (token.kind == TokenKind::Name && token.text != u"and" && token.text != u"or")
            return add({Name, -1, -1, column, {}, token.text});
        const QString hint = tr("Put a name (data.total), a number, a duration (250ms) or a text in quotes there.");
        if (token.kind == TokenKind::End)
            return fail(token.offset, tr("A value is missing at the end."), hint);
        return fail(token.offset, tr("A value is missing before “%1”.").arg(token.text), hint);
    }

    int failUnclosed(const Token &open)
    {
        if (peek().kind == TokenKind::End || peek().isSymbol(u","))
            return fail(open.offset, tr("This parenthesis is not closed."), tr("Add a ) behind what it holds."));
        failAfterOperand();
        return -1;
    }

    /// `has(name)`, `contains(a, b)` or `name.contains(b)`; the opening parenthesis comes next.
    int readCall(const Token &name)
    {
        const Token open = take();
        const qsizetype dot = name.text.lastIndexOf(u'.');
        const Spelling *function = spelled(textFunctions, QStringView(name.text).sliced(dot + 1));
        int result = -1;
        if (name.text == u"has") {
            const Token argument = take();
            if (argument.kind != TokenKind::Name)
                return fail(argument.offset, tr("has() asks for the name of a field."), tr("Write has(data.total)."));
            result = add({Has, -1, -1, columnAt(m_text, name.offset), {}, argument.text});
        } else if (!function) {
            return failUnknown(name);
        } else if (dot >= 0) {
            const int subject = add({Name, -1, -1, columnAt(m_text, name.offset), {}, name.text.first(dot)});
            result = addBinary(function->operation, subject, readOr(), name.offset);
        } else {
            const int left = readOr();
            if (left >= 0 && !takeSymbol(u","))
                return fail(peek().offset, tr("%1() needs two values.").arg(name.text),
                            tr("Write %1(data.sku, \"A\").").arg(name.text));
            result = left < 0 ? -1 : addBinary(function->operation, left, readOr(), name.offset);
        }
        return result >= 0 && !takeSymbol(u")") ? failUnclosed(open) : result;
    }

    int failUnknown(const Token &name)
    {
        const QStringList known{u"has"_s, u"contains"_s, u"startsWith"_s, u"endsWith"_s};
        const QString near = nearest(name.text, known);
        return fail(name.offset, tr("There is no function %1().").arg(name.text),
                    near.isEmpty() ? tr("Functions are %1.").arg(known.join(u", "_s))
                                   : tr("Did you mean %1()?").arg(near));
    }

    QStringView m_text;
    QList<Token> m_tokens;
    qsizetype m_at = 0;
    QList<ExpressionNode> m_nodes;
    std::optional<Error> m_error;
    int m_depth = 0;
};

Result<Expression> parseExpression(QStringView text)
{
    return ExpressionParser(text).parse();
}

} // namespace weir
