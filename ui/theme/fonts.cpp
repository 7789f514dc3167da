// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QScreen>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

QString family()
{
    static const QString found = QFontDatabase::hasFamily(u"Inter"_s)
        ? u"Inter"_s
        : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    return found;
}

double dotsPerInch()
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    return screen ? screen->logicalDotsPerInch() : 96;
}

QFont make(double pixels, QFont::Weight weight)
{
    QFont result(family());
    // Pixel sizes of a font are whole numbers; for the others a point is as many pixels as the screen says.
    if (pixels == double(int(pixels)))
        result.setPixelSize(int(pixels));
    else
        result.setPointSizeF(pixels * 72 / dotsPerInch());
    result.setWeight(weight);
    result.setHintingPreference(QFont::PreferNoHinting);
    return result;
}

} // namespace

QFont font(TextStyle style)
{
    switch (style) {
    case TextStyle::Body:
        return make(13, QFont::Normal);
    case TextStyle::Small:
        return make(11, QFont::Normal);
    case TextStyle::Tiny:
        return make(9.5, QFont::Normal);
    case TextStyle::Name:
    case TextStyle::Heading:
        return make(13, QFont::DemiBold);
    case TextStyle::PipeName:
        return make(12.5, QFont::DemiBold);
    case TextStyle::Statement:
        return make(11.5, QFont::Medium);
    case TextStyle::EventName:
        return make(11, QFont::DemiBold);
    case TextStyle::GroupTitle:
        return make(11.5, QFont::DemiBold);
    case TextStyle::SectionHead: {
        QFont head = make(10.5, QFont::Bold);
        head.setLetterSpacing(QFont::PercentageSpacing, 108);
        head.setCapitalization(QFont::AllUppercase);
        return head;
    }
    case TextStyle::Title:
        return make(17, QFont::Bold);
    case TextStyle::Display:
        return make(24, QFont::Bold);
    case TextStyle::Code: {
        QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        code.setPixelSize(12);
        return code;
    }
    }
    return make(13, QFont::Normal);
}

QFont font(TextStyle style, int pixels)
{
    QFont result = font(style);
    result.setPixelSize(pixels);
    return result;
}

} // namespace weir
