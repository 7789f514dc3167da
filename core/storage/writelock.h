// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <memory>

namespace weir {

class ProcessLock;

/// Where locks stand: `locks` in the user's state folder.
QString lockFolder();

/// Held by who may write a project: the Studio while a project is open, a command while it writes.
class WriteLock
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// The lock of the project at \a root (a folder or bundle), however its path is written. Nothing is held yet.
    explicit WriteLock(const QString &root, const QString &folder = lockFolder());
    ~WriteLock();
    WriteLock(WriteLock &&) noexcept;
    WriteLock &operator=(WriteLock &&) noexcept;

    /// Tries to hold it until this object, or the program, ends. True also where no lock can be made (a state folder that
    /// cannot be written to): that must keep nobody from working.
    bool tryLock();
    /// Who holds it: `process 4711 on atlas`. Translated.
    QString holder() const;

private:
    std::unique_ptr<ProcessLock> m_file;
};

} // namespace weir
