// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/base/result.h"
#include "core/schema/typescriptlexer.h"

#include <QCoreApplication>
#include <QStringList>

#include <optional>
#include <vector>

namespace weir {

/// A name that another declaration uses, and where.
struct TypeScriptUse
{
    QString name;
    TypeScriptToken at;
};

/// What one `interface` or `type` says, or why it is no data.
struct TypeScriptType
{
    QString name;
    JsonValue schema;
    QStringList parents; ///< Of `extends`.
    std::vector<TypeScriptUse> uses;
    std::optional<Error> error;
};

/// Reads the declarations of a source; others are skipped.
class TypeScriptParser
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    TypeScriptParser(const QString &source, QString file) : m_tokens(typeScriptTokens(source)), m_file(std::move(file))
    {}

    std::vector<TypeScriptType> declarations();

private:
    const TypeScriptToken &peek(size_t ahead = 0) const;
    TypeScriptToken take();
    bool takeIf(QStringView mark);
    void skipStatement();
    TypeScriptType declaration(bool isInterface);
    void readParents();

    std::optional<Json> type();
    std::optional<Json> unionOf(std::vector<Json> parts);
    std::optional<Json> intersection();
    std::optional<Json> postfix();
    std::optional<Json> primary();
    std::optional<Json> named(const TypeScriptToken &word);
    std::optional<Json> generic(const TypeScriptToken &word);
    std::optional<Json> objectType();
    bool member(Json &schema);
    std::optional<Json> tuple();
    std::nullopt_t fail(const TypeScriptToken &at, const QString &message, const QString &hint = {});

    std::vector<TypeScriptToken> m_tokens;
    QString m_file;
    size_t m_at = 0;
    int m_depth = 0;
    TypeScriptType *m_current = nullptr;
};

} // namespace weir
