// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "tests/ui/canvas/shop.h"
#include "ui/canvas/diagramscene.h"
#include "ui/canvas/diagramview.h"
#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/theme/emptystate.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>
#include <QWheelEvent>

using namespace weir;
using namespace Qt::StringLiterals;

/// A canvas on the shop.
struct Canvas
{
    Theme theme;
    ProjectDocument document;
    Editor editor{document};
    DiagramView view{document, editor, theme};

    explicit Canvas(const Catalog &catalog = test::shopCatalog())
    {
        view.resize(1200, 800);
        view.show();
        document.openUntitled(catalog, u"Shop"_s);
    }

    QRectF rectOf(const QString &path) const
    {
        const Drawing &diagram = view.diagram().diagram();
        return diagram.nodes.at(diagram.nodeAt(path)).rect;
    }
    QPoint pointOf(const QString &path) const { return view.mapFromScene(rectOf(path).center()); }
};

class tst_DiagramView : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyProjectSaysWhatToDo()
    {
        Canvas canvas{Catalog()};
        const auto *empty = canvas.view.findChild<EmptyState *>();
        QVERIFY(empty->isVisible());
        canvas.document.openUntitled(test::shopCatalog(), u"Shop"_s);
        QVERIFY(!empty->isVisible());
    }

    void aClickSelectsInTheDocument()
    {
        Canvas canvas;
        QTest::mouseClick(canvas.view.viewport(), Qt::LeftButton, {}, canvas.pointOf(u"services/mail"_s));
        QCOMPARE(canvas.document.selection(), QStringList{u"services/mail"_s});
    }

    void theDocumentsSelectionIsShown()
    {
        Canvas canvas;
        canvas.document.setSelection({u"services/billing"_s, u"channels/orders"_s});
        QCOMPARE(canvas.view.diagram().selectedPaths().size(), 2);
    }

    void aClickOnAnEventSelectsItsPublication()
    {
        Canvas canvas;
        for (const DiagramEdge &edge : canvas.view.diagram().diagram().edges) {
            if (edge.key != u"services/orders>channels/orders"_s)
                continue;
            const QPoint spot = canvas.view.mapFromScene(edge.label);
            QTest::mouseClick(canvas.view.viewport(), Qt::LeftButton, {}, spot);
        }
        QCOMPARE(canvas.document.selection(), QStringList{u"services/orders/sends/order.placed"_s});
    }

    void aDragIsOneUndoStepAndMovesNothingElse()
    {
        Canvas canvas;
        const QRectF before = canvas.rectOf(u"services/mail"_s);
        const QRectF other = canvas.rectOf(u"services/orders"_s);
        const QPoint from = canvas.pointOf(u"services/mail"_s);
        QWidget *port = canvas.view.viewport();
        QTest::mousePress(port, Qt::LeftButton, {}, from);
        QTest::mouseMove(port, from + QPoint(30, 40));
        QTest::mouseMove(port, from + QPoint(64, 80));
        QTest::mouseRelease(port, Qt::LeftButton, {}, from + QPoint(64, 80));
        QCOMPARE(canvas.document.undoStack()->count(), 1);
        const QRectF after = canvas.rectOf(u"services/mail"_s);
        QVERIFY(after != before);
        QCOMPARE(std::fmod(after.x(), 8), 0.0);
        QCOMPARE(canvas.rectOf(u"services/orders"_s), other);
        canvas.document.undoStack()->undo();
        QCOMPARE(canvas.rectOf(u"services/mail"_s), before);
    }

    void arrowsMoveTheSelectionByOneGridStep()
    {
        Canvas canvas;
        canvas.document.setSelection({u"services/mail"_s});
        const QPointF before = canvas.rectOf(u"services/mail"_s).topLeft();
        QTest::keyClick(&canvas.view, Qt::Key_Right);
        QTest::keyClick(&canvas.view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(canvas.rectOf(u"services/mail"_s).topLeft(), before + QPointF(8, 80));
        QCOMPARE(canvas.document.undoStack()->count(), 1);
    }

    void tabGoesFromNodeToNode()
    {
        Canvas canvas;
        canvas.view.activateWindow();
        canvas.view.setFocus();
        QTRY_VERIFY(canvas.view.hasFocus());
        QTest::keyClick(&canvas.view, Qt::Key_Tab);
        const QStringList first = canvas.document.selection();
        QTest::keyClick(&canvas.view, Qt::Key_Tab);
        QCOMPARE(first.size(), 1);
        QVERIFY(canvas.document.selection() != first);
        QSignalSpy activated(&canvas.view, &DiagramView::activated);
        QTest::keyClick(&canvas.view, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void controlAndWheelZoomAtThePointer()
    {
        Canvas canvas;
        const QPointF pointer = canvas.pointOf(u"services/orders"_s);
        const double before = canvas.view.zoom();
        QWheelEvent wheel(pointer, canvas.view.viewport()->mapToGlobal(pointer), {}, {0, 120}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(canvas.view.viewport(), &wheel);
        QVERIFY(canvas.view.zoom() > before);
        QVERIFY(canvas.view.zoom() <= DiagramView::maxZoom);
    }

    void zoomHasLimits()
    {
        Canvas canvas;
        canvas.view.setZoom(100);
        QCOMPARE(canvas.view.zoom(), DiagramView::maxZoom);
        canvas.view.setZoom(0.0001);
        QCOMPARE(canvas.view.zoom(), DiagramView::minZoom);
    }

    void everyNodeIsAnAccessibleChildWithAName()
    {
        Canvas canvas;
        QAccessibleInterface *tree = QAccessible::queryAccessibleInterface(&canvas.view);
        QVERIFY(tree);
        QCOMPARE(tree->childCount(), canvas.view.diagram().diagram().nodes.size());
        for (int i = 0; i < tree->childCount(); ++i) {
            QAccessibleInterface *child = tree->child(i);
            QCOMPARE(child->role(), QAccessible::ListItem);
            QVERIFY(child->text(QAccessible::Name).contains(canvas.view.diagram().diagram().nodes.at(i).name()));
            QVERIFY(child->rect().isValid());
            QCOMPARE(tree->indexOfChild(child), i);
        }
    }

    void anOverlayGivesNodesAndLinesTheirFigures()
    {
        Canvas canvas;
        Overlay overlay;
        overlay.figures[u"services/billing"_s].utilisation = 0.98;
        overlay.figures[u"orders/order.placed"_s].rate = 2;
        canvas.view.setOverlay(overlay);
        const DiagramScene &scene = canvas.view.diagram();
        QCOMPARE(scene.stateOf(scene.diagram().nodeAt(u"services/billing"_s)).figures.utilisation, 0.98);
        for (int i = 0; i < scene.diagram().edges.size(); ++i) {
            if (scene.diagram().edges.at(i).key == u"services/orders>channels/orders"_s)
                QCOMPARE(scene.edgeStateOf(i).figures.rate, 2.0);
        }
        canvas.view.clearOverlay();
        QVERIFY(!scene.hasOverlay());
    }

    void aThousandServicesOpenAndAreDrawn()
    {
        QElapsedTimer clock;
        clock.start();
        Canvas canvas(test::largeCatalog(500));
        qInfo("opened in %lld ms", clock.restart());
        QCOMPARE(canvas.view.diagram().diagram().nodes.size(), 1500);
        canvas.view.fitAll();
        const QImage picture = canvas.view.grab().toImage();
        qInfo("drew all in %lld ms", clock.elapsed());
        QVERIFY(!picture.isNull());
        QVERIFY(clock.elapsed() < 5000);
    }
};

WEIR_TEST(tst_DiagramView)
#include "tst_diagramview.moc"
