// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/message/message.h"
#include "core/model/endpoint.h"
#include "core/transport/httpmessage.h"

#include <QList>
#include <QStringList>

namespace weir {

/// What a message is called on a stream: its type, or the stream's key with what stands in braces filled in from the message
/// (`user.{data.userId}.{type}`). What is filled in is one segment, whatever it holds; `{type}` alone is as many as the type
/// has.
struct StreamName
{
    QStringList segments;
    QStringList joined; ///< Where the key ends in `{type}` and that has several segments: with the type as one.
};

/// The name of \a message on \a stream. Made once for all clients.
StreamName streamName(const Stream &stream, const Message &message);

/// Which events of a stream one client gets: the patterns of the stream with what stands in braces filled in from the client's
/// request (`user.{user}.*`). What is filled in stands for itself: a `*` that a client sends is no wildcard.
class StreamFilter
{
public:
    /// Placeholders take the query parameter of their name, or the header `X-<Name>-Id` or `X-<Name>`. Fails when one is
    /// missing or empty, or query and header differ: nobody gets another one's events.
    static Result<StreamFilter> of(const Stream &stream, const HttpRequest &request);

    /// Whether an event with the \a name that streamName() gives is for the client. A key's `{type}` matches by its segments,
    /// and as one: `user.{user}.*` gets `user.7.user.created`.
    bool accepts(const StreamName &name) const;
    /// The same for all clients that get the same events.
    const QString &signature() const { return m_signature; }

private:
    struct Segment
    {
        QString text;
        bool isAny = false; ///< `*`.
    };
    struct Pattern
    {
        QList<Segment> segments;
        bool isOpen = false; ///< Zero or more segments may follow.
    };

    static bool matches(const Pattern &pattern, const QStringList &name);

    QList<Pattern> m_patterns;
    QString m_signature;
};

} // namespace weir
