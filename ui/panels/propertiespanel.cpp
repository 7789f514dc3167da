// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/propertiespanel.h"

#include "ui/editing/projectdocument.h"
#include "ui/panels/elementforms.h"
#include "ui/panels/fieldeditor.h"
#include "ui/panels/formview.h"

#include <QScrollBar>

namespace weir {

PropertiesPanel::PropertiesPanel(ProjectDocument &document, Editor &editor, const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_document(document)
    , m_form(new FormView(document, editor, theme))
{
    setWidget(m_form);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&document, &ProjectDocument::catalogReset, this, &PropertiesPanel::refresh);
    connect(&document, &ProjectDocument::elementsChanged, this, &PropertiesPanel::refresh);
    connect(&document, &ProjectDocument::selectionChanged, this, [this] {
        refresh();
        verticalScrollBar()->setValue(0);
    });
    connect(&document, &ProjectDocument::revealRequested, this,
            [this](const QString &, const QString &pointer) { showField(pointer); });
    refresh();
}

void PropertiesPanel::showField(const QString &pointer)
{
    if (FieldEditor *field = m_form->fieldAt(pointer)) {
        ensureWidgetVisible(field);
        field->setFocus();
    }
}

void PropertiesPanel::refresh()
{
    m_form->setVisible(m_document.isOpen());
    m_form->setRows(m_document.isOpen() ? formRows(m_document.catalog(), m_document.selection()) : FormRows());
}

} // namespace weir
