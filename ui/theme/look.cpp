// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/look.h"

#include "ui/theme/fonts.h"

#include <QLabel>
#include <QStyle>
#include <QVariant>

#include <array>
#include <optional>

namespace weir {
namespace {

constexpr std::array names{"panel", "inset",   "canvas",  "card",     "topbar",    "statusbar",   "strip",
                           "mode",  "primary", "plain",   "flat",     "link",      "search",      "pill",
                           "head",  "title",   "heading", "display",  "statement", "dim",         "small",
                           "good",  "warning", "bad",     "msg-info", "msg-good",  "msg-warning", "msg-error"};
static_assert(names.size() == std::size_t(Look::MessageError) + 1);

std::optional<TextStyle> textStyle(Look look)
{
    switch (look) {
    case Look::SectionHead:
        return TextStyle::SectionHead;
    case Look::Title:
        return TextStyle::Title;
    case Look::Heading:
        return TextStyle::Heading;
    case Look::Display:
        return TextStyle::Display;
    case Look::Statement:
        return TextStyle::Statement;
    case Look::Small:
    case Look::Good:
    case Look::Warning:
    case Look::Bad:
        return TextStyle::Small;
    default:
        return {};
    }
}

} // namespace

void setLook(QWidget *widget, Look look)
{
    widget->setProperty("look", QLatin1String(names[std::size_t(look)]));
    widget->setAttribute(Qt::WA_StyledBackground);
    if (const auto style = textStyle(look))
        widget->setFont(font(*style));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QLabel *makeLabel(const QString &text, Look look, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setLook(label, look);
    return label;
}

} // namespace weir
