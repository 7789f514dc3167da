// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/screenshots.h"

#include "ui/shell/mainwindow.h"
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
    if (!QDir().mkpath(folder))
        return 4;
    window.resize(pictureSize); // the offscreen platform's screen is smaller
    window.show();
    settle(settleTime);
    bool done = take(window, folder, u"welcome"_s);
    const bool opened =
        project.isEmpty() ? window.projects().openExample(u"checkout"_s) : window.projects().open(project);
    if (!opened)
        return 3;
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
    window.setMode(Mode::Document);
    settle(settleTime);
    done = take(window, folder, u"document"_s) && done;
    return done ? 0 : 4;
}

} // namespace weir
