// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/screenshots.h"

#include "ui/shell/mainwindow.h"
#include "ui/simulator/simulationfeature.h"
#include "ui/welcome/projecttool.h"

#include <QAction>
#include <QDir>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

#include <cstdio>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize pictureSize{1440, 900};
constexpr auto settleTime = std::chrono::milliseconds(700);
constexpr auto simulateTime = std::chrono::seconds(12);
constexpr auto experimentTime = std::chrono::minutes(5);

void settle(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

bool take(MainWindow &window, const QString &folder, const QString &name)
{
    const QString file = QDir(folder).filePath(name + ".png"_L1);
    if (window.grab().save(file))
        return true;
    std::fprintf(stderr, "weir-studio: %s could not be written\n", qPrintable(file));
    return false;
}

/// Runs \a tool to its end, or to the time a picture is worth waiting for.
void runToTheEnd(ExperimentTool &tool)
{
    tool.run();
    for (auto waited = std::chrono::milliseconds(0); tool.isRunning() && waited < experimentTime; waited += settleTime)
        settle(settleTime);
    settle(settleTime);
}

/// A picture of each page below the diagram, with its answer.
bool takeExperiments(MainWindow &window, const QString &folder)
{
    using Page = ResultsPanel::Page;
    auto *simulation = window.findChild<SimulationFeature *>();
    simulation->showPage(Page::Sweep);
    settle(settleTime);
    bool done = take(window, folder, u"simulate-empty"_s);
    SweepTool &sweep = simulation->sweep();
    runToTheEnd(sweep);
    done = take(window, folder, u"simulate-sweep"_s) && done;
    if (const QList<SweepParameter> &all = sweep.parameters(); all.size() > 1) {
        sweep.choose(1, all.last().path);
        runToTheEnd(sweep);
        done = take(window, folder, u"simulate-grid"_s) && done;
    }
    simulation->showPage(Page::Size);
    runToTheEnd(simulation->size());
    done = take(window, folder, u"simulate-size"_s) && done;
    simulation->showPage(Page::Events);
    runToTheEnd(simulation->histories());
    if (const auto &histories = simulation->histories().histories(); histories && histories->events.size() > 2)
        simulation->histories().select(histories->events.at(2).message);
    settle(settleTime);
    done = take(window, folder, u"simulate-events"_s) && done;
    simulation->showPage(Page::Compare);
    runToTheEnd(simulation->comparison());
    done = take(window, folder, u"simulate-compare"_s) && done;
    simulation->showPage(Page::Charts);
    settle(settleTime);
    return take(window, folder, u"simulate-overlaid"_s) && done;
}

/// Selects a service that receives, so that the properties have something to show.
void selectConsumer(ProjectDocument &document)
{
    for (const Service &service : document.catalog().services()) {
        if (service.receives.size() == 1 && service.receives.first().processing) {
            document.setSelection({ElementRef{Kind::Service, service.id}.path()});
            return;
        }
    }
}

} // namespace

int takeScreenshots(MainWindow &window, const QString &project, const QString &folder)
{
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "weir-studio: the folder %s cannot be made\n", qPrintable(folder));
        return 4;
    }
    window.resize(pictureSize); // the offscreen platform's screen is smaller
    window.show();
    settle(settleTime);
    bool done = take(window, folder, u"welcome"_s);
    const bool opened =
        project.isEmpty() ? window.projects().openExample(u"checkout"_s) : window.projects().open(project);
    if (!opened) {
        std::fprintf(stderr, "weir-studio: %s could not be opened; weir lint says why\n", qPrintable(project));
        return 3;
    }
    settle(settleTime);
    selectConsumer(window.document());
    settle(settleTime);
    done = take(window, folder, u"design"_s) && done;
    window.setMode(Mode::Simulate);
    if (QAction *run = window.actions().action(u"simulate.run"_s)) {
        run->trigger();
        settle(simulateTime);
    }
    done = take(window, folder, u"simulate"_s) && done;
    done = takeExperiments(window, folder) && done;
    window.setMode(Mode::Document);
    settle(settleTime);
    done = take(window, folder, u"document"_s) && done;
    return done ? 0 : 4;
}

} // namespace weir
