// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/routing.h"
#include "core/document/eventdocument.h"

namespace weir {

/// What the builders of the document's sections share.
struct DocumentContext
{
    Outline &outline;
    const Catalog &catalog;
    const delivery::Routing &routing;
    const DocumentInput &input;
};

/// Brokers and channels, dead letter queues, monitoring, queue sizing.
void addInfrastructure(const DocumentContext &context);

/// Retry policies, dead letter processing, alerting thresholds.
void addErrorHandling(const DocumentContext &context);

/// A table's column of words, or of numbers.
Table::Column wordColumn(const char *title);
Table::Column numberColumn(const char *title);

/// \a words, or a dash when there are none.
Text cell(const QString &words);

/// A row of a table from plain words.
QList<Text> row(const QStringList &cells);

} // namespace weir
