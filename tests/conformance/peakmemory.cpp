// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/peakmemory.h"

#include <QByteArray>
#include <QFile>

namespace weir::test {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool isMeasurable = false;
#else
constexpr bool isMeasurable = true;
#endif

/// A figure of /proc/self/status in bytes; 0 when it is not there.
qint64 statusFigure(const QByteArray &name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!isMeasurable || !status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(name.size()).trimmed().split(' ').value(0).toLongLong() * 1024;
    }
    return 0;
}

} // namespace

PeakMemory::PeakMemory()
{
    // proc(5): 5 sets the peak back to what is used now. Where that is not allowed, a peak from before counts as used.
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    if (reset.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        reset.write("5");
    m_before = statusFigure("VmHWM:");
}

qint64 PeakMemory::growth() const
{
    return statusFigure("VmHWM:") - m_before;
}

} // namespace weir::test
