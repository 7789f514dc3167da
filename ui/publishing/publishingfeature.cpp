// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publishing/publishingfeature.h"

#include "ui/editing/projectdocument.h"
#include "ui/feature/actionregistry.h"
#include "ui/models/findingdelegate.h"
#include "ui/models/findingsmodel.h"
#include "ui/publishing/chaptersmodel.h"
#include "ui/publishing/previewview.h"
#include "ui/theme/emptystate.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>

namespace weir {

using namespace Qt::StringLiterals;

PublishingFeature::PublishingFeature(ProjectDocument &document, const Theme &theme, QSettings &state, QObject *parent)
    : Feature(parent)
    , m_document(document)
    , m_theme(theme)
    , m_tool(document, state)
    , m_chapters(new ChaptersModel(this))
    , m_openPoints(new FindingsModel(this))
{
    connect(&m_tool, &PublishingTool::changed, this, &PublishingFeature::showDocument);
}

void PublishingFeature::addActions(ActionRegistry &registry)
{
    QAction *again = registry.add({.id = u"file.export-again"_s,
                                   .menu = Menu::File,
                                   .text = tr("Export a&gain"),
                                   .tip = tr("Export the document to the same place as last time"),
                                   .shortcuts = {Qt::CTRL | Qt::Key_E},
                                   .icon = u"refresh"_s,
                                   .section = 2,
                                   .bar = {Mode::Document}});
    QAction *choose = registry.add({.id = u"file.export"_s,
                                    .menu = Menu::File,
                                    .text = tr("&Export document…"),
                                    .tip = tr("Write the document as HTML or Markdown"),
                                    .shortcuts = {Qt::CTRL | Qt::SHIFT | Qt::Key_E},
                                    .icon = u"export"_s,
                                    .section = 2,
                                    .bar = {Mode::Document},
                                    .primary = true});
    connect(again, &QAction::triggered, this, &PublishingFeature::exportAgain);
    connect(choose, &QAction::triggered, this, &PublishingFeature::chooseExport);
    const auto follow = [this, again, choose] {
        again->setEnabled(m_document.isOpen());
        choose->setEnabled(m_document.isOpen());
    };
    connect(&m_document, &ProjectDocument::catalogReset, this, follow);
    follow();
    addForeignExports(registry);
}

void PublishingFeature::addForeignExports(ActionRegistry &registry)
{
    QAction *asyncApi =
        registry.add({.id = u"file.export-asyncapi"_s,
                      .menu = Menu::File,
                      .text = tr("Export As&yncAPI…"),
                      .tip = tr("Write the design as an AsyncAPI document, and say what it cannot carry"),
                      .section = 2});
    QAction *catalog =
        registry.add({.id = u"file.export-eventcatalog"_s,
                      .menu = Menu::File,
                      .text = tr("Export Even&tCatalog…"),
                      .tip = tr("Write the design as an EventCatalog project, and say what it cannot carry"),
                      .section = 2});
    connect(asyncApi, &QAction::triggered, this, &PublishingFeature::chooseAsyncApi);
    connect(catalog, &QAction::triggered, this, &PublishingFeature::chooseEventCatalog);
    const auto follow = [this, asyncApi, catalog] {
        asyncApi->setEnabled(m_document.isOpen());
        catalog->setEnabled(m_document.isOpen());
    };
    connect(&m_document, &ProjectDocument::catalogReset, this, follow);
    follow();
}

QList<Panel> PublishingFeature::panels()
{
    return {
        {Mode::Document, Area::Centre, {}, makeCentre(), 1},
        {Mode::Document, Area::Left, tr("Chapters"), makeChapters(), 1},
        {Mode::Document, Area::Right, tr("Open points"), makeOpenPoints(), 1},
    };
}

void PublishingFeature::modeEntered(Mode mode)
{
    m_tool.setWatched(mode == Mode::Document);
}

void PublishingFeature::modeLeft(Mode mode)
{
    if (mode == Mode::Document)
        m_tool.setWatched(false);
}

QWidget *PublishingFeature::makeCentre()
{
    m_centre = new QStackedWidget;
    setLook(m_centre, Look::Panel);
    auto *empty = new EmptyState(
        u"document"_s, tr("The document is written from the design. Open a project to read it."), tr("Open a project"));
    connect(empty, &EmptyState::triggered, this, [this] { emit modeRequested(Mode::Welcome); });
    m_preview = new PreviewView(m_theme);
    m_centre->addWidget(empty);
    m_centre->addWidget(m_preview);
    connect(m_preview, &PreviewView::blockReached, this, [this](qsizetype block) {
        const QModelIndex chapter = m_chapters->index(m_chapters->rowOf(block));
        if (m_chapterList && chapter.isValid())
            m_chapterList->setCurrentIndex(chapter);
    });
    return m_centre;
}

QWidget *PublishingFeature::makeChapters()
{
    m_chapterList = new QListView;
    m_chapterList->setModel(m_chapters);
    m_chapterList->setAccessibleName(tr("Chapters"));
    m_chapterList->setTextElideMode(Qt::ElideRight);
    m_chapterList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto go = [this](const QModelIndex &index) {
        m_preview->showBlock(index.data(ChaptersModel::BlockRole).toLongLong());
    };
    connect(m_chapterList, &QListView::clicked, this, go);
    connect(m_chapterList, &QListView::activated, this, go);
    auto *frame = new QWidget;
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(metrics::panelPadding - 7, 0, metrics::grid, metrics::grid);
    layout->addWidget(m_chapterList);
    frame->setFocusProxy(m_chapterList);
    return frame;
}

QWidget *PublishingFeature::makeOpenPoints()
{
    auto *stack = new QStackedWidget;
    QLabel *none = makeLabel(tr("The design leaves nothing open."), Look::Dim);
    none->setWordWrap(true);
    none->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, 0);
    none->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *list = new QListView;
    list->setModel(m_openPoints);
    list->setItemDelegate(new FindingDelegate(m_theme, list));
    list->setAccessibleName(tr("Open points"));
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QListView::ScrollPerPixel);
    list->setResizeMode(QListView::Adjust);
    list->setMouseTracking(true);
    stack->addWidget(none);
    stack->addWidget(list);
    connect(m_openPoints, &QAbstractItemModel::modelReset, stack,
            [this, stack] { stack->setCurrentIndex(m_openPoints->rowCount() > 0 ? 1 : 0); });
    const auto go = [this](const QModelIndex &index) {
        const std::optional<ElementRef> element = ElementRef::fromPath(index.data(FindingsModel::PathRole).toString());
        if (element)
            m_document.reveal(element->path());
    };
    connect(list, &QListView::clicked, this, go);
    connect(list, &QListView::activated, this, go);
    return stack;
}

void PublishingFeature::showDocument()
{
    m_chapters->setOutline(m_tool.outline());
    m_openPoints->setFindings(m_tool.openPoints());
    if (m_centre)
        m_centre->setCurrentIndex(m_document.isOpen() ? 1 : 0);
    if (m_preview)
        m_preview->setOutline(m_tool.outline());
    const QString open = tr("%n open point(s)", nullptr, int(m_tool.openPoints().size()));
    emit statusChanged(Mode::Document, m_document.isOpen() ? u"%1 · %2"_s.arg(m_document.title(), open) : QString());
}

void PublishingFeature::chooseExport()
{
    const QString filters = tr("HTML page (*.html);;Markdown (*.md)");
    QString filter;
    const QString last = m_tool.lastExport();
    QString path =
        QFileDialog::getSaveFileName(QApplication::activeWindow(), tr("Export document"),
                                     last.isEmpty() ? m_tool.suggestedPlace(u".html"_s) : last, filters, &filter);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += filter.contains("*.md"_L1) ? ".md"_L1 : ".html"_L1;
    exportTo(path);
}

void PublishingFeature::exportAgain()
{
    if (m_tool.lastExport().isEmpty())
        chooseExport();
    else
        exportTo(m_tool.lastExport());
}

void PublishingFeature::exportTo(const QString &path)
{
    const Result<void> done = m_tool.exportTo(path);
    if (done)
        emit noticeRaised(
            {NoticeTone::Good, tr("The document was written to %1.").arg(QDir::toNativeSeparators(path)), {}, {}, {}});
    else
        emit noticeRaised({NoticeTone::Error,
                           tr("The document was not written to %1.").arg(QDir::toNativeSeparators(path)),
                           done.error().message,
                           u"file.export"_s,
                           {}});
}

void PublishingFeature::chooseAsyncApi()
{
    QString filter;
    QString path = QFileDialog::getSaveFileName(QApplication::activeWindow(), tr("Export AsyncAPI"),
                                                m_tool.suggestedPlace(u".asyncapi.yaml"_s),
                                                tr("YAML (*.yaml *.yml);;JSON (*.json)"), &filter);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += filter.contains("*.json"_L1) ? ".json"_L1 : ".yaml"_L1;
    exportForeignTo(u"asyncapi"_s, path);
}

void PublishingFeature::chooseEventCatalog()
{
    const QString path = QFileDialog::getSaveFileName(
        QApplication::activeWindow(), tr("Export EventCatalog: name a new folder"),
        m_tool.suggestedPlace(u"-eventcatalog"_s), {}, nullptr, QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty())
        exportForeignTo(u"eventcatalog"_s, path);
}

void PublishingFeature::exportForeignTo(const QString &format, const QString &path)
{
    const QString place = QDir::toNativeSeparators(path);
    const Result<Findings> losses = m_tool.exportForeignTo(format, path);
    if (!losses) {
        emit noticeRaised({NoticeTone::Error,
                           tr("The design was not written to %1.").arg(place),
                           QStringList({losses.error().message, losses.error().hint}).join(u' ').trimmed(),
                           {},
                           {}});
        return;
    }
    if (losses->isEmpty()) {
        emit noticeRaised({NoticeTone::Good, tr("The whole design was written to %1.").arg(place), {}, {}, {}});
        return;
    }
    QStringList lines;
    for (const Finding &loss : *losses)
        lines.append(loss.element.isEmpty() ? loss.message : loss.element + u' ' + loss.message);
    emit noticeRaised({NoticeTone::Warning,
                       tr("The design was written to %1.").arg(place),
                       tr("%n thing(s) the other tool does not learn.", nullptr, int(losses->size())),
                       {},
                       lines.join(u'\n')});
}

} // namespace weir
