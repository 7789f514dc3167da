// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <array>
#include <cmath>

namespace weir {
namespace {

struct Token
{
    Role role;
    QRgb light, dark;
};

constexpr std::array<Token, roleCount> tokens{{
    {Role::Window, 0xFFF3F3F0, 0xFF26272B},         {Role::Panel, 0xFFFFFFFF, 0xFF2B2C31},
    {Role::Canvas, 0xFFFAFAF7, 0xFF1E1F22},         {Role::Line, 0xFFDEDED8, 0xFF3A3B41},
    {Role::GridDot, 0xFFE7E7E1, 0xFF2A2B30},        {Role::Text, 0xFF1F1F1F, 0xFFE8E8E6},
    {Role::DimText, 0xFF6B6B66, 0xFF9C9DA3},        {Role::Accent, 0xFF0B6BCB, 0xFF5AA9F5},
    {Role::AccentText, 0xFFFFFFFF, 0xFF10151B},     {Role::Selection, 0xFFD8E7F7, 0xFF333D4D},
    {Role::Hover, 0xFFEDEDE8, 0xFF34353B},          {Role::Good, 0xFF00694A, 0xFF2DBF8E},
    {Role::Warning, 0xFF8A5A00, 0xFFF0C040},        {Role::Bad, 0xFFB23C00, 0xFFFF7A33},
    {Role::Strip, 0xFF2E3440, 0xFF17181B},          {Role::StripText, 0xFFD8DEE9, 0xFFD8DEE9},
    {Role::StripSelected, 0xFF22446B, 0xFF2B3F57},  {Role::Edge, 0xFF6B6B66, 0xFF9C9DA3},
    {Role::EventFill, 0xFFFFE3BF, 0xFF3A2E1F},      {Role::EventStroke, 0xFFB25C00, 0xFFFFA733},
    {Role::CommandFill, 0xFFDCEBFA, 0xFF1F2F3D},    {Role::CommandStroke, 0xFF005A9C, 0xFF56B4E9},
    {Role::ServiceFill, 0xFFFFFDF0, 0xFF33311F},    {Role::ServiceStroke, 0xFF7A6200, 0xFFF0E442},
    {Role::PolicyFill, 0xFFF3E6F7, 0xFF352A36},     {Role::PolicyStroke, 0xFF7B3F9E, 0xFFCC79A7},
    {Role::ReadModelFill, 0xFFE3F3E4, 0xFF20342B},  {Role::ReadModelStroke, 0xFF00694A, 0xFF2DBF8E},
    {Role::ExternalFill, 0xFFFDEBF2, 0xFF38262F},   {Role::ExternalStroke, 0xFFA62A63, 0xFFF48FB1},
    {Role::QueueFill, 0xFFE4EAED, 0xFF2C3236},      {Role::QueueStroke, 0xFF37474F, 0xFFB0BEC5},
    {Role::TopicFill, 0xFFD8F1EE, 0xFF1F3432},      {Role::TopicStroke, 0xFF00605A, 0xFF4DD0C4},
    {Role::DeadLetterFill, 0xFFFFE4DA, 0xFF3A2720}, {Role::DeadLetterStroke, 0xFFB23C00, 0xFFFF7A33},
    {Role::NoteFill, 0xFFFFFDE7, 0xFF32311F},       {Role::NoteStroke, 0xFF8A8A8A, 0xFF9A9A9A},
    {Role::GroupFill, 0x090B6BCB, 0x0C5AA9F5},      {Role::GroupStroke, 0x8C6B6B66, 0x8C9C9DA3},
}};

// Okabe and Ito (2008); on dark the blue and the green are lightened to stay above 3:1.
constexpr std::array<QRgb, 6> lightSeries{0xFF0072B2, 0xFFD55E00, 0xFF009E73, 0xFFCC79A7, 0xFFE69F00, 0xFF56B4E9};
constexpr std::array<QRgb, 6> darkSeries{0xFF56B4E9, 0xFFE69F00, 0xFF2DBF8E, 0xFFCC79A7, 0xFFFF7A33, 0xFF4F9BD9};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor tokenColor(Role role, Appearance appearance)
{
    const Token &token = tokens[std::size_t(role)];
    Q_ASSERT(token.role == role);
    return QColor::fromRgba(appearance == Appearance::Dark ? token.dark : token.light);
}

QColor seriesToken(int index, Appearance appearance)
{
    const auto &series = appearance == Appearance::Dark ? darkSeries : lightSeries;
    return QColor::fromRgba(series[std::size_t(index) % series.size()]);
}

double contrastRatio(const QColor &one, const QColor &other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return a > b ? a / b : b / a;
}

} // namespace weir
