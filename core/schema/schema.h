// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/schema/schemaoptions.h"
#include "core/syntax/tree.h"

#include <QList>

#include <memory>

namespace weir {

struct SchemaGraph;

/// What a validation answers. `Undecided`: judging would cost too much or nest too deep; the violation says where.
enum class Verdict : quint8 { Valid, Invalid, Undecided };

/// One way in which a value breaks a schema.
struct Violation
{
    QString keyword; ///< `required`, `type`; `false` for a schema that accepts nothing.
    QString message; ///< What is wrong, one sentence.
    Place instance;  ///< The value; line and column are 0 when it was not read from text.
    Place schema;    ///< The keyword.

    bool operator==(const Violation &) const = default;
};

struct Validation
{
    Verdict verdict = Verdict::Valid;
    QList<Violation> violations; ///< At most maxViolations; empty when valid.

    static constexpr int maxViolations = 100;
    bool isValid() const { return verdict == Verdict::Valid; }
    bool operator==(const Validation &) const = default;
};

struct SchemaCompilation;

/// A compiled JSON Schema: immutable, cheap to copy, usable from several threads.
class Schema
{
public:
    /// Accepts everything.
    Schema();
    explicit Schema(std::shared_ptr<const SchemaGraph> graph) : m_graph(std::move(graph)) {}

    /// Judges \a value and says all that is wrong with it.
    Validation validate(const Node &value, const ValidationLimits &limits = {}) const;
    /// The same for a value without a text; places hold only pointers.
    Validation validate(const Json &value, const ValidationLimits &limits = {}) const;
    /// Whether \a value is valid, without the cost of saying why.
    Verdict judge(const Node &value, const ValidationLimits &limits = {}) const;

    const SchemaGraph &graph() const { return *m_graph; }

private:
    std::shared_ptr<const SchemaGraph> m_graph;
};

/// A schema, or why it is none.
struct SchemaCompilation
{
    Schema schema;         ///< Accepts everything when there are errors.
    QList<Error> errors;   ///< Each with its place in the schema.
    QList<Error> warnings; ///< References that were not resolved and therefore restrict nothing.

    bool isOk() const { return errors.isEmpty(); }
};

/// Reads the schema at the root of \a document.
SchemaCompilation compileSchema(const SchemaDocument &document, const SchemaOptions &options = {});

/// The same for a schema without a text; places hold only pointers.
SchemaCompilation compileSchema(const Json &schema, const SchemaOptions &options = {});

/// \a value as a document. An error when it nests too deep (ReadLimits) or is no Unicode.
Result<SchemaDocument> documentOf(const Json &value);

} // namespace weir
