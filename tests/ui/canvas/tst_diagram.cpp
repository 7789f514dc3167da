// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "tests/ui/canvas/shop.h"
#include "ui/canvas/edgegeometry.h"
#include "ui/canvas/placement.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Diagram : public QObject
{
    Q_OBJECT

private slots:
    void everyServiceAndChannelIsANode()
    {
        const Drawing diagram = diagramOf(test::shopCatalog());
        QCOMPARE(diagram.nodes.size(), 7);
        QCOMPARE(node(diagram, u"services/orders"_s).shape, NodeShape::Service);
        QCOMPARE(node(diagram, u"services/stripe"_s).shape, NodeShape::External);
        QCOMPARE(node(diagram, u"channels/orders"_s).shape, NodeShape::Topic);
        QCOMPARE(node(diagram, u"channels/payments"_s).shape, NodeShape::Queue);
        QCOMPARE(node(diagram, u"channels/orders.dlq"_s).shape, NodeShape::DeadLetter);
        QVERIFY(node(diagram, u"services/orders"_s).sends);
        QVERIFY(!node(diagram, u"services/orders"_s).receives);
        QVERIFY(node(diagram, u"services/mail"_s).receives);
    }

    void theSecondLineSaysWhatMatters()
    {
        const Drawing diagram = diagramOf(test::shopCatalog());
        QCOMPARE(node(diagram, u"services/orders"_s).detail, u"sends 1 · outbox · 2/s"_s);
        QCOMPARE(node(diagram, u"services/billing"_s).detail, u"3 × 4 · lognormal 180 ms"_s);
        QCOMPARE(node(diagram, u"services/mail"_s).detail, u"sends a thank-you"_s);
        QCOMPARE(node(diagram, u"channels/orders"_s).detail, u"topic · 12 parts"_s);
    }

    void anEventSitsOnTheLineThatCarriesIt()
    {
        const Drawing diagram = diagramOf(test::shopCatalog());
        const DiagramEdge &line = edge(diagram, u"services/orders>channels/orders"_s);
        QCOMPARE(line.cards.size(), 1);
        QCOMPARE(line.cards.first().event, u"order.placed"_s);
        QCOMPARE(line.figuresKeys, QStringList{u"orders/order.placed"_s});
        QCOMPARE(edge(diagram, u"channels/orders>services/billing"_s).paths,
                 QStringList{u"services/billing/receives/bill"_s});
    }

    void moreThanThreeEventsShareOneCard()
    {
        DiagramEdge line;
        for (const QString &event : {u"a"_s, u"b"_s, u"c"_s})
            line.cards << EventCard{event, {}, {}, false};
        QCOMPARE(cardTexts(line).size(), 3);
        line.cards << EventCard{u"d"_s, {}, {}, false};
        QCOMPARE(cardTexts(line), QStringList{u"4 events"_s});
    }

    void aDeadLetterQueueHangsBelowTheServiceWhoseFailuresItTakes()
    {
        Drawing diagram = diagramOf(test::shopCatalog());
        QCOMPARE(node(diagram, u"channels/orders.dlq"_s).below, diagram.index.value(u"services/billing"_s));
        layOut(diagram);
        const QRectF host = node(diagram, u"services/billing"_s).rect;
        const QRectF queue = node(diagram, u"channels/orders.dlq"_s).rect;
        QVERIFY(queue.top() > host.bottom());
        QVERIFY(std::abs(queue.center().x() - host.center().x()) <= 8);
        QCOMPARE(edge(diagram, u"services/billing>channels/orders.dlq!"_s).style, EdgeStyle::Failure);
    }

    void nothingOverlapsAfterLayout_data()
    {
        QTest::addColumn<Catalog>("catalog");
        QTest::newRow("shop") << test::shopCatalog();
        QTest::newRow("forty pairs") << test::largeCatalog(40);
    }

    void nothingOverlapsAfterLayout()
    {
        QFETCH(const Catalog, catalog);
        Drawing diagram = diagramOf(catalog);
        layOut(diagram);
        for (int i = 0; i < diagram.nodes.size(); ++i) {
            for (int k = 0; k < i; ++k)
                QVERIFY2(!diagram.nodes.at(i).rect.intersects(diagram.nodes.at(k).rect),
                         qPrintable(diagram.nodes.at(i).path));
        }
        for (const DiagramEdge &line : std::as_const(diagram.edges)) {
            QVERIFY2(line.route.size() >= 2, qPrintable(line.key));
            for (int i = 1; i < line.route.size(); ++i) {
                const QPointF step = line.route.at(i) - line.route.at(i - 1);
                QVERIFY2(std::abs(step.x()) < 0.01 || std::abs(step.y()) < 0.01, qPrintable(line.key));
            }
        }
    }

    void placedNodesStayAndNewOnesGoBelow()
    {
        Drawing diagram = diagramOf(test::shopCatalog());
        placeDiagram(diagram, {{u"services/orders"_s, {80, 160}}, {u"channels/orders"_s, {400, 168}}});
        routeAround(diagram, {});
        QCOMPARE(node(diagram, u"services/orders"_s).rect.topLeft(), QPointF(80, 160));
        QCOMPARE(node(diagram, u"channels/orders"_s).rect.topLeft(), QPointF(400, 168));
        QVERIFY(node(diagram, u"services/mail"_s).rect.top() > 216);
    }

    void aDeadLetterQueueThatComesLaterCoversNothing()
    {
        Drawing before = diagramOf(test::shopCatalog());
        layOut(before);
        QHash<QString, QPointF> positions;
        for (const DiagramNode &placed : std::as_const(before.nodes))
            positions.insert(placed.path, placed.rect.topLeft());
        Catalog catalog = test::shopCatalog();
        Json billing = catalog.document({Kind::Service, u"billing"_s}).get();
        billing["receives"][0]["deadLetter"] = "lost";
        catalog.setDocument({Kind::Service, u"billing"_s}, billing);
        catalog.setDocument({Kind::Channel, u"lost"_s}, Json{{"id", "lost"}, {"kind", "queue"}});
        Drawing diagram = diagramOf(catalog);
        placeDiagram(diagram, positions);
        const QRectF queue = node(diagram, u"channels/lost"_s).rect;
        for (const DiagramNode &other : std::as_const(diagram.nodes))
            QVERIFY2(other.path == u"channels/lost" || !other.rect.intersects(queue), qPrintable(other.path));
    }

    void aDomainIsAFrameAroundItsNodes()
    {
        Drawing diagram = diagramOf(test::shopCatalog());
        layOut(diagram);
        QCOMPARE(diagram.groups.size(), 1);
        QCOMPARE(diagram.groups.first().title, u"Payments"_s);
        QVERIFY(diagram.groups.first().rect.contains(node(diagram, u"services/billing"_s).rect));
        QVERIFY(diagram.groups.first().rect.contains(node(diagram, u"channels/orders.dlq"_s).rect));
    }

private:
    static const DiagramNode &node(const Drawing &diagram, const QString &path)
    {
        return diagram.nodes.at(diagram.index.value(path, -1));
    }
    static const DiagramEdge &edge(const Drawing &diagram, const QString &key)
    {
        return *std::find_if(diagram.edges.cbegin(), diagram.edges.cend(),
                             [&](const DiagramEdge &one) { return one.key == key; });
    }
};

WEIR_TEST(tst_Diagram)
#include "tst_diagram.moc"
