// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace weir::test {

/// A client that does what it likes: a blocking socket of the system, used without waiting.
class RawClient
{
public:
    /// Connects to \a port of loopback, from \a from (an address of 127.0.0.0/8).
    explicit RawClient(quint16 port, const char *from = "127.0.0.1", int receiveBuffer = 0);
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool isConnected() const { return m_isConnected; }
    /// Sends what the system takes of \a bytes now; gives how many, -1 when the server has closed.
    qsizetype send(const QByteArray &bytes);
    /// All that has come so far.
    const QByteArray &received();
    /// Reads \a most bytes at most; the others wait in the system.
    void take(qsizetype most);
    /// What was read so far, without reading more.
    const QByteArray &taken() const { return m_received; }
    /// The server has closed, after what was received.
    bool isClosedByServer();
    /// The event loop runs until \a bytes have come or the server has closed; false when neither happens in 30 s.
    bool waitFor(const QByteArray &bytes);
    bool waitForClose();
    /// Closes for sending only.
    void shutDown();
    /// Ends with a reset.
    void reset();

private:
    void receive();

    int m_socket = -1;
    bool m_isConnected = false;
    bool m_isClosed = false;
    QByteArray m_received;
};

/// Resident memory of this process in bytes.
qint64 residentMemory();
/// False under the address and the thread sanitizer: what they keep of freed memory is no memory of the program's.
bool isMemoryTheProgramsOwn();

} // namespace weir::test
