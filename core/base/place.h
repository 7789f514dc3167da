// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// Where something stands in the user's files.
struct Place
{
    QString file;    ///< Relative to the project's root, or as the user gave it; empty when there is no file.
    int line = 0;    ///< From 1; 0 is unknown.
    int column = 0;  ///< From 1, counted in UTF-8 bytes as editors' `file:line:column` does; 0 is unknown.
    QString pointer; ///< RFC 6901 JSON Pointer of the value; empty is the whole document.

    bool operator==(const Place &) const = default;
};

} // namespace weir
