// SPDX-License-Identifier: GPL-3.0-or-later
// Flows, scenarios and views as they stand in the files.
#include "core/model/binding.h"

namespace weir {

using namespace binding;

namespace {

/// Adds the member that names a step of \a kind and holds its text.
void addStepKind(Builder<FlowStep> &builder, const char *key, StepKind kind)
{
    builder.custom(
        key, Text::type(),
        [kind](FlowStep &step, const Json &json) {
            if (auto text = Text::read(json)) {
                step.kind = kind;
                step.text = *std::move(text);
            }
        },
        [kind](const FlowStep &step, Json &json) {
            if (step.kind == kind)
                json = Text::write(step.text);
            return step.kind == kind;
        });
}

Shape flowStepShape()
{
    Builder<FlowStep> builder("step");
    addStepKind(builder, "message", StepKind::Message);
    addStepKind(builder, "reply", StepKind::Reply);
    addStepKind(builder, "loop", StepKind::Loop);
    addStepKind(builder, "alt", StepKind::Alt);
    addStepKind(builder, "transaction", StepKind::Transaction);
    addStepKind(builder, "note", StepKind::Note);
    return builder.oneOf({"message", "reply", "loop", "alt", "transaction", "note"})
        .field<Text>("from", &FlowStep::from)
        .field<Text>("to", &FlowStep::to)
        .field<List<Text>>("over", &FlowStep::over)
        .field<List<Object<FlowStep>>>("steps", &FlowStep::steps)
        .field<List<Object<FlowStep>>>("else", &FlowStep::otherwise)
        .done();
}

const Shape &scenarioLoadShape()
{
    static const Shape shape = Builder<Scenario>("scenarioLoad")
                                   .field<Amount>("factor", &Scenario::loadFactor)
                                   .field<Map<Rate>>("rates", &Scenario::rates)
                                   .done();
    return shape;
}

/// `{"services/billing/receives/bill/instances": 4}`, in the order of the file.
struct Settings
{
    using Value = QList<ScenarioSetting>;
    static ValueType type() { return {.kind = ValueKind::Map, .parts = {Any::type()}, .keepsOrder = true}; }
    static std::optional<Value> read(const Json &json)
    {
        if (!json.is_object())
            return std::nullopt;
        Value result;
        for (const auto &[path, value] : json.items())
            result.append({QString::fromStdString(path), JsonValue(value)});
        return result;
    }
    static Json write(const Value &settings)
    {
        Json result = Json::object();
        for (const ScenarioSetting &setting : settings)
            result[setting.path.toStdString()] = setting.value.get();
        return result;
    }
};

/// A corner of an edge: `[12, 30]`.
struct Point
{
    using Value = QPoint;
    static ValueType type() { return {.kind = ValueKind::Array, .parts = {Coordinate::type()}, .fixedSize = 2}; }
    static std::optional<QPoint> read(const Json &json)
    {
        if (!json.is_array() || json.size() != 2)
            return std::nullopt;
        const auto x = Coordinate::read(json[0]);
        const auto y = Coordinate::read(json[1]);
        return x && y ? std::optional(QPoint(*x, *y)) : std::nullopt;
    }
    static Json write(QPoint point) { return Json::array({point.x(), point.y()}); }
};

struct EdgeShape
{
    QList<QPoint> bends;
};

const Shape &edgeShape()
{
    static const Shape shape = Builder<EdgeShape>("edge").field<List<Point>>("bends", &EdgeShape::bends).done();
    return shape;
}

struct Bends
{
    using Value = QList<QPoint>;
    static ValueType type() { return {.kind = ValueKind::Object, .shape = &edgeShape}; }
    static std::optional<Value> read(const Json &json)
    {
        if (!json.is_object())
            return std::nullopt;
        EdgeShape edge;
        edgeShape().read(&edge, json);
        return edge.bends;
    }
    static Json write(const Value &bends)
    {
        const EdgeShape edge{bends};
        return edgeShape().write(&edge);
    }
};

} // namespace

template<>
const Shape &shapeOf<Participant>()
{
    static const Shape shape = Builder<Participant>("participant")
                                   .field<Slug>("id", &Participant::id)
                                   .required()
                                   .field<Text>("alias", &Participant::alias)
                                   .field<Text>("name", &Participant::name)
                                   .field<Enum<ParticipantKind>>("kind", &Participant::kind)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<FlowStep>()
{
    static const Shape shape = flowStepShape();
    return shape;
}

template<>
const Shape &shapeOf<Flow>()
{
    static const Shape shape = Builder<Flow>("flow")
                                   .field<Slug>("id", &Flow::id)
                                   .required()
                                   .field<Text>("name", &Flow::name)
                                   .field<Text>("summary", &Flow::summary)
                                   .field<List<Object<Participant>>>("participants", &Flow::participants)
                                   .field<List<Object<FlowStep>>>("steps", &Flow::steps)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Fault>()
{
    static const Shape shape = Builder<Fault>("fault")
                                   .field<Enum<FaultKind>>("fault", &Fault::kind)
                                   .required()
                                   .field<Text>("target", &Fault::target)
                                   .field<Span>("from", &Fault::from)
                                   .field<Span>("for", &Fault::lasts)
                                   .field<Span>("mtbf", &Fault::mtbf)
                                   .field<Span>("mttr", &Fault::mttr)
                                   .field<Amount>("factor", &Fault::factor)
                                   .field<Share>("probability", &Fault::probability)
                                   .field<Span>("delay", &Fault::delay)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<Scenario>()
{
    static const Shape shape = Builder<Scenario>("scenario")
                                   .field<Slug>("id", &Scenario::id)
                                   .required()
                                   .field<Text>("title", &Scenario::title)
                                   .field<Text>("question", &Scenario::question)
                                   .field<Span>("duration", &Scenario::duration)
                                   .field<Span>("warmup", &Scenario::warmup)
                                   .field<Boolean>("drain", &Scenario::drain)
                                   .field<Count>("replications", &Scenario::replications)
                                   .field<Seed>("seed", &Scenario::seed)
                                   .group("load", &scenarioLoadShape)
                                   .field<List<Object<Fault>>>("faults", &Scenario::faults)
                                   .field<Settings>("set", &Scenario::set)
                                   .field<List<Text>>("assertions", &Scenario::assertions)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<ViewNode>()
{
    static const Shape shape = Builder<ViewNode>("node")
                                   .field<Coordinate>("x", &ViewNode::x)
                                   .required()
                                   .field<Coordinate>("y", &ViewNode::y)
                                   .required()
                                   .field<Boolean>("folded", &ViewNode::folded)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<ViewNote>()
{
    static const Shape shape = Builder<ViewNote>("note")
                                   .field<Slug>("id", &ViewNote::id)
                                   .required()
                                   .field<Coordinate>("x", &ViewNote::x)
                                   .required()
                                   .field<Coordinate>("y", &ViewNote::y)
                                   .required()
                                   .field<Count>("w", &ViewNote::w)
                                   .field<Count>("h", &ViewNote::h)
                                   .field<Text>("text", &ViewNote::text)
                                   .done();
    return shape;
}

template<>
const Shape &shapeOf<View>()
{
    static const Shape shape = Builder<View>("view")
                                   .field<Slug>("id", &View::id)
                                   .required()
                                   .field<Text>("title", &View::title)
                                   .field<Text>("filter", &View::filter)
                                   .field<Any>("groups", &View::groups)
                                   .field<Map<Object<ViewNode>>>("nodes", &View::nodes)
                                   .field<Map<Bends>>("edges", &View::edges)
                                   .field<List<Object<ViewNote>>>("notes", &View::notes)
                                   .done();
    return shape;
}

} // namespace weir
