// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/theme/icons.h"

#include <QImage>
#include <QPixmap>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Icons : public QObject
{
    Q_OBJECT

private slots:
    void everyGlyphDrawsSomething()
    {
        QVERIFY(iconNames().size() > 40);
        for (const QString &name : iconNames()) {
            const QImage image = icon(name).pixmap(24, 24).toImage();
            int painted = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    painted += qAlpha(image.pixel(x, y)) > 0;
            QVERIFY2(painted > 4, qPrintable(name));
        }
    }

    void anUnknownNameIsANullIcon() { QVERIFY(icon(u"no-such-glyph"_s).isNull()); }

    void aGlyphFollowsTheAppearance()
    {
        const QIcon dot = icon(u"dot"_s, Role::Bad);
        setIconAppearance(Appearance::Light);
        QCOMPARE(dot.pixmap(24, 24).toImage().pixelColor(12, 12), tokenColor(Role::Bad, Appearance::Light));
        setIconAppearance(Appearance::Dark);
        QCOMPARE(dot.pixmap(24, 24).toImage().pixelColor(12, 12), tokenColor(Role::Bad, Appearance::Dark));
    }
};

WEIR_TEST(tst_Icons)
#include "tst_icons.moc"
