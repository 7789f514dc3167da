// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/flowpagewriter.h"

#include "core/interchange/traitedobject.h"

#include <algorithm>

namespace weir {

namespace {

QString kindWord(ParticipantKind kind)
{
    switch (kind) {
    case ParticipantKind::Database:
        return QStringLiteral("Database");
    case ParticipantKind::Outbox:
        return QStringLiteral("Outbox");
    case ParticipantKind::Worker:
        return QStringLiteral("Worker");
    case ParticipantKind::Actor:
    case ParticipantKind::Service:
    case ParticipantKind::External:
        break;
    }
    return QStringLiteral("Service");
}

} // namespace

void FlowPageWriter::addAll()
{
    for (const Flow &flow : m_catalog.flows())
        addFlow(flow);
}

void FlowPageWriter::addFlow(const Flow &flow)
{
    const Json &kept = pageKept(m_catalog.document({Kind::Flow, flow.id}).get());
    const QString id = memberText(kept, u"id"), version = memberText(kept, u"version");
    Json frontmatter = Json::object();
    addText(frontmatter, "id", id.isEmpty() ? flow.id : id);
    addText(frontmatter, "name", flow.title());
    addText(frontmatter, "version", version.isEmpty() ? QStringLiteral("1.0.0") : version);
    addText(frontmatter, "summary", flow.summary);
    const Json *front = memberOf(kept, u"frontmatter");
    if (front != nullptr)
        m_pages.addKept(frontmatter, *front, QStringLiteral("flows"));
    if (!frontmatter.contains("steps")) {
        Json stops = Json::array();
        m_last.clear();
        m_isFlattened = false;
        addStops(flow, flow.steps, stops);
        addMember(frontmatter, "steps", std::move(stops));
        if (m_isFlattened)
            m_log.approximated(tr("The flow “%1” has loops, alternatives, transactions or notes; EventCatalog's flows "
                                  "have none: its steps are written one after the other.")
                                   .arg(flow.title()),
                               ElementRef{Kind::Flow, flow.id}.path());
    }
    const QString folder = memberText(kept, u"folder");
    m_pages.addPage(folder.isEmpty() ? QStringLiteral("flows/") + flow.id : folder, frontmatter,
                    memberText(kept, u"body"));
}

void FlowPageWriter::addStops(const Flow &flow, const QList<FlowStep> &steps, Json &stops)
{
    for (const FlowStep &step : steps) {
        if (step.kind == StepKind::Message || step.kind == StepKind::Reply) {
            if (m_last != step.from)
                addStop(flow, step.from, {}, stops);
            addStop(flow, step.to, step.text, stops);
            m_last = step.to;
            continue;
        }
        m_isFlattened = true;
        addStops(flow, step.steps, stops);
        addStops(flow, step.otherwise, stops);
    }
}

void FlowPageWriter::addStop(const Flow &flow, const QString &participant, const QString &label, Json &stops) const
{
    const QString id = QStringLiteral("step-%1").arg(stops.size() + 1);
    if (!stops.empty()) {
        Json next = Json::object();
        addText(next, "id", id);
        addText(next, "label", label);
        addMember(stops.back(), "next_step", std::move(next));
    }
    const auto who = std::find_if(flow.participants.begin(), flow.participants.end(),
                                  [&](const Participant &each) { return each.id == participant; });
    const QString name = who == flow.participants.end() || who->name.isEmpty() ? participant : who->name;
    const ParticipantKind kind = who == flow.participants.end() ? ParticipantKind::Service : who->kind;
    Json stop = Json::object();
    addText(stop, "id", id);
    addText(stop, "title", name);
    Json what = Json::object();
    if (m_catalog.service(participant) != nullptr) {
        addText(what, "id", m_services.idOf(participant));
        addMember(stop, "service", std::move(what));
    } else if (kind == ParticipantKind::Actor || kind == ParticipantKind::External) {
        addText(what, "name", name);
        addMember(stop, kind == ParticipantKind::Actor ? "actor" : "externalSystem", std::move(what));
    } else {
        addText(what, "title", name);
        addText(what, "type", kindWord(kind));
        addMember(stop, "custom", std::move(what));
    }
    stops.push_back(std::move(stop));
}

} // namespace weir
