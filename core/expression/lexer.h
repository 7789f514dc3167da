// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/expression/expression.h"

#include <QList>

namespace weir {

enum class TokenKind : quint8 { Literal, Name, Symbol, End };

/// A word of an expression.
struct Token
{
    TokenKind kind = TokenKind::End;
    QString text;          ///< As written; a name or symbol itself.
    ExpressionValue value; ///< Of a literal.
    int offset = 0;        ///< In the text, from 0.

    bool isSymbol(QStringView symbol) const { return kind == TokenKind::Symbol && text == symbol; }
    bool isName(QStringView name) const { return kind == TokenKind::Name && text == name; }
};

constexpr qsizetype maxExpressionLength = 4096; ///< UTF-16 units; also of an assertion.

/// The words of \a text, the last of kind End; an error at the first character that starts none.
Result<QList<Token>> tokensOf(QStringView text);

/// An error at \a offset (UTF-16 units, from 0) of \a text: line 1 and the column in UTF-8 bytes from 1.
Error expressionError(QStringView text, qsizetype offset, const QString &message, const QString &hint = {});

/// The column of \a offset of \a text: from 1, in UTF-8 bytes.
int columnAt(QStringView text, qsizetype offset);

/// The candidate that \a word was probably meant to be, or an empty text when none is near.
QString nearest(QStringView word, const QStringList &candidates);

/// A literal `250ms`, `4`, `99.5%` or `1e3`; missing when it is none.
ExpressionValue quantityValue(QStringView text);

} // namespace weir
