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

constexpr int longestWord = 24; // characters that the narrowest panel has room for

/// The text with places to wrap, which are not seen, after the signs that divide long ids.
QString wrappable(const QString &text)
{
    QString result;
    qsizetype sinceSpace = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (sinceSpace == 0) {
            qsizetype end = i;
            while (end < text.size() && !text.at(end).isSpace())
                ++end;
            sinceSpace = end - i;
        }
        result += c;
        if (c.isSpace())
            sinceSpace = 0;
        else if (sinceSpace > longestWord && QStringView(u"./_-{").contains(c))
            result += QChar(0x200b);
    }
    return result;
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

QLabel *makeParagraph(const QString &text, Look look, QWidget *parent)
{
    QLabel *label = makeLabel(wrappable(text), look, parent);
    label->setAccessibleName(text);
    label->setWordWrap(true);
    return label;
}

} // namespace weir
