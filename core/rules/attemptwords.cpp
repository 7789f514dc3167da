// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/attemptwords.h"

#include <QRegularExpression>
#include <QStringList>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

const QStringList &numberWords()
{
    static const QStringList words{u"zero"_s, u"one"_s,   u"two"_s,   u"three"_s, u"four"_s, u"five"_s,
                                   u"six"_s,  u"seven"_s, u"eight"_s, u"nine"_s,  u"ten"_s};
    return words;
}

QRegularExpressionMatch match(const QString &name)
{
    static const QRegularExpression retries(u"\\b(\\d{1,4}|%1)[ _-]?(retry|retries)\\b"_s.arg(numberWords().join(u'|')),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression attempts(
        u"\\b(\\d{1,4}|%1)[ _-]?(attempts?|tries)\\b"_s.arg(numberWords().join(u'|')),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch found = retries.match(name);
    return found.hasMatch() ? found : attempts.match(name);
}

bool isRetries(const QRegularExpressionMatch &found)
{
    return found.captured(2).startsWith(u"retr"_s, Qt::CaseInsensitive);
}

} // namespace

SaidAttempts attemptsSaid(const QString &name)
{
    const QRegularExpressionMatch found = match(name);
    if (!found.hasMatch())
        return {};
    const qsizetype word = numberWords().indexOf(found.captured(1).toLower());
    const int number = word >= 0 ? static_cast<int>(word) : found.captured(1).toInt();
    return {isRetries(found) ? number + 1 : number, isRetries(found)};
}

QString withAttempts(const QString &name, int attempts)
{
    const QRegularExpressionMatch found = match(name);
    if (!found.hasMatch())
        return name;
    const int number = isRetries(found) ? attempts - 1 : attempts;
    const QString plural = isRetries(found) ? u"retries"_s : u"attempts"_s;
    const QString single = isRetries(found) ? u"retry"_s : u"attempt"_s;
    QString renamed = name;
    renamed.replace(found.capturedStart(2), found.capturedLength(2), number == 1 ? single : plural);
    renamed.replace(found.capturedStart(1), found.capturedLength(1), QString::number(number));
    return renamed;
}

} // namespace weir
