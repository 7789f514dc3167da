// SPDX-License-Identifier: GPL-3.0-or-later
// Sends events through an outbox, its relay, the bus and a consumer, on files, and says what that costs in time, memory and
// disk. Simulated time passes so that 10,000 events come each second, and what is older than half a minute is purged.
// bench_soak [EVENTS [FOLDER]]       default: 10 million, in a temporary folder
#include "core/bus/durablebus.h"
#include "core/bus/relay.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <unistd.h>
#include <vector>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int batch = 1'000;
constexpr Duration kept = 30s;

template<typename T>
T valueOf(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(result.error().message));
        std::exit(1);
    }
    return std::move(*result);
}

void check(const Result<void> &result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(result.error().message));
        std::exit(1);
    }
}

double cpuSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

double residentMegabytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

Catalog design()
{
    Catalog catalog;
    catalog.setDocument({Kind::Channel, u"orders"_s}, Json{{"id", "orders"}, {"kind", "topic"}});
    catalog.setDocument({Kind::Service, u"billing"_s},
                        Json::parse(R"({"id": "billing", "receives": [{"id": "bill", "channel": "orders",
                            "events": ["order.placed"], "concurrency": 5000}]})"));
    return catalog;
}

Message event(std::int64_t number, TimePoint now)
{
    Message message;
    message.id = u"0193c1a4-7c1e-7abc-8def-%1"_s.arg(number, 12, 10, QChar(u'0'));
    message.type = u"order.placed"_s;
    message.timestamp = {now, {}};
    message.source = u"shop"_s;
    message.data = Json{{"orderId", std::to_string(number)}, {"total", 49.9}, {"currency", "EUR"}};
    return message;
}

/// Megabytes of a database's files, and of what is alive in it.
std::pair<double, double> sizeOf(bus::Store &store, const QString &path)
{
    const QString copy = path + u".copy"_s;
    valueOf(store.execute(u"VACUUM INTO '%1'"_s.arg(copy)));
    const double live = double(QFileInfo(copy).size()) / 1e6;
    QFile::remove(copy);
    const qint64 size = QFileInfo(path).size() + QFileInfo(path + u"-wal"_s).size();
    return {double(size) / 1e6, live};
}

struct Sample
{
    double hours = 0, megabytes = 0;
};

/// Megabytes an hour, by least squares.
double slopeOf(const std::vector<Sample> &samples)
{
    double x = 0, y = 0, xx = 0, xy = 0;
    for (const Sample &sample : samples) {
        x += sample.hours;
        y += sample.megabytes;
        xx += sample.hours * sample.hours;
        xy += sample.hours * sample.megabytes;
    }
    const auto n = double(samples.size());
    return (n * xy - x * y) / (n * xx - x * x);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const std::int64_t events = argc > 1 ? static_cast<std::int64_t>(std::atof(argv[1])) : 10'000'000;
    const QTemporaryDir temporary((argc > 2 ? QString::fromLocal8Bit(argv[2]) : QDir::tempPath()) + u"/weir-soak"_s);
    const QString outboxPath = temporary.filePath(u"outbox.db"_s), busPath = temporary.filePath(u"bus.db"_s);
    ManualClock clock(TimePoint(1'770'000'000s));
    const auto outboxStore = valueOf(bus::Store::open(outboxPath)), busStore = valueOf(bus::Store::open(busPath));
    bus::DurableBusSettings settings;
    settings.retention = kept;
    const Catalog catalog = design();
    const auto bus = valueOf(bus::DurableBus::open(catalog, *busStore, clock, settings));
    std::int64_t delivered = 0;
    bus->setHandler(0, [&delivered](const bus::Delivery &) {
        ++delivered;
        return delivery::AttemptOutcome::success();
    });
    bus::Outbox outbox(*outboxStore, clock);
    bus::RelaySettings relaying;
    relaying.poll = 1ms;
    relaying.batch = batch;
    bus::Relay relay(outbox, *bus, clock, relaying);

    QElapsedTimer timer;
    timer.start();
    const double begun = cpuSeconds();
    double peak = 0;
    std::vector<Sample> lastQuarter;
    std::vector<Message> messages(batch);
    for (std::int64_t written = 0; written < events; written += batch) {
        for (int i = 0; i < batch; ++i)
            messages[static_cast<std::size_t>(i)] = event(written + i, clock.now());
        check(outbox.write(messages, u"orders"_s));
        check(relay.run());
        clock.advance(100ms);
        check(bus->run());
        while (valueOf(outbox.purge(clock.now() - kept, batch)) == batch) {}
        while (valueOf(bus->purge())) {}
        const double now = residentMegabytes();
        peak = std::max(peak, now);
        if (written >= events - events / 4)
            lastQuarter.push_back({double(timer.elapsed()) / 3.6e6, now});
        if (written % (events / 10) == 0)
            std::printf("%11lld events  %7.1f s  resident %6.1f MB\n", static_cast<long long>(written),
                        double(timer.elapsed()) / 1e3, now);
        std::fflush(stdout);
    }
    check(bus->flush());
    const double spent = cpuSeconds() - begun;
    const auto [outboxSize, outboxLive] = sizeOf(*outboxStore, outboxPath);
    const auto [busSize, busLive] = sizeOf(*busStore, busPath);
    std::printf("%lld written, %lld delivered, %.1f s, CPU %.2f us each\n", static_cast<long long>(events),
                static_cast<long long>(delivered), double(timer.elapsed()) / 1e3, spent / double(events) * 1e6);
    std::printf("resident: peak %.1f MB (bound 200), slope of the last quarter %.2f MB/h (bound 1)\n", peak,
                slopeOf(lastQuarter));
    std::printf("outbox %.1f MB, alive %.1f; bus %.1f MB, alive %.1f (bound: twice)\n", outboxSize, outboxLive, busSize,
                busLive);
    return delivered == events ? 0 : 1;
}
