// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/emulationview.h"
#include "app/cli/input.h"
#include "app/cli/interrupt.h"
#include "app/cli/listenaddress.h"
#include "core/usecases/emulate.h"
#include "core/usecases/examples.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTimer>

#include <stop_token>

namespace weir {

namespace {

/// A shipped example as a source of events to try things on: nothing is kept.
class DemoStreamCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "demo-stream"; }
    const char *summary() const override { return "A local stream of events to try things on"; }

    void declare(CommandOptions &options) override
    {
        options.option("--example", "EXAMPLE", m_example, "Which shipped example runs; default: checkout");
        options.option("--listen", "ADDR:PORT", m_listen, "Where to listen; default: 127.0.0.1 and any free port");
        options.option("--for", "TIME", m_for, "End after this long");
    }

    ExitCode run(Session &session) override
    {
        EmulateOptions options;
        if (const Result<void> listening = setListenAddress(m_listen, options.emulator.server); !listening)
            return refuse(listening.error(), session, ExitCode::Usage);
        const std::optional<Duration> end = m_for.isEmpty() ? std::nullopt : parseDuration(m_for);
        if (!m_for.isEmpty() && !end)
            return refuse(Error{tr("“%1” is no time.").arg(m_for), {}, tr("Write it as 30s or 5m.")}, session,
                          ExitCode::Usage);
        InterruptWatch watch;
        const QTemporaryDir folder;
        if (!folder.isValid())
            return refuse(Error{tr("No temporary folder could be made: %1").arg(folder.errorString()), {}, {}}, session,
                          ExitCode::Unwritable);
        const QString place = folder.filePath(QStringLiteral("project"));
        if (const Result<void> made = newProject(place, m_example); !made)
            return refuse(made.error(), session, ExitCode::Usage);
        const Result<Project> project = openForCommand(place, session);
        if (!project)
            return ExitCode::Unreadable;
        options.emulator.database = folder.filePath(QStringLiteral("bus.db"));
        const SystemClock clock;
        LocalSecrets secrets;
        const Result<std::unique_ptr<Emulator>> emulator = startEmulation(*project, options, clock, secrets);
        if (!emulator)
            return refuse(emulator.error(), session, ExitCode::Unreadable);
        const QString text = tr("Streaming on %1/events\n").arg((*emulator)->url());
        if (const Result<void> printed = session.console.print(text); !printed)
            return refuse(printed.error(), session, ExitCode::Unwritable);
        const std::stop_callback interrupted(watch.token(), [] {
            QMetaObject::invokeMethod(
                QCoreApplication::instance(), [] { QCoreApplication::exit(1); }, Qt::QueuedConnection);
        });
        if (end)
            QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(*end), Qt::PreciseTimer,
                               QCoreApplication::instance(), [] { QCoreApplication::exit(0); });
        if (!watch.isInterrupted())
            QCoreApplication::exec();
        return watch.isInterrupted() ? ExitCode::Interrupted : ExitCode::Done;
    }

private:
    QString m_example = QStringLiteral("checkout");
    QString m_listen, m_for;
};

} // namespace

std::unique_ptr<Command> demoStreamCommand()
{
    return std::make_unique<DemoStreamCommand>();
}

} // namespace weir
