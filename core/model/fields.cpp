// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/fields.h"

#include "core/model/codec.h"

#include <nlohmann/json.hpp>

namespace weir {

const Field *Shape::field(std::string_view key) const
{
    for (const Field &field : m_fields) {
        if (field.key == key)
            return &field;
    }
    return nullptr;
}

void Shape::read(void *target, const Json &object) const
{
    if (!object.is_object())
        return;
    for (const auto &[key, value] : object.items()) {
        if (const Field *known = field(key))
            known->read(target, value);
    }
}

Json Shape::write(const void *source) const
{
    Json object = Json::object();
    for (const Field &field : m_fields) {
        Json value;
        const bool differs = field.write(source, value);
        if (differs || (field.isRequired && !value.is_null()))
            object.push_back({field.key, std::move(value)});
    }
    return object;
}

const Shape &documentShape(Kind kind)
{
    switch (kind) {
    case Kind::Project:
        return shapeOf<ProjectSettings>();
    case Kind::Service:
        return shapeOf<Service>();
    case Kind::Event:
        return shapeOf<EventType>();
    case Kind::Schema:
        return shapeOf<SharedSchema>();
    case Kind::Channel:
        return shapeOf<Channel>();
    case Kind::Policy:
        return shapeOf<Policy>();
    case Kind::Webhook:
        return shapeOf<Webhook>();
    case Kind::Stream:
        return shapeOf<Stream>();
    case Kind::Flow:
        return shapeOf<Flow>();
    case Kind::Scenario:
        return shapeOf<Scenario>();
    case Kind::View:
        return shapeOf<View>();
    case Kind::Doc:
        return shapeOf<DocBlock>();
    case Kind::Approvals:
        break;
    }
    return shapeOf<Approval>();
}

} // namespace weir
