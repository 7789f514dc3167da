// SPDX-License-Identifier: GPL-3.0-or-later
// Formats of hosts, mail addresses and network addresses.
#include "core/schema/formats.h"

#include "core/schema/characters.h"

#include "core/schema/idna.h"

#include <QList>
#include <QString>

#include <algorithm>

namespace weir {

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

QList<QByteArrayView> split(QByteArrayView text, char separator)
{
    QList<QByteArrayView> parts;
    qsizetype from = 0;
    for (qsizetype to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
        parts.append(text.sliced(from, to - from));
        from = to + 1;
    }
    parts.append(text.sliced(from));
    return parts;
}

bool isLabel(QByteArrayView label)
{
    if (label.isEmpty() || label.size() > 63 || label[0] == '-' || label[label.size() - 1] == '-')
        return false;
    if (!std::all_of(label.begin(), label.end(), [](char c) { return isLetter(c) || isDigit(c) || c == '-'; }))
        return false;
    const bool hasPrefix = label.size() >= 4 && label[2] == '-' && label[3] == '-';
    return !hasPrefix || isALabel(label);
}

/// RFC 5322 §3.2.3 atext.
bool isAtomCharacter(char c)
{
    return isLetter(c) || isDigit(c) || QByteArrayView("!#$%&'*+-/=?^_`{|}~").contains(c);
}

enum class MailboxAlphabet { Ascii, Unicode };

bool isLocalPart(QByteArrayView local, MailboxAlphabet alphabet)
{
    const auto isAllowed = [alphabet](char c) {
        return isAtomCharacter(c) || (alphabet == MailboxAlphabet::Unicode && !isAscii(c));
    };
    if (local.size() >= 2 && local.startsWith('"') && local.endsWith('"')) {
        const QByteArrayView quoted = local.sliced(1, local.size() - 2);
        for (qsizetype i = 0; i < quoted.size(); ++i) {
            const char c = quoted[i];
            if (c == '"' || (c == '\\' && ++i == quoted.size()))
                return false;
            if (isAscii(c) ? static_cast<unsigned char>(c) < 0x20 || c == 0x7f : alphabet == MailboxAlphabet::Ascii)
                return false;
        }
        return true;
    }
    const QList<QByteArrayView> atoms = split(local, '.');
    return std::all_of(atoms.begin(), atoms.end(), [&](QByteArrayView atom) {
        return !atom.isEmpty() && std::all_of(atom.begin(), atom.end(), isAllowed);
    });
}

bool isMailbox(QByteArrayView text, MailboxAlphabet alphabet)
{
    const qsizetype at = text.lastIndexOf('@');
    if (at < 1 || !isLocalPart(text.first(at), alphabet))
        return false;
    const QByteArrayView host = text.sliced(at + 1);
    if (host.startsWith('[') && host.endsWith(']')) {
        const QByteArrayView address = host.sliced(1, host.size() - 2);
        return address.startsWith("IPv6:") ? isIpv6(address.sliced(5)) : isIpv4(address);
    }
    if (alphabet == MailboxAlphabet::Ascii)
        return isHostname(host);
    return isInternationalHostname(QString::fromUtf8(host).normalized(QString::NormalizationForm_C).toUtf8());
}

} // namespace

bool isHostname(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 253)
        return false;
    const QList<QByteArrayView> labels = split(text, '.');
    return std::all_of(labels.begin(), labels.end(), isLabel);
}

bool isInternationalHostname(QByteArrayView text)
{
    // RFC 3490 §3.1 also counts three other full stops.
    QString host = QString::fromUtf8(text);
    for (const char16_t dot : {u'\u3002', u'\uff0e', u'\uff61'})
        host.replace(QChar(dot), u'.');
    if (host.isEmpty() || host.size() > 253)
        return false;
    const QStringList labels = host.split(u'.');
    if (hasRightToLeft(host) && !std::all_of(labels.begin(), labels.end(), isDirectionClear))
        return false;
    return std::all_of(labels.begin(), labels.end(), [](const QString &label) {
        const QByteArray bytes = label.toUtf8();
        return std::all_of(bytes.begin(), bytes.end(), isAscii) ? isLabel(bytes) : isULabel(label);
    });
}

bool isEmail(QByteArrayView text)
{
    return isMailbox(text, MailboxAlphabet::Ascii);
}

bool isInternationalEmail(QByteArrayView text)
{
    return isMailbox(text, MailboxAlphabet::Unicode);
}

bool isIpv4(QByteArrayView text)
{
    const QList<QByteArrayView> parts = split(text, '.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](QByteArrayView part) {
               if (part.isEmpty() || part.size() > 3 || (part.size() > 1 && part[0] == '0')
                   || !std::all_of(part.begin(), part.end(), isDigit))
                   return false;
               int value = 0;
               for (const char c : part)
                   value = value * 10 + (c - '0');
               return value <= 255;
           });
}

bool isIpv6(QByteArrayView text)
{
    const qsizetype gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0)
        return false;
    int groups = 0;
    const auto count = [&groups](QByteArrayView part, bool isLast) {
        if (part.isEmpty())
            return true;
        const QList<QByteArrayView> list = split(part, ':');
        for (qsizetype i = 0; i < list.size(); ++i) {
            if (isLast && i + 1 == list.size() && list[i].contains('.')) {
                groups += 2;
                if (!isIpv4(list[i]))
                    return false;
                continue;
            }
            ++groups;
            if (list[i].isEmpty() || list[i].size() > 4 || !std::all_of(list[i].begin(), list[i].end(), isHexDigit))
                return false;
        }
        return true;
    };
    if (gap < 0)
        return count(text, true) && groups == 8;
    return count(text.first(gap), false) && count(text.sliced(gap + 2), true) && groups < 8;
}

} // namespace weir
