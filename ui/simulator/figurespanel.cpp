// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/figurespanel.h"

#include "ui/editing/projectdocument.h"
#include "ui/simulator/elementname.h"
#include "ui/simulator/figuresmodel.h"
#include "ui/simulator/simulationtool.h"
#include "ui/theme/emptystate.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QTableView>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int filterWidth = 240;

} // namespace

/// Rows whose element or figure holds every word of the filter.
class FiguresProxy : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QString &text)
    {
        m_words = text.split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QString text = sourceModel()->index(row, FiguresModel::Element, parent).data().toString() + u' '
            + sourceModel()->index(row, FiguresModel::Figure, parent).data().toString();
        return std::all_of(m_words.cbegin(), m_words.cend(),
                           [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList m_words;
};

FiguresPanel::FiguresPanel(SimulationTool &tool, ProjectDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_tool(tool)
    , m_document(document)
    , m_model(new FiguresModel(this))
    , m_proxy(new FiguresProxy(this))
    , m_view(new QTableView)
    , m_filter(new QLineEdit)
    , m_summary(makeLabel({}, Look::Small))
    , m_pages(new QStackedLayout(this))
{
    setLook(this, Look::Panel);
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(FiguresModel::SortRole);
    m_view->setModel(m_proxy);
    m_view->setSortingEnabled(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setAccessibleName(tr("Figures of the run"));
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(metrics::rowHeight);
    m_view->horizontalHeader()->setStretchLastSection(false);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_filter->setPlaceholderText(tr("Filter: “payment p99”"));
    m_filter->setAccessibleName(tr("Filter the figures"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(filterWidth);
    setLook(m_filter, Look::Search);

    auto *page = new QWidget(this);
    auto *head = new QHBoxLayout;
    head->addWidget(m_filter);
    head->addWidget(m_summary, 1);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(metrics::panelPadding, 8, metrics::panelPadding, 4);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    m_pages->addWidget(new EmptyState(u"monitor"_s, tr("Figures appear here with the first run."), {}, this));
    m_pages->addWidget(page);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) { m_proxy->setWords(text); });
    connect(m_view, &QTableView::clicked, this,
            [this](const QModelIndex &index) { m_tool.selectElement(index.data(FiguresModel::PathRole).toString()); });
    connect(m_view, &QTableView::activated, this,
            [this](const QModelIndex &index) { m_tool.selectElement(index.data(FiguresModel::PathRole).toString()); });
    connect(&tool, &SimulationTool::currentChanged, this, &FiguresPanel::refresh);
    connect(&tool, &SimulationTool::comparedChanged, this, &FiguresPanel::refresh);
    refresh();
}

void FiguresPanel::refresh()
{
    const SimulationRun *now = m_tool.current();
    m_pages->setCurrentIndex(now ? 1 : 0);
    if (!now) {
        m_model->setFigures({}, 0, 0);
        return;
    }
    const SimulationRun *before = m_tool.compared();
    const auto nameOf = [this](const QString &element) { return elementName(m_document.catalog(), element); };
    const int compared = before ? before->number : 0;
    m_model->setFigures(runFigures(now->report, before ? &before->report : nullptr, nameOf), now->number, compared);
    m_summary->setText(before ? tr("“%1” (#%2) against “%3” (#%4)")
                                    .arg(now->title)
                                    .arg(now->number)
                                    .arg(before->title)
                                    .arg(before->number)
                              : tr("“%1” (#%2)").arg(now->title).arg(now->number));
    if (compared != m_comparedBefore)
        sortAsUsual();
    m_comparedBefore = compared;
}

/// Beside another run what differs most comes first; alone the elements stay together.
void FiguresPanel::sortAsUsual()
{
    QHeaderView *header = m_view->horizontalHeader();
    const bool compares = m_model->columnCount() > FiguresModel::Change;
    m_view->sortByColumn(compares ? FiguresModel::Change : FiguresModel::Element,
                         compares ? Qt::DescendingOrder : Qt::AscendingOrder);
    header->setSectionResizeMode(FiguresModel::Element, QHeaderView::Stretch);
    header->setSectionResizeMode(FiguresModel::Figure, QHeaderView::Interactive);
    header->resizeSection(FiguresModel::Figure, 170);
    for (int column = FiguresModel::Now; column < m_model->columnCount(); ++column) {
        header->setSectionResizeMode(column, QHeaderView::Interactive);
        header->resizeSection(column, column == FiguresModel::Change ? 150 : 110);
    }
}

} // namespace weir
