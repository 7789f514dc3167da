// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/backups.h"

#include <QDialog>

#include <optional>

class QListWidget;
class QPushButton;

namespace weir {

/// Asks which of the last saves to return to the time before.
class BackupDialog : public QDialog
{
    Q_OBJECT

public:
    explicit BackupDialog(const QList<Backup> &backups, QWidget *parent = nullptr);

    /// The save that is chosen at the moment; nothing when there is none to choose.
    std::optional<Backup> chosen() const;

private:
    QList<Backup> m_backups;
    QListWidget *m_list;
    QPushButton *m_return;
};

} // namespace weir
