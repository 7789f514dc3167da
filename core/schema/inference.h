// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/syntax/tree.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace weir {

/// What samples say of one value.
struct InferredMember
{
    QString path;       ///< JSON Pointer, `*` for each item; empty is the sample itself.
    qint64 seen = 0;    ///< Samples (or objects around it) that have it.
    qint64 of = 0;      ///< Samples (or objects around it) that could.
    QStringList types;  ///< `string`, `integer` …, most frequent first.
    QString format;     ///< When all its texts have it.
    QStringList values; ///< When it takes few different ones: `"organic"`, `3`.

    double presence() const { return of == 0 ? 0 : double(seen) / double(of); }
    bool operator==(const InferredMember &) const = default;
};

/// How samples become a schema.
struct InferenceOptions
{
    qsizetype maxValues = 8; ///< More different texts are no `enum`.
    qint64 minPerValue = 3;  ///< Times that each value must have been seen, on average, to be one of an `enum`.
};

/// Finds the schema that a stream of samples has. Its memory depends on how many members there are, not on how many
/// samples: at most maxMembers of them are followed.
class SchemaInference
{
public:
    explicit SchemaInference(const InferenceOptions &options = {});
    ~SchemaInference();
    SchemaInference(SchemaInference &&) noexcept;
    SchemaInference &operator=(SchemaInference &&) noexcept;

    static constexpr qsizetype maxMembers = 10'000;

    void add(const Node &sample);
    qint64 count() const;

    /// A schema (2020-12) that accepts all samples: types, formats, `enum` of few texts, `required` for what was always
    /// there. Members keep the order in which they came up first. Objects stay open and numbers without bounds: samples
    /// say what occurs, not what is forbidden.
    Json schema() const;

    /// Each member with its presence, in the order of the schema.
    QList<InferredMember> members() const;

private:
    struct Shape;

    InferenceOptions m_options;
    std::unique_ptr<Shape> m_root;
    qsizetype m_members = 0;
};

} // namespace weir
