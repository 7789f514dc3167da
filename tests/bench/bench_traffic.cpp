// SPDX-License-Identifier: GPL-3.0-or-later
// One side of a connection, measured by tests/bench/traffic.py, which is the other side.
//
// bench_traffic webhook          a receiver that checks signatures (secret: whsec_… in STANDARD_SECRET), at /hook
// bench_traffic stream           an event stream of everything at /events; "publish COUNT BYTES PER_TICK" on standard input
// bench_traffic listen URL N     reads N events of a stream
// bench_traffic read PORT BYTES  the limit of that: receives the bytes and does nothing with them
//
// Servers print their port; on "cpu" they print the nanoseconds of CPU time that they have used.
#include "core/transport/sseclient.h"
#include "core/transport/sseroute.h"
#include "core/transport/webhookreceiver.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimer>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

long long cpuNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return 1'000'000'000LL * time.tv_sec + time.tv_nsec;
}

void say(long long number)
{
    std::printf("%lld\n", number);
    std::fflush(stdout);
}

[[noreturn]] void fail(const QString &why)
{
    std::fprintf(stderr, "%s\n", qPrintable(why));
    std::exit(1);
}

/// Standard input, line by line, while the event loop runs; its end ends the program.
class Orders
{
public:
    explicit Orders(std::function<void(const QList<QByteArray> &)> obey)
        : m_obey(std::move(obey))
        , m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        QObject::connect(&m_input, &QSocketNotifier::activated, [this] { read(); });
    }

private:
    void read()
    {
        std::array<char, 4096> buffer{};
        const ssize_t size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (size <= 0)
            return QCoreApplication::quit();
        m_text.append(buffer.data(), size);
        for (qsizetype end = m_text.indexOf('\n'); end >= 0; end = m_text.indexOf('\n')) {
            const QByteArray line = m_text.left(end);
            m_text.remove(0, end + 1);
            if (line == "cpu")
                say(cpuNanoseconds());
            else if (m_obey)
                m_obey(line.split(' '));
        }
    }

    std::function<void(const QList<QByteArray> &)> m_obey;
    QSocketNotifier m_input;
    QByteArray m_text;
};

class CountingSink : public EventSink
{
public:
    Result<std::int64_t> publish(const Message &, const QString &) override { return ++m_count; }

private:
    std::int64_t m_count = 0;
};

/// A server for very many clients of one machine.
void listenFor(HttpServer &server)
{
    HttpServerSettings settings;
    settings.connections = settings.connectionsPerPeer = 4'000;
    if (const Result<void> listening = server.listen(settings); !listening)
        fail(listening.error().message);
    say(server.port());
}

int serveWebhook()
{
    const SystemClock clock;
    Webhook webhook;
    webhook.id = u"hook"_s;
    webhook.direction = Direction::Incoming;
    webhook.profile = WebhookProfile::Standard;
    webhook.secrets = {u"env:STANDARD_SECRET"_s};
    webhook.events = {u"order.placed"_s};
    webhook.active = true;
    LocalSecrets secrets;
    Result<WebhookSigner> signer = WebhookSigner::create(webhook, secrets);
    if (!signer)
        fail(signer.error().message);
    CountingSink sink;
    MemoryReplayTable replays;
    WebhookReceiver receiver(webhook, std::move(*signer), sink, replays, clock);
    HttpServer server(clock);
    server.route(HttpMethod::Post, "/hook", [&](const HttpRequest &request) { return receiver.handle(request); });
    listenFor(server);
    const Orders orders({});
    return QCoreApplication::exec();
}

/// A message whose envelope is about as long as \a bytes.
Message messageOf(int number, int bytes)
{
    Message message;
    message.id = u"0193c1a4-7c1e-7abc-8def-%1"_s.arg(number, 12, 10, QChar(u'0'));
    message.type = u"order.placed"_s;
    message.timestamp = {TimePoint(std::chrono::seconds(1'770'000'000)), {}};
    message.source = u"shop"_s;
    message.data = Json{{"note", std::string(static_cast<std::size_t>(std::max(0, bytes - 170)), 'x')}};
    return message;
}

int serveStream()
{
    const SystemClock clock;
    HttpServer server(clock);
    Stream stream;
    stream.id = u"events"_s;
    stream.path = u"/events"_s;
    stream.events = {u"*"_s};
    SseRoute route(server, stream, nullptr, clock);
    listenFor(server);
    int left = 0, bytes = 0, perTick = 1, number = 0;
    QTimer ticks;
    QObject::connect(&ticks, &QTimer::timeout, [&] {
        for (int i = 0; i < perTick && left > 0; ++i, --left) {
            ++number;
            route.publish(messageOf(number, bytes), u"orders"_s, number);
        }
        if (left == 0)
            ticks.stop();
    });
    const Orders orders([&](const QList<QByteArray> &words) {
        left = words.value(1).toInt();
        bytes = words.value(2).toInt();
        perTick = words.value(3).toInt();
        ticks.start(std::chrono::milliseconds(1));
    });
    return QCoreApplication::exec();
}

class CountingReader : public SseSink
{
public:
    CountingReader(long long count, std::function<void()> done) : m_left(count), m_done(std::move(done)) {}

    void event(const SseEvent &event) override
    {
        if (event.data.empty())
            fail(u"An event is empty."_s);
        if (--m_left == 0)
            m_done();
    }

private:
    long long m_left;
    std::function<void()> m_done;
};

int listenTo(const QString &url, long long count)
{
    const SystemClock clock;
    CountingReader reader(count, [] { QCoreApplication::quit(); });
    SseSource source;
    const Result<HttpUrl> parsed = parseHttpUrl(url);
    if (!parsed)
        fail(parsed.error().message);
    source.url = *parsed;
    SseClient client(source, reader, clock);
    const long long before = cpuNanoseconds();
    client.start();
    QCoreApplication::exec();
    say(cpuNanoseconds() - before);
    return 0;
}

int readBytes(int port, long long bytes)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        fail(u"Nobody listens."_s);
    const QByteArray request("GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    if (send(socket, request.constData(), static_cast<std::size_t>(request.size()), 0) != request.size())
        fail(u"The request was not taken."_s);
    std::vector<char> buffer(64 * 1024);
    const long long before = cpuNanoseconds();
    while (bytes > 0) {
        const ssize_t size = recv(socket, buffer.data(), buffer.size(), 0);
        if (size <= 0)
            fail(u"The stream ended early."_s);
        bytes -= size;
    }
    say(cpuNanoseconds() - before);
    close(socket);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const QString verb = words.value(1);
    if (verb == u"webhook")
        return serveWebhook();
    if (verb == u"stream")
        return serveStream();
    if (verb == u"listen" && words.size() == 4)
        return listenTo(words.at(2), words.at(3).toLongLong());
    if (verb == u"read" && words.size() == 4)
        return readBytes(words.at(2).toInt(), words.at(3).toLongLong());
    fail(u"usage: bench_traffic webhook | stream | listen URL N | read PORT BYTES"_s);
}
