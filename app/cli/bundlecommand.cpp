// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/usecases/saveinplace.h"

namespace weir {

namespace {

class BundleCommand : public Command
{
public:
    const char *name() const override { return "bundle"; }
    const char *summary() const override { return "Write a whole project as one file"; }

    void declare(CommandOptions &options) override
    {
        options.argument("PROJECT", m_project, "Folder, bundle, or - for standard input");
        options.option("-o,--output", "FILE", m_output, "File to write; default: standard output");
    }

    ExitCode run(Session &session) override
    {
        const Result<Project> project = openForCommand(m_project, session);
        if (!project)
            return ExitCode::Unreadable;
        const ExitCode written = write(writeBundle(*project), session);
        // A bundle without the parts that could not be read is no copy of the project.
        return written == ExitCode::Done && !project->neverWritten.isEmpty() ? ExitCode::Unreadable : written;
    }

private:
    /// A file that is there may be a bundle that somebody has open.
    ExitCode write(const QByteArray &bytes, Session &session) const
    {
        if (m_output.isEmpty() || m_output == QStringLiteral("-"))
            return deliver(bytes, {}, session);
        const Result<void> written = replaceInPlace(bytes, m_output);
        return written ? ExitCode::Done : refuse(written.error(), session, ExitCode::Unwritable);
    }

    QString m_project;
    QString m_output;
};

class UnbundleCommand : public Command
{
public:
    const char *name() const override { return "unbundle"; }
    const char *summary() const override { return "Make a project folder of a bundle"; }

    void declare(CommandOptions &options) override
    {
        options.argument("FILE", m_bundle, "Bundle, or - for standard input");
        options.requiredOption("-o,--output", "DIR", m_output, "Folder to make; it must be new or empty");
    }

    ExitCode run(Session &session) override
    {
        const Result<Project> project = openForCommand(m_bundle, session);
        if (!project)
            return ExitCode::Unreadable;
        const Result<void> made = createProject(m_output, project->catalog);
        return made ? ExitCode::Done : refuse(made.error(), session, ExitCode::Unwritable);
    }

private:
    QString m_bundle;
    QString m_output;
};

} // namespace

std::unique_ptr<Command> bundleCommand()
{
    return std::make_unique<BundleCommand>();
}

std::unique_ptr<Command> unbundleCommand()
{
    return std::make_unique<UnbundleCommand>();
}

} // namespace weir
