// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemacommand.h"

#include "app/cli/input.h"
#include "core/schema/sample.h"
#include "core/syntax/jsonwriter.h"

#include <nlohmann/json.hpp>

namespace weir {

namespace {

constexpr quint64 maxCount = 10'000'000;

class SchemaSampleCommand : public Command
{
public:
    const char *name() const override { return "sample"; }
    const char *summary() const override { return "Draw realistic values that a schema accepts, one a line"; }

    void declare(CommandOptions &options) override
    {
        options.argument("SCHEMA", m_schema, "JSON Schema; EVENT.json#3 is version 3 of an event type");
        options.option("--count", m_count, 1, maxCount, "How many values; default: 1");
        options.option("--seed", m_seed, 0, UINT64_MAX, "The same seed gives the same values; default: 1");
        options.option("-o,--output", "FILE", m_output, "File to write; default: standard output");
        declareSchemaOptions(options, m_options);
    }

    ExitCode run(Session &session) override
    {
        m_options.format = FormatUse::Assertion;
        const auto schema = schemaForCommand(m_schema, m_options, session);
        if (!schema)
            return ExitCode::Unreadable;
        RandomStream random(m_seed.value_or(1));
        QByteArray lines;
        for (quint64 i = 0; i < m_count.value_or(1); ++i) {
            const auto value = sampleOf(*schema, random);
            if (!value) {
                Error error = value.error();
                error.place.file = m_schema;
                return refuse(error, session, ExitCode::Unreadable);
            }
            lines += writeJsonLine(*value) + '\n';
        }
        return deliver(lines, m_output, session);
    }

private:
    QString m_schema;
    QString m_output;
    SchemaFileOptions m_options;
    std::optional<quint64> m_count;
    std::optional<quint64> m_seed;
};

} // namespace

std::unique_ptr<Command> schemaSampleCommand()
{
    return std::make_unique<SchemaSampleCommand>();
}

} // namespace weir
