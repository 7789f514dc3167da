// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>

namespace weir::test {

/// A built `weir` that goes on until it is ended.
class RunningWeir
{
public:
    /// Starts it in \a folder.
    RunningWeir(const QStringList &arguments, const QString &folder);
    ~RunningWeir();
    RunningWeir(const RunningWeir &) = delete;
    RunningWeir &operator=(const RunningWeir &) = delete;

    /// What follows \a mark on its line of standard output; empty when it does not come.
    QString waitFor(const QByteArray &mark);
    /// It has not ended by itself.
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Ends it with SIGKILL, and waits until it is gone.
    void kill();
    /// Ends it with SIGINT; gives its exit code, -1 when it crashed.
    int interrupt();
    QByteArray errors() { return m_process.readAllStandardError(); }
    /// All of its standard output so far.
    QByteArray output() { return m_out += m_process.readAllStandardOutput(); }

private:
    QProcess m_process;
    QByteArray m_out;
};

} // namespace weir::test
