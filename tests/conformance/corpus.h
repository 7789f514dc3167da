// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <QByteArray>
#include <QString>

namespace weir::test {

/// The path of \a path in the public corpora beside the project.
QString corpusPath(const QString &path);

/// The bytes of a corpus file; a null array when it is not there.
QByteArray corpusBytes(const QString &path);

/// A corpus file as JSON; null when it is not there.
Json corpusJson(const QString &path);

} // namespace weir::test

/// Skips the test, with a message, when the corpus folder or file is not there.
#define WEIR_NEED_CORPUS(path)                                                                                        \
    do {                                                                                                              \
        if (!QFileInfo::exists(weir::test::corpusPath(path)))                                                         \
            QSKIP(qPrintable(QStringLiteral("The public corpus %1 is not here.").arg(weir::test::corpusPath(path)))); \
    } while (false)
