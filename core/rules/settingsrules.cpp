// SPDX-License-Identifier: GPL-3.0-or-later
// The project's settings and approvals themselves.
#include "core/base/translate.h"
#include "core/rules/design.h"

#include "core/model/pointer.h"

#include <vector>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

std::vector<QString> ruleIds()
{
    std::vector<QString> ids;
    for (const RuleDefinition &definition : allRuleDefinitions())
        ids.push_back(definition.rule.id);
    return ids;
}

/// Whether \a id is a rule, or a group of rules.
bool isKnown(const std::vector<QString> &ids, const QString &id)
{
    return std::any_of(ids.begin(), ids.end(),
                       [&id](const QString &each) { return each == id || each.section(u'/', 0, 0) == id; });
}

void checkRuleNames(const Design &design, Reporter &reporter)
{
    const std::vector<QString> ids = ruleIds();
    const auto report = [&](const ElementRef &element, const QString &pointer, const QString &id) {
        const QString near = reporter.suggestion(id, ids);
        reporter.add(element, pointer, tr("There is no rule “%1”.").arg(id),
                     near.isEmpty() ? tr("Remove it.") : tr("Did you mean “%1”?").arg(near));
    };
    const auto &rules = design.catalog.project().rules;
    for (auto it = rules.begin(); it != rules.end(); ++it) {
        if (!isKnown(ids, it.key()))
            report({Kind::Project, {}}, u"/rules/"_s + escapedPointerToken(it.key()), it.key());
    }
    const QList<Approval> &approvals = design.catalog.approvals();
    for (qsizetype i = 0; i < approvals.size(); ++i) {
        const QString &id = approvals.at(i).rule;
        if (!id.isEmpty() && std::find(ids.begin(), ids.end(), id) == ids.end())
            report({Kind::Approvals, {}}, u"/%1/rule"_s.arg(i), id);
    }
}

void checkApprovalTargets(const Design &design, Reporter &reporter)
{
    const QList<Approval> &approvals = design.catalog.approvals();
    for (qsizetype i = 0; i < approvals.size(); ++i) {
        const std::optional<ElementRef> target = ElementRef::fromPath(approvals.at(i).target);
        if (approvals.at(i).target.isEmpty() || (target && design.catalog.contains(*target)))
            continue;
        reporter.add(
            {Kind::Approvals, {}}, u"/%1/target"_s.arg(i),
            tr("An approval of %1 names “%2”, which does not exist.").arg(approvals.at(i).rule, approvals.at(i).target),
            tr("Write kind and id, as in events/user.created, or remove the approval."));
    }
}

void checkExpired(const Design &design, Reporter &reporter)
{
    const QList<Approval> &approvals = design.catalog.approvals();
    for (qsizetype i = 0; i < approvals.size(); ++i) {
        const Approval &approval = approvals.at(i);
        if (approval.until.isValid() && design.today.isValid() && approval.until < design.today) {
            reporter.add({Kind::Approvals, {}}, u"/%1/until"_s.arg(i),
                         tr("The approval of %1 for %2 ended on %3.")
                             .arg(approval.rule, approval.target, approval.until.toString(Qt::ISODate)),
                         tr("Mend the finding, extend the approval, or remove it."));
        }
    }
}

} // namespace

Rule unusedApprovalRule()
{
    return {u"settings/unused-approval"_s, Severity::Info, tr("An approval that accepts nothing"),
            tr("The finding it was written for is gone. Left in place it would hide the next one of its kind.")};
}

QList<RuleDefinition> settingsRules()
{
    return {
        {unusedApprovalRule(), nullptr},
        {{u"settings/unknown-rule"_s, Severity::Warning, tr("A rule that does not exist"),
          tr("Severities and approvals name rules by their ids. One that does not exist has no effect, which is easily "
             "taken for "
             "consent.")},
         checkRuleNames},
        {{u"settings/unknown-approval"_s, Severity::Warning, tr("An approval of something that does not exist"),
          tr("An approval accepts the findings of one rule for one element. When the element is gone or renamed, so is "
             "its effect.")},
         checkApprovalTargets},
        {{u"settings/expired-approval"_s, Severity::Info, tr("An approval that has ended"),
          tr("An approval with a date holds up to that day. Then its findings come back, to be looked at again.")},
         checkExpired},
    };
}

} // namespace weir
