// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/payloadsource.h"

#include "core/model/sharedschema.h"
#include "core/schema/sample.h"
#include "core/simulation/engine.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir {

namespace {

constexpr std::uint64_t forPayloads = 101; ///< Purpose of the streams; those of the simulator are below 100.

bool hasSameType(const Json &left, const Json &right)
{
    return left.type() == right.type() || (left.is_number() && right.is_number());
}

/// \a sample with the values of \a cause where both have a member, one by one, as long as \a schema accepts it.
Json related(const Json &sample, const Json &cause, const Schema &schema)
{
    if (!sample.is_object() || !cause.is_object())
        return sample;
    Json result = sample;
    for (const auto &member : sample.items()) {
        const auto found = cause.find(member.key());
        if (found == cause.end() || !hasSameType(*found, member.value()))
            continue;
        const Json &before = member.value();
        result[member.key()] = *found;
        if (!schema.validate(result).isValid())
            result[member.key()] = before;
    }
    return result;
}

} // namespace

JsonValue PayloadSource::payload(const QString &event, int version, const Message *cause)
{
    Kind &kind = kindOf(event, version);
    if (!kind.hasSchema || kind.isHopeless)
        return kind.fallback;
    Result<Json> sample = sampleOf(kind.schema, kind.random);
    if (!sample) {
        kind.isHopeless = true;
        m_problems.append(tr("%1, version %2: no data could be made for its schema: %3")
                              .arg(event)
                              .arg(version)
                              .arg(sample.error().message));
        return kind.fallback;
    }
    if (cause != nullptr && cause->data)
        return related(*sample, cause->data.get(), kind.schema);
    return std::move(*sample);
}

PayloadSource::Kind &PayloadSource::kindOf(const QString &event, int version)
{
    const auto known = m_kinds.find({event, version});
    if (known != m_kinds.end())
        return known->second;
    const QString name = QStringLiteral("events/%1/versions/%2").arg(event).arg(version);
    Kind kind;
    kind.random = RandomStream(m_seed, 0, sim::identityOf(name.toStdString()), forPayloads);
    kind.fallback = Json::object();
    if (const EventType *type = m_catalog.event(event)) {
        const auto isWanted = [version](const EventVersion &candidate) { return candidate.version == version; };
        const auto found = std::find_if(type->versions.begin(), type->versions.end(), isWanted);
        if (found != type->versions.end())
            compile(kind, name, *found);
    }
    return m_kinds.emplace(std::make_pair(event, version), std::move(kind)).first->second;
}

void PayloadSource::compile(Kind &kind, const QString &name, const EventVersion &version)
{
    if (!version.examples.isEmpty())
        kind.fallback = version.examples.first();
    if (!version.schema)
        return;
    SchemaOptions options;
    options.unresolved = UnresolvedReference::AcceptsAnything;
    options.resolver = [this](const QString &uri) { return resolve(uri); };
    const SchemaCompilation compiled = compileSchema(version.schema.get(), options);
    kind.hasSchema = compiled.isOk();
    kind.schema = compiled.schema;
    if (!compiled.isOk())
        m_problems.append(tr("%1: its schema cannot be read: %2").arg(name, compiled.errors.first().message));
}

ResolvedDocument PayloadSource::resolve(const QString &uri)
{
    const QString id = sharedSchemaOf(uri);
    const SharedSchema *shared = id.isEmpty() ? nullptr : m_catalog.schema(id);
    if (shared == nullptr)
        return {};
    SchemaDocument &document = m_shared[id];
    if (!document) {
        if (Result<SchemaDocument> read = documentOf(shared->schema.get()))
            document = *read;
    }
    return {document, QString()};
}

} // namespace weir
