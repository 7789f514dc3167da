// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// As much English as the names of events need. Words are in small letters.
namespace weir::words {

/// Whether \a word is the past participle of a verb (`created`, `sent`, `signed-up`).
bool isPastTense(QStringView word);

/// Whether \a word is a verb in its base form (`create`, `ship`).
bool isVerb(QStringView word);

/// Whether the verb \a word is a thing as often (`order`, `invoice`).
bool isAlsoNoun(QStringView word);

/// The past participle of the verb in \a word, which may be its base form, third person, gerund or noun (`ship`, `ships`,
/// `shipping`, `shipment`); empty when no known verb is in it.
QString pastTense(QStringView word);

/// The singular of \a word (`orders`, `entries`, `people`); \a word itself when it is no plural.
QString singular(QStringView word);

/// The words of \a name in small letters, cut at punctuation and where a capital begins: `createUser`, `user_created`.
QStringList split(QStringView name);

} // namespace weir::words
