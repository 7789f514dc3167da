// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "app/common/application.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

namespace weir {

namespace {

constexpr const char *introduction =
    "Design, simulate and document event-driven systems.\n\n"
    "Examples:\n"
    "  weir new demo --from checkout              a project from a shipped example\n"
    "  weir lint demo                             check it\n"
    "  weir simulate demo --scenario rush         does it hold, and what breaks first?\n"
    "  weir export demo --to html -o demo.html    the Event Architecture Document\n\n"
    "A PROJECT is a folder, a bundle (.weir.json), or - for a bundle on standard input.";

/// Declares a command's options with CLI11.
class Cli11Options : public CommandOptions
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit Cli11Options(CLI::App &app) : m_app(app) {}

    void argument(const char *name, QString &value, const char *help) override
    {
        add(name, value, help)->required()->type_name("");
    }

    void optionalArgument(const char *name, QString &value, const char *help) override
    {
        add(name, value, help)->type_name("");
    }

    void arguments(const char *name, QStringList &values, const char *help) override
    {
        const auto take = [&values](const std::vector<std::string> &given) {
            for (const std::string &text : given)
                values.append(QString::fromStdString(text));
        };
        m_app.add_option_function<std::vector<std::string>>(name, take, help)->required()->type_name("");
    }

    void option(const char *names, const char *meta, QString &value, const char *help) override
    {
        add(names, value, help)->type_name(meta);
    }

    void requiredOption(const char *names, const char *meta, QString &value, const char *help) override
    {
        add(names, value, help)->type_name(meta)->required();
    }

    void option(const char *names, const char *meta, QStringList &values, const char *help) override
    {
        const auto take = [&values](const std::vector<std::string> &given) {
            for (const std::string &text : given)
                values.append(QString::fromStdString(text));
        };
        m_app.add_option_function<std::vector<std::string>>(names, take, help)
            ->type_name(meta)
            ->type_size(1)
            ->expected(1, 1'000'000)
            ->allow_extra_args(false);
    }

    void option(const char *names, std::optional<quint64> &value, quint64 least, quint64 most,
                const char *help) override
    {
        const auto check = [least, most](const std::string &given) {
            bool isNumber = false;
            const quint64 number = QString::fromStdString(given).toULongLong(&isNumber);
            if (isNumber && number >= least && number <= most)
                return std::string();
            return tr("“%1” is no whole number from %2 to %3")
                .arg(QString::fromStdString(given))
                .arg(least)
                .arg(most)
                .toStdString();
        };
        const auto take = [&value](const std::string &given) { value = QString::fromStdString(given).toULongLong(); };
        m_app.add_option_function<std::string>(names, take, help)->type_name("N")->check(check, "");
    }

    void choice(const char *names, const QStringList &words, QString &value, const char *help) override
    {
        std::vector<std::string> allowed;
        for (const QString &word : words)
            allowed.push_back(word.toStdString());
        const auto check = [words](const std::string &given) {
            if (words.contains(QString::fromStdString(given)))
                return std::string();
            return tr("“%1” is none of %2").arg(QString::fromStdString(given), words.join(u", ")).toStdString();
        };
        add(names, value, help)->type_name(words.join(u'|').toStdString())->check(check, "");
    }

    void flag(const char *names, bool &value, const char *help) override { m_app.add_flag(names, value, help); }

private:
    CLI::Option *add(const char *names, QString &value, const char *help)
    {
        return m_app.add_option_function<std::string>(
            names, [&value](const std::string &given) { value = QString::fromStdString(given); }, help);
    }

    CLI::App &m_app;
};

/// Options that every command has.
struct GlobalOptions
{
    QString color = QStringLiteral("auto");
    bool isQuiet = false;
    bool isVersionAsked = false;
};

void declareGlobals(CLI::App &app, GlobalOptions &globals)
{
    Cli11Options options(app);
    options.choice("--color", {QStringLiteral("auto"), QStringLiteral("always"), QStringLiteral("never")},
                   globals.color, "Colours; auto: on a terminal, unless NO_COLOR is set");
    options.flag("-q,--quiet", globals.isQuiet, "Only results and errors");
    options.flag("--version", globals.isVersionAsked, "Print the version and end");
}

void apply(const GlobalOptions &globals, Console &console)
{
    console.setQuiet(globals.isQuiet);
    if (globals.color != QStringLiteral("auto"))
        console.setColorMode(globals.color == QStringLiteral("always") ? ColorMode::Always : ColorMode::Never);
}

ExitCode written(const Result<void> &result, Console &console)
{
    if (!result) {
        console.complain(result.error());
        return ExitCode::Unwritable;
    }
    return ExitCode::Done;
}

/// Declares \a command, and the verbs below it, as a sub-command of \a parent; the one that is given becomes \a chosen.
void declareCommand(Command &command, CLI::App &parent, Command *&chosen)
{
    CLI::App *verb = parent.add_subcommand(command.name(), command.summary());
    verb->fallthrough();
    Cli11Options options(*verb);
    command.declare(options);
    const std::vector<Command *> verbs = command.verbs();
    if (verbs.empty()) {
        verb->callback([&chosen, wanted = &command] { chosen = wanted; });
        return;
    }
    verb->require_subcommand(1);
    for (Command *below : verbs)
        declareCommand(*below, *verb, chosen);
}

/// The first argument that is no option: the command. A value of `--color` is skipped.
QString firstWord(std::span<char *const> arguments)
{
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        QString argument = QString::fromLocal8Bit(arguments[i]);
        if (argument == QStringLiteral("--color"))
            ++i;
        else if (!argument.startsWith(u'-'))
            return argument;
    }
    return {};
}

} // namespace

CommandLine::CommandLine(std::vector<std::unique_ptr<Command>> commands) : m_commands(std::move(commands)) {}

ExitCode CommandLine::run(std::span<char *const> arguments, Session &session)
{
    CLI::App app{introduction, "weir"};
    app.get_formatter()->column_width(34);
    app.get_formatter()->label("REQUIRED", "");
    app.require_subcommand(0, 1);
    GlobalOptions globals;
    declareGlobals(app, globals);
    Command *chosen = nullptr;
    bool isKnown = false;
    const QString word = firstWord(arguments);
    for (const auto &command : m_commands) {
        declareCommand(*command, app, chosen);
        isKnown = isKnown || word == QLatin1String(command->name());
    }
    if (!word.isEmpty() && !isKnown)
        return refuseCommand(word, session);
    try {
        app.parse(static_cast<int>(arguments.size()), arguments.data());
    } catch (const CLI::CallForHelp &) {
        return written(session.console.print(QByteArray::fromStdString(app.help())), session.console);
    } catch (const CLI::ParseError &error) {
        const QString hint = word.isEmpty() ? tr("See weir --help.") : tr("See weir %1 --help.").arg(word);
        session.console.complain({QString::fromStdString(error.what()), {}, hint});
        return ExitCode::Usage;
    }
    apply(globals, session.console);
    if (globals.isVersionAsked)
        return written(session.console.print(versionLine(QStringLiteral("weir")) + u'\n'), session.console);
    if (chosen == nullptr) {
        session.console.complain({tr("There is no command."), {}, tr("See weir --help.")});
        return ExitCode::Usage;
    }
    return chosen->run(session);
}

ExitCode CommandLine::refuseCommand(const QString &word, Session &session) const
{
    QStringList known;
    for (const auto &command : m_commands)
        known.append(QString::fromLatin1(command->name()));
    const QString nearest = nearestWord(word, known);
    const QString hint = nearest.isEmpty() ? tr("There are: %1.").arg(known.join(u", "))
                                           : tr("Did you mean “%1”? There are: %2.").arg(nearest, known.join(u", "));
    session.console.complain({tr("“%1” is no command.").arg(word), {}, hint});
    return ExitCode::Usage;
}

} // namespace weir
