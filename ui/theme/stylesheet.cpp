// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

#include <QFile>
#include <QList>
#include <QStringList>

#include <utility>

static void initThemeResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace weir {
namespace {

using namespace Qt::StringLiterals;

// Longer words first: @text must not eat the start of @textdim.
const QList<std::pair<QString, Role>> &words()
{
    static const QList<std::pair<QString, Role>> list{
        {u"@accenttext"_s, Role::AccentText},
        {u"@accent"_s, Role::Accent},
        {u"@bad"_s, Role::Bad},
        {u"@canvas"_s, Role::Canvas},
        {u"@dim"_s, Role::DimText},
        {u"@good"_s, Role::Good},
        {u"@hover"_s, Role::Hover},
        {u"@line"_s, Role::Line},
        {u"@panel"_s, Role::Panel},
        {u"@selection"_s, Role::Selection},
        {u"@stripselected"_s, Role::StripSelected},
        {u"@striptext"_s, Role::StripText},
        {u"@strip"_s, Role::Strip},
        {u"@text"_s, Role::Text},
        {u"@warning"_s, Role::Warning},
        {u"@window"_s, Role::Window},
    };
    return list;
}

} // namespace

QString styleSheetFor(Appearance appearance)
{
    initThemeResources();
    QFile file(u":/icons/theme.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    sheet.replace(u"@mode"_s, appearance == Appearance::Dark ? u"dark"_s : u"light"_s);
    for (const auto &[word, role] : words())
        sheet.replace(word, tokenColor(role, appearance).name());
    return sheet;
}

} // namespace weir
