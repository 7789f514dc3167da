// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include "ui/charts/chartexport.h"
#include "ui/charts/chartview.h"
#include "ui/editing/projectdocument.h"
#include "ui/simulator/experimentpage.h"
#include "ui/simulator/reportpanel.h"
#include "ui/simulator/resultspanel.h"
#include "ui/simulator/resultview.h"
#include "ui/simulator/simulationfeature.h"
#include "ui/theme/emptystate.h"
#include "ui/theme/theme.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 120000; // milliseconds

/// Simulate mode without its window: the panels of the feature, side by side.
struct Simulator
{
    ProjectDocument document;
    Theme theme;
    SimulationFeature feature{document, theme};
    QList<QWidget *> widgets;
    ResultsPanel *results = nullptr;

    Simulator()
    {
        theme.applyTo(*qobject_cast<QApplication *>(QCoreApplication::instance()));
        for (const Panel &panel : feature.panels()) {
            widgets << panel.widget;
            if (auto *found = qobject_cast<ResultsPanel *>(panel.widget))
                results = found;
        }
    }

    ~Simulator() { qDeleteAll(widgets); }

    ExperimentPage *page(ResultsPanel::Page page)
    {
        results->showPage(page);
        return qobject_cast<ExperimentPage *>(results->currentWidget());
    }

    bool simulate()
    {
        QSignalSpy runs(&feature.tool(), &SimulationTool::runsChanged);
        feature.tool().run();
        return runs.wait(patience);
    }
};

QPushButton *buttonOf(const QWidget &page, const QString &text)
{
    for (QPushButton *button : page.findChildren<QPushButton *>()) {
        if (button->text() == text && !qobject_cast<EmptyState *>(button->parentWidget()))
            return button;
    }
    return nullptr;
}

ResultView *viewNamed(const QWidget &page, const QString &name)
{
    for (ResultView *view : page.findChildren<ResultView *>()) {
        if (view->accessibleName() == name)
            return view;
    }
    return nullptr;
}

using Page = ResultsPanel::Page;

} // namespace

class tst_ResultsPanel : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyPageSaysWhatItIsForAndHasTheButton_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("verb");
        QTest::addColumn<bool>("canRun");
        QTest::newRow("events need a run") << int(Page::Events) << u"Sample events"_s << false;
        QTest::newRow("sweep") << int(Page::Sweep) << u"Run the sweep"_s << true;
        QTest::newRow("size") << int(Page::Size) << u"Find the size"_s << true;
        QTest::newRow("a comparison needs two sides") << int(Page::Compare) << u"Compare"_s << false;
    }

    void anEmptyPageSaysWhatItIsForAndHasTheButton()
    {
        QFETCH(int, page);
        QFETCH(QString, verb);
        QFETCH(bool, canRun);
        Simulator simulator;
        simulator.document.openUntitled(test::oneQueue(), u"One queue"_s);
        ExperimentPage *shown = simulator.page(Page(page));
        QVERIFY(shown);
        QPushButton *button = buttonOf(*shown, verb);
        QVERIFY(button);
        QCOMPARE(button->isEnabled(), canRun);
        QCOMPARE(button->toolTip().isEmpty(), canRun); // what is disabled says why
        auto *empty = shown->findChild<EmptyState *>();
        QVERIFY(empty && empty->isVisibleTo(shown));
        const auto *inside = empty->findChild<QPushButton *>();
        QCOMPARE(inside->isVisibleTo(shown), canRun);
    }

    void everythingThatTakesTheFocusHasAName()
    {
        Simulator simulator;
        simulator.document.openUntitled(test::oneQueue(), u"One queue"_s);
        for (QWidget *widget : simulator.results->findChildren<QWidget *>()) {
            const bool isPopup = widget->window() != simulator.results; // of a combo box, which has the name
            if ((widget->focusPolicy() & Qt::TabFocus) == 0 || isPopup || widget->isHidden() || widget->focusProxy()
                || qobject_cast<QScrollBar *>(widget) || widget->objectName().startsWith(u"qt_"))
                continue;
            const QString text = widget->property("text").toString();
            QVERIFY2(!widget->accessibleName().isEmpty() || !text.isEmpty(), widget->metaObject()->className());
        }
    }

    void aSweepIsAskedAndAnsweredOnItsPage()
    {
        Simulator simulator;
        simulator.document.openUntitled(test::oneQueue(), u"One queue"_s);
        simulator.document.setSelection({u"services/billing"_s});
        ExperimentPage *page = simulator.page(Page::Sweep);
        auto *to = page->findChildren<QLineEdit *>().at(1);
        QCOMPARE(to->accessibleName(), u"To"_s);
        to->clear();
        QTest::keyClicks(to, u"x"_s);
        QVERIFY(!buttonOf(*page, u"Run the sweep"_s)->isEnabled());
        to->clear();
        QTest::keyClicks(to, u"2"_s);
        QVERIFY(buttonOf(*page, u"Run the sweep"_s)->isEnabled());
        buttonOf(*page, u"Run the sweep"_s)->click();
        QVERIFY(buttonOf(*page, u"Cancel"_s)->isVisibleTo(page));
        QTRY_VERIFY_WITH_TIMEOUT(!simulator.feature.sweep().isRunning(), patience);
        const auto *chart = page->findChild<ChartView *>();
        QVERIFY(!chart->data().isEmpty());
        QVERIFY(chartCsv(chart->data()).startsWith("at,"));
        QCOMPARE(viewNamed(*page, u"All points of the sweep"_s)->table().rows.size(), 2);
    }

    void aChosenEventShowsItsAttemptsAndSelectsItsElements()
    {
        Simulator simulator;
        simulator.document.openUntitled(test::oneQueue(), u"One queue"_s);
        QVERIFY(simulator.simulate());
        ExperimentPage *page = simulator.page(Page::Events);
        buttonOf(*page, u"Sample events"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(simulator.feature.histories().hasResult(), patience);
        ResultView *events = viewNamed(*page, u"Events"_s);
        ResultView *attempts = viewNamed(*page, u"Attempts of the chosen event"_s);
        QVERIFY(events && attempts);
        events->setCurrentIndex(events->model()->index(3, 0));
        QVERIFY(!attempts->table().rows.isEmpty());
        QVERIFY(simulator.document.selection().contains(u"services/billing/receives/bill"_s));
        QVERIFY(simulator.document.selection().contains(u"services/orders/sends/order.placed"_s));
        attempts->setCurrentIndex(attempts->model()->index(int(attempts->table().rows.size()) - 1, 0));
        QCOMPARE(simulator.document.selection(), QStringList{u"services/billing/receives/bill"_s});
    }

    void tablesKeepTheirChoiceAndAreCopiedAsText()
    {
        const Theme theme;
        ResultTable table;
        table.head = {u"Name"_s, u"Count"_s};
        for (const int count : {10, 9, 100})
            table.rows << ResultRow{{ResultCell{u"n%1"_s.arg(count)}, ResultCell{QString::number(count), count}},
                                    u"element%1"_s.arg(count),
                                    quint64(count)};
        ResultTableModel model(theme);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(table);
        ResultView view(theme);
        view.setTable(table);
        QSignalSpy chosen(&view, &ResultView::chosen);
        view.sortByColumn(1, Qt::AscendingOrder);
        QCOMPARE(view.model()->index(0, 1).data().toString(), u"9"_s); // as a number, not as a text
        view.setCurrentIndex(view.model()->index(2, 0));
        QCOMPARE(chosen.last().first().toString(), u"element100"_s);
        QCOMPARE(chosen.last().last().toULongLong(), 100u);
        table.rows.removeFirst();
        view.setTable(table);
        QCOMPARE(view.currentIndex().data(ResultTableModel::IdRole).toULongLong(), 100u);
        QCOMPARE(chosen.count(), 1); // nobody chose again
        view.clearSelection();
        view.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Name\tCount\nn9\t9\nn100\t100"_s);
    }

    void aReportShowsWhatItHoldsOfFaults()
    {
        Simulator simulator;
        Catalog catalog = test::oneQueue();
        catalog.setDocument({Kind::Scenario, u"steady"_s}, Json::parse(R"({"id": "steady", "duration": "4000s",
            "warmup": "0s", "replications": 1, "faults": [{"fault": "brokerDown", "from": "1000s", "for": "200s"}]})"));
        simulator.document.openUntitled(catalog, u"One queue"_s);
        QVERIFY(simulator.simulate());
        QStringList lines;
        for (QWidget *widget : simulator.widgets) {
            for (const auto *button : widget->findChildren<QAbstractButton *>())
                lines << button->accessibleName();
        }
        QVERIFY2(!lines.filter(u"brokerDown: "_s).isEmpty(), qPrintable(lines.join(u'\n')));
        QVERIFY(!lines.filter(u"Retry amplification: ×1"_s).isEmpty());
    }

    void noTextIsCutAtTwiceTheSize_data()
    {
        QTest::addColumn<int>("page");
        for (const Page page : {Page::Events, Page::Sweep, Page::Size, Page::Compare})
            QTest::addRow("%d", int(page)) << int(page);
    }

    void noTextIsCutAtTwiceTheSize()
    {
        QFETCH(int, page);
        Simulator simulator;
        simulator.document.openUntitled(test::oneQueue(), u"One queue"_s);
        QFont large = QApplication::font();
        large.setPixelSize(26);
        simulator.results->setFont(large);
        simulator.results->resize(1000, 320);
        simulator.results->show();
        ExperimentPage *shown = simulator.page(Page(page));
        QVERIFY(QTest::qWaitForWindowExposed(simulator.results));
        for (const QPushButton *button : shown->findChildren<QPushButton *>()) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->fontMetrics().horizontalAdvance(button->text()),
                         qPrintable(button->text()));
        }
        for (const QComboBox *box : shown->findChildren<QComboBox *>()) {
            if (box->isVisible())
                QVERIFY2(box->height() >= box->fontMetrics().height(), qPrintable(box->accessibleName()));
        }
    }
};

WEIR_TEST(tst_ResultsPanel)
#include "tst_resultspanel.moc"
