// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/emulationview.h"
#include "app/cli/experiment.h"
#include "app/cli/input.h"
#include "app/cli/interrupt.h"
#include "app/cli/listenaddress.h"
#include "core/usecases/emulate.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <stop_token>

namespace weir {

namespace {

class EmulateCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "emulate"; }
    const char *summary() const override { return "Run a design as live endpoints on this machine"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.option("--listen", "ADDR:PORT", m_listen, "Where to listen; default: 127.0.0.1 and any free port");
        options.option("--database", "URL", m_options.emulator.database,
                       "State: a file, or postgres://…; default: a file in your state folder");
        options.flag("--fresh", m_isFresh, "Forget the state of earlier runs first (files only)");
        options.option("--speed", "FACTOR", m_speed, "Emulated seconds for each second, 0.01 to 1000; default: 1");
        options.option("--seed", m_seed, 0, ~quint64(0), "Seed of chance");
        options.option("--scenario", "ID", m_options.scenario, "Take load and settings of a scenario");
        options.option("--set", "PATH=VALUE", m_settings, "Another value: services/billing/receives/bill/instances=4");
        options.option("--producer", "PATH", m_producers,
                       "Only this source publishes by itself (orders/order.placed); none: no one does");
        options.option("--webhook", "ID[=URL]", m_webhooks,
                       "Really call this outgoing webhook, at another URL if given; the others are emulated");
        options.option("--heartbeat", "TIME", m_heartbeat,
                       "Between two heartbeats of event streams; default: as designed");
        options.option("--for", "TIME", m_for, "End after this long");
    }

    ExitCode run(Session &session) override
    {
        if (const Result<void> read = readOptions(); !read)
            return refuse(read.error(), session, ExitCode::Usage);
        // Before any other thread, so that all of them leave the signals alone.
        InterruptWatch watch;
        const Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        if (const Result<void> forgotten = forgetState(*project); !forgotten)
            return refuse(forgotten.error(), session, ExitCode::Unwritable);
        const SystemClock clock;
        LocalSecrets secrets;
        Result<std::unique_ptr<Emulator>> emulator = startEmulation(*project, m_options, clock, secrets);
        if (!emulator)
            return refuse(emulator.error(), session, ExitCode::Unreadable);
        if (const Result<void> told = tell(**emulator, session); !told)
            return refuse(told.error(), session, ExitCode::Unwritable);
        return keepGoing(**emulator, watch, session);
    }

private:
    Result<void> readOptions()
    {
        Result<void> listening = setListenAddress(m_listen, m_options.emulator.server);
        if (!listening)
            return listening;
        bool isNumber = false;
        m_options.emulator.speed = m_speed.isEmpty() ? 1 : m_speed.toDouble(&isNumber);
        if (!m_speed.isEmpty() && !(isNumber && m_options.emulator.speed >= 0.01 && m_options.emulator.speed <= 1000))
            return Error{tr("“%1” is no speed.").arg(m_speed), {}, tr("Give a number from 0.01 to 1000.")};
        m_options.emulator.system.seed = m_seed.value_or(1);
        Result<QList<ScenarioSetting>> settings = settingsOf(m_settings);
        if (!settings)
            return settings.error();
        m_options.set = *settings;
        if (!m_producers.isEmpty()) {
            m_producers.removeAll(QStringLiteral("none"));
            m_options.emulator.system.producers = m_producers;
        }
        for (const QString &webhook : std::as_const(m_webhooks)) {
            const qsizetype equals = webhook.indexOf(u'=');
            m_options.emulator.webhooks.insert(equals < 0 ? webhook : webhook.first(equals),
                                               equals < 0 ? QString() : webhook.sliced(equals + 1));
        }
        for (const auto &[text, span] :
             {std::pair{&m_heartbeat, &m_options.emulator.heartbeat}, std::pair{&m_for, &m_end}}) {
            if (text->isEmpty())
                continue;
            *span = parseDuration(*text);
            if (!*span || (*span)->count() <= 0)
                return Error{tr("“%1” is no time.").arg(*text), {}, tr("Write it as 500ms, 30s or 5m.")};
        }
        return {};
    }

    /// Removes the files of earlier runs, when that is wanted.
    Result<void> forgetState(const Project &project)
    {
        if (!m_isFresh)
            return {};
        Result<QString> database = m_options.emulator.database.isEmpty() ? defaultDatabase(project)
                                                                         : Result<QString>(m_options.emulator.database);
        if (!database)
            return database.error();
        if (database->contains(QStringLiteral("://")))
            return Error{tr("--fresh forgets files only."), {}, tr("Drop the schema of the database yourself.")};
        QStringList files{*database};
        for (const Service &service : project.catalog.services())
            files.append(outboxUrl(*database, service.id));
        for (const QString &file : std::as_const(files)) {
            for (const QString &end :
                 {QString(), QStringLiteral("-wal"), QStringLiteral("-shm"), QStringLiteral("-turn")}) {
                QFile part(file + end);
                if (part.exists() && !part.remove())
                    return Error{tr("%1 could not be removed: %2.").arg(part.fileName(), part.errorString()), {}, {}};
            }
        }
        return {};
    }

    /// Where everything is.
    Result<void> tell(const Emulator &emulator, Session &session) const
    {
        for (const QString &warning : emulator.warnings())
            session.console.say(tr("warning: %1").arg(warning));
        QString text = tr("Listening on %1").arg(emulator.url()) + u'\n';
        for (const EmulatorEndpoint &endpoint : emulator.endpoints())
            text += QStringLiteral("  %1 %2  %3\n").arg(endpoint.method, -4).arg(endpoint.path, -24).arg(endpoint.what);
        const QStringList producers = emulator.system().producers();
        text += producers.isEmpty() ? tr("No producer publishes by itself.") + u'\n'
                                    : tr("Publishing: %1").arg(producers.join(u", ")) + u'\n';
        return session.console.print(text);
    }

    ExitCode keepGoing(Emulator &emulator, InterruptWatch &watch, Session &session) const
    {
        const auto quit = [] { QCoreApplication::exit(0); };
        const std::stop_callback interrupted(watch.token(), [] {
            QMetaObject::invokeMethod(
                QCoreApplication::instance(), [] { QCoreApplication::exit(1); }, Qt::QueuedConnection);
        });
        if (m_end)
            QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(*m_end), Qt::PreciseTimer,
                               QCoreApplication::instance(), quit);
        {
            const EmulationView view(emulator, session.console, quit);
            if (!watch.isInterrupted())
                QCoreApplication::exec();
        }
        const QString last = emulationLine(emulator.system());
        const Result<void> stopped = emulator.stop();
        session.console.say(tr("Ended: %1").arg(last));
        if (!stopped)
            return refuse(stopped.error(), session, ExitCode::Unwritable);
        return watch.isInterrupted() ? ExitCode::Interrupted : ExitCode::Done;
    }

    QString m_project, m_listen, m_speed, m_heartbeat, m_for;
    QStringList m_settings, m_producers, m_webhooks;
    std::optional<quint64> m_seed;
    std::optional<Duration> m_end;
    bool m_isFresh = false;
    EmulateOptions m_options;
};

} // namespace

std::unique_ptr<Command> emulateCommand()
{
    return std::make_unique<EmulateCommand>();
}

} // namespace weir
