// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/routing.h"
#include "core/model/catalog.h"
#include "core/rules/references.h"
#include "core/rules/rule.h"
#include "core/rules/traffic.h"

#include <QDate>
#include <QSet>

#include <memory>

namespace weir {

class ProjectSchemas;
class SourceMap;

/// What the rules look at: a catalog and what was found out about it once for all of them.
struct Design
{
    Design(const Catalog &from, QDate day);
    ~Design();

    const Catalog &catalog;
    QDate today; ///< Invalid: nothing expires.
    delivery::Routing routing;
    QList<Reference> references;
    QSet<QString> deadLetters;   ///< Ids of channels that some `deadLetter` names.
    QList<int> reachedBy;        ///< By producer: how many consumers receive what it publishes.
    QList<QList<int>> receivers; ///< By producer: those consumers.
    QList<QList<int>> feeders;   ///< By consumer: the producers it receives from.

    /// Ids of the event types that \a pattern matches, whoever publishes them.
    QStringList typesMatching(const delivery::EventPattern &pattern) const;
    /// Rates through the design; found out when the first rule asks.
    const Traffic &traffic() const;
    /// The compiled schemas, shared by all rules.
    ProjectSchemas &schemas() const { return *m_schemas; }

private:
    mutable std::optional<Traffic> m_traffic;
    std::unique_ptr<ProjectSchemas> m_schemas;
    QHash<QString, QStringList> m_typesByFirst; ///< By first segment; all of them under the empty text.
};

/// Collects what one rule finds.
class Reporter
{
public:
    Reporter(const Rule &rule, const SourceMap &sources, Findings &findings)
        : m_rule(rule)
        , m_sources(sources)
        , m_findings(findings)
    {}

    /// A finding at \a pointer of \a element, as severe as the rule.
    void add(const ElementRef &element, const QString &pointer, const QString &message, const QString &hint)
    {
        add(m_rule.severity, element, pointer, message, hint);
    }
    /// A finding that is more or less severe than the rule usually is.
    void add(Severity severity, const ElementRef &element, const QString &pointer, const QString &message,
             const QString &hint);

    /// The id among \a ids that \a id was probably meant to be. Gives up after some findings: it looks at all ids.
    QString suggestion(const QString &id, const std::vector<QString> &ids);

private:
    const Rule &m_rule;
    const SourceMap &m_sources;
    Findings &m_findings;
    int m_suggestions = 0;
};

/// A rule and how it is checked; without a check it is one of reading files.
struct RuleDefinition
{
    Rule rule;
    void (*check)(const Design &design, Reporter &reporter) = nullptr;
};

/// The groups, each in a file of its own.
QList<RuleDefinition> adviceRules();
QList<RuleDefinition> capacityRules();
QList<RuleDefinition> causationRules();
QList<RuleDefinition> deliveryRules();
QList<RuleDefinition> evolutionRules();
QList<RuleDefinition> expressionRules();
QList<RuleDefinition> namingRules();
QList<RuleDefinition> orderingRules();
QList<RuleDefinition> policyRules();
QList<RuleDefinition> readingRules();
QList<RuleDefinition> referenceRules();
QList<RuleDefinition> schemaRules();
QList<RuleDefinition> sealRules();
QList<RuleDefinition> securityRules();
QList<RuleDefinition> settingsRules();
QList<RuleDefinition> structureRules();
QList<RuleDefinition> topologyRules();
QList<RuleDefinition> upcasterRules();

/// All of them, sorted by id.
QList<RuleDefinition> allRuleDefinitions();

/// The rule about approvals that accept nothing; it looks at what all others found.
Rule unusedApprovalRule();

/// `“bill” of Billing`, or the webhook's or stream's id: names a consumer in a sentence.
QString titleOf(const delivery::Consumer &consumer);
/// Names a producer in a sentence.
QString titleOf(const delivery::Producer &producer);
/// The outbox that \a producer publishes through; nullptr when it publishes directly or is a webhook.
const Outbox *outboxOf(const delivery::Producer &producer);
/// The channel's title in quotes, or its id when there is no such channel.
QString channelTitle(const Design &design, const QString &id);
/// `A`, `A and B`, `A, B and 3 more`.
QString listed(const QStringList &titles);

} // namespace weir
