// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemacommand.h"

#include "app/cli/commands.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

namespace {

class SchemaCommand : public Command
{
public:
    SchemaCommand()
    {
        m_verbs.push_back(schemaValidateCommand());
        m_verbs.push_back(schemaDiffCommand());
        m_verbs.push_back(schemaSampleCommand());
        m_verbs.push_back(schemaInferCommand());
        m_verbs.push_back(schemaTypeScriptCommand());
    }

    const char *name() const override { return "schema"; }
    const char *summary() const override { return "JSON Schema: validate, diff, sample, infer, typescript"; }
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

void declareSchemaOptions(CommandOptions &options, SchemaFileOptions &values)
{
    options.choice("--dialect", dialectNames(), values.dialect, "Dialect of schemas without $schema; default: 2020-12");
    options.option("--root", "DIR", values.root,
                   "Folder that references may not leave; default: the folder of the schema");
}

std::optional<Schema> schemaForCommand(const QString &path, const SchemaFileOptions &options, Session &session)
{
    const auto compiled = readSchemaFile(path, options, &session.standardInput);
    if (!compiled) {
        session.console.complain(compiled.error());
        return std::nullopt;
    }
    for (const Error &error : compiled->errors)
        session.console.complain(error);
    return compiled->isOk() ? std::optional(compiled->schema) : std::nullopt;
}

std::unique_ptr<Command> schemaCommand()
{
    return std::make_unique<SchemaCommand>();
}

} // namespace weir
