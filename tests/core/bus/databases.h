// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/store.h"

#include <QTemporaryDir>

class QProcess;

namespace weir::test {

/// Empty databases of both engines. PostgreSQL is a cluster of our own on a free port of the loopback interface, started
/// with the first database that is asked for and ended with this object.
class Databases
{
public:
    Databases();
    ~Databases();

    /// The URL of a new database; empty when there is no PostgreSQL, and whyNot() says why.
    QString url(bus::Engine engine);
    QString whyNot() const { return m_whyNot; }
    /// Has the running PostgreSQL server end as if its machine had, and starts it again on what is left.
    bool crashServer();

private:
    bool startCluster();
    bool startServer();

    QTemporaryDir m_folder;
    std::unique_ptr<QTemporaryDir> m_clusterFolder;
    std::unique_ptr<QProcess> m_cluster;
    QString m_whyNot;
    int m_port = 0;
    int m_made = 0;
};

} // namespace weir::test
