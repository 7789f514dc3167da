// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/foldedscalar.h"

#include <algorithm>
#include <vector>

namespace weir {

namespace {

enum class Chomping { Strip, Clip, Keep };

/// The line that starts at \a at, without its break; \a at moves to the next one.
QByteArrayView takeLine(QByteArrayView bytes, qsizetype &at)
{
    const qsizetype start = at;
    const qsizetype found = bytes.indexOf('\n', start);
    const qsizetype end = found < 0 ? bytes.size() : found;
    at = found < 0 ? bytes.size() : found + 1;
    QByteArrayView line = bytes.sliced(start, end - start);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

qsizetype spacesAt(QByteArrayView line)
{
    return std::find_if(line.begin(), line.end(), [](char c) { return c != ' '; }) - line.begin();
}

bool isMoreIndented(QByteArrayView line)
{
    return line.startsWith(' ') || line.startsWith('\t');
}

/// Joins \a lines, of which empty ones are line breaks; the last is not empty.
QByteArray folded(const std::vector<QByteArrayView> &lines)
{
    QByteArray text;
    qsizetype breaks = 0;
    const QByteArrayView *last = nullptr;
    for (const QByteArrayView &line : lines) {
        if (line.isEmpty()) {
            ++breaks;
            continue;
        }
        const bool isKept = last && (isMoreIndented(*last) || isMoreIndented(line));
        if (last && !isKept && breaks == 0)
            text += ' ';
        text += QByteArray(breaks + (isKept ? 1 : 0), '\n');
        text += line;
        breaks = 0;
        last = &line;
    }
    return text;
}

} // namespace

std::optional<QByteArray> foldedScalar(QByteArrayView bytes, qsizetype indicator, qsizetype end)
{
    qsizetype at = indicator + 1;
    Chomping chomping = Chomping::Clip;
    for (const char c : takeLine(bytes, at)) {
        if (c >= '0' && c <= '9')
            return std::nullopt;
        if (c != '-' && c != '+')
            break;
        chomping = c == '-' ? Chomping::Strip : Chomping::Keep;
    }

    std::vector<QByteArrayView> lines;
    qsizetype indent = -1;
    while (at < end) {
        const QByteArrayView line = takeLine(bytes, at);
        const qsizetype spaces = spacesAt(line);
        if (indent < 0 && spaces < line.size())
            indent = spaces;
        const bool isEmpty = indent < 0 || (spaces == line.size() && spaces <= indent);
        if (!isEmpty && spaces < indent)
            break;
        lines.push_back(isEmpty ? QByteArrayView() : line.sliced(indent));
    }
    qsizetype trailing = 0;
    while (!lines.empty() && lines.back().isEmpty()) {
        lines.pop_back();
        ++trailing;
    }
    QByteArray text = folded(lines);
    if (!lines.empty() && chomping != Chomping::Strip)
        text += '\n';
    if (chomping == Chomping::Keep)
        text += QByteArray(trailing, '\n');
    return text;
}

} // namespace weir
