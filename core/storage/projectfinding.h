// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"

#include <QByteArrayView>

#include <optional>

namespace weir {

struct Project;

/// A finding about a whole file, with the rule `structure/` and \a rule.
Finding fileFinding(const QString &rule, Severity severity, const Place &place, const QString &message,
                    const QString &hint);

/// The finding that a file cannot be read, from the reader's error.
Finding unreadable(const Error &error);

/// The finding that a merge left its markers (`<<<<<<<`) in the file; nothing when it did not.
std::optional<Finding> mergeConflict(QByteArrayView bytes, const QString &file);

/// Adds what only the whole design shows: schemas that refer to themselves in a circle.
void addDesignFindings(Project &project);

/// The finding about a format number that is newer than projectFormat.
Finding newerFormat(int format, const Place &place);

} // namespace weir
