// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemacommand.h"

#include "app/cli/input.h"
#include "core/syntax/jsonwriter.h"
#include "core/usecases/lint.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

class SchemaValidateCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    const char *name() const override { return "validate"; }
    const char *summary() const override { return "Check values against a schema; exit code 5 when one is not valid"; }

    void declare(CommandOptions &options) override
    {
        options.requiredOption("--schema", "FILE", m_schema,
                               "JSON Schema, JSON or YAML; EVENT.json#3 is version 3 of an event type");
        options.arguments("DATA", m_data, "Values: JSON, YAML, NDJSON (one a line), or - for standard input");
        declareSchemaOptions(options, m_options);
        options.flag("--assert-formats", m_assertsFormats, "Let format restrict values, not only describe them");
        options.choice("--format", {QStringLiteral("text"), QStringLiteral("json")}, m_format,
                       "How to print what is wrong");
    }

    ExitCode run(Session &session) override
    {
        m_options.format = m_assertsFormats ? FormatUse::Assertion : FormatUse::Annotation;
        const auto schema = schemaForCommand(m_schema, m_options, session);
        if (!schema)
            return ExitCode::Unreadable;
        Findings findings;
        qsizetype values = 0, invalid = 0;
        for (const QString &path : std::as_const(m_data)) {
            const auto read = readValues(path, &session.standardInput);
            if (!read)
                return refuse(read.error(), session, ExitCode::Unreadable);
            for (const ValueDocument &value : *read) {
                const Validation found = schema->validate(value.document->root());
                findings += violationFindings(found, value.firstLine);
                invalid += found.isValid() ? 0 : 1;
                ++values;
            }
        }
        const ExitCode shown = deliver(text(findings, session.console), {}, session);
        if (shown != ExitCode::Done)
            return shown;
        session.console.say(invalid == 0 ? tr("%1 of %1 values are valid.").arg(values)
                                         : tr("%1 of %2 values are not valid.").arg(invalid).arg(values));
        return invalid == 0 ? ExitCode::Done : ExitCode::Violations;
    }

private:
    QByteArray text(const Findings &findings, const Console &console) const
    {
        if (m_format == QStringLiteral("json"))
            return writeJson(findingsJson(m_schema, LintReport{findings, {}}));
        QString lines;
        for (const Finding &finding : findings)
            lines += findingText(finding, console);
        return lines.toUtf8();
    }

    QString m_schema;
    QStringList m_data;
    SchemaFileOptions m_options;
    bool m_assertsFormats = false;
    QString m_format = QStringLiteral("text");
};

} // namespace

std::unique_ptr<Command> schemaValidateCommand()
{
    return std::make_unique<SchemaValidateCommand>();
}

} // namespace weir
