// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>

namespace weir {

/// One event as it goes into an event stream.
struct SseFrame
{
    QByteArray data;                                ///< UTF-8; CR, LF and CRLF separate its lines.
    QByteArray event;                               ///< Type; empty: `message`, which is not written.
    QByteArray id;                                  ///< Empty: the reader keeps the id that it has.
    std::optional<std::chrono::milliseconds> retry; ///< How long the reader should wait before it reconnects.
};

/// Appends \a frame to \a out, with its final empty line (WHATWG HTML §9.2.5). Line breaks in type and id become spaces; an
/// id with a NUL is left out: readers would ignore it.
void appendSse(QByteArray &out, const SseFrame &frame);

/// \a frame by itself: `data: {…}`, an empty line.
QByteArray sseBytes(const SseFrame &frame);

/// A comment with an empty line after it: `: heartbeat`. Readers ignore it; line breaks in \a text become spaces.
QByteArray sseComment(QByteArrayView text);

} // namespace weir
