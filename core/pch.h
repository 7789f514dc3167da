// SPDX-License-Identifier: GPL-3.0-or-later
/// Precompiled header of the core: what nearly every file of it includes.
#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>
