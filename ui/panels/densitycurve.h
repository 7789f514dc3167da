// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/distribution.h"

#include <QWidget>

#include <optional>

namespace weir {

class Theme;

/// Points of a law's density over time, the highest scaled to 1; both axes from 0 to 1. Empty for a constant.
std::vector<std::pair<double, double>> densityPoints(const sim::Distribution &law, int count);

/// Draws how likely which duration is.
class DensityCurve : public QWidget
{
    Q_OBJECT

public:
    explicit DensityCurve(const Theme &theme, QWidget *parent = nullptr);

    /// Nothing is drawn but the base line without a law.
    void setLaw(const std::optional<sim::Distribution> &law);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::optional<sim::Distribution> m_law;
};

} // namespace weir
