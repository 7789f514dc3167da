// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/ssewriter.h"

#include <algorithm>

namespace weir {

namespace {

bool isLineBreak(char c)
{
    return c == '\n' || c == '\r';
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(value);
    if (std::any_of(value.begin(), value.end(), isLineBreak))
        std::replace_if(out.end() - value.size(), out.end(), isLineBreak, ' ');
    out.append('\n');
}

void appendData(QByteArray &out, QByteArrayView data)
{
    while (true) {
        const auto *end = std::find_if(data.begin(), data.end(), isLineBreak);
        const qsizetype length = end - data.begin();
        out.append("data: ").append(data.first(length)).append('\n');
        if (end == data.end())
            return;
        const bool isPair = *end == '\r' && end + 1 != data.end() && end[1] == '\n';
        data = data.sliced(length + (isPair ? 2 : 1));
    }
}

} // namespace

void appendSse(QByteArray &out, const SseFrame &frame)
{
    if (!frame.id.isEmpty() && !frame.id.contains('\0'))
        appendField(out, "id: ", frame.id);
    if (!frame.event.isEmpty())
        appendField(out, "event: ", frame.event);
    if (frame.retry)
        appendField(out, "retry: ", QByteArray::number(qint64(frame.retry->count())));
    appendData(out, frame.data);
    out.append('\n');
}

QByteArray sseBytes(const SseFrame &frame)
{
    QByteArray out;
    out.reserve(frame.data.size() + frame.id.size() + frame.event.size() + 48);
    appendSse(out, frame);
    return out;
}

QByteArray sseComment(QByteArrayView text)
{
    QByteArray out;
    appendField(out, ": ", text);
    out.append('\n');
    return out;
}

} // namespace weir
