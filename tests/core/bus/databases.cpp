// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/databases.h"

#include <QDir>
#include <QProcess>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace weir::test {

using namespace Qt::StringLiterals;

namespace {

/// PostgreSQL does not run as root: then it is given to this account.
constexpr const char *unprivileged = "nobody";

QString postgresFolder()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString &version : found) {
        const QString folder = versions.filePath(version) + u"/bin"_s;
        if (QFile::exists(folder + u"/initdb"_s) && QFile::exists(folder + u"/postgres"_s))
            return folder;
    }
    return {};
}

int freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    void *const any = &address;
    const bool isBound = ::bind(socket, static_cast<sockaddr *>(any), size) == 0
        && ::getsockname(socket, static_cast<sockaddr *>(any), &size) == 0;
    ::close(socket);
    return isBound ? ntohs(address.sin_port) : 0;
}

/// The program and arguments that run \a command as an account that PostgreSQL accepts, and end it with this process.
std::pair<QString, QStringList> unprivilegedCommand(const QStringList &command)
{
    QStringList arguments{u"--pdeathsig"_s, u"TERM"_s};
    if (::getuid() == 0)
        arguments += QStringList{u"--reuid"_s, QString::fromLatin1(unprivileged), u"--regid"_s, u"nogroup"_s,
                                 u"--clear-groups"_s};
    return {u"setpriv"_s, arguments + command};
}

bool succeeds(const QStringList &command)
{
    QProcess process;
    const auto [program, arguments] = unprivilegedCommand(command);
    process.start(program, arguments);
    return process.waitForFinished(240'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

} // namespace

Databases::Databases() = default;

Databases::~Databases()
{
    if (!m_cluster)
        return;
    m_cluster->kill(); // Nothing in it is needed any more.
    m_cluster->waitForFinished();
}

bool Databases::startCluster()
{
    const QString programs = postgresFolder();
    if (programs.isEmpty()) {
        m_whyNot = u"PostgreSQL is not installed"_s;
        return false;
    }
    if (!QSqlDatabase::drivers().contains(u"QPSQL"_s)) {
        m_whyNot = u"Qt's driver for PostgreSQL is not installed"_s;
        return false;
    }
    m_clusterFolder = std::make_unique<QTemporaryDir>();
    const QString data = m_clusterFolder->path();
    if (::getuid() == 0) {
        const passwd *const account = ::getpwnam(unprivileged);
        if (!account || ::chown(QFile::encodeName(data).constData(), account->pw_uid, account->pw_gid) != 0) {
            m_whyNot = u"there is no account that PostgreSQL could run as"_s;
            return false;
        }
    }
    m_port = freePort();
    if (!succeeds({programs + u"/initdb"_s, u"-D"_s, data, u"-U"_s, u"weir"_s, u"-A"_s, u"trust"_s, u"-E"_s, u"UTF8"_s,
                   u"--no-sync"_s, u"--no-instructions"_s})) {
        m_whyNot = u"initdb failed"_s;
        return false;
    }
    return startServer();
}

bool Databases::startServer()
{
    const QString programs = postgresFolder(), data = m_clusterFolder->path();
    m_cluster = std::make_unique<QProcess>();
    m_cluster->setStandardErrorFile(QProcess::nullDevice());
    const auto [program, arguments] =
        unprivilegedCommand({programs + u"/postgres"_s, u"-D"_s, data, u"-p"_s, QString::number(m_port), u"-k"_s, data,
                             u"-h"_s, u"127.0.0.1"_s, u"-F"_s});
    m_cluster->start(program, arguments);
    for (int i = 0; i < 600 && m_cluster->state() != QProcess::NotRunning; ++i) {
        if (succeeds({programs + u"/pg_isready"_s, u"-q"_s, u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port)}))
            return true;
        m_cluster->waitForFinished(50);
    }
    m_whyNot = u"the PostgreSQL server did not start"_s;
    return false;
}

bool Databases::crashServer()
{
    // "Immediate shutdown": no process writes what it still has in memory.
    ::kill(static_cast<pid_t>(m_cluster->processId()), SIGQUIT);
    return m_cluster->waitForFinished() && startServer();
}

QString Databases::url(bus::Engine engine)
{
    ++m_made;
    if (engine == bus::Engine::Sqlite)
        return m_folder.filePath(u"bus%1.sqlite"_s.arg(m_made));
    if (!m_cluster && (!m_whyNot.isEmpty() || !startCluster()))
        return {};
    return u"postgres://weir@127.0.0.1:%1/postgres?schema=test%2"_s.arg(m_port).arg(m_made);
}

} // namespace weir::test
