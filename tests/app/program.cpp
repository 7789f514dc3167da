// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"

#include "core/schema/schema.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace weir::test {

QString stateHome()
{
    static const QTemporaryDir folder;
    return folder.path();
}

Outcome runWeir(const QStringList &arguments, const QString &folder, const QByteArray &input)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("NO_COLOR"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("XDG_STATE_HOME"), stateHome());
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(WEIR_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit) {
        process.kill();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString differsFromGolden(const QByteArray &text, const QString &name)
{
    QFile file(QStringLiteral("%1/%2").arg(QStringLiteral(WEIR_GOLDEN), name));
    if (qEnvironmentVariableIntValue("WEIR_APPROVE") == 1)
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? QString() : file.errorString();
    if (!file.open(QIODevice::ReadOnly))
        return file.errorString();
    const QByteArray golden = file.readAll();
    return golden == text ? QString() : QStringLiteral("%1 differs; it is now:\n%2").arg(name, QString::fromUtf8(text));
}

QString differsFromSchema(const QString &name, const Json &report)
{
    QFile file(QStringLiteral(WEIR_RESOURCES "/schema/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return name;
    const QByteArray text = file.readAll();
    const SchemaCompilation compiled = compileSchema(Json::parse(text.toStdString()));
    if (!compiled.isOk())
        return compiled.errors.first().message;
    const Validation found = compiled.schema.validate(report);
    return found.isValid() ? QString() : found.violations.first().message;
}

} // namespace weir::test
