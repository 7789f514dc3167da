// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/evaluation.h"

#include "core/base/translate.h"
#include "core/schema/instancevalue.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {} // namespace

void EvaluatedMarks::add(const EvaluatedMarks &other)
{
    for (qsizetype i = 0; i < m_bits.size(); ++i)
        m_bits[i] |= other.m_bits[i];
}

const char *keywordOf(SchemaCheck check)
{
    static constexpr const char *names[]{"type",
                                         "const",
                                         "enum",
                                         "minimum",
                                         "maximum",
                                         "exclusiveMinimum",
                                         "exclusiveMaximum",
                                         "multipleOf",
                                         "minLength",
                                         "maxLength",
                                         "pattern",
                                         "format",
                                         "minItems",
                                         "maxItems",
                                         "uniqueItems",
                                         "items",
                                         "contains",
                                         "minProperties",
                                         "maxProperties",
                                         "properties",
                                         "propertyNames",
                                         "dependentRequired",
                                         "dependentSchemas",
                                         "$ref",
                                         "$dynamicRef",
                                         "allOf",
                                         "anyOf",
                                         "oneOf",
                                         "not",
                                         "if",
                                         "unevaluatedItems",
                                         "unevaluatedProperties"};
    static_assert(std::size(names) == size_t(SchemaCheck::UnevaluatedProperties) + 1);
    return names[size_t(check)];
}

Verdict Evaluation::run(quint32 schema, const Node &value, QList<Violation> *report)
{
    m_report = report;
    const bool isValid = check(schema, value, nullptr);
    if (!m_isUndecided)
        return isValid ? Verdict::Valid : Verdict::Invalid;
    if (report)
        *report = {m_reason};
    return Verdict::Undecided;
}

bool Evaluation::giveUp(quint32 schema, const Node &value, const QString &message)
{
    if (!m_isUndecided) {
        m_isUndecided = true;
        const Node source = m_graph.schemas[schema].source;
        m_reason = Violation{u"limit"_s, message, value.place(), source.place()};
    }
    return false;
}

bool Evaluation::check(quint32 schema, const Node &value, EvaluatedMarks *marks)
{
    const SchemaGraph::Schema &target = m_graph.schemas[schema];
    if (target.kind == SchemaGraph::Kind::True)
        return true;
    if (target.kind == SchemaGraph::Kind::False) {
        report(schema, nullptr, value, tr("Nothing is allowed here, but there is %1.").arg(shortText(value)));
        return false;
    }
    if (m_isUndecided || isFull())
        return false;
    if (++m_steps > m_limits.steps)
        return giveUp(schema, value, tr("Judging the value costs too much; it was given up."));
    if (m_depth >= m_limits.depth)
        return giveUp(schema, value, tr("The schemas nest too deep; judging was given up."));
    ++m_depth;
    bool isValid = false;
    if (m_scope && m_scope->resource == target.resource) {
        isValid = checkAll(schema, value, marks);
    } else {
        const Scope scope{m_scope, target.resource};
        m_scope = &scope;
        isValid = checkAll(schema, value, marks);
        m_scope = scope.outer;
    }
    --m_depth;
    return isValid;
}

bool Evaluation::checkAll(quint32 schema, const Node &value, EvaluatedMarks *marks)
{
    const SchemaGraph::Schema &target = m_graph.schemas[schema];
    const Instruction *from = m_graph.code.data() + target.first;
    const Instruction *to = from + target.count;
    const quint32 bits = typeBitsOf(value);
    // Only a schema that asks what was evaluated, or one inside of such a schema, pays for the marks.
    const SchemaCheck last = (to - 1)->check;
    const bool asks = last == SchemaCheck::UnevaluatedItems || last == SchemaCheck::UnevaluatedProperties;
    std::optional<EvaluatedMarks> own;
    if (asks || marks)
        own.emplace(value.size());
    bool isValid = true;
    for (const Instruction *step = from; step != to; ++step) {
        if (!(step->appliesTo & bits))
            continue;
        if (checkStep({schema, *step, value, own ? &*own : nullptr}))
            continue;
        isValid = false;
        if (!m_report || m_isUndecided || isFull())
            return false;
    }
    if (isValid && marks)
        marks->add(*own);
    return isValid;
}

bool Evaluation::checkStep(const At &at)
{
    using enum SchemaCheck;
    switch (at.step.check) {
    case Type:
        if (typeBitsOf(at.value) & at.step.a)
            return true;
        return fail(at, "type",
                    tr("%1 is not of the type %2.").arg(shortText(at.value), typeNames(at.step.a).join(tr(" or "))));
    case Const:
    case Enum:
        return checkEnum(at);
    case Minimum:
    case Maximum:
    case ExclusiveMinimum:
    case ExclusiveMaximum:
    case MultipleOf:
        return checkNumber(at);
    case MinLength:
    case MaxLength:
    case MinItems:
    case MaxItems:
    case MinProperties:
    case MaxProperties:
        return checkCount(at);
    case SchemaCheck::Pattern:
    case Format:
        return checkString(at);
    case UniqueItems:
        if (areUnique(at.value, m_steps))
            return true;
        return fail(at, "uniqueItems", tr("Two items of the array are equal."));
    case Items:
        return checkItems(at);
    case Contains:
        return checkContains(at);
    case Properties:
        return checkProperties(at);
    case PropertyNames:
        return checkNames(at);
    case DependentRequired:
        return checkDependentRequired(at);
    case DependentSchemas:
        return checkDependentSchemas(at);
    case Reference:
        return check(at.step.a, at.value, at.marks);
    case DynamicReference:
        return checkDynamicReference(at);
    case AllOf:
        return checkAllOf(at);
    case AnyOf:
        return checkAnyOf(at);
    case OneOf:
        return checkOneOf(at);
    case Not:
        return checkNot(at);
    case IfThenElse:
        return checkCondition(at);
    case UnevaluatedItems:
    case UnevaluatedProperties:
        return checkUnevaluated(at);
    }
    return true;
}

bool Evaluation::passes(quint32 schema, const Node &value, EvaluatedMarks *marks)
{
    QList<Violation> *const before = std::exchange(m_report, nullptr);
    const bool isValid = check(schema, value, marks);
    m_report = before;
    return isValid;
}

MatchAnswer Evaluation::matches(quint32 pattern, const Node &place, const QString &text)
{
    m_steps += text.size() / 16;
    const MatchAnswer answer = m_graph.patterns[pattern].search(text);
    if (answer == MatchAnswer::TooCostly)
        giveUp(0, place, tr("The pattern “%1” is too costly for this text.").arg(m_graph.patterns[pattern].text()));
    return answer;
}

bool Evaluation::fail(const At &at, const char *keyword, const QString &message)
{
    report(at.schema, keyword, at.value, message);
    return false;
}

void Evaluation::report(quint32 schema, const char *keyword, const Node &value, const QString &message)
{
    if (!m_report || isFull())
        return;
    const Node source = m_graph.schemas[schema].source;
    const Node member = keyword ? source.member(keyword) : Node();
    Violation violation;
    violation.keyword = keyword ? QString::fromLatin1(keyword) : u"false"_s;
    violation.message = message;
    violation.instance = value.place();
    violation.schema = member.isValid() ? member.keyPlace() : source.place();
    m_report->append(violation);
}

} // namespace weir
