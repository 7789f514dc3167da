// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace weir::test {

/// How much more memory this process took at its peak than when the object was made.
class PeakMemory
{
public:
    PeakMemory();

    /// Bytes; 0 where the system does not tell, or a sanitizer's own memory would be counted.
    qint64 growth() const;

private:
    qint64 m_before = 0;
};

} // namespace weir::test
