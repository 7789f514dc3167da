// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/jsonpointer.h"

#include <QCoreApplication>

namespace weir {

Result<QStringList> pointerTokens(QStringView pointer)
{
    if (pointer.isEmpty())
        return QStringList();
    if (!pointer.startsWith(u'/')) {
        return Error{
            QCoreApplication::translate("weir", "“%1” is no JSON Pointer: it does not start with “/”.").arg(pointer),
            {},
            {}};
    }
    QStringList tokens;
    for (const QStringView part : pointer.sliced(1).split(u'/')) {
        QString token;
        token.reserve(part.size());
        for (qsizetype i = 0; i < part.size(); ++i) {
            if (part[i] != u'~') {
                token += part[i];
                continue;
            }
            const QChar next = i + 1 < part.size() ? part[i + 1] : QChar();
            if (next != u'0' && next != u'1') {
                return Error{
                    QCoreApplication::translate("weir", "“%1” is no JSON Pointer: “~” stands before neither 0 nor 1.")
                        .arg(pointer),
                    {},
                    QCoreApplication::translate("weir", "Write “~” as “~0” and “/” as “~1”.")};
            }
            token += next == u'0' ? u'~' : u'/';
            ++i;
        }
        tokens += token;
    }
    return tokens;
}

QString escapedToken(QStringView token)
{
    QString text = token.toString();
    text.replace(u'~', QLatin1String("~0"));
    text.replace(u'/', QLatin1String("~1"));
    return text;
}

QString pointerTo(const QString &pointer, QStringView token)
{
    return pointer + u'/' + escapedToken(token);
}

QString pointerTo(const QString &pointer, qsizetype index)
{
    return pointer + u'/' + QString::number(index);
}

} // namespace weir
