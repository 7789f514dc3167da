// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/deadletteraccess.h"
#include "app/cli/input.h"
#include "app/cli/texttable.h"
#include "core/syntax/jsonwriter.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QFile>
#include <QUrlQuery>

#include <algorithm>

namespace weir {

namespace {

/// The list \a name in \a json; an empty one when an answer has none.
const Json &listIn(const Json &json, QStringView name)
{
    static const Json none = Json::array();
    const Json *list = memberOf(json, name);
    return list != nullptr && list->is_array() ? *list : none;
}

qint64 numberIn(const Json &json, QStringView name)
{
    const Json *number = memberOf(json, name);
    return number != nullptr && number->is_number() ? number->get<qint64>() : 0;
}

/// What all verbs have: where the dead letters are, and which are meant.
class DlqVerb : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

protected:
    void declarePlace(CommandOptions &options)
    {
        options.argument("PLACE", m_place, "URL of an emulator (http://…), or its database: a file or postgres://…");
    }

    void declareFilter(CommandOptions &options)
    {
        options.option("--subscription", "PATH", m_subscription, "Only those of this subscription");
        options.option("--type", "TYPE", m_type, "Only events of this type");
        options.option("--group", "REASON", m_group, "Only those of this group (see weir dlq groups)");
        options.option("--text", "TEXT", m_text, "Only those with this text in reason or event");
    }

    void declareFormat(CommandOptions &options)
    {
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format, "How to print");
    }

    QString query() const
    {
        QUrlQuery query;
        for (const auto &[name, value] : {std::pair{"subscription", &m_subscription}, std::pair{"type", &m_type},
                                          std::pair{"reason", &m_group}, std::pair{"text", &m_text}}) {
            if (!value->isEmpty())
                query.addQueryItem(QString::fromLatin1(name), QString::fromLatin1(value->toUtf8().toPercentEncoding()));
        }
        return query.isEmpty() ? QString() : u'?' + query.toString(QUrl::FullyEncoded);
    }

    /// The filter as the body of a request, with those \a ids.
    Result<Json> meant(const QStringList &ids, bool all) const
    {
        Json body = Json::object();
        for (const auto &[name, value] : {std::pair{"subscription", &m_subscription}, std::pair{"type", &m_type},
                                          std::pair{"group", &m_group}, std::pair{"text", &m_text}}) {
            if (!value->isEmpty())
                body[name] = value->toStdString();
        }
        for (const QString &id : ids) {
            bool isNumber = false;
            body["ids"].push_back(id.toLongLong(&isNumber));
            if (!isNumber)
                return Error{tr("“%1” is no number of a dead letter.").arg(id), {}, tr("weir dlq list shows them.")};
        }
        if (all)
            body["all"] = true;
        if (body.empty())
            return Error{tr("Which dead letters?"), {}, tr("Name them with --id or a filter, or say --all.")};
        return body;
    }

    ExitCode ask(Session &session, const QString &path, const std::function<ExitCode(const Json &)> &show)
    {
        const Result<QByteArray> answer = readDeadLettersAt(m_place, path);
        if (!answer)
            return refuse(answer.error(), session, exitCodeOf(m_place));
        const Json json = Json::parse(answer->begin(), answer->end(), nullptr, false);
        if (m_format == QStringLiteral("json"))
            return deliver(writeJson(json), {}, session);
        return show(json);
    }

    ExitCode change(Session &session, const QString &path, const QByteArray &body, const char *counted,
                    const QString &said)
    {
        const Result<QByteArray> answer = changeDeadLettersAt(m_place, path, body);
        if (!answer)
            return refuse(answer.error(), session, exitCodeOf(m_place));
        const Json json = Json::parse(answer->begin(), answer->end(), nullptr, false);
        session.console.say(said.arg(numberIn(json, QString::fromLatin1(counted))));
        if (!isEmulatorUrl(m_place) && QLatin1String(counted) == QLatin1String("replaying"))
            session.console.say(tr("They are handed over when an emulator runs on this database."));
        return ExitCode::Done;
    }

    static ExitCode exitCodeOf(const QString &place)
    {
        return isEmulatorUrl(place) ? ExitCode::Undelivered : ExitCode::Unreadable;
    }

    QString m_place, m_subscription, m_type, m_group, m_text;
    QString m_format = QStringLiteral("text");
};

class DlqListCommand : public DlqVerb
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "list"; }
    const char *summary() const override { return "The dead letters, the oldest first"; }
    void declare(CommandOptions &options) override
    {
        declarePlace(options);
        declareFilter(options);
        declareFormat(options);
    }
    ExitCode run(Session &session) override
    {
        return ask(session, QStringLiteral("/dead-letters") + query(), [&](const Json &json) {
            TextTable table;
            table.addColumn(tr("id"), ColumnAlignment::Right);
            for (const QString &title :
                 {tr("failed at"), tr("subscription"), tr("event"), tr("attempts"), tr("reason")})
                table.addColumn(title, ColumnAlignment::Left);
            for (const Json &letter : listIn(json, u"deadLetters"))
                table.addRow({QString::number(numberIn(letter, u"id")), memberText(letter, u"failedAt"),
                              memberText(letter, u"subscription"), memberText(letter, u"eventType"),
                              QString::number(numberIn(letter, u"retryCount")), memberText(letter, u"failureReason")});
            const qint64 total = numberIn(json, u"total");
            session.console.say(tr("Dead letters: %1.").arg(total));
            return table.isEmpty() ? ExitCode::Done : deliver(table.text({}).toUtf8(), {}, session);
        });
    }
};

class DlqGroupsCommand : public DlqVerb
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "groups"; }
    const char *summary() const override { return "How many failed for which reason"; }
    void declare(CommandOptions &options) override
    {
        declarePlace(options);
        declareFilter(options);
        declareFormat(options);
    }
    ExitCode run(Session &session) override
    {
        return ask(session, QStringLiteral("/dead-letters/groups") + query(), [&](const Json &json) {
            TextTable table;
            table.addColumn(tr("count"), ColumnAlignment::Right);
            for (const QString &title : {tr("subscription"), tr("reason"), tr("last")})
                table.addColumn(title, ColumnAlignment::Left);
            for (const Json &group : listIn(json, u"groups"))
                table.addRow({QString::number(numberIn(group, u"count")), memberText(group, u"subscription"),
                              memberText(group, u"reason"), memberText(group, u"last")});
            return table.isEmpty() ? ExitCode::Done : deliver(table.text({}).toUtf8(), {}, session);
        });
    }
};

class DlqShowCommand : public DlqVerb
{
public:
    const char *name() const override { return "show"; }
    const char *summary() const override { return "One dead letter with its event"; }
    void declare(CommandOptions &options) override
    {
        declarePlace(options);
        options.argument("ID", m_id, "Its number");
    }
    ExitCode run(Session &session) override
    {
        return ask(session, QStringLiteral("/dead-letters/") + m_id,
                   [&](const Json &json) { return deliver(writeJson(json), {}, session); });
    }

private:
    QString m_id;
};

class DlqEditCommand : public DlqVerb
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "edit"; }
    const char *summary() const override { return "Replace the event of a dead letter before it is replayed"; }
    void declare(CommandOptions &options) override
    {
        declarePlace(options);
        options.argument("ID", m_id, "Its number");
        options.argument("FILE", m_file, "The event: an envelope with the same id and type; - is standard input");
    }
    ExitCode run(Session &session) override
    {
        QFile file(m_file);
        const bool isInput = m_file == QStringLiteral("-");
        if (!isInput && !file.open(QIODevice::ReadOnly))
            return refuse(Error{tr("%1 could not be read: %2.").arg(m_file, file.errorString()), {}, {}}, session,
                          ExitCode::Unreadable);
        const QByteArray body = isInput ? session.standardInput.readAll() : file.readAll();
        return change(session, QStringLiteral("/dead-letters/") + m_id, body, "id", tr("Edited the dead letter %1."));
    }

private:
    QString m_id, m_file;
};

/// Replay and discard.
class DlqActCommand : public DlqVerb
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit DlqActCommand(bool discards) : m_discards(discards) {}

    const char *name() const override { return m_discards ? "discard" : "replay"; }
    const char *summary() const override
    {
        return m_discards ? "Give dead letters up for good"
                          : "Hand dead letters to the subscription that failed, once more";
    }
    void declare(CommandOptions &options) override
    {
        declarePlace(options);
        options.option("--id", "N", m_ids, "This one");
        declareFilter(options);
        options.flag("--all", m_all, "All of them");
        if (m_discards)
            options.requiredOption("--reason", "TEXT", m_reason, "Why; it is logged");
        else
            options.option("--rate", "N", m_rate, "So many each second at most; default: no limit");
    }
    ExitCode run(Session &session) override
    {
        Result<Json> body = meant(m_ids, m_all);
        bool isNumber = true;
        if (body && m_discards)
            (*body)["reason"] = m_reason.toStdString();
        else if (body && !m_rate.isEmpty())
            (*body)["rate"] = m_rate.toDouble(&isNumber);
        if (!isNumber)
            body = Error{tr("“%1” is no rate.").arg(m_rate), {}, tr("Give a number of events each second.")};
        if (!body)
            return refuse(body.error(), session, ExitCode::Usage);
        return m_discards ? change(session, QStringLiteral("/dead-letters/discard"),
                                   QByteArray::fromStdString(body->dump()), "discarded", tr("Discarded: %1."))
                          : change(session, QStringLiteral("/dead-letters/replay"),
                                   QByteArray::fromStdString(body->dump()), "replaying", tr("On their way: %1."));
    }

private:
    bool m_discards;
    bool m_all = false;
    QStringList m_ids;
    QString m_reason, m_rate;
};

class DlqExportCommand : public DlqVerb
{
public:
    const char *name() const override { return "export"; }
    const char *summary() const override { return "Write dead letters as NDJSON"; }
    void declare(CommandOptions &options) override
    {
        declarePlace(options);
        declareFilter(options);
        options.option("-o,--output", "FILE", m_output, "Where to; default: standard output");
    }
    ExitCode run(Session &session) override
    {
        const QString filter = query();
        const Result<QByteArray> lines =
            readDeadLettersAt(m_place,
                              QStringLiteral("/dead-letters") + (filter.isEmpty() ? QStringLiteral("?") : filter + u'&')
                                  + QStringLiteral("format=ndjson"));
        return lines ? deliver(*lines, m_output, session) : refuse(lines.error(), session, exitCodeOf(m_place));
    }

private:
    QString m_output;
};

class DlqCommand : public Command
{
public:
    DlqCommand()
    {
        m_verbs.push_back(std::make_unique<DlqListCommand>());
        m_verbs.push_back(std::make_unique<DlqGroupsCommand>());
        m_verbs.push_back(std::make_unique<DlqShowCommand>());
        m_verbs.push_back(std::make_unique<DlqEditCommand>());
        m_verbs.push_back(std::make_unique<DlqActCommand>(false));
        m_verbs.push_back(std::make_unique<DlqActCommand>(true));
        m_verbs.push_back(std::make_unique<DlqExportCommand>());
    }

    const char *name() const override { return "dlq"; }
    const char *summary() const override
    {
        return "Work on dead letters: list, groups, show, edit, replay, discard, export";
    }
    void declare(CommandOptions &) override {}
    ExitCode run(Session &) override { return ExitCode::Internal; }

    std::vector<Command *> verbs() const override
    {
        std::vector<Command *> verbs;
        std::transform(m_verbs.begin(), m_verbs.end(), std::back_inserter(verbs),
                       [](const std::unique_ptr<Command> &verb) { return verb.get(); });
        return verbs;
    }

private:
    std::vector<std::unique_ptr<Command>> m_verbs;
};

} // namespace

std::unique_ptr<Command> dlqCommand()
{
    return std::make_unique<DlqCommand>();
}

} // namespace weir
