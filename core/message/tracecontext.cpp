// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/tracecontext.h"

#include <algorithm>

namespace weir {

namespace {

constexpr qsizetype versionSize = 2, traceIdSize = 32, parentIdSize = 16, flagsSize = 2;
constexpr qsizetype parentSize = versionSize + traceIdSize + parentIdSize + flagsSize + 3;
constexpr qsizetype mostMembers = 32, longestKey = 256, longestValue = 256;

bool isLowerHex(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isZero(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '0'; });
}

/// Without blanks and tabs at the ends, the only ones that may stand around list members.
QByteArrayView withoutBlanks(QByteArrayView text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

/// Begins with a lower-case letter or digit; holds those, and `_ - * / @`.
bool isTraceKey(QByteArrayView key)
{
    const auto begins = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !key.isEmpty() && key.size() <= longestKey && begins(key.front())
        && std::all_of(key.begin(), key.end(),
                       [&](char c) { return begins(c) || c == '_' || c == '-' || c == '*' || c == '/' || c == '@'; });
}

/// Printable ASCII but comma and equals sign.
bool isTraceValue(QByteArrayView value)
{
    return !value.isEmpty() && value.size() <= longestValue
        && std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~' && c != ',' && c != '='; });
}

} // namespace

std::optional<TraceParent> readTraceParent(QByteArrayView value)
{
    value = withoutBlanks(value);
    if (value.size() < parentSize || value.at(versionSize) != '-')
        return std::nullopt;
    const QByteArrayView version = value.first(versionSize);
    const QByteArrayView trace = value.sliced(versionSize + 1, traceIdSize);
    const QByteArrayView parent = value.sliced(versionSize + traceIdSize + 2, parentIdSize);
    const QByteArrayView flags = value.sliced(parentSize - flagsSize, flagsSize);
    if (value.at(versionSize + traceIdSize + 1) != '-' || value.at(parentSize - flagsSize - 1) != '-')
        return std::nullopt;
    if (!isLowerHex(version) || version == "ff" || !isLowerHex(trace) || isZero(trace) || !isLowerHex(parent)
        || isZero(parent) || !isLowerHex(flags))
        return std::nullopt;
    const bool isLonger = value.size() > parentSize;
    if (isLonger && (version == "00" || value.at(parentSize) != '-'))
        return std::nullopt;
    return TraceParent{trace.toByteArray(), parent.toByteArray(),
                       static_cast<quint8>(flags.toByteArray().toUInt(nullptr, 16))};
}

QByteArray traceParentText(const TraceParent &parent)
{
    return "00-" + parent.traceId + '-' + parent.parentId + '-'
        + QByteArray::number(parent.flags, 16).rightJustified(flagsSize, '0');
}

std::optional<TraceState> readTraceState(const QList<QByteArray> &values)
{
    TraceState state;
    for (const QByteArray &value : values) {
        for (const QByteArray &member : value.split(',')) {
            const QByteArrayView text = withoutBlanks(member);
            if (text.isEmpty())
                continue;
            const qsizetype equals = text.indexOf('=');
            if (equals < 0 || !isTraceKey(text.first(equals)) || !isTraceValue(text.sliced(equals + 1)))
                return std::nullopt;
            const QByteArray key = text.first(equals).toByteArray();
            const bool isKnown =
                std::any_of(state.begin(), state.end(), [&](const auto &known) { return known.first == key; });
            if (isKnown || state.size() == mostMembers)
                return std::nullopt;
            state.append({key, text.sliced(equals + 1).toByteArray()});
        }
    }
    return state;
}

QByteArray traceStateText(const TraceState &state)
{
    QByteArray text;
    for (const auto &[key, value] : state)
        text += (text.isEmpty() ? "" : ",") + key + '=' + value;
    return text;
}

} // namespace weir
