// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemacommand.h"

#include "app/cli/input.h"
#include "core/syntax/jsonwriter.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

class SchemaInferCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "infer"; }
    const char *summary() const override { return "Find the schema that samples have"; }

    void declare(CommandOptions &options) override
    {
        options.arguments("DATA", m_data, "Samples: JSON, YAML, NDJSON (one a line), or - for standard input");
        options.option("-o,--output", "FILE", m_output, "File to write; default: standard output");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format,
                       "text: the schema, and members that are not always there as messages; json: a report with both");
    }

    ExitCode run(Session &session) override
    {
        SchemaInference inference;
        for (const QString &path : std::as_const(m_data)) {
            const auto values = readValues(path, &session.standardInput);
            if (!values)
                return refuse(values.error(), session, ExitCode::Unreadable);
            for (const ValueDocument &value : *values)
                inference.add(value.document->root());
        }
        if (m_format == QStringLiteral("json"))
            return deliver(writeJson(inferenceJson(inference)), m_output, session);
        Json schema = Json::object();
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema.update(inference.schema());
        const ExitCode shown = deliver(writeJson(schema), m_output, session);
        session.console.say(tr("From %1 samples.").arg(inference.count()));
        for (const InferredMember &member : inference.members()) {
            if (member.seen < member.of) {
                session.console.say(tr("%1 is in %2 of %3 (%4 %).")
                                        .arg(member.path)
                                        .arg(member.seen)
                                        .arg(member.of)
                                        .arg(100 * member.presence(), 0, 'f', 1));
            }
        }
        return shown;
    }

private:
    QStringList m_data;
    QString m_output;
    QString m_format = QStringLiteral("text");
};

} // namespace

std::unique_ptr<Command> schemaInferCommand()
{
    return std::make_unique<SchemaInferCommand>();
}

} // namespace weir
