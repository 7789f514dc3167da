// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/report.h"

#include <QByteArray>

namespace weir {

/// \a report as JUnit XML: one test case for each promise, failed when it is broken, and one, `the run`, that fails when
/// the run was given up or its messages do not add up. A run that was interrupted is an error of that case.
QByteArray reportJunit(const Report &report);

} // namespace weir
