// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that make endpoints safer.
#include "core/base/translate.h"
#include "core/rules/fixmaker.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// The reference to an environment variable named after the webhook.
QString secretReference(const FixMaker &fix)
{
    QString name = u"env:"_s;
    for (const QChar character : fix.element.id.toUpper())
        name += character.isLetterOrNumber() ? character : QChar(u'_');
    return name + u"_SECRET"_s;
}

void standardProfile(FixMaker &fix)
{
    fix.set(FixKind::Suggestion, tr("Switch to the profile standard"), u"/profile"_s, jsonOf(u"standard"));
}

void addSecret(FixMaker &fix)
{
    const QString reference = secretReference(fix);
    fix.set(FixKind::Suggestion, tr("Refer to the secret as %1").arg(reference), u"/secrets"_s,
            Json::array({jsonOf(reference)}));
}

void moveSecret(FixMaker &fix)
{
    const QString reference = secretReference(fix);
    fix.set(FixKind::Suggestion, tr("Replace it by the reference %1").arg(reference), fix.pointer, jsonOf(reference));
}

void encrypt(FixMaker &fix)
{
    const QString url = fix.text();
    if (url.startsWith(u"http:"))
        fix.set(FixKind::Suggestion, tr("Use https"), fix.pointer, jsonOf(u"https"_s + url.sliced(4)));
}

} // namespace

FixMakers securityFixes()
{
    return {
        {u"security/unsigned-timestamp"_s, standardProfile}, {u"security/no-secret"_s, addSecret},
        {u"security/secret-in-file"_s, moveSecret},          {u"security/plain-http"_s, encrypt},
        {u"security/custom-signature"_s, standardProfile},
    };
}

} // namespace weir
