// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

static void initIconResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace weir {
namespace {

using namespace Qt::StringLiterals;

// The appearance of the one application; icons outlive theme changes and must follow them.
Appearance currentAppearance = Appearance::Light;

QString glyphFile(const QString &name)
{
    return u":/icons/%1.svg"_s.arg(name);
}

/// Draws a glyph in the colour its role has at that moment.
class GlyphEngine : public QIconEngine
{
public:
    GlyphEngine(QString name, Role role) : m_name(std::move(name)), m_role(role) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QFile file(glyphFile(m_name));
        if (!file.open(QIODevice::ReadOnly))
            return;
        const QColor color = tokenColor(mode == QIcon::Disabled ? Role::DimText : m_role, currentAppearance);
        QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
        painter->save();
        if (mode == QIcon::Disabled)
            painter->setOpacity(painter->opacity() * 0.6);
        renderer.render(painter, rect);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = u"weir-%1-%2-%3-%4-%5x%6"_s.arg(m_name)
                                .arg(int(m_role))
                                .arg(int(currentAppearance))
                                .arg(int(mode))
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(&painter, QRect({}, size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine *clone() const override { return new GlyphEngine(m_name, m_role); }

private:
    QString m_name;
    Role m_role;
};

} // namespace

QIcon icon(const QString &name, Role role)
{
    initIconResources();
    if (!QFile::exists(glyphFile(name)))
        return {};
    return QIcon(new GlyphEngine(name, role));
}

QStringList iconNames()
{
    initIconResources();
    QStringList names = QDir(u":/icons"_s).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(4);
    return names;
}

void setIconAppearance(Appearance appearance)
{
    currentAppearance = appearance;
}

} // namespace weir
