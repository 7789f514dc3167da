// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/options.h"

#include "app/common/application.h"
#include "core/base/translate.h"

#include <QCommandLineParser>

#include <cstdio>
#include <cstdlib>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void printAndEnd(const QString &text)
{
    std::fputs(qPrintable(text), stdout);
    std::exit(0);
}

std::optional<ThemeChoice> themeNamed(const QString &name)
{
    if (name == "light"_L1)
        return ThemeChoice::Light;
    if (name == "dark"_L1)
        return ThemeChoice::Dark;
    return name == "system"_L1 ? std::optional(ThemeChoice::System) : std::nullopt;
}

} // namespace

Result<StudioOptions> studioOptions(int argc, char **argv)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(u"project"_s, tr("Project folder, bundle or AsyncAPI document to open."),
                                 u"[project]"_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, tr("Shows this help."));
    const QCommandLineOption version(u"version"_s, tr("Shows the version."));
    const QCommandLineOption screenshot(u"screenshot"_s, tr("Writes a picture of each mode to the folder and ends."),
                                        u"DIR"_s);
    const QCommandLineOption theme(u"theme"_s, tr("light, dark or system."), u"NAME"_s);
    const QCommandLineOption scale(u"scale"_s, tr("Scales everything, as 2 for 200 %."), u"FACTOR"_s);
    parser.addOptions({help, version, screenshot, theme, scale});
    QStringList arguments;
    for (int index = 0; index < argc; ++index)
        arguments.append(QString::fromLocal8Bit(argv[index]));
    if (!parser.parse(arguments))
        return Error{parser.errorText(), {}, {}};
    if (parser.isSet(help))
        printAndEnd(parser.helpText());
    if (parser.isSet(version))
        printAndEnd(versionLine(u"weir-studio"_s) + u'\n');
    StudioOptions options{parser.positionalArguments().value(0), parser.value(screenshot),
                          themeNamed(parser.value(theme)), 0};
    if (parser.isSet(theme) && !options.theme)
        return Error{tr("“%1” is no theme: light, dark or system.").arg(parser.value(theme)), {}, {}};
    bool isNumber = true;
    if (parser.isSet(scale))
        options.scale = parser.value(scale).toDouble(&isNumber);
    if (!isNumber || options.scale < 0 || options.scale > 8)
        return Error{tr("“%1” is no scale: a number up to 8.").arg(parser.value(scale)), {}, {}};
    return options;
}

} // namespace weir
