// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/layout/drawing.h"
#include "tests/support/registertest.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace weir::layout;
using weir::test::Drawing;
using namespace Qt::StringLiterals;

namespace {

constexpr double labelHeight = 24;

/// A small generator of its own, so that the graphs are the same everywhere.
class Chance
{
public:
    explicit Chance(quint64 seed) : m_state(seed) {}
    int below(int limit)
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return int((m_state >> 33) % quint64(limit));
    }

private:
    quint64 m_state;
};

Drawing laidOut(std::vector<NodeBox> nodes, std::vector<EdgeLine> edges, std::stop_token stop = {})
{
    Drawing drawing{std::move(nodes), std::move(edges), {}};
    drawing.layout = layeredLayout(drawing.nodes, drawing.edges, {}, stop);
    if (const QString folder = qEnvironmentVariable("WEIR_DRAWINGS"); !folder.isEmpty()) {
        QFile file(u"%1/%2-%3.svg"_s.arg(folder, QString::fromLatin1(QTest::currentTestFunction()),
                                         QString::fromLatin1(QTest::currentDataTag())));
        if (file.open(QIODevice::WriteOnly))
            file.write(drawing.toSvg());
    }
    return drawing;
}

std::vector<NodeBox> boxes(int count, double width = 176, double height = 56)
{
    return std::vector<NodeBox>(size_t(count), NodeBox{width, height, -1});
}

/// Services with a channel behind each labelled edge, some cycles, loops and groups.
Drawing randomDesign(quint64 seed, int count, int groups)
{
    Chance chance(seed);
    std::vector<NodeBox> nodes;
    for (int i = 0; i < count; ++i)
        nodes.push_back({chance.below(2) ? 176.0 : 144.0, chance.below(2) ? 56.0 : 40.0,
                         groups > 0 && chance.below(2) ? chance.below(groups) : -1});
    std::vector<EdgeLine> edges;
    for (int i = 0; i < count * 3 / 2; ++i)
        edges.push_back({chance.below(count), chance.below(count), chance.below(2) ? 80.0 + chance.below(60) : 0.0});
    return laidOut(nodes, edges);
}

/// A thousand boxes of which each but the first few hangs on one before it, and some more edges.
Drawing randomGraph(int count, quint64 seed)
{
    Chance chance(seed);
    std::vector<EdgeLine> edges;
    for (int i = 1; i < count; ++i)
        edges.push_back({chance.below(i), i, 0});
    for (int i = 0; i < count / 2; ++i)
        edges.push_back({chance.below(count), chance.below(count), 0});
    return laidOut(boxes(count), edges);
}

} // namespace

class tst_LayeredLayout : public QObject
{
    Q_OBJECT

private slots:
    void nothingHasNoSize()
    {
        const LayoutResult layout = layeredLayout({}, {});
        QCOMPARE(layout.width, 0.0);
        QCOMPARE(layout.height, 0.0);
        QVERIFY(layout.finished);
    }

    void oneBoxStandsInTheCorner()
    {
        const Drawing drawing = laidOut(boxes(1), {});
        QCOMPARE(drawing.layout.nodes.front(), (Point{0, 0}));
        QCOMPARE(drawing.layout.width, 176.0);
        QCOMPARE(drawing.layout.height, 56.0);
    }

    void edgesLeadToTheRight()
    {
        const Drawing drawing =
            laidOut(boxes(6), {{0, 1, 94}, {1, 2, 0}, {1, 3, 0}, {2, 4, 0}, {3, 4, 0}, {0, 5, 120}, {5, 4, 0}});
        for (const EdgeLine &edge : drawing.edges)
            QVERIFY(drawing.layout.nodes[size_t(edge.from)].x + 176 < drawing.layout.nodes[size_t(edge.to)].x);
    }

    void aLineIsStraight()
    {
        const Drawing drawing = laidOut({{176, 56, -1}, {144, 40, -1}, {176, 56, -1}}, {{0, 1, 94}, {1, 2, 0}});
        for (const auto &route : drawing.layout.edges)
            QCOMPARE(route.size(), size_t(2));
    }

    void aLongEdgeBesideAPathIsStraightInTheMiddle()
    {
        const Drawing drawing = laidOut(boxes(5), {{0, 1, 0}, {1, 2, 0}, {2, 3, 0}, {3, 4, 0}, {0, 4, 0}});
        QVERIFY(drawing.layout.edges.back().size() <= 6);
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
    }

    void aFanIsSymmetric()
    {
        const Drawing drawing = laidOut(boxes(4), {{0, 1, 0}, {0, 2, 0}, {0, 3, 0}});
        const auto &nodes = drawing.layout.nodes;
        std::vector<double> heights{nodes[1].y, nodes[2].y, nodes[3].y};
        std::sort(heights.begin(), heights.end());
        QCOMPARE(nodes[0].y, heights[1]);
        QCOMPARE(heights[2] - heights[1], heights[1] - heights[0]);
    }

    void theEdgesOfAFanShareTheirStart()
    {
        const Drawing drawing = laidOut(boxes(3), {{0, 1, 0}, {0, 2, 0}});
        QCOMPARE(drawing.layout.edges[0].front(), drawing.layout.edges[1].front());
        QCOMPARE(drawing.layout.edges[0][1].x, drawing.layout.edges[1][1].x);
    }

    void anEdgeAgainstTheFlowLeavesAtTheRightAndEntersAtTheLeft()
    {
        const Drawing drawing = laidOut(boxes(3), {{0, 1, 0}, {1, 2, 0}, {2, 0, 90}});
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
        QVERIFY(drawing.layout.edges[2].size() >= 6);
        QCOMPARE(drawing.coveredLabels(labelHeight).join(u'\n'), QString());
    }

    void aLoopStaysOutsideItsBox()
    {
        const Drawing drawing = laidOut(boxes(2), {{0, 0, 0}, {0, 0, 60}, {0, 1, 0}});
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
        QVERIFY(drawing.layout.edges[0] != drawing.layout.edges[1]);
    }

    void partsStandApart()
    {
        const Drawing drawing = laidOut(boxes(7), {{0, 1, 0}, {2, 3, 0}, {3, 4, 0}});
        QCOMPARE(drawing.overlaps().join(u'\n'), QString());
        QVERIFY(drawing.layout.width < 2000 && drawing.layout.height < 1000);
    }

    void designsAreDrawnProperly_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("groups");
        for (const int count : {3, 5, 8, 13, 21, 34, 60}) {
            for (const int groups : {0, 1, 4})
                QTest::addRow("%d boxes %d groups", count, groups) << count << groups;
        }
    }

    void designsAreDrawnProperly()
    {
        QFETCH(int, count);
        QFETCH(int, groups);
        for (quint64 seed = 1; seed <= 8; ++seed) {
            const Drawing drawing = randomDesign(seed, count, groups);
            QCOMPARE(drawing.overlaps().join(u'\n'), QString());
            QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
            QCOMPARE(drawing.sharedTrunks().join(u'\n'), QString());
            QCOMPARE(drawing.coveredLabels(labelHeight).join(u'\n'), QString());
        }
    }

    void framesOfGroupsHoldTheirMembersOnly()
    {
        for (quint64 seed = 1; seed <= 20; ++seed) {
            const Drawing drawing = randomDesign(seed, 24, 4);
            for (int group = 0; group < 4; ++group) {
                double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
                const auto corner = [&drawing](size_t i) { return drawing.layout.nodes[i]; };
                for (size_t i = 0; i < drawing.nodes.size(); ++i) {
                    if (drawing.nodes[i].group != group)
                        continue;
                    left = std::min(left, corner(i).x);
                    top = std::min(top, corner(i).y);
                    right = std::max(right, corner(i).x + drawing.nodes[i].width);
                    bottom = std::max(bottom, corner(i).y + drawing.nodes[i].height);
                }
                for (size_t i = 0; i < drawing.nodes.size(); ++i) {
                    const NodeBox &box = drawing.nodes[i];
                    const bool inside = corner(i).x < right && left < corner(i).x + box.width && corner(i).y < bottom
                        && top < corner(i).y + box.height;
                    QVERIFY2(!inside || box.group == group,
                             qPrintable(u"seed %1 group %2 box %3"_s.arg(seed).arg(group).arg(i)));
                }
            }
        }
    }

    void theSameGraphIsDrawnTheSame()
    {
        const Drawing first = randomDesign(5, 40, 3);
        const Drawing second = randomDesign(5, 40, 3);
        QCOMPARE(first.layout.nodes, second.layout.nodes);
        QCOMPARE(first.layout.edges, second.layout.edges);
    }

    void aThousandBoxesAreDrawnProperly()
    {
        const Drawing drawing = randomGraph(1000, 3);
        QCOMPARE(drawing.overlaps().join(u'\n'), QString());
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
        QCOMPARE(drawing.sharedTrunks().join(u'\n'), QString());
    }

    void aStoppedLayoutIsValid()
    {
        std::stop_source source;
        source.request_stop();
        const Drawing drawing = laidOut(boxes(4), {{0, 1, 0}, {1, 2, 0}, {0, 3, 0}, {3, 2, 0}}, source.get_token());
        QVERIFY(!drawing.layout.finished);
        QCOMPARE(drawing.overlaps().join(u'\n'), QString());
        QCOMPARE(drawing.badRoutes().join(u'\n'), QString());
    }

    void cornersLieOnTheGrid()
    {
        const Drawing drawing =
            laidOut({{176, 56, -1}, {140, 40, -1}, {176, 56, 0}, {176, 56, 0}}, {{0, 1, 91}, {1, 2, 0}, {1, 3, 0}});
        for (const Point &corner : drawing.layout.nodes) {
            QCOMPARE(std::fmod(corner.x, 8), 0.0);
            QCOMPARE(std::fmod(corner.y, 8), 0.0);
        }
    }
};

WEIR_TEST(tst_LayeredLayout)
#include "tst_layeredlayout.moc"
