// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "ui/editing/projectdocument.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QBoxLayout>
#include <QLabel>

namespace weir {

using namespace Qt::StringLiterals;

StatusLine::StatusLine(const ProjectDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_left(new QLabel)
    , m_right(new QLabel)
{
    setLook(this, Look::StatusBar);
    setFixedHeight(metrics::rowHeight);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, 0);
    line->addWidget(m_left);
    line->addStretch();
    line->addWidget(m_right);
    m_left->setTextFormat(Qt::PlainText);
    connect(&document, &ProjectDocument::catalogReset, this, &StatusLine::refresh);
    connect(&document, &ProjectDocument::elementsChanged, this, &StatusLine::refresh);
    connect(&document, &ProjectDocument::selectionChanged, this, &StatusLine::refresh);
    connect(&document, &ProjectDocument::modifiedChanged, this, &StatusLine::refresh);
    connect(&document, &ProjectDocument::titleChanged, this, &StatusLine::refresh);
    connect(&document, &ProjectDocument::saved, this, &StatusLine::refresh);
    connect(&document, &ProjectDocument::readOnlyChanged, this, &StatusLine::refresh);
}

void StatusLine::setText(Mode mode, const QString &text)
{
    m_texts.insert(mode, text);
    refresh();
}

void StatusLine::setMode(Mode mode)
{
    m_mode = mode;
    refresh();
}

void StatusLine::setZoom(double zoom)
{
    m_zoom = zoom;
    refresh();
}

void StatusLine::refresh()
{
    if (!m_document.isOpen()) {
        m_left->setText(tr("No project is open"));
        m_right->clear();
        return;
    }
    QStringList left{m_document.title(), tr("%n element(s)", nullptr, int(m_document.catalog().elements().size()) - 1)};
    if (!m_document.selection().isEmpty())
        left.append(tr("%n selected", nullptr, int(m_document.selection().size())));
    const QString own = m_texts.value(m_mode);
    m_left->setText(own.isEmpty() ? left.join(u" · "_s) : own);
    QStringList right;
    if (m_mode == Mode::Design || m_mode == Mode::Simulate)
        right = QStringList{tr("grid %1").arg(metrics::grid), tr("%1 %").arg(qRound(m_zoom * 100))};
    if (m_document.isReadOnly())
        right.append(tr("read only"));
    else if (m_document.hasEdits())
        right.append(tr("not saved"));
    else
        right.append(m_document.location().isEmpty() ? tr("a copy without a folder yet") : tr("✓ saved"));
    m_right->setText(right.join(u" · "_s));
}

} // namespace weir
