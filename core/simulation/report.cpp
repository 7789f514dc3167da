// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/report.h"

#include <algorithm>

namespace weir {

namespace {

template<typename T>
const T *find(const QList<T> &elements, QStringView path)
{
    const auto found = std::find_if(elements.begin(), elements.end(), [path](const T &e) { return e.path == path; });
    return found == elements.end() ? nullptr : &*found;
}

} // namespace

const SubscriptionReport *Report::subscription(QStringView path) const
{
    return find(subscriptions, path);
}

const ChannelReport *Report::channel(QStringView path) const
{
    return find(channels, path);
}

const PublicationReport *Report::publication(QStringView path) const
{
    return find(publications, path);
}

const OutboxReport *Report::outbox(QStringView path) const
{
    return find(outboxes, path);
}

const DeadLetterReport *Report::deadLetter(QStringView path) const
{
    return find(deadLetters, path);
}

} // namespace weir
