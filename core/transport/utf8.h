// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace weir {

/// Whether \a bytes are well-formed UTF-8 (RFC 3629).
bool isUtf8(std::string_view bytes);

/// \a bytes with U+FFFD for each maximal part that is not UTF-8, as the decoder of the WHATWG Encoding Standard puts it.
std::string replacedUtf8(std::string_view bytes);

} // namespace weir
