// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/comparison/sides.h"

namespace weir {

Sides::Sides(const Catalog &old, const Catalog &current)
    : before(old)
    , after(current)
    , from(before)
    , to(after)
    , m_oldSchemas(before)
    , m_newSchemas(after)
{
    for (qsizetype i = 0; i < from.consumers().size(); ++i)
        m_oldPaths.insert(from.consumers().at(i).path, i);
    for (qsizetype i = 0; i < to.consumers().size(); ++i)
        m_newPaths.insert(to.consumers().at(i).path, i);
}

const delivery::Consumer *Sides::consumer(const delivery::Routing &routing, const QString &path) const
{
    const qsizetype index = (&routing == &from ? m_oldPaths : m_newPaths).value(path, -1);
    return index < 0 ? nullptr : &routing.consumers().at(index);
}

QStringList Sides::losersOf(const QString &event) const
{
    const QStringList still = pathsOf(to, to.consumersOf(event));
    QStringList losers = pathsOf(from, from.consumersOf(event));
    losers.removeIf([&](const QString &path) { return still.contains(path) || !consumer(to, path); });
    return losers;
}

QStringList Sides::eventsLostBy(const QString &path) const
{
    const auto reaching = [&](const delivery::Routing &routing) {
        const delivery::Consumer *found = consumer(routing, path);
        return found ? routing.eventsReaching(int(found - routing.consumers().constData())) : QStringList();
    };
    const QStringList still = reaching(to);
    QStringList lost = reaching(from);
    lost.removeIf([&](const QString &event) { return still.contains(event) || !after.event(event); });
    return lost;
}

QStringList Sides::consumersOn(const QString &channel) const
{
    QStringList paths;
    for (const delivery::Consumer &each : from.consumers()) {
        if (each.channel == channel)
            paths.append(each.path);
    }
    paths.sort();
    return paths;
}

QStringList pathsOf(const delivery::Routing &routing, const QList<int> &indices)
{
    QStringList paths;
    for (const int index : indices)
        paths.append(routing.consumers().at(index).path);
    paths.sort();
    paths.removeDuplicates();
    return paths;
}

} // namespace weir
