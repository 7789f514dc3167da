// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/layout/drawing.h"
#include "tests/support/registertest.h"

#include <QFile>
#include <QTest>

using namespace weir::layout;
using weir::test::Drawing;
using namespace Qt::StringLiterals;

namespace {

Drawing routed(std::vector<NodeBox> nodes, std::vector<Point> corners, std::vector<EdgeLine> edges)
{
    Drawing drawing{std::move(nodes), std::move(edges), {}};
    drawing.layout.nodes = std::move(corners);
    drawing.layout.edges = routeEdges(drawing.nodes, drawing.layout.nodes, drawing.edges);
    drawing.layout.labels.resize(drawing.edges.size());
    drawing.layout.width = drawing.layout.height = 1600;
    if (const QString folder = qEnvironmentVariable("WEIR_DRAWINGS"); !folder.isEmpty()) {
        QFile file(u"%1/router-%2.svg"_s.arg(folder, QString::fromLatin1(QTest::currentTestFunction())));
        if (file.open(QIODevice::WriteOnly))
            file.write(drawing.toSvg());
    }
    return drawing;
}

const NodeBox card{176, 56, -1};

} // namespace

class tst_EdgeRouter : public QObject
{
    Q_OBJECT

private slots:
    void withoutEdgesThereAreNoRoutes() { QVERIFY(routeEdges({card}, {{0, 0}}, {}).empty()); }

    void boxesAtOneHeightAreConnectedStraight()
    {
        const Drawing drawing = routed({card, card}, {{0, 0}, {400, 0}}, {{0, 1, 0}});
        QCOMPARE(drawing.layout.edges[0], (std::vector<Point>{{176, 28}, {400, 28}}));
    }

    void aStepLiesInTheMiddle()
    {
        const Drawing drawing = routed({card, card}, {{0, 0}, {400, 200}}, {{0, 1, 0}});
        QCOMPARE(drawing.layout.edges[0], (std::vector<Point>{{176, 28}, {288, 28}, {288, 228}, {400, 228}}));
    }

    void aBoxInTheWayIsPassed()
    {
        const Drawing drawing = routed({card, card, card}, {{0, 0}, {600, 0}, {300, 0}}, {{0, 1, 0}});
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
        QVERIFY(drawing.layout.edges[0].size() >= 6);
    }

    void aTargetAtTheLeftIsReachedFromItsLeft()
    {
        const Drawing drawing = routed({card, card}, {{600, 0}, {0, 100}}, {{0, 1, 0}});
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
    }

    void boxesThatStandCloseAreStillPassed()
    {
        const Drawing drawing =
            routed({card, card, card, card}, {{0, 100}, {500, 100}, {250, 68}, {250, 134}}, {{0, 1, 0}});
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
    }

    void parallelStepsLieBesideEachOther()
    {
        const Drawing drawing =
            routed({card, card, card, card}, {{0, 0}, {0, 200}, {400, 300}, {400, 90}}, {{0, 2, 0}, {1, 3, 0}});
        QCOMPARE(drawing.sharedTrunks().join(u'\n'), QString());
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
    }

    void manyBoxesInDisorderAreConnectedProperly()
    {
        std::vector<NodeBox> nodes;
        std::vector<Point> corners;
        std::vector<EdgeLine> edges;
        for (int i = 0; i < 36; ++i) {
            nodes.push_back(card);
            corners.push_back({double(i % 6) * 260 + (i * 7 % 5) * 8, double(i / 6) * 110 + (i * 11 % 6) * 8});
            edges.push_back({i, (i * 7 + 3) % 36, i % 3 == 0 ? 90.0 : 0.0});
        }
        const Drawing drawing = routed(nodes, corners, edges);
        QCOMPARE(drawing.overlaps().join(u'\n'), QString());
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
        QCOMPARE(routeEdges(nodes, corners, edges), drawing.layout.edges);
    }

    void boxesThatOverlapStillGetRoutes()
    {
        const Drawing drawing = routed({card, card}, {{0, 0}, {20, 10}}, {{0, 1, 0}, {1, 1, 0}});
        for (const auto &route : drawing.layout.edges)
            QVERIFY(route.size() >= 2);
    }
};

WEIR_TEST(tst_EdgeRouter)
#include "tst_edgerouter.moc"
