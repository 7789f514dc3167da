// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/emulation/emulator.h"

#include <QCoreApplication>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>
#include <memory>

namespace weir {

/// One line about a running emulation, for logs.
QString emulationLine(const EmulatedSystem &system);

/// The table of its subscriptions: rates, depth, retries, dead letters, latency. The row \a selected is marked; -1: none.
QString emulationTable(const EmulatedSystem &system, int selected);

/// Shows a running emulation: on a terminal a live table with keys that switch faults, else a line now and then.
class EmulationView : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// \a emulator and \a console must outlive it; \a quit is called when the user wants to end. Takes the terminal's keys
    /// one by one while it lives.
    EmulationView(Emulator &emulator, Console &console, std::function<void()> quit);
    ~EmulationView() override;

private:
    class RawTerminal;

    void show();
    void readKeys();
    void press(QByteArrayView key);
    void toggle(FaultKind kind, const QString &target);
    QString selectedService() const;

    Emulator &m_emulator;
    Console &m_console;
    std::function<void()> m_quit;
    std::unique_ptr<RawTerminal> m_terminal; ///< Null: plain lines.
    std::unique_ptr<QSocketNotifier> m_keys;
    QTimer m_timer;
    int m_selected = 0;
    QString m_message; ///< Of the latest key.
};

} // namespace weir
