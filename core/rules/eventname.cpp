// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/eventname.h"

#include "core/rules/wordforms.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

bool isTwoSegments(const QString &name)
{
    return name.count(u'.') == 1 && !name.startsWith(u'.') && !name.endsWith(u'.');
}

bool isLowerCase(const QString &name)
{
    return std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'.';
    });
}

bool passesAsVerb(const QString &word, const QStringList &verbs)
{
    return words::isPastTense(word) || verbs.contains(word);
}

/// The entity's last word decides the number: `order-lines`, but `news-item`.
QString singularEntity(const QString &entity)
{
    const qsizetype last = entity.lastIndexOf(u'-') + 1;
    return entity.first(last) + words::singular(QStringView(entity).sliced(last));
}

/// Words that belong to the verb before them: `signed-up`.
bool isParticle(const QString &word)
{
    static const QStringList particles{u"up"_s, u"out"_s, u"in"_s, u"off"_s, u"on"_s, u"over"_s, u"down"_s, u"back"_s};
    return particles.contains(word);
}

/// The words of \a name without a last one that only says that it is a message.
QStringList tellingWords(const QString &name)
{
    static const QStringList idle{u"event"_s, u"message"_s, u"msg"_s, u"payload"_s, u"notification"_s};
    QStringList parts = words::split(name);
    if (parts.size() > 2 && idle.contains(parts.last()))
        parts.removeLast();
    return parts;
}

enum class WordOrder : quint8 { EntityFirst, Open };

/// Where in \a parts what happened is said: a participle, else a verb in another form; -1. Without a dot that tells,
/// a verb comes first (`createUser`) unless it may as well be a thing (`order`).
qsizetype actionIn(const QStringList &parts, WordOrder order, const QStringList &verbs)
{
    const qsizetype last = parts.size() - 1;
    for (qsizetype i = last; i > 0; --i) {
        if (passesAsVerb(parts.at(i), verbs))
            return i;
    }
    const bool startsWithVerb = words::isVerb(parts.first()) && !words::isAlsoNoun(parts.first());
    if (last > 0 && order == WordOrder::Open && startsWithVerb && !isParticle(parts.at(1)))
        return 0;
    return last > 0 && !words::pastTense(parts.at(last)).isEmpty() ? last : -1;
}

} // namespace

ProposedName proposedEventName(const QString &name, const QStringList &verbs)
{
    QStringList parts = tellingWords(name);
    if (parts.isEmpty())
        return {u"entity.changed"_s, false};
    if (parts.size() == 1 && passesAsVerb(parts.first(), verbs))
        return {u"entity."_s + parts.first(), false};
    const qsizetype action = actionIn(parts, name.contains(u'.') ? WordOrder::EntityFirst : WordOrder::Open, verbs);
    QString verb = parts.size() == 1 ? u"created"_s : u"changed"_s;
    if (action >= 0) {
        const QString word = parts.takeAt(action);
        verb = passesAsVerb(word, verbs) ? word : words::pastTense(word);
        if (action < parts.size() && parts.size() > 1 && isParticle(parts.at(action)))
            verb += u'-' + parts.takeAt(action);
    }
    return {singularEntity(parts.join(u'-')) + u'.' + verb, action >= 0};
}

NameVerdict judgeEventName(const QString &name, const QStringList &verbs, const QString &spelling)
{
    NameVerdict verdict;
    if (!isTwoSegments(name))
        verdict.fault = NameFault::NotTwoSegments;
    else if (!isLowerCase(name))
        verdict.fault = NameFault::NotLowerCase;
    else if (!passesAsVerb(name.section(u'.', 1), verbs))
        verdict.fault = NameFault::NotPastTense;
    else if (const QString entity = name.section(u'.', 0, 0); singularEntity(entity) != entity)
        verdict.fault = NameFault::Plural;
    if (verdict.fault == NameFault::None)
        return verdict;
    const QString entity = words::split(name.section(u'.', 0, 0)).join(u'-');
    const QString verb = name.section(u'.', 1).toLower();
    if (isTwoSegments(name) && passesAsVerb(verb, verbs) && isLowerCase(verb) && !entity.isEmpty())
        verdict.proposal = {singularEntity(entity) + u'.' + verb, true};
    else
        verdict.proposal =
            proposedEventName(words::split(spelling).size() > words::split(name).size() ? spelling : name, verbs);
    return verdict;
}

} // namespace weir
