// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/formrow.h"

#include <QWidget>

namespace weir {

class Theme;

/// Draws when the attempts of a retry policy happen, and what follows the last.
class RetryTimeline : public QWidget
{
    Q_OBJECT

public:
    explicit RetryTimeline(const Theme &theme, QWidget *parent = nullptr);

    void setLine(const RetryLine &line);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Mark
    {
        double x = 0;
        QString text;
        QRectF textArea; ///< Empty when there is no room for the text.
    };
    QList<Mark> marks() const;

    const Theme &m_theme;
    RetryLine m_line;
};

} // namespace weir
