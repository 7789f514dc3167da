// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"

#include <QCoreApplication>

namespace weir {

class Catalog;

/// Whether a format can say what a flow is.
enum class FlowsAre : quint8 { Foreign, Written };

/// What the readers of an exported document do not learn.
class ExportLog
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// Weir finds it again in the document, other programs do not (rule `export/own`).
    void own(const QString &message, const QString &element = {});
    /// The document says something a little different (rule `export/approximated`).
    void approximated(const QString &message, const QString &element, const QString &hint = {});
    /// Is not in the document at all (rule `export/dropped`).
    void dropped(const QString &message, const QString &element = {});

    /// The kinds of elements that only Weir knows, each with the number \a catalog has of it: they stand in \a place alone.
    void ownKinds(const Catalog &catalog, const QString &place, FlowsAre flows);

    const Findings &findings() const { return m_findings; }

private:
    Findings m_findings;
};

} // namespace weir
