// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace weir {

class OutlineModel;
class OutlineView;
class ProjectDocument;
class Theme;

/// The design as a tree whose selection is the project's selection.
class OutlinePanel : public QWidget
{
    Q_OBJECT

public:
    OutlinePanel(ProjectDocument &document, const Theme &theme, QWidget *parent = nullptr);

    OutlineView *view() const { return m_view; }
    OutlineModel *model() const { return m_model; }

private:
    void readCatalog();
    void expandSections();
    void takeSelection();
    void giveSelection();

    ProjectDocument &m_document;
    OutlineModel *m_model;
    OutlineView *m_view;
    bool m_following = false; ///< The tree follows the project's selection and must not answer.
};

} // namespace weir
