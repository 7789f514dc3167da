// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace weir {

/// A word, literal or mark of a TypeScript source.
struct TypeScriptToken
{
    enum class Kind : quint8 { Word, Text, Number, Mark, End };
    Kind kind = Kind::End;
    QString text; ///< Of a text literal its value.
    int line = 1;
    int column = 1; ///< From 1, in UTF-8 bytes.

    bool is(QStringView mark) const { return kind != Kind::Text && text == mark; }
};

/// \a source as tokens, without comments; an End token stands last. Template literals are taken as texts.
std::vector<TypeScriptToken> typeScriptTokens(const QString &source);

} // namespace weir
