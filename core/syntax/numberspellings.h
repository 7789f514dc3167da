// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/syntax/tree.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace weir {

/// How the numbers of a document were spelled where that is not the shortest way: `1.10`, `1e3`. By pointer.
using NumberSpellings = QHash<QString, QByteArray>;

/// The unusual spellings of the numbers at and below \a node, by their pointers from it.
NumberSpellings unusualSpellings(const Node &node);

/// The shortest JSON spelling that reads back as \a number (finite): `1000`, `0.1`, `1e+30`.
QByteArray shortestSpelling(double number);

} // namespace weir
