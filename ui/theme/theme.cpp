// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylesheet.h"

#include <QApplication>
#include <QStyleFactory>
#include <QToolTip>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

Appearance systemAppearance()
{
    const QPalette palette = QGuiApplication::palette();
    const bool dark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    return dark ? Appearance::Dark : Appearance::Light;
}

} // namespace

Theme::Theme(QObject *parent) : QObject(parent), m_system(systemAppearance()), m_appearance(m_system)
{
    setIconAppearance(m_appearance);
}

void Theme::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    const Appearance wanted = choice == ThemeChoice::System ? m_system
        : choice == ThemeChoice::Dark                       ? Appearance::Dark
                                                            : Appearance::Light;
    if (wanted == m_appearance)
        return;
    m_appearance = wanted;
    setIconAppearance(wanted);
    dress();
    emit changed();
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, color(Role::Panel));
    palette.setColor(QPalette::WindowText, color(Role::Text));
    palette.setColor(QPalette::Base, color(Role::Panel));
    palette.setColor(QPalette::AlternateBase, color(Role::Window));
    palette.setColor(QPalette::Text, color(Role::Text));
    palette.setColor(QPalette::PlaceholderText, color(Role::DimText));
    palette.setColor(QPalette::Button, color(Role::Window));
    palette.setColor(QPalette::ButtonText, color(Role::Text));
    palette.setColor(QPalette::BrightText, color(Role::Bad));
    palette.setColor(QPalette::Highlight, color(Role::Selection));
    palette.setColor(QPalette::HighlightedText, color(Role::Text));
    palette.setColor(QPalette::Link, color(Role::Accent));
    palette.setColor(QPalette::LinkVisited, color(Role::Accent));
    palette.setColor(QPalette::ToolTipBase, color(Role::Panel));
    palette.setColor(QPalette::ToolTipText, color(Role::Text));
    palette.setColor(QPalette::Light, color(Role::Panel));
    palette.setColor(QPalette::Midlight, color(Role::Window));
    palette.setColor(QPalette::Mid, color(Role::Line));
    palette.setColor(QPalette::Dark, color(Role::Line));
    palette.setColor(QPalette::Shadow, color(Role::Line));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Role::DimText));
    return palette;
}

QString Theme::styleSheet() const
{
    return styleSheetFor(m_appearance);
}

void Theme::applyTo(QApplication &application)
{
    m_application = &application;
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setFont(font(TextStyle::Body));
    dress();
}

void Theme::dress()
{
    if (!m_application)
        return;
    QApplication::setPalette(palette());
    QToolTip::setPalette(palette());
    m_application->setStyleSheet(styleSheet());
}

} // namespace weir
