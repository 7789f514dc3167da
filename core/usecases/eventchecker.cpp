// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/eventchecker.h"

#include "core/message/cloudeventmapping.h"
#include "core/message/envelope.h"
#include "core/model/valuewords.h"
#include "core/schema/schemaview.h"
#include "core/syntax/jsonpointer.h"
#include "core/usecases/schemafiles.h"

#include <nlohmann/json.hpp>

#include <QSet>

#include <algorithm>

namespace weir {

namespace {

constexpr int deepest = 20;        // Levels of data in which members are looked for.
constexpr qsizetype mostNamed = 5; // Members that one sentence names.

/// The members of some data, by whether a schema names them.
struct NamedMembers
{
    QSet<QString> known;   ///< Pointers of members that `properties` names.
    QSet<QString> unknown; ///< Of those beside named ones.
};

void sortMembers(const Node &data, const SchemaView &view, const QString &pointer, int depth, NamedMembers &members)
{
    if (depth > deepest)
        return;
    const SchemaFacts facts = factsOf(view);
    if (data.isArray() && facts.rest) {
        for (qsizetype i = 0; i < data.size(); ++i) {
            const bool isListed = size_t(i) < facts.prefix.size();
            sortMembers(data.at(i), isListed ? facts.prefix[size_t(i)] : *facts.rest, pointerTo(pointer, i), depth + 1,
                        members);
        }
    }
    if (!data.isObject() || facts.properties.empty())
        return;
    for (const Node member : data) {
        const QString at = pointerTo(pointer, member.key());
        const auto property = facts.properties.find(member.keyBytes().toByteArray());
        if (property == facts.properties.end()) {
            members.unknown.insert(at);
            continue;
        }
        members.known.insert(at);
        sortMembers(member, property->second, at, depth + 1, members);
    }
}

NamedMembers membersOf(const Node &data, const Schema &schema)
{
    NamedMembers members;
    sortMembers(data, SchemaView{&schema.graph(), {0}, {}}, {}, 0, members);
    return members;
}

QString listed(const QList<int> &numbers)
{
    QStringList texts;
    for (const int number : numbers)
        texts += QString::number(number);
    return texts.join(u", ");
}

} // namespace

void EventChecker::check(const Node &document, int firstLine)
{
    m_firstLine = firstLine;
    m_isWrong = false;
    ++m_check.events;
    const bool isCloudEvent = document.isObject() && document[u"specversion"].isValid();
    if (isCloudEvent) {
        const CloudEventReading reading = readCloudEvent(document);
        for (const Finding &finding : reading.findings)
            keep(finding);
        MessageMapping mapping = messageOf(reading.event, TimePoint());
        for (Finding &assumption : mapping.assumptions) {
            const QString pointer = assumption.place.pointer;
            assumption.place = document.place();
            assumption.place.pointer = pointer;
            keep(assumption);
        }
        if (reading.isValid())
            checkMessage(mapping.message, document);
    } else {
        const EnvelopeReading reading = readEnvelope(document);
        for (const Finding &finding : reading.findings)
            keep(finding);
        if (document.isObject())
            checkMessage(reading.message, document);
    }
    m_check.wrong += m_isWrong ? 1 : 0;
}

void EventChecker::refuse(const Error &error, int line)
{
    m_firstLine = line;
    ++m_check.events;
    ++m_check.wrong;
    keep(Finding{QStringLiteral("events/syntax"), Severity::Error, error.message, error.hint, error.place, {}});
}

void EventChecker::checkMessage(const Message &message, const Node &document)
{
    checkId(message, document);
    if (message.type.isEmpty())
        return;
    const EventType *event = m_catalog.event(message.type);
    const Node type = document[u"type"];
    if (event == nullptr) {
        std::vector<QString> known;
        for (const EventType &each : m_catalog.events())
            known.push_back(each.id);
        const QString nearest = nearestText(message.type, known);
        add("undeclared-type", type.place(), tr("The design declares no event “%1”.").arg(message.type),
            nearest.isEmpty() ? tr("Add it to the design, or send what is there.") : tr("Is “%1” meant?").arg(nearest));
        return;
    }
    QList<int> numbers;
    for (const EventVersion &version : event->versions)
        numbers += version.version;
    if (numbers.isEmpty())
        return;
    if (!numbers.contains(message.version)) {
        const Node version = document[u"version"];
        add("undeclared-version", version.isValid() ? version.place() : document.place(),
            tr("“%1” has no version %2.").arg(event->id).arg(message.version),
            tr("The design has: %1.").arg(listed(numbers)));
        return;
    }
    if (const Node data = document[u"data"]; data.isValid() && message.data.isPresent())
        checkData(*event, message, data);
}

void EventChecker::checkId(const Message &message, const Node &document)
{
    if (message.id.isEmpty())
        return;
    const Place place = document[u"id"].place();
    // Ids are unique within their source.
    const QString key = message.source + u'\n' + message.id;
    const int line = place.line + m_firstLine - 1;
    const auto known = m_lines.constFind(key);
    if (known == m_lines.constEnd())
        m_lines.insert(key, line);
    else
        add("duplicate-id", place,
            tr("The id “%1” of “%2” was there before, in line %3.").arg(message.id, message.source).arg(*known),
            tr("Every event has an id of its own; one that is delivered again should be recorded once."));
}

void EventChecker::checkData(const EventType &event, const Message &message, const Node &data)
{
    const Schema *schema = schemaOf(event, message.version);
    if (schema == nullptr)
        return;
    const QStringList foreign = membersOfOtherVersion(event, message, data);
    for (const QString &sentence : foreign)
        add("version-mismatch", data.place(), sentence,
            tr("Declare the version that the data follows, or leave out what it does not have."));
    const Findings violations = violationFindings(schema->validate(data));
    for (Finding finding : violations) {
        finding.element = ElementRef{Kind::Event, event.id}.path();
        keep(finding);
    }
}

QStringList EventChecker::membersOfOtherVersion(const EventType &event, const Message &message, const Node &data)
{
    QStringList sentences;
    QSet<QString> unknown = membersOf(data, *schemaOf(event, message.version)).unknown;
    for (const EventVersion &other : event.versions) {
        const Schema *schema = other.version == message.version ? nullptr : schemaOf(event, other.version);
        if (schema == nullptr || unknown.isEmpty())
            continue;
        const QSet<QString> known = membersOf(data, *schema).known;
        QStringList members;
        for (const QString &pointer : std::as_const(unknown)) {
            if (known.contains(pointer))
                members += QStringLiteral("“%1”").arg(pointer.sliced(1).replace(u'/', u'.'));
        }
        if (members.isEmpty())
            continue;
        unknown.subtract(known);
        members.sort();
        const QString names =
            members.mid(0, mostNamed).join(u", ") + (members.size() > mostNamed ? QStringLiteral(" …") : QString());
        sentences += members.size() == 1 ? tr("“%1” declares version %2, but carries the field %3 of version %4.")
                                               .arg(event.id)
                                               .arg(message.version)
                                               .arg(names)
                                               .arg(other.version)
                                         : tr("“%1” declares version %2, but carries the fields %3 of version %4.")
                                               .arg(event.id)
                                               .arg(message.version)
                                               .arg(names)
                                               .arg(other.version);
    }
    return sentences;
}

const Schema *EventChecker::schemaOf(const EventType &event, int version)
{
    const std::pair key(event.id, version);
    const auto known = m_compiled.find(key);
    if (known != m_compiled.end())
        return &known->second;
    const auto found = std::find_if(event.versions.begin(), event.versions.end(),
                                    [version](const EventVersion &each) { return each.version == version; });
    if (found == event.versions.end() || !found->schema.isPresent())
        return nullptr;
    // A schema that is none is a finding of `weir lint`; here it accepts everything.
    return &m_compiled.emplace(key, m_schemas.compile(found->schema.get()).schema).first->second;
}

void EventChecker::add(const char *rule, const Place &place, const QString &message, const QString &hint)
{
    keep(Finding{QStringLiteral("events/") + QLatin1String(rule), Severity::Error, message, hint, place, {}});
}

void EventChecker::keep(Finding finding)
{
    m_isWrong = m_isWrong || finding.severity == Severity::Error;
    if (m_check.findings.size() >= EventCheck::mostFindings) {
        m_check.isComplete = false;
        return;
    }
    finding.place.line += m_firstLine - 1;
    m_check.findings += std::move(finding);
}

} // namespace weir
