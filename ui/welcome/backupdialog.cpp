// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/backupdialog.h"

#include "ui/theme/look.h"
#include "ui/welcome/backuptool.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr int listWidth = 460;
constexpr int listHeight = 180;

} // namespace

BackupDialog::BackupDialog(const QList<Backup> &backups, QWidget *parent)
    : QDialog(parent)
    , m_backups(backups)
    , m_list(new QListWidget)
{
    setWindowTitle(tr("Earlier saves"));
    for (const Backup &backup : backups) {
        auto *item = new QListWidgetItem(u"%1   %2"_s.arg(backupTime(backup), backupFiles(backup)), m_list);
        item->setToolTip((backup.files + backup.made).join(u'\n'));
    }
    m_list->setAccessibleName(tr("Earlier saves, the newest first"));
    m_list->setMinimumSize(listWidth, listHeight);
    m_list->setCurrentRow(0);
    QLabel *question = makeLabel(
        tr("Return to what the files were before which save? It is one step that can be undone; nothing is written."),
        Look::Dim);
    question->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    m_return = buttons->addButton(tr("Return"), QDialogButtonBox::AcceptRole);
    m_return->setDefault(true);
    m_return->setEnabled(chosen().has_value());
    setLook(m_return, Look::Primary);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(10);
    layout->addWidget(question);
    layout->addWidget(m_list);
    layout->addWidget(buttons);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] { m_return->setEnabled(chosen().has_value()); });
    connect(m_list, &QListWidget::itemActivated, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_list->setFocus();
}

std::optional<Backup> BackupDialog::chosen() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_backups.size() ? std::optional(m_backups.at(row)) : std::nullopt;
}

} // namespace weir
