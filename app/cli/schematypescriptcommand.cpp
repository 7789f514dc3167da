// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemacommand.h"

#include "app/cli/input.h"
#include "core/schema/typescript.h"
#include "core/syntax/jsonwriter.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>

namespace weir {

namespace {

class SchemaTypeScriptCommand : public Command
{
public:
    const char *name() const override { return "typescript"; }
    const char *summary() const override
    {
        return "Write a schema as a TypeScript type, or a TypeScript type as a schema";
    }

    void declare(CommandOptions &options) override
    {
        options.argument("FILE", m_file, "JSON Schema (EVENT.json#3: version 3 of an event type), or TypeScript (.ts)");
        options.option(
            "--name", "NAME", m_name,
            "Name of the type, or of a member of it (Name.data); default: the file's name, or the last type");
        options.option("-o,--output", "FILE", m_output, "File to write; default: standard output");
        declareSchemaOptions(options, m_options);
    }

    ExitCode run(Session &session) override
    {
        if (m_file.endsWith(QStringLiteral(".ts")))
            return readTypes(session);
        const auto schema = schemaForCommand(m_file, m_options, session);
        if (!schema)
            return ExitCode::Unreadable;
        // EVENT.json#3 is named after the event type.
        const QString name = m_name.isEmpty() ? QFileInfo(m_file.section(u'#', 0, 0)).completeBaseName() : m_name;
        return deliver(typeScriptDeclaration(name, *schema).toUtf8(), m_output, session);
    }

private:
    ExitCode readTypes(Session &session) const
    {
        const auto schema = readTypeScriptFile(m_file, m_name);
        if (!schema)
            return refuse(schema.error(), session, ExitCode::Unreadable);
        return deliver(writeJson(*schema), m_output, session);
    }

    QString m_file;
    QString m_name;
    QString m_output;
    SchemaFileOptions m_options;
};

} // namespace

std::unique_ptr<Command> schemaTypeScriptCommand()
{
    return std::make_unique<SchemaTypeScriptCommand>();
}

} // namespace weir
