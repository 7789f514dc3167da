// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/model/sourcemap.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_SourceMap : public QObject
{
    Q_OBJECT

private slots:
    void theNearestKnownAncestorIsThePlace_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<int>("line");
        QTest::newRow("the document") << QString() << 1;
        QTest::newRow("a known member") << u"/receives/1"_s << 5;
        QTest::newRow("below a known member") << u"/receives/1/instances"_s << 5;
        QTest::newRow("a sibling whose name starts alike") << u"/receives/10"_s << 3;
        QTest::newRow("unknown at all") << u"/sends"_s << 1;
    }
    void theNearestKnownAncestorIsThePlace()
    {
        QFETCH(QString, pointer);
        const ElementRef element{Kind::Service, u"billing"_s};
        SourceMap sources;
        sources.setFile(element, u"services/billing.json"_s);
        sources.add(element, {}, 1, 1);
        sources.add(element, u"/receives"_s, 3, 15);
        sources.add(element, u"/receives/1"_s, 5, 5);
        const Place place = sources.place(element, pointer);
        QCOMPARE(place.file, u"services/billing.json"_s);
        QCOMPARE(place.pointer, pointer);
        QTEST(place.line, "line");
        sources.remove(element);
        QCOMPARE(sources.place(element, pointer), (Place{{}, 0, 0, pointer}));
    }
};

WEIR_TEST(tst_SourceMap)
#include "tst_sourcemap.moc"
