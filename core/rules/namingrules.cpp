// SPDX-License-Identifier: GPL-3.0-or-later
// How events are called.
#include "core/base/translate.h"
#include "core/rules/design.h"
#include "core/rules/eventname.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

bool hasOwnPattern(const Design &design)
{
    return !design.catalog.project().namingPattern.isEmpty();
}

QString whatIsWrong(NameFault fault)
{
    switch (fault) {
    case NameFault::NotTwoSegments:
        return tr("“%1” is not made of an entity and a verb.");
    case NameFault::NotLowerCase:
        return tr("“%1” has other characters than small letters, digits and hyphens.");
    case NameFault::NotPastTense:
        return tr("“%1” does not say in the past tense what happened.");
    default:
        return tr("“%1” names its entity in the plural.");
    }
}

/// Reports the own events whose name has a fault that \a wanted picks.
template<typename Wanted>
void judge(const Design &design, Reporter &reporter, bool external, Wanted wanted)
{
    for (const EventType &event : design.catalog.events()) {
        if (event.kind == EventKind::Command || event.external != external)
            continue;
        const NameVerdict verdict = judgeEventName(event.id, design.catalog.project().namingVerbs, event.name);
        if (verdict.fault == NameFault::None || !wanted(verdict.fault))
            continue;
        const QString hint = external ? tr("Leave it: foreign names are what they are. Map it to an event of your own, "
                                           "for example “%1”.")
            : verdict.proposal.isSure ? tr("Call it “%1”.")
                                      : tr("Say what happened, for example “%1”.");
        reporter.add({Kind::Event, event.id}, u"/id"_s, whatIsWrong(verdict.fault).arg(event.id),
                     hint.arg(verdict.proposal.text));
    }
}

void checkPastTense(const Design &design, Reporter &reporter)
{
    if (!hasOwnPattern(design))
        judge(design, reporter, false, [](NameFault fault) { return fault != NameFault::Plural; });
}

void checkSingular(const Design &design, Reporter &reporter)
{
    if (!hasOwnPattern(design))
        judge(design, reporter, false, [](NameFault fault) { return fault == NameFault::Plural; });
}

void checkExternal(const Design &design, Reporter &reporter)
{
    judge(design, reporter, true, [](NameFault fault) { return fault != NameFault::Plural; });
}

void checkPattern(const Design &design, Reporter &reporter)
{
    if (!hasOwnPattern(design))
        return;
    const QString &text = design.catalog.project().namingPattern;
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(text));
    if (!pattern.isValid()) {
        reporter.add(Severity::Error, {Kind::Project, {}}, u"/naming/pattern"_s,
                     tr("The naming pattern is no regular expression: %1.").arg(pattern.errorString()),
                     tr("Correct it, or remove it to use <entity>.<past-tense-verb>."));
        return;
    }
    for (const EventType &event : design.catalog.events()) {
        if (!event.external && event.kind == EventKind::Event && !pattern.match(event.id).hasMatch()) {
            reporter.add({Kind::Event, event.id}, u"/id"_s,
                         tr("“%1” does not match the project's naming pattern %2.").arg(event.id, text),
                         tr("Rename it, or change naming.pattern in catalog.weir."));
        }
    }
}

void checkCommands(const Design &design, Reporter &reporter)
{
    for (const EventType &event : design.catalog.events()) {
        if (event.kind != EventKind::Command || event.external)
            continue;
        const NameVerdict verdict = judgeEventName(event.id, design.catalog.project().namingVerbs, event.name);
        if (verdict.fault == NameFault::None || verdict.fault == NameFault::Plural) {
            reporter.add({Kind::Event, event.id}, u"/id"_s,
                         tr("“%1” is a command, but its name says that it has already happened.").arg(event.id),
                         tr("Name a command after what is to be done (order.place), or make it an event."));
        }
    }
}

} // namespace

QList<RuleDefinition> namingRules()
{
    return {
        {{u"naming/past-tense"_s, Severity::Warning, tr("A name that does not say what happened"),
          tr("An event is a fact: something happened to something. <entity>.<past-tense-verb> says which, sorts by "
             "entity and "
             "lets consumers subscribe by pattern. Further verbs stand in naming.verbs of catalog.weir, another form "
             "in "
             "naming.pattern.")},
         checkPastTense},
        {{u"naming/singular"_s, Severity::Info, tr("An entity in the plural"),
          tr("One event is about one thing. Mixed singulars and plurals make patterns miss events.")},
         checkSingular},
        {{u"naming/external"_s, Severity::Info, tr("A foreign name in another form"),
          tr("Events of other systems keep their names. Mapping them to events of your own at the border keeps their "
             "form out "
             "of the rest of the design.")},
         checkExternal},
        {{u"naming/pattern"_s, Severity::Warning, tr("A name that breaks the project's pattern"),
          tr("naming.pattern in catalog.weir is a regular expression that the ids of all own events match as a "
             "whole.")},
         checkPattern},
        {{u"naming/command"_s, Severity::Warning, tr("A command that is called like an event"),
          tr("A command asks for something that may still be refused; an event says that it happened. A command in the "
             "past "
             "tense misleads its readers.")},
         checkCommands},
    };
}

} // namespace weir
