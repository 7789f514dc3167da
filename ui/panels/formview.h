// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/formrow.h"

#include <QWidget>

class QVBoxLayout;

namespace weir {

class Editor;
class FieldEditor;
class ProjectDocument;
class Theme;

/// Shows the rows of a form and hands what is edited to the editor.
class FormView : public QWidget
{
    Q_OBJECT

public:
    FormView(ProjectDocument &document, Editor &editor, const Theme &theme, QWidget *parent = nullptr);

    /// Shows \a rows. Widgets stay, and with them the focus and what is being typed, while the rows are of the same make.
    void setRows(const FormRows &rows);
    const FormRows &rows() const { return m_rows; }
    /// The editor of the value at \a pointer, or of the nearest value around or within it; nullptr when there is none.
    FieldEditor *fieldAt(const QString &pointer) const;

private:
    using Update = std::function<void(const FormRow &row)>;

    void rebuild();
    void refresh();
    Update append(const FormRow &row);
    Update appendTitle();
    Update appendText(const FormRow &row);
    Update appendFields(const FormRow &row);
    Update appendLink(const FormRow &row);
    Update appendDrawing(const FormRow &row);
    void commit(FieldEditor &field, const QString &text);
    Json valueOf(const FormField &field) const;

    ProjectDocument &m_document;
    Editor &m_editor;
    const Theme &m_theme;
    FormRows m_rows;
    QList<Update> m_updates;
    QList<FieldEditor *> m_fields;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_bodyLayout = nullptr;
};

} // namespace weir
