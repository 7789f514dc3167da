// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the event bus against bare loops and the outbox against SQLite's own interface, in interleaved rounds: CPU time,
// median of the ratios.
// bench_bus [ROUNDS [FILE.json]]
#include "core/bus/envelopebytes.h"
#include "core/bus/eventbus.h"
#include "core/bus/relay.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QTemporaryDir>

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>

namespace weir::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int batch = 100;

double cpuNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return 1e9 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec);
}

/// One thing that is measured: both sides say what one unit cost, in nanoseconds.
struct Work
{
    std::string name;
    double goal = 0; ///< Of the ratio.
    std::function<double()> limit, weir;
};

struct Row
{
    std::string name;
    double limit = 0, weir = 0, ratio = 0, goal = 0; ///< Medians over the rounds.
};

double timed(int units, const std::function<void()> &work)
{
    const double begin = cpuNanoseconds();
    work();
    return (cpuNanoseconds() - begin) / units;
}

Message event(int number)
{
    Message message;
    message.id = u"0193c1a4-7c1e-7abc-8def-%1"_s.arg(number, 12, 10, QChar(u'0'));
    message.type = u"order.placed"_s;
    message.timestamp = *parseTimestamp(u"2026-03-01T12:00:00.250Z");
    message.source = u"order-service"_s;
    message.data = Json{{"orderId", std::to_string(number)}, {"userId", "123"}, {"total", 49.9}, {"currency", "EUR"}};
    return message;
}

void check(bool isRight)
{
    if (!isRight)
        std::abort();
}

/// What a publication cannot do without: a call through a pointer.
class Receiver
{
public:
    virtual ~Receiver() = default;
    virtual void receive(const Message &message) = 0;
};
class Counter : public Receiver
{
public:
    void receive(const Message &message) override { seen += message.version; }
    std::int64_t seen = 0;
};

/// SQLite's own interface, as whoever knows it would use it.
class RawOutbox
{
public:
    explicit RawOutbox(const QString &path)
    {
        check(sqlite3_open(path.toUtf8().constData(), &m_database) == SQLITE_OK);
        run("pragma journal_mode = wal");
        run("pragma synchronous = full");
        for (const QString &statement : bus::tableStatements(bus::Table::OutboxEvents, bus::Engine::Sqlite))
            run(statement.toUtf8().constData());
        m_insert = prepared("insert into outbox_events (event_type, payload, created_at) values (?, ?, ?)");
        m_select =
            prepared("select rowid, event_type, payload from outbox_events where status = 'pending' order by rowid "
                     "limit 100");
        m_mark =
            prepared("update outbox_events set status = 'processed', processed_at = ? where rowid between ? and ?");
    }
    ~RawOutbox()
    {
        for (sqlite3_stmt *const statement : {m_insert, m_select, m_mark})
            sqlite3_finalize(statement);
        sqlite3_close(m_database);
    }
    RawOutbox(const RawOutbox &) = delete;
    RawOutbox &operator=(const RawOutbox &) = delete;

    void write(const std::vector<QByteArray> &payloads)
    {
        run("begin immediate");
        for (const QByteArray &payload : payloads) {
            sqlite3_bind_text(m_insert, 1, "order.placed", -1, SQLITE_STATIC);
            sqlite3_bind_text(m_insert, 2, payload.constData(), static_cast<int>(payload.size()), SQLITE_STATIC);
            sqlite3_bind_text(m_insert, 3, "2026-03-01T12:00:00.250000Z", -1, SQLITE_STATIC);
            check(sqlite3_step(m_insert) == SQLITE_DONE);
            sqlite3_reset(m_insert);
        }
        run("commit");
    }
    std::int64_t relay()
    {
        std::int64_t first = 0, last = 0, bytes = 0;
        while (sqlite3_step(m_select) == SQLITE_ROW) {
            last = sqlite3_column_int64(m_select, 0);
            first = first == 0 ? last : first;
            bytes += sqlite3_column_bytes(m_select, 2);
        }
        sqlite3_reset(m_select);
        run("begin immediate");
        sqlite3_bind_text(m_mark, 1, "2026-03-01T12:00:00.250000Z", -1, SQLITE_STATIC);
        sqlite3_bind_int64(m_mark, 2, first);
        sqlite3_bind_int64(m_mark, 3, last);
        check(sqlite3_step(m_mark) == SQLITE_DONE);
        sqlite3_reset(m_mark);
        run("commit");
        return bytes;
    }

private:
    void run(const char *statement)
    {
        check(sqlite3_exec(m_database, statement, nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    sqlite3_stmt *prepared(const char *text)
    {
        sqlite3_stmt *statement = nullptr;
        check(sqlite3_prepare_v2(m_database, text, -1, &statement, nullptr) == SQLITE_OK);
        return statement;
    }

    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_insert = nullptr, *m_select = nullptr, *m_mark = nullptr;
};

/// Takes everything, as fast as it comes.
class Sink : public EventSink
{
public:
    Result<std::int64_t> publish(const Message &, const QString &) override { return ++m_count; }

private:
    std::int64_t m_count = 0;
};

std::vector<Work> busWork()
{
    constexpr int many = 2'000'000, few = 20'000;
    auto one = std::make_shared<bus::EventBus>(), hundred = std::make_shared<bus::EventBus>(),
         crowded = std::make_shared<bus::EventBus>();
    const auto seen = std::make_shared<std::int64_t>(0);
    const auto count = [seen](const Message &message) { *seen += message.version; };
    for (bus::EventBus *const each : {one.get(), crowded.get()})
        each->subscribe(u"order.placed"_s, count).detach();
    for (int i = 0; i < 1'000; ++i)
        crowded->subscribe(u"other%1.*"_s.arg(i), count).detach();
    const auto loop = std::make_shared<std::vector<std::function<void(const Message &)>>>();
    for (int i = 0; i < 100; ++i) {
        hundred->subscribe(u"order.placed"_s, count).detach();
        loop->push_back(count);
    }
    const auto counter = std::shared_ptr<Receiver>(new Counter);
    const Message message = event(1);
    const auto publish = [message](bus::EventBus &bus, int times) {
        return timed(times, [&] {
            for (int i = 0; i < times; ++i)
                check(bus.publish(message).failures.empty());
        });
    };
    return {
        {"publish, 1 handler", 8,
         [=] {
             return timed(many, [&] {
                 for (int i = 0; i < many; ++i) {
                     counter->receive(message);
                     asm volatile("" ::: "memory");
                 }
             });
         },
         [=] { return publish(*one, many); }},
        {"publish, 100 handlers", 1.25,
         [=] {
             return timed(few, [&] {
                 for (int i = 0; i < few; ++i) {
                     for (const auto &handler : *loop)
                         handler(message);
                 }
             });
         },
         [=] { return publish(*hundred, few); }},
        {"1,000 other patterns", 1.15, [=] { return publish(*one, many); }, [=] { return publish(*crowded, many); }}};
}

struct Databases
{
    QTemporaryDir folder;
    ManualClock clock;
    std::unique_ptr<RawOutbox> raw;
    std::unique_ptr<bus::Store> store;
    std::unique_ptr<bus::Outbox> outbox;
    Sink sink;
    std::vector<Message> messages;
    std::vector<QByteArray> payloads;
};

std::vector<Work> outboxWork()
{
    constexpr int times = 100;
    const auto all = std::make_shared<Databases>();
    all->raw = std::make_unique<RawOutbox>(all->folder.filePath(u"raw.sqlite"_s));
    auto store = bus::Store::open(all->folder.filePath(u"weir.sqlite"_s));
    check(store.isOk());
    all->store = std::move(*store);
    all->outbox = std::make_unique<bus::Outbox>(*all->store, all->clock);
    for (int i = 0; i < batch; ++i) {
        all->messages.push_back(event(i));
        all->payloads.push_back(bus::envelopeBytes(all->messages.back()));
    }
    return {{"outbox write of 100", 1.8,
             [all] {
                 return timed(times * batch, [&] {
                     for (int i = 0; i < times; ++i)
                         all->raw->write(all->payloads);
                 });
             },
             [all] {
                 return timed(times * batch, [&] {
                     for (int i = 0; i < times; ++i)
                         check(all->outbox->write(all->messages).isOk());
                 });
             }},
            {"relay of 100", 1.4,
             [all] {
                 return timed(times * batch, [&] {
                     for (int i = 0; i < times; ++i)
                         check(all->raw->relay() > 0);
                 });
             },
             [all] { // Claim and mark, as the relay does; decoding and publishing are the sink's.
                 return timed(times * batch, [&] {
                     for (int i = 0; i < times; ++i) {
                         const auto claim = all->outbox->claim(u"bench"_s, batch, std::chrono::seconds(30));
                         check(claim.isOk() && claim->rows.size() == batch);
                         check(*all->outbox->markProcessed(*claim, 0, batch) == batch);
                     }
                 });
             }}};
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// The rounds of all of \a works, which belong together: what one writes the next relays.
void measure(const std::vector<Work> &works, int rounds, std::vector<Row> &rows)
{
    std::vector<std::vector<double>> limits(works.size()), weirs(works.size()), ratios(works.size());
    for (int round = 0; round <= rounds; ++round) {
        for (std::size_t i = 0; i < works.size(); ++i) {
            const double limit = works[i].limit(), weir = works[i].weir();
            if (round == 0)
                continue; // Warms caches and pages.
            limits[i].push_back(limit);
            weirs[i].push_back(weir);
            ratios[i].push_back(weir / limit);
        }
    }
    for (std::size_t i = 0; i < works.size(); ++i) {
        const Row row{works[i].name, median(limits[i]), median(weirs[i]), median(ratios[i]), works[i].goal};
        std::printf("%-24s %10.1f %10.1f %8.2f %8.2f\n", row.name.c_str(), row.limit, row.weir, row.ratio, row.goal);
        std::fflush(stdout);
        rows.push_back(row);
    }
}

bool writeJson(const char *path, const std::vector<Row> &rows)
{
    std::FILE *const file = std::fopen(path, "w");
    if (!file)
        return false;
    std::fputs("{\"benchmark\": \"bus\", \"unit\": \"ns\", \"rows\": [\n", file);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::fprintf(file, "  {\"work\": \"%s\", \"limit\": %.2f, \"weir\": %.2f, \"ratio\": %.3f, \"goal\": %.2f}%s\n",
                     rows[i].name.c_str(), rows[i].limit, rows[i].weir, rows[i].ratio, rows[i].goal,
                     i + 1 < rows.size() ? "," : "");
    }
    std::fputs("]}\n", file);
    return std::fclose(file) == 0;
}

} // namespace

} // namespace weir::bench

int main(int argc, char **argv)
{
    using namespace weir::bench;
    const QCoreApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 7;
    std::printf("%-24s %10s %10s %8s %8s\n", "work (ns)", "limit", "weir", "ratio", "goal");
    std::vector<Row> rows;
    measure(busWork(), rounds, rows);
    measure(outboxWork(), rounds, rows);
    return argc > 2 && !writeJson(argv[2], rows) ? 1 : 0;
}
