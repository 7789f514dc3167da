// SPDX-License-Identifier: GPL-3.0-or-later
// The project's settings, approvals, shared schemas and text blocks as they stand in the files.
#include "core/model/binding.h"

namespace weir {

using namespace binding;

namespace {

const Shape &namingShape()
{
    static const Shape shape = Builder<ProjectSettings>("naming")
                                   .field<Text>("pattern", &ProjectSettings::namingPattern)
                                   .field<List<Text>>("verbs", &ProjectSettings::namingVerbs)
                                   .done();
    return shape;
}

const Shape &defaultsShape()
{
    static const Shape shape = Builder<ProjectSettings>("defaults")
                                   .field<Text>("policy", &ProjectSettings::defaultPolicy)
                                   .field<Enum<Guarantee>>("guarantee", &ProjectSettings::defaultGuarantee)
                                   .done();
    return shape;
}

const Shape &documentSettingsShape()
{
    static const Shape shape = Builder<ProjectSettings>("document")
                                   .field<Text>("language", &ProjectSettings::documentLanguage)
                                   .field<Any>("sections", &ProjectSettings::documentSections)
                                   .done();
    return shape;
}

/// A severity for everywhere, or one for each path.
struct RuleSeverities
{
    using Value = QMap<QString, Severity>;
    static ValueType type()
    {
        return {.kind = ValueKind::Either, .parts = {Enum<Severity>::type(), Map<Enum<Severity>>::type()}};
    }
    static std::optional<Value> read(const Json &json)
    {
        if (const auto everywhere = Enum<Severity>::read(json))
            return Value{{QString(), *everywhere}};
        return Map<Enum<Severity>>::read(json);
    }
    static Json write(const Value &value)
    {
        if (value.size() == 1 && value.firstKey().isEmpty())
            return Enum<Severity>::write(value.first());
        return Map<Enum<Severity>>::write(value);
    }
};

} // namespace

template<>
const Shape &shapeOf<ProjectSettings>()
{
    static const Shape shape = Builder<ProjectSettings>("catalog")
                                   .field<Count>("weir", &ProjectSettings::format)
                                   .required()
                                   .field<Text>("title", &ProjectSettings::title)
                                   .field<Text>("version", &ProjectSettings::version)
                                   .field<Text>("description", &ProjectSettings::description)
                                   .field<Object<Broker>>("broker", &ProjectSettings::broker)
                                   .group("naming", &namingShape)
                                   .field<Map<RuleSeverities>>("rules", &ProjectSettings::rules)
                                   .group("defaults", &defaultsShape)
                                   .field<List<Object<Alert>>>("alerts", &ProjectSettings::alerts)
                                   .group("document", &documentSettingsShape)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Broker>()
{
    static const Shape shape = Builder<Broker>("broker")
                                   .field<Enum<BrokerKind>>("kind", &Broker::kind)
                                   .required()
                                   .field<Text>("name", &Broker::name)
                                   .field<Text>("reason", &Broker::reason)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Alert>()
{
    static const Shape shape = Builder<Alert>("alert")
                                   .field<Slug>("id", &Alert::id)
                                   .required()
                                   .field<Text>("when", &Alert::when)
                                   .required()
                                   .field<Span>("for", &Alert::lasts)
                                   .field<Enum<Severity>>("severity", &Alert::severity)
                                   .field<Text>("notify", &Alert::notify)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Approval>()
{
    static const Shape shape =
        Builder<Approval>("approval")
            .field<Text>("rule", &Approval::rule)
            .required()
            .field<Text>("target", &Approval::target)
            .required()
            .field<Text>("reason", &Approval::reason)
            .required()
            .custom(
                "until", Date::type(),
                [](Approval &approval, const Json &json) { approval.until = Date::read(json).value_or(QDate()); },
                [](const Approval &approval, Json &json) {
                    if (approval.until.isValid())
                        json = Date::write(approval.until);
                    return approval.until.isValid();
                })
            .done();
    return shape;
}

template<>
const Shape &shapeOf<SharedSchema>()
{
    static const Shape shape = Builder<SharedSchema>("schema")
                                   .field<Slug>("id", &SharedSchema::id)
                                   .required()
                                   .field<Any>("schema", &SharedSchema::schema)
                                   .required()
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<DocBlock>()
{
    static const Shape shape = Builder<DocBlock>("doc")
                                   .field<Slug>("id", &DocBlock::id)
                                   .required()
                                   .field<Text>("text", &DocBlock::text)
                                   .required()
                                   .done();
    return shape;
}

} // namespace weir
