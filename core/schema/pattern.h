// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace weir {

/// Whether a text matches; `TooCostly` when the search was given up.
enum class MatchAnswer : quint8 { Yes, No, TooCostly };

/// A regular expression of JSON Schema (ECMA-262, Unicode mode), searched for anywhere in a text.
///
/// It runs on PCRE with a limit on the search, so that a hostile pattern costs some milliseconds and is then answered as
/// TooCostly.
class Pattern
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// An error when \a expression is no ECMA-262 regular expression or uses what PCRE lacks.
    static Result<Pattern> of(const QString &expression);

    MatchAnswer search(const QString &text) const;
    QString text() const { return m_text; }

    bool operator==(const Pattern &other) const { return m_text == other.m_text; }

private:
    QString m_text; ///< As the schema says it.
    QRegularExpression m_expression;
};

/// \a expression in PCRE's spelling; an error for what ECMA-262 does not know (`\Z`, `\a`).
Result<QString> pcreFromEcma(const QString &expression);

} // namespace weir
