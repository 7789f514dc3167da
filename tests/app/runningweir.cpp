// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runningweir.h"

#include "tests/app/program.h"

#include <QElapsedTimer>
#include <QProcessEnvironment>

#include <csignal>

namespace weir::test {

RunningWeir::RunningWeir(const QStringList &arguments, const QString &folder)
{
    m_process.setWorkingDirectory(folder);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("XDG_STATE_HOME"), stateHome());
    m_process.setProcessEnvironment(environment);
    m_process.start(QStringLiteral(WEIR_PROGRAM), arguments);
}

RunningWeir::~RunningWeir()
{
    kill();
}

QString RunningWeir::waitFor(const QByteArray &mark)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 60'000) {
        m_out += m_process.readAllStandardOutput();
        const qsizetype at = m_out.indexOf(mark);
        const qsizetype end = at < 0 ? -1 : m_out.indexOf('\n', at);
        if (end >= 0)
            return QString::fromUtf8(m_out.mid(at + mark.size(), end - at - mark.size())).trimmed();
        if (m_process.state() == QProcess::NotRunning)
            break;
        m_process.waitForReadyRead(1'000);
    }
    return {};
}

void RunningWeir::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

int RunningWeir::interrupt()
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
    m_process.waitForFinished();
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

} // namespace weir::test
