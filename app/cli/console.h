// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QCoreApplication>

namespace weir {

/// When colours are used.
enum class ColorMode { Auto, Always, Never };

/// A meaning that a terminal shows by colour.
enum class Ink { Plain, Strong, Faint, Good, Warning, Bad };

/// Standard output for results, standard error for messages and progress.
///
/// Colours need a terminal and neither `NO_COLOR` nor `TERM=dumb`, progress a terminal on standard error.
class Console
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    Console();

    void setColorMode(ColorMode mode) { m_colorMode = mode; }
    /// Keeps messages and progress back, but not errors.
    void setQuiet(bool quiet) { m_quiet = quiet; }
    bool isQuiet() const { return m_quiet; }
    /// Whether standard output is a terminal that is more than a typewriter.
    bool isTerminal() const { return m_outIsTerminal && qgetenv("TERM") != "dumb"; }

    /// Writes a result; fails when standard output takes no more (a full disk, a closed pipe).
    Result<void> print(const QString &text);
    Result<void> print(const QByteArray &bytes);

    /// A message line on standard error; not when quiet.
    void say(const QString &line);
    /// An error line on standard error: `file:line:column: error: message`, then the hint.
    void complain(const Error &error);
    /// Replaces the progress line; does nothing without a terminal.
    void showProgress(const QString &what, double share);
    /// Removes the progress line.
    void clearProgress();

    /// \a text for standard output in the colour of \a ink, if it has colours.
    QString inked(const QString &text, Ink ink) const;

private:
    QString inked(const QString &text, Ink ink, bool isTerminal) const;
    void writeError(const QString &text);

    ColorMode m_colorMode = ColorMode::Auto;
    bool m_quiet = false;
    bool m_outIsTerminal = false;
    bool m_errIsTerminal = false;
    bool m_plainWanted = false; ///< NO_COLOR or TERM=dumb.
    int m_shownPercent = -1;    ///< Of the progress line; -1: there is none.
};

/// `services/billing.json:12:7`, as much of it as is known; empty without a file and a line.
QString placeText(const Place &place);

} // namespace weir
