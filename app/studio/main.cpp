// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/application.h"
#include "app/studio/options.h"
#include "app/studio/screenshots.h"
#include "app/studio/translations.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/usersettings.h"

#include <QApplication>
#include <QTemporaryDir>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace weir;

    prepareApplication();
    const Result<StudioOptions> options = studioOptions(argc, argv);
    if (!options) {
        std::fprintf(stderr, "weir-studio: %s\n", qPrintable(options.error().message));
        return 1;
    }
    if (!options->screenshots.isEmpty())
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (options->scale > 0)
        qputenv("QT_SCALE_FACTOR", QByteArray::number(options->scale));

    QApplication application(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("org.weir.Studio"));

    installTranslations(application, QLocale());

    const bool isScreenshot = !options->screenshots.isEmpty();
    const QTemporaryDir scratch;
    UserSettings userSettings = isScreenshot ? UserSettings(scratch.path()) : UserSettings();
    Theme theme;
    theme.setChoice(options->theme.value_or(userSettings.theme()));
    theme.applyTo(application);
    MainWindow window(theme, userSettings);
    if (isScreenshot)
        return takeScreenshots(window, options->project, options->screenshots);
    window.show();
    if (options->project.isEmpty())
        window.openLast();
    else
        window.openPath(options->project);
    window.offerRecovery();
    return QApplication::exec();
}
