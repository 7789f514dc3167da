// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/subsumption.h"

#include <QString>

namespace weir {

/// The stable id of the change that \a refusal tells of: `evolution/required-added`, `evolution/minimum-narrowed`.
QString changeRule(const Refusal &refusal, bool breaksBackward, bool breaksForward);

/// What differs, and who cannot read what.
QString changeReason(const Refusal &refusal, bool breaksBackward, bool breaksForward);

/// What to do about it.
QString changeFix(const Refusal &refusal, bool breaksBackward, bool breaksForward);

/// Why a member that came or went hurts nobody.
QString memberReason(const UnsharedMember &member);

} // namespace weir
