// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/formview.h"

#include "core/simulation/laws.h"
#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/panels/densitycurve.h"
#include "ui/panels/fieldeditor.h"
#include "ui/panels/retrytimeline.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>

namespace weir {

namespace {

Look lookOf(FormRow::Mood mood)
{
    switch (mood) {
    case FormRow::Mood::Good:
        return Look::Good;
    case FormRow::Mood::Warning:
        return Look::Warning;
    case FormRow::Mood::Bad:
        return Look::Bad;
    case FormRow::Mood::Dim:
        break;
    }
    return Look::Small;
}

} // namespace

FormView::FormView(ProjectDocument &document, Editor &editor, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_editor(editor)
    , m_theme(theme)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::panelPadding, 0, metrics::panelPadding, metrics::panelPadding);
    layout->setSpacing(0);
}

void FormView::setRows(const FormRows &rows)
{
    const bool fits = m_body
        && std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(),
                      [](const FormRow &left, const FormRow &right) { return left.fits(right); });
    m_rows = rows;
    if (fits)
        refresh();
    else
        rebuild();
}

FieldEditor *FormView::fieldAt(const QString &pointer) const
{
    const auto isNear = [&pointer](const FieldEditor *field) {
        const QString &own = field->field().pointer;
        return own == pointer || own.startsWith(pointer + u'/') || pointer.startsWith(own + u'/');
    };
    const auto found = std::find_if(m_fields.cbegin(), m_fields.cend(), isNear);
    return pointer.isEmpty() || found == m_fields.cend() ? nullptr : *found;
}

void FormView::rebuild()
{
    QString focused;
    for (const FieldEditor *field : std::as_const(m_fields)) {
        if (field->isAncestorOf(QApplication::focusWidget()))
            focused = field->field().pointer;
    }
    if (m_body) {
        m_body->hide();
        m_body->deleteLater();
    }
    m_fields.clear();
    m_updates.clear();
    m_body = new QWidget;
    m_bodyLayout = new QVBoxLayout(m_body);
    m_bodyLayout->setContentsMargins({});
    m_bodyLayout->setSpacing(10);
    for (const FormRow &row : std::as_const(m_rows))
        m_updates.append(append(row));
    m_bodyLayout->addStretch();
    layout()->addWidget(m_body);
    refresh();
    if (FieldEditor *field = fieldAt(focused))
        field->setFocus();
}

void FormView::refresh()
{
    for (qsizetype index = 0; index < m_rows.size(); ++index)
        m_updates[index](m_rows[index]);
}

FormView::Update FormView::append(const FormRow &row)
{
    switch (row.kind) {
    case FormRow::Kind::Title:
        return appendTitle();
    case FormRow::Kind::Section:
    case FormRow::Kind::Note:
        return appendText(row);
    case FormRow::Kind::Fields:
        return appendFields(row);
    case FormRow::Kind::Link:
        return appendLink(row);
    case FormRow::Kind::Curve:
    case FormRow::Kind::Retry:
        break;
    }
    return appendDrawing(row);
}

FormView::Update FormView::appendTitle()
{
    QLabel *title = makeLabel({}, Look::Title);
    QLabel *detail = makeLabel({}, Look::Dim);
    title->setWordWrap(true);
    detail->setWordWrap(true);
    auto *box = new QVBoxLayout;
    box->setSpacing(2);
    box->addWidget(title);
    box->addWidget(detail);
    m_bodyLayout->addLayout(box);
    return [title, detail](const FormRow &row) {
        title->setText(row.text);
        detail->setText(row.detail);
        detail->setVisible(!row.detail.isEmpty());
    };
}

FormView::Update FormView::appendText(const FormRow &row)
{
    const bool isSection = row.kind == FormRow::Kind::Section;
    QLabel *label = makeLabel({}, isSection ? Look::Heading : lookOf(row.mood));
    label->setWordWrap(true);
    if (isSection)
        m_bodyLayout->addSpacing(4);
    m_bodyLayout->addWidget(label);
    return [label, isSection](const FormRow &updated) {
        label->setText(updated.text);
        if (!isSection)
            setLook(label, lookOf(updated.mood));
    };
}

FormView::Update FormView::appendFields(const FormRow &row)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(metrics::grid);
    QList<FieldEditor *> editors;
    for (const FormField &field : row.fields) {
        FieldEditor *made = FieldEditor::make(field);
        connect(made, &FieldEditor::committed, this, [this, made](const QString &text) { commit(*made, text); });
        line->addWidget(made, 1, Qt::AlignTop);
        editors.append(made);
    }
    m_bodyLayout->addLayout(line);
    m_fields += editors;
    return [this, editors](const FormRow &) {
        for (FieldEditor *field : editors)
            field->showValue(valueOf(field->field()));
    };
}

FormView::Update FormView::appendLink(const FormRow &row)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(metrics::grid);
    auto *button = new QPushButton;
    setLook(button, Look::Link);
    button->setCursor(Qt::PointingHandCursor);
    button->setMinimumWidth(0);
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    QLabel *detail = makeLabel({}, Look::Small);
    detail->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    detail->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line->addWidget(button);
    line->addWidget(detail, 1);
    m_bodyLayout->addLayout(line);
    const QString path = row.path;
    connect(button, &QPushButton::clicked, this, [this, path] { m_document.reveal(path); });
    return [button, detail](const FormRow &updated) {
        button->setText(updated.text);
        detail->setText(updated.detail);
        detail->setToolTip(updated.detail);
    };
}

FormView::Update FormView::appendDrawing(const FormRow &row)
{
    if (row.kind == FormRow::Kind::Curve) {
        auto *curve = new DensityCurve(m_theme);
        m_bodyLayout->addWidget(curve);
        return [curve](const FormRow &updated) { curve->setLaw(lawOf(updated.curve)); };
    }
    auto *timeline = new RetryTimeline(m_theme);
    m_bodyLayout->addWidget(timeline);
    return [timeline](const FormRow &updated) { timeline->setLine(updated.retry); };
}

void FormView::commit(FieldEditor &field, const QString &text)
{
    const FormField made = field.field();
    const QPointer<FieldEditor> editor(&field);
    const Result<JsonValue> value = fieldValue(made.kind, text, valueOf(made));
    if (!value) {
        field.showError(value.error().message);
        return;
    }
    const Result<void> done =
        m_editor.setValue(made.element, made.pointer, *value, tr("Change %1").arg(made.label.toLower()));
    if (!editor)
        return;
    field.showError(done ? QString() : done.error().message);
    if (done)
        field.showValue(valueOf(made));
}

Json FormView::valueOf(const FormField &field) const
{
    const Json &document = m_document.catalog().document(field.element).get();
    const Json::json_pointer pointer(field.pointer.toStdString());
    return document.contains(pointer) ? document.at(pointer) : Json();
}

} // namespace weir
