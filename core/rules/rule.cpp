// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include "core/rules/design.h"

#include <algorithm>

namespace weir {

QList<RuleDefinition> allRuleDefinitions()
{
    QList<RuleDefinition> all = adviceRules() + capacityRules() + causationRules() + deliveryRules() + evolutionRules()
        + expressionRules() + namingRules() + orderingRules() + policyRules() + readingRules() + referenceRules()
        + schemaRules() + sealRules() + securityRules() + settingsRules() + structureRules() + topologyRules()
        + upcasterRules();
    std::sort(all.begin(), all.end(),
              [](const RuleDefinition &a, const RuleDefinition &b) { return a.rule.id < b.rule.id; });
    return all;
}

QList<Rule> allRules()
{
    QList<Rule> rules;
    for (const RuleDefinition &definition : allRuleDefinitions())
        rules.append(definition.rule);
    return rules;
}

std::optional<Rule> ruleNamed(QStringView id)
{
    for (const RuleDefinition &definition : allRuleDefinitions()) {
        if (definition.rule.id == id)
            return definition.rule;
    }
    return std::nullopt;
}

} // namespace weir
