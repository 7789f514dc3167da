// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command.h"
#include "core/schema/schema.h"
#include "core/usecases/schemafiles.h"

#include <memory>

namespace weir {

std::unique_ptr<Command> schemaDiffCommand();
std::unique_ptr<Command> schemaInferCommand();
std::unique_ptr<Command> schemaSampleCommand();
std::unique_ptr<Command> schemaTypeScriptCommand();
std::unique_ptr<Command> schemaValidateCommand();

/// Declares the options of how schemas are read: `--dialect` and `--root`.
void declareSchemaOptions(CommandOptions &options, SchemaFileOptions &values);

/// Reads the schema \a path. Nothing when it is none; what is wrong with it is then told.
std::optional<Schema> schemaForCommand(const QString &path, const SchemaFileOptions &options, Session &session);

} // namespace weir
