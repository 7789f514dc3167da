// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <vector>

namespace weir {

/// The ids of \a items.
template<typename T>
std::vector<QString> idsOf(const QList<T> &items)
{
    std::vector<QString> ids;
    ids.reserve(size_t(items.size()));
    for (const T &item : items)
        ids.push_back(item.id);
    return ids;
}

/// The ids of all elements of \a kind, for the kinds that others refer to; sorted.
std::vector<QString> idsOf(const Catalog &catalog, Kind kind);

} // namespace weir
