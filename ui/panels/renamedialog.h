// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editing/elementpath.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace weir {

class RenameTool;

/// Asks for another name and id of an element, and says while they are typed what else changes with them.
class RenameDialog : public QDialog
{
    Q_OBJECT

public:
    RenameDialog(RenameTool &tool, const ElementPath &path, QWidget *parent = nullptr);

    void accept() override;

private:
    void showPreview();

    RenameTool &m_tool;
    ElementPath m_path;
    QLineEdit *m_name;
    QLineEdit *m_id;
    QLabel *m_preview;
    QPushButton *m_rename;
};

} // namespace weir
