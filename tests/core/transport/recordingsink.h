// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/sseparser.h"

#include <QList>
#include <QStringList>

#include <functional>

namespace weir::test {

/// Keeps what a stream said, as text.
class RecordingSink : public SseSink
{
public:
    QStringList events; ///< `type|id|data`.
    QStringList comments;
    QList<qint64> retries; ///< Milliseconds.

    void event(const SseEvent &event) override
    {
        events.append(textOfView(event.type) + u'|' + textOfView(event.lastEventId) + u'|' + textOfView(event.data));
    }
    void reconnectionTime(std::chrono::milliseconds time) override { retries.append(time.count()); }
    void comment(std::string_view text) override { comments.append(textOfView(text)); }

private:
    static QString textOfView(std::string_view text)
    {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
};

/// Does something after each event.
class ReactingSink : public RecordingSink
{
public:
    std::function<void()> react;

    void event(const SseEvent &event) override
    {
        RecordingSink::event(event);
        react();
    }
};

} // namespace weir::test
