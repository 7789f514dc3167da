// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/numberspellings.h"

#include "core/syntax/jsonpointer.h"
#include "core/syntax/yamlscalar.h"

#include <QLocale>

#include <cmath>

namespace weir {

namespace {

bool isShortest(const Node &node)
{
    if (const auto integer = integerOf(node.bytes()))
        return node.bytes() == QByteArrayView(QByteArray::number(*integer));
    const double number = node.toDouble();
    return !std::isfinite(number) || node.bytes() == QByteArrayView(shortestSpelling(number));
}

/// Only what JSON can say again is kept; YAML's `0x1f`, `.5` and `+1` are not.
bool isJsonSpelling(QByteArrayView text)
{
    const QByteArrayView body = text.startsWith('-') ? text.sliced(1) : text;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (body.isEmpty() || !isDigit(body[0]) || !isDigit(body[body.size() - 1]))
        return false;
    if (body[0] == '0' && body.size() > 1 && body[1] != '.' && body[1] != 'e' && body[1] != 'E')
        return false;
    const qsizetype point = body.indexOf('.');
    return point < 0 || isDigit(body[point + 1]);
}

void collect(const Node &node, const QString &pointer, NumberSpellings &spellings)
{
    // As deep as the reader allowed (ReadLimits::depth).
    if (node.isNumber()) {
        if (!isShortest(node) && isJsonSpelling(node.bytes()))
            spellings.insert(pointer, node.bytes().toByteArray());
        return;
    }
    qsizetype index = 0;
    for (const Node child : node) {
        if (child.isNumber() || child.size() > 0)
            collect(child, node.isObject() ? pointerTo(pointer, child.key()) : pointerTo(pointer, index), spellings);
        ++index;
    }
}

} // namespace

NumberSpellings unusualSpellings(const Node &node)
{
    NumberSpellings spellings;
    collect(node, QString(), spellings);
    return spellings;
}

QByteArray shortestSpelling(double number)
{
    // Whole numbers that a double holds exactly need no exponent.
    if (std::trunc(number) == number && std::abs(number) < 9007199254740992.0)
        return QByteArray::number(qint64(number));
    return QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
}

} // namespace weir
