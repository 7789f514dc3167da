// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "app/cli/texttable.h"
#include "core/storage/backups.h"
#include "core/usecases/saveinplace.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace weir {

namespace {

/// What a save did: `~channels/work.json +channels/new.json`.
QString filesText(const Backup &backup)
{
    QStringList words;
    for (const QString &file : backup.files)
        words.append(u'~' + file);
    for (const QString &file : backup.made)
        words.append(u'+' + file);
    return words.join(u' ');
}

class BackupsCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "backups"; }
    const char *summary() const override { return "List the last saves of a project that can be taken back"; }

    void declare(CommandOptions &options) override { options.argument("PROJECT", m_project, "Folder or bundle"); }

    ExitCode run(Session &session) override
    {
        const Result<QList<Backup>> backups = keptBackups(m_project);
        if (!backups)
            return refuse(backups.error(), session, ExitCode::Unreadable);
        if (backups->isEmpty()) {
            session.console.say(tr("Nothing is kept of %1: no save replaced a file of it yet.").arg(m_project));
            return ExitCode::Done;
        }
        TextTable table;
        table.addColumn(QStringLiteral("SAVE"), ColumnAlignment::Right);
        table.addColumn(QStringLiteral("WHEN"), ColumnAlignment::Left);
        table.addColumn(QStringLiteral("FILES"), ColumnAlignment::Left);
        for (const Backup &backup : *backups) {
            table.addRow({QString::number(backup.number), backup.when.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                          filesText(backup)});
        }
        return deliver(table.text({}).toUtf8(), {}, session);
    }

private:
    QString m_project;
};

class RestoreCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "restore"; }
    const char *summary() const override { return "Take saves of a project back; what is there now is kept"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder or bundle");
        options.option("--before", m_before, 1, std::numeric_limits<int>::max(),
                       "SAVE of weir backups to return to the time before; default: the last");
    }

    ExitCode run(Session &session) override
    {
        const Result<QList<Backup>> backups = keptBackups(m_project);
        if (!backups)
            return refuse(backups.error(), session, ExitCode::Unreadable);
        const int number = int(m_before.value_or(0));
        const bool isKept = std::any_of(backups->begin(), backups->end(), [number](const Backup &backup) {
            return number == 0 || backup.number == number;
        });
        const Result<QStringList> files = restoreInPlace(m_project, number);
        if (!files)
            return refuse(files.error(), session, isKept ? ExitCode::Unwritable : ExitCode::Unreadable);
        QString text;
        for (const QString &file : *files)
            text += file + u'\n';
        const ExitCode shown = deliver(text.toUtf8(), {}, session);
        session.console.say(files->isEmpty() ? tr("All files are as they were before that save.")
                                             : tr("To take this back: weir restore %1").arg(m_project));
        return shown;
    }

private:
    QString m_project;
    std::optional<quint64> m_before;
};

} // namespace

std::unique_ptr<Command> backupsCommand()
{
    return std::make_unique<BackupsCommand>();
}

std::unique_ptr<Command> restoreCommand()
{
    return std::make_unique<RestoreCommand>();
}

} // namespace weir
