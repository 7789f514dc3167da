// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace weir {

/// The value of the folded block scalar (YAML 1.2 §8.1.3) whose indicator `>` stands at \a indicator in \a bytes and
/// whose text ends before \a end. Nothing when its header gives the indentation as a number.
///
/// libfyaml 0.7 loses line breaks before lines that are indented more.
std::optional<QByteArray> foldedScalar(QByteArrayView bytes, qsizetype indicator, qsizetype end);

} // namespace weir
