// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/flowpages.h"

#include "core/interchange/pagekept.h"
#include "core/interchange/slug.h"
#include "core/interchange/traitedobject.h"

#include <nlohmann/json.hpp>

#include <QHash>

namespace weir {

namespace {

constexpr int longestChain = 50; // Messages in a row that nobody stands between.

struct Arrow
{
    QString step;
    QString label;
};

/// One step of the page.
struct Step
{
    QString id;
    QString title;
    QString participant; ///< Id in the flow; empty: a message, or nothing that could send.
    bool isMessage = false;
    QList<Arrow> next;
};

class FlowReader
{
public:
    explicit FlowReader(const CatalogPage &page) : m_page(page) {}

    void read()
    {
        const Node steps = m_page.root()[u"steps"];
        for (const Node node : steps) {
            if (const QString id = node[u"id"].text(); !id.isEmpty() && !m_at.contains(id)) {
                m_at.insert(id, m_steps.size());
                m_steps += stepOf(node);
            }
        }
        for (const Step &step : std::as_const(m_steps)) {
            if (!step.participant.isEmpty())
                follow(step.participant, step, {}, 0);
        }
        for (const Step &step : std::as_const(m_steps)) {
            if (step.participant.isEmpty() && !m_told.contains(step.id))
                addNote(step.title);
        }
    }

    Json participants() { return std::move(m_participants); }
    Json steps() { return std::move(m_sequence); }

private:
    Step stepOf(const Node &node)
    {
        Step step{node[u"id"].text(), node[u"title"].text(), {}, node[u"message"].isValid(), {}};
        if (step.title.isEmpty())
            step.title = step.id;
        static const QList<std::pair<QString, QString>> kinds{
            {QStringLiteral("service"), QStringLiteral("service")},
            {QStringLiteral("actor"), QStringLiteral("actor")},
            {QStringLiteral("container"), QStringLiteral("database")},
            {QStringLiteral("externalSystem"), QStringLiteral("external")},
            {QStringLiteral("agent"), QStringLiteral("service")},
            {QStringLiteral("flow"), QStringLiteral("service")},
            {QStringLiteral("dataProduct"), QStringLiteral("database")}};
        for (const auto &[key, kind] : kinds) {
            const Node what = node[key];
            if (!what.isValid() || step.isMessage)
                continue;
            const QString name = what[u"name"].text();
            const QString id = catalogPointer(what).id;
            step.participant = participant(id.isEmpty() ? name : id, name.isEmpty() ? step.title : name, kind);
            break;
        }
        if (const QString type = node[u"type"].text();
            step.participant.isEmpty() && (type == u"user" || type == u"actor"))
            step.participant = participant(step.id, step.title, QStringLiteral("actor"));
        addArrow(step, node[u"next_step"]);
        for (const Node next : node[u"next_steps"])
            addArrow(step, next);
        return step;
    }

    static void addArrow(Step &step, const Node &next)
    {
        const QString id = next.isObject() ? next[u"id"].text() : next.text();
        if (!id.isEmpty())
            step.next += Arrow{id, next[u"label"].text()};
    }

    QString participant(const QString &name, const QString &title, const QString &kind)
    {
        const QString key = kind + u'/' + name;
        QString &id = m_ids[key];
        if (!id.isEmpty())
            return id;
        id = m_slugs.take(name, QStringLiteral("participant"));
        Json participant = Json::object();
        addText(participant, "id", id);
        addText(participant, "name", title == id ? QString() : title);
        addText(participant, "kind", kind);
        m_participants.push_back(std::move(participant));
        return id;
    }

    /// Tells what goes from \a from, through the messages behind \a step, to whoever comes next.
    void follow(const QString &from, const Step &step, const QString &message, int depth)
    {
        if (depth > longestChain)
            return;
        for (const Arrow &arrow : step.next) {
            const auto at = m_at.constFind(arrow.step);
            if (at == m_at.constEnd())
                continue;
            const Step &next = m_steps[*at];
            const QString said = message.isEmpty() ? arrow.label : message;
            if (!next.participant.isEmpty()) {
                addMessage(from, next.participant, said.isEmpty() ? next.title : said);
            } else if (!next.isMessage) {
                continue; // A note: see read().
            } else if (next.next.isEmpty()) {
                m_told.insert(next.id);
                addMessage(from, from, next.title);
            } else if (!m_told.contains(from + u'/' + next.id)) {
                m_told.insert(next.id);
                m_told.insert(from + u'/' + next.id);
                follow(from, next, next.title, depth + 1);
            }
        }
    }

    void addMessage(const QString &from, const QString &to, const QString &text)
    {
        Json step = Json::object();
        addText(step, "message", text);
        addText(step, "from", from);
        addText(step, "to", to);
        m_sequence.push_back(std::move(step));
    }

    void addNote(const QString &text)
    {
        if (m_participants.empty())
            return;
        Json step = Json::object();
        addText(step, "note", text);
        addMember(step, "over", Json::array({m_participants.back()["id"]}));
        m_sequence.push_back(std::move(step));
    }

    const CatalogPage &m_page;
    QList<Step> m_steps;
    QHash<QString, qsizetype> m_at;
    QSet<QString> m_told;
    SlugSet m_slugs;
    QHash<QString, QString> m_ids;
    Json m_participants = Json::array();
    Json m_sequence = Json::array();
};

} // namespace

Json flowOfPage(const CatalogPage &page, const QString &id, ImportLog &log)
{
    const Node root = page.root();
    const QString name = root[u"name"].text();
    Json flow = Json::object();
    addText(flow, "id", id);
    addText(flow, "name", name == id ? QString() : name);
    addText(flow, "summary", root[u"summary"].text().trimmed());
    FlowReader reader(page);
    reader.read();
    addMember(flow, "participants", reader.participants());
    addMember(flow, "steps", reader.steps());
    addMember(flow, "x-eventcatalog", keptOfPage(page, {QStringLiteral("name"), QStringLiteral("summary")}, id, log));
    return flow;
}

} // namespace weir
