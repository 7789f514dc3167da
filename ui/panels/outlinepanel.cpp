// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/outlinepanel.h"

#include "ui/editing/projectdocument.h"
#include "ui/models/outlinemodel.h"
#include "ui/panels/outlineview.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QScopedValueRollback>
#include <QSet>

namespace weir {

OutlinePanel::OutlinePanel(ProjectDocument &document, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new OutlineModel(this))
    , m_view(new OutlineView(theme))
{
    m_view->setModel(m_model);
    setFocusProxy(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_view);
    connect(&document, &ProjectDocument::catalogReset, this, [this] {
        readCatalog();
        expandSections();
    });
    connect(&document, &ProjectDocument::elementsChanged, this, &OutlinePanel::readCatalog);
    connect(&document, &ProjectDocument::findingsChanged, this,
            [this] { m_model->setFindings(m_document.findings()); });
    connect(&document, &ProjectDocument::selectionChanged, this, &OutlinePanel::takeSelection);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutlinePanel::giveSelection);
    connect(m_view, &OutlineView::opened, this, [this](const QModelIndex &index) {
        const QString path = index.data(OutlineModel::PathRole).toString();
        if (!path.isEmpty())
            m_document.reveal(path);
    });
    readCatalog();
    expandSections();
}

void OutlinePanel::readCatalog()
{
    QSet<QString> expanded;
    const QScopedValueRollback following(m_following, true);
    const bool isNew = m_model->rowCount() == 0;
    QStringList collapsed;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex section = m_model->index(row, 0);
        if (!m_view->isExpanded(section))
            collapsed.append(section.data().toString());
        for (int child = 0; child < m_model->rowCount(section); ++child) {
            const QModelIndex item = m_model->index(child, 0, section);
            if (m_view->isExpanded(item))
                expanded.insert(item.data(OutlineModel::PathRole).toString());
        }
    }
    m_model->setCatalog(m_document.catalog());
    for (int row = 0; !isNew && row < m_model->rowCount(); ++row) {
        const QModelIndex section = m_model->index(row, 0);
        m_view->setExpanded(section, !collapsed.contains(section.data().toString()));
    }
    for (const QString &path : std::as_const(expanded))
        m_view->expand(m_model->indexOf(path));
    takeSelection();
}

void OutlinePanel::expandSections()
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_view->expand(m_model->index(row, 0));
}

void OutlinePanel::takeSelection()
{
    const QScopedValueRollback following(m_following, true);
    QItemSelection rows;
    QModelIndex first;
    for (const QString &path : m_document.selection()) {
        const QModelIndex index = m_model->indexOf(path);
        if (!index.isValid())
            continue;
        rows.select(index, index);
        if (!first.isValid())
            first = index;
    }
    m_view->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    if (!first.isValid() || m_view->selectionModel()->isSelected(m_view->currentIndex()))
        return;
    m_view->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_view->scrollTo(first);
}

void OutlinePanel::giveSelection()
{
    if (m_following)
        return;
    QStringList paths;
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes())
        paths.append(index.data(OutlineModel::PathRole).toString());
    m_document.setSelection(paths);
}

} // namespace weir
