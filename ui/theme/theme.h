// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QObject>
#include <QPalette>

class QApplication;

namespace weir {

/// What the user wants; System follows the desktop's palette.
enum class ThemeChoice : quint8 { System, Light, Dark };

/// The look of the whole program: colours by meaning, palette and style sheet. Made once in `main` and passed down;
/// whatever paints by itself repaints on changed().
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject *parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    /// Emits changed() when other colours follow from it, after the application wears them.
    void setChoice(ThemeChoice choice);

    Appearance appearance() const { return m_appearance; }
    bool isDark() const { return m_appearance == Appearance::Dark; }

    QColor color(Role role) const { return tokenColor(role, m_appearance); }
    /// Colour of series \a index of a chart; an element keeps its index in all charts.
    QColor series(int index) const { return seriesToken(index, m_appearance); }

    QPalette palette() const;
    /// Of the whole application; widgets are styled by setLook() and by their type.
    QString styleSheet() const;

    /// Dresses \a application: style, font, palette and style sheet; and again with each change.
    void applyTo(QApplication &application);

signals:
    void changed();

private:
    void dress();

    ThemeChoice m_choice = ThemeChoice::System;
    Appearance m_system; ///< What the desktop had when the program started.
    Appearance m_appearance;
    QApplication *m_application = nullptr;
};

} // namespace weir
