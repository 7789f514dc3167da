// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/wordforms.h"

#include "core/rules/wordlists.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir::words {

namespace {

template<std::size_t size>
bool contains(const std::array<QStringView, size> &list, QStringView word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

template<std::size_t size>
const Form *formOf(const std::array<Form, size> &list, QStringView word)
{
    const auto found = std::find_if(list.begin(), list.end(), [word](const Form &form) { return form.word == word; });
    return found == list.end() ? nullptr : &*found;
}

bool isVowel(QChar c)
{
    return QStringView(u"aeiou").contains(c);
}

/// `ship`, `drop`: one syllable that ends in consonant, vowel, consonant.
bool doublesLastLetter(QStringView verb)
{
    if (contains(doublingVerbs, verb) || verb == u"transfer")
        return true;
    if (verb.size() < 3 || QStringView(u"wxy").contains(verb.back()) || isVowel(verb.back()))
        return false;
    const bool isClosed = isVowel(verb.at(verb.size() - 2)) && !isVowel(verb.at(verb.size() - 3));
    return isClosed && std::count_if(verb.begin(), verb.end(), isVowel) == 1;
}

QString regularPast(QStringView verb)
{
    QString word = verb.toString();
    if (word.endsWith(u'e'))
        return word + u'd';
    if (word.endsWith(u'y') && word.size() > 1 && !isVowel(word.at(word.size() - 2)))
        return word.chopped(1) + u"ied"_s;
    return doublesLastLetter(verb) ? word + word.back() + u"ed"_s : word + u"ed"_s;
}

QString participleOf(QStringView verb)
{
    if (const Form *form = formOf(irregularVerbs, verb))
        return form->participle.toString();
    return contains(regularVerbs, verb) ? regularPast(verb) : QString();
}

/// The base form of a verb that ends in \a ending, or nothing: `ships`, `shipping`, `placing`.
QString baseOf(QStringView word, QStringView ending)
{
    if (!word.endsWith(ending) || word.size() <= ending.size() + 1)
        return {};
    const QString stem = word.chopped(ending.size()).toString();
    QStringList candidates{stem, stem + u'e'};
    if (stem.size() > 2 && stem.back() == stem.at(stem.size() - 2))
        candidates.append(stem.chopped(1));
    if (stem.endsWith(u'i'))
        candidates.append(stem.chopped(1) + u'y');
    for (const QString &candidate : std::as_const(candidates)) {
        if (isVerb(candidate))
            return candidate;
    }
    return {};
}

bool isParticiple(QStringView word)
{
    if (std::any_of(irregularVerbs.begin(), irregularVerbs.end(),
                    [word](const Form &f) { return f.participle == word; }))
        return true;
    return word.size() > 3 && word.endsWith(u"ed") && !contains(falseParticiples, word);
}

} // namespace

bool isPastTense(QStringView word)
{
    // `signed-up`, `partially-refunded`, `not-found`: the participle stands first or last.
    const qsizetype first = word.indexOf(u'-');
    if (first < 0)
        return isParticiple(word);
    return isParticiple(word.first(first)) || isParticiple(word.sliced(word.lastIndexOf(u'-') + 1));
}

bool isVerb(QStringView word)
{
    return formOf(irregularVerbs, word) || contains(regularVerbs, word);
}

bool isAlsoNoun(QStringView word)
{
    return contains(nounVerbs, word);
}

QString pastTense(QStringView word)
{
    if (QString participle = participleOf(word); !participle.isEmpty())
        return participle;
    if (const Form *noun = formOf(actionNouns, word))
        return noun->participle.toString();
    for (const QStringView ending : {u"ing"_s, u"es"_s, u"s"_s}) {
        if (const QString base = baseOf(word, ending); !base.isEmpty())
            return participleOf(base);
    }
    return {};
}

QString singular(QStringView word)
{
    if (const Form *form = formOf(irregularPlurals, word))
        return form->participle.toString();
    const auto endsWith = [word](QStringView ending) { return word.endsWith(ending); };
    if (word.size() < 4 || !endsWith(u"s") || endsWith(u"ss") || endsWith(u"us") || endsWith(u"is")
        || contains(falsePlurals, word))
        return word.toString();
    if (endsWith(u"ies"))
        return word.size() > 4 ? word.chopped(3).toString() + u'y' : word.chopped(1).toString();
    if (endsWith(u"uses") && !endsWith(u"ouses") && !endsWith(u"auses"))
        return word.chopped(2).toString();
    for (const QStringView ending : {u"sses"_s, u"shes"_s, u"ches"_s, u"xes"_s, u"zzes"_s}) {
        if (endsWith(ending))
            return word.chopped(2).toString();
    }
    return word.chopped(1).toString();
}

QStringList split(QStringView name)
{
    QStringList found;
    QString word;
    const auto finish = [&] {
        if (!word.isEmpty())
            found.append(word.toLower());
        word.clear();
    };
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name.at(i);
        if (c.unicode() >= 128 || !c.isLetterOrNumber()) {
            finish();
            continue;
        }
        const bool followsSmall = i > 0 && !name.at(i - 1).isUpper();
        const bool beforeSmall = i + 1 < name.size() && name.at(i + 1).isLower();
        if (c.isUpper() && (followsSmall || beforeSmall))
            finish();
        word += c;
    }
    finish();
    return found;
}

} // namespace weir::words
