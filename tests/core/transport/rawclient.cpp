// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/rawclient.h"

#include <QFile>
#include <QTest>

#include <array>
#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

extern "C" [[gnu::weak]] void __asan_init();
extern "C" [[gnu::weak]] void __tsan_init();

namespace weir::test {

namespace {

constexpr int patience = 30'000; ///< Milliseconds: on a machine that is busy with other things.

sockaddr_in addressOf(const char *text, quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, text, &address.sin_addr);
    return address;
}

} // namespace

RawClient::RawClient(quint16 port, const char *from, int receiveBuffer)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (receiveBuffer > 0)
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    const sockaddr_in own = addressOf(from, 0);
    const sockaddr_in server = addressOf("127.0.0.1", port);
    m_isConnected = ::bind(m_socket, reinterpret_cast<const sockaddr *>(&own), sizeof own) == 0
        && ::connect(m_socket, reinterpret_cast<const sockaddr *>(&server), sizeof server) == 0;
}

RawClient::~RawClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

qsizetype RawClient::send(const QByteArray &bytes)
{
    const ssize_t sent =
        ::send(m_socket, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent < 0 && errno == EAGAIN ? 0 : sent;
}

void RawClient::receive()
{
    std::array<char, 65536> buffer{};
    while (!m_isClosed) {
        const ssize_t bytes = ::recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (bytes < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        m_isClosed = bytes <= 0;
        if (bytes > 0)
            m_received.append(buffer.data(), bytes);
    }
}

void RawClient::take(qsizetype most)
{
    QByteArray buffer(most, '\0');
    const ssize_t bytes = ::recv(m_socket, buffer.data(), static_cast<std::size_t>(most), MSG_DONTWAIT);
    if (bytes > 0)
        m_received.append(buffer.constData(), bytes);
    else
        m_isClosed = m_isClosed || bytes == 0 || (errno != EAGAIN && errno != EINTR);
}

const QByteArray &RawClient::received()
{
    receive();
    return m_received;
}

bool RawClient::isClosedByServer()
{
    receive();
    return m_isClosed;
}

bool RawClient::waitFor(const QByteArray &bytes)
{
    return QTest::qWaitFor([&] { return received().contains(bytes) || m_isClosed; }, patience)
        && m_received.contains(bytes);
}

bool RawClient::waitForClose()
{
    return QTest::qWaitFor([this] { return isClosedByServer(); }, patience);
}

void RawClient::shutDown()
{
    ::shutdown(m_socket, SHUT_WR);
}

void RawClient::reset()
{
    const linger none{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    ::close(m_socket);
    m_socket = -1;
    m_isClosed = true;
}

qint64 residentMemory()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

bool isMemoryTheProgramsOwn()
{
    return __asan_init == nullptr && __tsan_init == nullptr;
}

} // namespace weir::test
