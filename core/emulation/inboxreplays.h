// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/inbox.h"
#include "core/transport/replaytable.h"

namespace weir {

/// Remembers the requests of incoming webhooks in the inbox of a bus: a replayed one is known after a restart, too.
class InboxReplays : public ReplayTable
{
public:
    /// \a inbox must outlive it.
    explicit InboxReplays(bus::Inbox &inbox) : m_inbox(inbox) {}

    Result<bool> contains(const QByteArray &key, TimePoint) override
    {
        return m_inbox.contains(consumer(), nameOf(key));
    }
    Result<void> remember(const QByteArray &key, TimePoint) override
    {
        const Result<bool> entered = m_inbox.enter(consumer(), nameOf(key));
        return entered ? Result<void>() : entered.error();
    }

private:
    static QString consumer() { return QStringLiteral("webhook requests"); }
    static QString nameOf(const QByteArray &key) { return QString::fromUtf8(key); }

    bus::Inbox &m_inbox;
};

} // namespace weir
