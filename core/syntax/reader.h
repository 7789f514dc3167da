// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/syntax/tree.h"

#include <QByteArrayView>

namespace weir {

/// What a reader accepts at most. Reaching a limit is an error with the place where it happened.
struct ReadLimits
{
    qsizetype bytes = 16 * 1024 * 1024; ///< Of the file.
    int depth = 100;                    ///< Nested arrays and objects.
    qsizetype nodes = 2'000'000;        ///< Values, those that aliases repeat included.
};

/// Reads JSON (RFC 8259), strictly: UTF-8 only, no comments, no duplicate keys, no control characters in strings.
/// \a file is only named in places.
Result<Tree> readJson(QByteArrayView bytes, const QString &file, const ReadLimits &limits = {});

/// Reads one YAML 1.2 document (core schema). Aliases are expanded within the limits; merge keys are ordinary keys.
/// Duplicate keys, keys that are no scalars, cycles, several documents, invalid UTF-8 are errors.
Result<Tree> readYaml(QByteArrayView bytes, const QString &file, const ReadLimits &limits = {});

/// JSON when the first character that is no white space is `{` or `[` and the name does not end in .yaml or .yml; else YAML.
Result<Tree> readDocument(QByteArrayView bytes, const QString &file, const ReadLimits &limits = {});

} // namespace weir
