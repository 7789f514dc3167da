// SPDX-License-Identifier: GPL-3.0-or-later
/// Precompiled header of the tests.
#pragma once

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>
