// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "app/common/exitcode.h"

#include <QStringList>

#include <optional>
#include <vector>

class QIODevice;

namespace weir {

/// What the arguments and options of one command are. Values are left as they are when an option is not given; all of
/// them must outlive the parsing.
class CommandOptions
{
public:
    virtual ~CommandOptions() = default;

    /// A required positional argument, called \a name in the help.
    virtual void argument(const char *name, QString &value, const char *help) = 0;
    /// A positional argument that may be left out.
    virtual void optionalArgument(const char *name, QString &value, const char *help) = 0;
    /// One or more positional arguments.
    virtual void arguments(const char *name, QStringList &values, const char *help) = 0;
    /// An option with a value: `-o,--output`; \a meta names the value in the help.
    virtual void option(const char *names, const char *meta, QString &value, const char *help) = 0;
    /// An option that must be given.
    virtual void requiredOption(const char *names, const char *meta, QString &value, const char *help) = 0;
    /// An option that may be given several times.
    virtual void option(const char *names, const char *meta, QStringList &values, const char *help) = 0;
    /// A number from \a least to \a most.
    virtual void option(const char *names, std::optional<quint64> &value, quint64 least, quint64 most,
                        const char *help) = 0;
    /// One of a few words; \a value holds the default.
    virtual void choice(const char *names, const QStringList &words, QString &value, const char *help) = 0;
    virtual void flag(const char *names, bool &value, const char *help) = 0;
};

/// What all commands work with.
struct Session
{
    Console &console;
    QIODevice &standardInput;
};

/// One verb of the command line.
class Command
{
public:
    virtual ~Command() = default;

    virtual const char *name() const = 0;
    /// One line for the list of commands.
    virtual const char *summary() const = 0;
    virtual void declare(CommandOptions &options) = 0;
    virtual ExitCode run(Session &session) = 0;
    /// The verbs below this one (`weir schema validate`); one of them must then be given, and run() is not called.
    virtual std::vector<Command *> verbs() const { return {}; }
};

} // namespace weir
