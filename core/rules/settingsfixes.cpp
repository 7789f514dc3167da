// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that mend settings and approvals.
#include "core/base/translate.h"
#include "core/rules/fixmaker.h"

#include "core/model/pointer.h"
#include "core/model/valuewords.h"
#include "core/rules/rule.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// The `/2` that a pointer into the approvals begins with.
QString approvalPointer(const QString &pointer)
{
    return u'/' + pointer.section(u'/', 1, 1);
}

void unknownRule(FixMaker &fix)
{
    std::vector<QString> ids;
    for (const Rule &rule : allRules())
        ids.push_back(rule.id);
    if (fix.element.kind == Kind::Approvals) {
        const QString near = nearestText(fix.text(), ids);
        if (!near.isEmpty())
            fix.set(FixKind::Suggestion, tr("Change it to “%1”").arg(near), fix.pointer, jsonOf(near));
        fix.remove(FixKind::Safe, tr("Remove the approval, which has no effect"), approvalPointer(fix.pointer));
        return;
    }
    QString id = fix.pointer.section(u'/', 2);
    id.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    const QString near = nearestText(id, ids);
    const QString target = u"/rules/"_s + escapedPointerToken(near);
    if (!near.isEmpty() && fix.value(target).is_null()) {
        Edits edits(fix.catalog);
        edits.remove(fix.element, fix.pointer);
        edits.set(fix.element, target, fix.value());
        fix.add(FixKind::Suggestion, tr("Change it to “%1”").arg(near), edits);
    }
    fix.remove(FixKind::Safe, tr("Remove the setting, which has no effect"), fix.pointer);
}

void ineffectiveApproval(FixMaker &fix)
{
    fix.remove(FixKind::Safe, tr("Remove the approval, which has no effect"), approvalPointer(fix.pointer));
}

void expiredApproval(FixMaker &fix)
{
    fix.remove(FixKind::Suggestion, tr("Remove the approval that has ended"), approvalPointer(fix.pointer));
    fix.remove(FixKind::Suggestion, tr("Approve it for ever"), fix.pointer);
}

} // namespace

FixMakers settingsFixes()
{
    return {
        {u"settings/unknown-rule"_s, unknownRule},
        {u"settings/unknown-approval"_s, ineffectiveApproval},
        {u"settings/unused-approval"_s, ineffectiveApproval},
        {u"settings/expired-approval"_s, expiredApproval},
    };
}

} // namespace weir
