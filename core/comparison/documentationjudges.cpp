// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds whose changes let nobody down.
#include "core/comparison/judgement.h"

#include "core/base/translate.h"

namespace weir {

QList<Judge> documentationJudges()
{
    const char *const words = QT_TRANSLATE_NOOP("weir", "Words for readers: nothing changes for users.");
    const char *const simulated = QT_TRANSLATE_NOOP("weir", "Only simulations change.");
    const char *const checked = QT_TRANSLATE_NOOP("weir", "Only what is checked changes, not what is built.");
    return {
        {Kind::Project, "*", words},
        {Kind::Project, "broker",
         QT_TRANSLATE_NOOP("weir", "Another broker carries the messages; Weir does not judge that.")},
        {Kind::Project, "rules", checked},
        {Kind::Project, "naming", checked},
        {Kind::Project, "alerts/*", QT_TRANSLATE_NOOP("weir", "Other things are watched for.")},
        {Kind::Flow, "", words},
        {Kind::Flow, "*", words},
        {Kind::Scenario, "", simulated},
        {Kind::Scenario, "*", simulated},
        {Kind::View, "", words},
        {Kind::View, "*", words},
        {Kind::Doc, "", words},
        {Kind::Doc, "*", words},
        {Kind::Approvals, "", checked},
        {Kind::Approvals, "*", checked},
        {Kind::Approvals, "/*", checked},
    };
}

} // namespace weir
