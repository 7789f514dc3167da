// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <span>

namespace weir::test {

/// A design in which no rule finds anything, as a bundle with apostrophes for quotes.
QByteArray soundDesign();

/// A change that makes the sound design a bad one, and what has to be found then.
struct BadDesign
{
    const char *rule;
    const char *pointer; ///< What is replaced; empty: `json` holds several of them.
    const char *json;    ///< By what; apostrophes stand for quotes.
    const char *element; ///< Where the finding has to be.
    const char *says;    ///< A part of its message.
};

/// At least one for each rule.
std::span<const BadDesign> badDesigns();

/// The sound design with that change.
QByteArray changedDesign(const QByteArray &pointer, QByteArray json);

} // namespace weir::test
