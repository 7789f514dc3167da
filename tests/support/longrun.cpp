// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/longrun.h"

#include <QByteArray>

namespace weir::test {

bool isLongRun()
{
    return qEnvironmentVariableIntValue("WEIR_LONG") != 0;
}

int rounds(int onEachChange, int inFull)
{
    return isLongRun() ? inFull : onEachChange;
}

} // namespace weir::test
