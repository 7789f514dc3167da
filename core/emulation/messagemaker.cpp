// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/messagemaker.h"

#include "core/simulation/streampurpose.h"

#include <QUuid>

namespace weir {

namespace {

constexpr std::uint64_t forIds = 102; ///< Purpose of the stream; those of the simulator are below 100.

/// Whole milliseconds, as most producers stamp their events.
Timestamp stampOf(TimePoint at)
{
    return {std::chrono::floor<std::chrono::milliseconds>(at), {}};
}

} // namespace

MessageMaker::MessageMaker(const EmulatedDesign &design, std::uint64_t seed, const Clock &clock)
    : m_design(design)
    , m_payloads(design.catalog(), seed)
    , m_ids(IdKind::Uuid7,
            RandomStream(seed, static_cast<std::uint64_t>(clock.now().time_since_epoch().count()), 0, forIds), clock)
{
    for (const sim::Publication &publication : design.network().publications)
        m_versions.emplace_back(seed, 0, publication.identity, sim::ForVersions);
}

Message MessageMaker::make(sim::Index publication, TimePoint at, const Message *cause)
{
    const EmulatedPublication &designed = m_design.publications().at(publication);
    Message message;
    message.id = m_ids.next();
    message.type = designed.event;
    message.timestamp = stampOf(at);
    message.version = versionOf(publication);
    message.source = designed.service;
    message.correlationId = message.id;
    if (cause != nullptr) {
        message.correlationId = cause->correlationId.isEmpty() ? cause->id : cause->correlationId;
        message.causationId = cause->id;
    }
    message.data = m_payloads.payload(message.type, message.version, cause);
    return message;
}

Message MessageMaker::makeOnce(sim::Index publication, TimePoint at, const Message &cause)
{
    Message message = make(publication, at, &cause);
    static const QUuid space(QStringLiteral("{8a3f4a52-6f0e-5f0a-9c58-3f4f5c9d7e11}"));
    const QString name = cause.id + u'/' + m_design.publications().at(publication).path;
    message.id = QUuid::createUuidV5(space, name).toString(QUuid::WithoutBraces);
    return message;
}

int MessageMaker::versionOf(sim::Index publication)
{
    const sim::Publication &designed = m_design.network().publications.at(publication);
    if (designed.versions.empty()) {
        const EventType *type = m_design.catalog().event(m_design.publications().at(publication).event);
        return type != nullptr && type->newest() != nullptr ? type->newest()->version : 1;
    }
    double left = m_versions.at(publication).uniform();
    for (const sim::VersionShare &version : designed.versions) {
        left -= version.share;
        if (left < 0)
            return static_cast<int>(version.version);
    }
    return static_cast<int>(designed.versions.back().version);
}

} // namespace weir
