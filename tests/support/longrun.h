// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace weir::test {

/// True when the environment asks for the release gate's figures (`WEIR_LONG=1`, set by `./dev check --full`): more
/// seeds, more rounds, more mutants. Otherwise tests run the short form that suits each change.
bool isLongRun();

/// `inFull` in a long run, else `onEachChange`.
int rounds(int onEachChange, int inFull);

} // namespace weir::test
