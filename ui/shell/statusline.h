// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/mode.h"

#include <QHash>
#include <QWidget>

class QLabel;

namespace weir {

class ProjectDocument;

/// The bar at the bottom: what is open and selected at the left, how it is shown and saved at the right.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(const ProjectDocument &document, QWidget *parent = nullptr);

    /// What \a mode says in place of the usual text; empty takes it back.
    void setText(Mode mode, const QString &text);
    void setMode(Mode mode);
    void setZoom(double zoom);

private:
    void refresh();

    const ProjectDocument &m_document;
    QLabel *m_left;
    QLabel *m_right;
    QHash<Mode, QString> m_texts;
    Mode m_mode = Mode::Welcome;
    double m_zoom = 1;
};

} // namespace weir
