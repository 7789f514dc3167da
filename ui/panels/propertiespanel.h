// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace weir {

class Editor;
class FormView;
class ProjectDocument;
class Theme;

/// Everything that can be said about what is selected, to be read and edited.
class PropertiesPanel : public QScrollArea
{
    Q_OBJECT

public:
    PropertiesPanel(ProjectDocument &document, Editor &editor, const Theme &theme, QWidget *parent = nullptr);

    const FormView &form() const { return *m_form; }
    /// Brings the field of the value at \a pointer into sight and focuses it.
    void showField(const QString &pointer);

private:
    void refresh();

    ProjectDocument &m_document;
    FormView *m_form;
};

} // namespace weir
