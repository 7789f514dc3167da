// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace weir {

/// A choice that takes the room it is given: a text that is too long ends in an ellipsis, and the tooltip has all of it
/// unless another one is set.
class ChoiceBox : public QComboBox
{
public:
    /// Asks for room for \a characters.
    explicit ChoiceBox(int characters = 12, QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace weir
