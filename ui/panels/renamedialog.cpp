// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/renamedialog.h"

#include "ui/panels/renametool.h"
#include "ui/theme/look.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr int fieldWidth = 340;
constexpr int mostElements = 6;

} // namespace

RenameDialog::RenameDialog(RenameTool &tool, const ElementPath &path, QWidget *parent)
    : QDialog(parent)
    , m_tool(tool)
    , m_path(path)
    , m_name(new QLineEdit(tool.name(path)))
    , m_id(new QLineEdit(tool.id(path)))
    , m_preview(makeLabel({}, Look::Small))
{
    setWindowTitle(tr("Rename %1").arg(tool.id(path)));
    m_name->setMinimumWidth(fieldWidth);
    m_id->setMinimumWidth(fieldWidth);
    m_name->setPlaceholderText(tool.id(path));
    m_preview->setWordWrap(true);
    m_preview->setMinimumHeight(3 * m_preview->fontMetrics().lineSpacing());
    m_preview->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    m_rename = buttons->addButton(tr("Rename"), QDialogButtonBox::AcceptRole);
    m_rename->setDefault(true);
    setLook(m_rename, Look::Primary);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 18, 20, 16);
    form->setSpacing(10);
    if (tool.hasName(path))
        form->addRow(tr("&Name"), m_name);
    else
        m_name->hide();
    form->addRow(tr("&Id"), m_id);
    form->addRow(m_preview);
    form->addRow(buttons);
    connect(m_name, &QLineEdit::textChanged, this, &RenameDialog::showPreview);
    connect(m_id, &QLineEdit::textChanged, this, &RenameDialog::showPreview);
    connect(buttons, &QDialogButtonBox::accepted, this, &RenameDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    // What people see of it is what they want to change: the name if it has one, else the id.
    QLineEdit *first = tool.name(path).isEmpty() ? m_id : m_name;
    first->setFocus();
    first->selectAll();
    showPreview();
}

void RenameDialog::showPreview()
{
    const RenamePreview preview = m_tool.preview(m_path, m_name->text(), m_id->text());
    const bool isIdNew = m_id->text().trimmed() != m_tool.id(m_path);
    m_rename->setEnabled(preview.error.isEmpty());
    setLook(m_preview, preview.error.isEmpty() ? Look::Small : Look::Bad);
    if (!preview.error.isEmpty()) {
        m_preview->setText(preview.error);
    } else if (!isIdNew) {
        m_preview->setText(tr("The id stands in file names and references; it stays as it is."));
    } else if (preview.elements.isEmpty()) {
        m_preview->setText(tr("Nothing else names it."));
    } else {
        QString text = preview.elements.mid(0, mostElements).join(u", "_s);
        if (preview.elements.size() > mostElements)
            text += u" …"_s;
        m_preview->setText(tr("Changes with it, %n element(s): %1", nullptr, int(preview.elements.size())).arg(text));
    }
}

void RenameDialog::accept()
{
    if (m_tool.rename(m_path, m_name->text(), m_id->text()))
        QDialog::accept();
}

} // namespace weir
