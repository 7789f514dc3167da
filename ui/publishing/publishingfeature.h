// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/feature.h"
#include "ui/publishing/publishingtool.h"

#include <QPointer>

class QListView;
class QStackedWidget;

namespace weir {

class ChaptersModel;
class FindingsModel;
class PreviewView;
class ProjectDocument;
class Theme;

/// Document mode: the live document, its chapters, what the design leaves open, and its export.
class PublishingFeature : public Feature
{
    Q_OBJECT

public:
    PublishingFeature(ProjectDocument &document, const Theme &theme, QSettings &state, QObject *parent = nullptr);

    PublishingTool &tool() { return m_tool; }

    void addActions(ActionRegistry &registry) override;
    QList<Panel> panels() override;
    void modeEntered(Mode mode) override;
    void modeLeft(Mode mode) override;

private:
    QWidget *makeCentre();
    QWidget *makeChapters();
    QWidget *makeOpenPoints();
    void showDocument();
    void chooseExport();
    void exportAgain();
    void exportTo(const QString &path);
    void addForeignExports(ActionRegistry &registry);
    void chooseAsyncApi();
    void chooseEventCatalog();
    void exportForeignTo(const QString &format, const QString &path);

    ProjectDocument &m_document;
    const Theme &m_theme;
    PublishingTool m_tool;
    ChaptersModel *m_chapters;
    FindingsModel *m_openPoints;
    QPointer<PreviewView> m_preview;
    QPointer<QStackedWidget> m_centre;
    QPointer<QListView> m_chapterList;
};

} // namespace weir
