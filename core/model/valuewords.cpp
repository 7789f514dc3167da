// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/valuewords.h"

#include "core/base/translate.h"

#include <nlohmann/json.hpp>

#include <QStringList>

#include <numeric>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype longestQuote = 60;
constexpr qsizetype longestCompared = 100;

QString rangeWords(const ValueType &type)
{
    const bool isInteger = type.kind == ValueKind::Integer;
    if (type.minimum == 0 && type.maximum == 1)
        return tr("a number from 0 to 1");
    if (type.minimum >= 0) {
        const QString least = QString::number(type.minimum);
        return (isInteger ? tr("a whole number of at least %1") : tr("a number of at least %1")).arg(least);
    }
    return isInteger ? tr("a whole number") : tr("a number");
}

QString listWords(const ValueType &type)
{
    if (type.parts.empty())
        return tr("an array");
    if (type.fixedSize >= 0)
        return tr("an array of %1 items, each %2").arg(type.fixedSize).arg(typeWords(type.parts.front()));
    return tr("an array, each item %1").arg(typeWords(type.parts.front()));
}

/// Insertions, deletions, replacements and swaps that make \a b of \a a (optimal string alignment).
qsizetype distance(const QString &a, const QString &b)
{
    std::vector<qsizetype> before(size_t(b.size()) + 1), row(before), next(before);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        next[0] = i + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const auto at = size_t(j);
            next[at + 1] = std::min({row[at + 1] + 1, next[at] + 1, row[at] + (a[i] == b[j] ? 0 : 1)});
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                next[at + 1] = std::min(next[at + 1], before[at - 1] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row.back();
}

} // namespace

QString typeWords(const ValueType &type)
{
    switch (type.kind) {
    case ValueKind::Text:
        return tr("a text");
    case ValueKind::Slug:
        return tr("an id");
    case ValueKind::Date:
        return tr("a date such as \"2026-03-31\"");
    case ValueKind::Integer:
    case ValueKind::Number:
        return rangeWords(type);
    case ValueKind::Boolean:
        return tr("true or false");
    case ValueKind::Span:
        return tr("a duration such as \"250ms\"");
    case ValueKind::Rate:
        return tr("a rate such as \"50/s\"");
    case ValueKind::Enumeration: {
        const QStringList texts(type.texts.begin(), type.texts.end());
        return tr("one of %1").arg(texts.join(u", "_s));
    }
    case ValueKind::Object:
    case ValueKind::Map:
        return tr("an object");
    case ValueKind::Array:
    case ValueKind::Set:
        return listWords(type);
    case ValueKind::Either: {
        QStringList choices;
        for (const ValueType &part : type.parts)
            choices.append(typeWords(part));
        return choices.join(tr(" or "));
    }
    case ValueKind::Any:
        break;
    }
    return tr("any JSON value");
}

QString valueWords(const Json &value)
{
    if (value.is_object())
        return tr("an object");
    if (value.is_array())
        return tr("an array");
    if (value.is_string())
        return u'"' + shortened(textOf(value)) + u'"';
    return shortened(QString::fromStdString(value.dump()));
}

QString shortened(const QString &text)
{
    return text.size() <= longestQuote ? text : text.first(longestQuote) + u'…';
}

QString nearestText(const QString &text, const std::vector<QString> &texts)
{
    QString nearest;
    // A third of the letters may differ; more is another word.
    qsizetype best = std::max<qsizetype>(1, text.size() / 3) + 1;
    for (const QString &candidate : texts) {
        if (text.size() > longestCompared)
            break;
        const qsizetype edits = distance(text.toLower(), candidate.toLower());
        if (edits < best) {
            best = edits;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace weir
