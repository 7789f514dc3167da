// SPDX-License-Identifier: GPL-3.0-or-later
// Writes events into the outbox of a database, then relays them to a sink that takes everything; prints events a second of
// both. tests/bench/postgres.py runs it beside its peers.
// bench_relay URL EVENTS [BATCH]
#include "core/bus/relay.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

class Sink : public EventSink
{
public:
    Result<std::int64_t> publish(const Message &, const QString &) override { return ++count; }
    std::vector<Result<std::int64_t>> publishSome(std::span<const OutgoingEvent> events) override
    {
        std::vector<Result<std::int64_t>> positions;
        for (const OutgoingEvent &event : events)
            positions.push_back(publish(event.message, event.channel));
        return positions;
    }

    std::int64_t count = 0;
};

Message event(int number, TimePoint now)
{
    Message message;
    message.id = u"0193c1a4-7c1e-7abc-8def-%1"_s.arg(number, 12, 10, QChar(u'0'));
    message.type = u"order.placed"_s;
    message.timestamp = {now, {}};
    message.source = u"shop"_s;
    message.data = Json{{"orderId", std::to_string(number)}, {"total", 49.9}, {"currency", "EUR"}};
    return message;
}

int fail(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(error.message));
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    const int batch = argc > 3 ? std::max(1, std::atoi(argv[3])) : 100;
    const QCoreApplication application(argc, argv);
    if (argc < 3)
        return fail({u"usage: bench_relay URL EVENTS [BATCH]"_s, {}, {}});
    const int events = std::atoi(argv[2]);
    const SystemClock clock;
    const auto store = bus::Store::open(QString::fromLocal8Bit(argv[1]));
    if (!store)
        return fail(store.error());
    bus::Outbox outbox(**store, clock);
    QElapsedTimer timer;
    timer.start();
    std::vector<Message> messages(static_cast<std::size_t>(batch));
    for (int written = 0; written < events; written += batch) {
        for (int i = 0; i < batch; ++i)
            messages[static_cast<std::size_t>(i)] = event(written + i, clock.now());
        if (const auto kept = outbox.write(messages); !kept)
            return fail(kept.error());
    }
    const double writing = double(timer.nsecsElapsed()) / 1e9;
    Sink sink;
    bus::RelaySettings settings;
    settings.batch = batch;
    bus::Relay relay(outbox, sink, clock, settings);
    timer.restart();
    if (const auto ran = relay.run(); !ran) // One poll: full batches follow each other.
        return fail(ran.error());
    const double relaying = double(timer.nsecsElapsed()) / 1e9;
    if (sink.count != events)
        return fail({u"Only %1 events were relayed."_s.arg(sink.count), {}, {}});
    std::printf("{\"write\": %.0f, \"relay\": %.0f}\n", events / writing, events / relaying);
    return 0;
}
