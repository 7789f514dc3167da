// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace weir::fuzz {

/// Ends the run as a finding, in every build type, unless \a holds.
inline void expect(bool holds)
{
    if (!holds)
        std::abort();
}

/// The input of one run as a reader takes it.
inline QByteArrayView bytesOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

/// A refusal says what is wrong and names a line inside \a input, or the one after its end.
inline void expectPlace(const Error &error, QByteArrayView input)
{
    expect(!error.message.isEmpty());
    expect(error.place.line >= 1 && error.place.line <= input.count('\n') + input.count('\r') + 2);
}

} // namespace weir::fuzz
