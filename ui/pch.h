// SPDX-License-Identifier: GPL-3.0-or-later
/// Precompiled header of the user interface.
#pragma once

#include <nlohmann/json.hpp>

#include <QAction>
#include <QBoxLayout>
#include <QHash>
#include <QLabel>
#include <QList>
#include <QObject>
#include <QPainter>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>
