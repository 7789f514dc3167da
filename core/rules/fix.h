// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/model/change.h"

#include <QDate>
#include <QList>
#include <QString>

namespace weir {

class Catalog;

/// Whether a fix may be applied without asking.
enum class FixKind {
    Safe,       ///< The design keeps its meaning: `weir lint --fix` applies it.
    Suggestion, ///< Somebody has to decide: it changes what the design does, or claims something about the real system.
};

/// An edit that makes a finding go away.
struct Fix
{
    QString title; ///< What it does, as a command: `Add the queue “orders.dlq”`. Translated; names the undo step.
    QList<Change> changes; ///< In order; all of them are one edit.
    FixKind kind = FixKind::Suggestion;

    bool operator==(const Fix &) const = default;
};

/// How \a finding can be mended in \a catalog, the best way first; empty when it takes a person to find out.
///
/// Fixes are made when they are asked for and fit \a catalog as it is then. The Studio applies one with
/// `editor.apply(fix.changes, fix.title)`, one undo step. A finding that an edit has overtaken gives no fix, or one whose
/// changes are refused, which leaves the project as it is.
QList<Fix> fixesFor(const Catalog &catalog, const Finding &finding);

/// Whether some finding of \a rule can be mended: cheap, to decide on a button.
bool hasFixes(const QString &rule);

/// The edit that accepts \a finding on purpose, in `approvals.json`, up to and including \a until (invalid: for ever).
/// Nothing for a finding without an element: there is nothing to approve it for.
QList<Change> approvalOf(const Catalog &catalog, const Finding &finding, const QString &reason, QDate until = {});

/// The edit that makes findings of \a rule as severe as \a severity, everywhere or, with a \a path
/// (`events/user.created`, `services`), below it.
QList<Change> severityEdit(const Catalog &catalog, const QString &rule, const QString &path, Severity severity);

} // namespace weir
