// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/emulate.h"

#include "core/base/translate.h"
#include "core/simulation/scenariosettings.h"
#include "core/simulation/settleddesign.h"
#include "core/storage/statefolder.h"
#include "core/usecases/messagefield.h"
#include "core/usecases/openproject.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>

namespace weir {

namespace {

Result<SettledDesign> settled(const Project &project, const EmulateOptions &options)
{
    if (!options.scenario.isEmpty()) {
        SimulationOptions simulation;
        simulation.scenario = options.scenario;
        simulation.set = options.set;
        return settleDesign(project.catalog, simulation);
    }
    SettledDesign design{project.catalog, Scenario(), {}};
    const Result<void> applied = applyScenarioSettings(design.catalog, options.set, design.warnings);
    if (!applied)
        return applied.error();
    return design;
}

} // namespace

bus::KeyOf keysOf(const Catalog &catalog)
{
    QHash<std::pair<QString, QString>, Expression> keys;
    for (const Service &service : catalog.services()) {
        for (const Publication &publication : service.sends) {
            if (publication.key.isEmpty())
                continue;
            // One that cannot be read is a finding of the design's; its events have no key.
            if (const Result<Expression> key = parseExpression(publication.key))
                keys.insert({publication.event, publication.channel}, *key);
        }
    }
    return [keys](const Message &message, const QString &channel) {
        const auto key = keys.constFind({message.type, channel});
        if (key == keys.cend())
            return QString();
        return keyText(key->evaluate([&message](const QString &name) { return messageField(message, name); }));
    };
}

Result<QString> defaultDatabase(const Project &project)
{
    const QString root = project.root.isEmpty() ? QStringLiteral("bundle") : project.root;
    const QString folder = QStringLiteral("%1/emulator/%2").arg(stateFolder(), projectKey(root));
    if (!QDir().mkpath(folder))
        return Error{tr("The folder %1 could not be made.").arg(folder), {}, tr("Name another place with --database.")};
    return folder + QStringLiteral("/bus.db");
}

Result<std::unique_ptr<Emulator>> startEmulation(const Project &project, const EmulateOptions &options,
                                                 const Clock &clock, SecretSource &secrets)
{
    const Result<SettledDesign> design = settled(project, options);
    if (!design)
        return locatedError(design.error(), project);
    const QString folder = project.isBundle ? QFileInfo(project.root).path() : project.root;
    Result<std::unique_ptr<EmulatedDesign>> emulated = EmulatedDesign::of(design->catalog, design->scenario, folder);
    if (!emulated)
        return locatedError(emulated.error(), project);
    EmulatorSettings settings = options.emulator;
    if (settings.database.isEmpty()) {
        const Result<QString> database = defaultDatabase(project);
        if (!database)
            return database.error();
        settings.database = *database;
    }
    settings.system.keyOf = keysOf(design->catalog);
    return Emulator::start(std::move(*emulated), clock, secrets, settings);
}

} // namespace weir
