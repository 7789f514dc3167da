// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/httpconnection.h"
#include "core/transport/httpresponsereader.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QTest>

#include <map>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto requestCases = "conformance/http-requests/cases.json"_L1;

/// What a server does with the bytes of one client.
struct Outcome
{
    QList<int> statuses;
    QByteArrayList bodies; ///< Of the requests that reached a handler.
    bool isRefused = false;
    bool waits = false; ///< Within a request.

    bool operator==(const Outcome &) const = default;
};

/// A connection whose handler answers 200 on `/` and `/hook`, 404 elsewhere, and 200 everywhere when told.
class Peer
{
public:
    explicit Peer(const HttpRules &rules, bool anyPath) : m_http(rules, nullptr, {}), m_anyPath(anyPath) {}

    void send(QByteArrayView bytes)
    {
        if (!m_http.wantsBytes())
            return;
        m_http.receive(bytes, {});
        while (const auto request = m_http.takeRequest({})) {
            outcome.bodies += request->body;
            const bool isThere = m_anyPath || request->path == "/" || request->path == "/hook";
            m_http.answer(HttpResponse::json(isThere ? 200 : 404, "{}"), {}, {});
        }
        outcome.isRefused = outcome.isRefused || m_http.takeRefusal().has_value();
        outcome.waits = m_http.state() == HttpConnection::State::Receiving && !isIdle();
        m_output += m_http.takeOutput();
    }

    /// The statuses of all answers, those of 1xx too.
    Outcome finished()
    {
        QByteArrayView rest(m_output);
        while (rest.startsWith("HTTP/1.1 ")) {
            outcome.statuses += rest.sliced(9, 3).toByteArray().toInt();
            const QByteArrayView end("\r\n\r\n");
            if (outcome.statuses.back() == 100) {
                rest = rest.sliced(rest.indexOf(end) + end.size());
                continue;
            }
            HttpResponseReader reader;
            while (!reader.take(rest).isEmpty()) {}
            if (reader.state() != HttpResponseReader::State::Done)
                break;
        }
        if (!rest.isEmpty())
            outcome.statuses += -1;
        return outcome;
    }

    Outcome outcome;

private:
    bool isIdle() const { return m_http.deadline() == HttpLimits().idle; }

    HttpConnection m_http;
    bool m_anyPath;
    QByteArray m_output;
};

Outcome outcomeOf(const HttpRules &rules, const QByteArrayList &pieces, bool anyPath)
{
    Peer peer(rules, anyPath);
    for (const QByteArray &piece : pieces)
        peer.send(piece);
    return peer.finished();
}

QByteArrayList byteByByte(const QByteArray &bytes)
{
    QByteArrayList pieces;
    for (const char byte : bytes)
        pieces += QByteArray(1, byte);
    return pieces;
}

QByteArray inputOf(const Json &entry)
{
    return QByteArray::fromBase64(textOf(entry["input_base64"]).toLatin1());
}

/// The other parser's cases lack the empty line behind the last header or trailer, and most of them the Host that this
/// server demands.
QByteArray completed(QByteArray input)
{
    if (!input.toLower().contains("host:")) {
        for (const QByteArray version : {" HTTP/1.1\r\n", " HTTP/1.0\r\n"})
            input.replace(version, version + "Host: localhost\r\n");
    }
    const bool isHeaderWhole = input.sliced(std::max<qsizetype>(0, input.lastIndexOf(" HTTP/1."))).contains("\r\n\r\n");
    if (!isHeaderWhole)
        return input + (input.endsWith("\r\n") ? "\r\n" : "\r\n\r\n");
    return input.contains(": chunked\r\n") ? input + "\r\n" : input;
}

struct Difference
{
    const char *outcome;
    const char *why;
};

/// Where this server decides otherwise than llhttp.
const std::map<QString, Difference> &differences()
{
    static const Difference method{"error", "a method that no route can have is answered 501"};
    static const Difference protocol{"error", "only HTTP is spoken"};
    static const Difference target{"error",
                                   "a fragment, or a backslash, is not sent in a request target (RFC 9112 3.2)"};
    static const std::map<QString, Difference> known{
        {u"connection/no-restart-when-keep-alive-is-off-1-0"_s,
         {"complete", "what comes behind the last request of a connection is not read"}},
        {u"connection/setting-a-flag-and-pausing"_s,
         {"complete", "no upgrade is offered, so the wish for one is ignored (RFC 9110 7.8)"}},
        {u"connection/upgrade-post-request"_s,
         {"incomplete", "no upgrade is offered: what stands behind the body is the start of a request line"}},
        {u"content-length/content-length-reset-when-no-body-is-received"_s,
         {"incomplete", "the body that is announced is waited for; the other parser was told that there is none"}},
        {u"method/report-request"_s, method},
        {u"method/m-search-request"_s, method},
        {u"method/search-request"_s, method},
        {u"method/link-request"_s, method},
        {u"method/link-request-2"_s, method},
        {u"method/source-request"_s, method},
        {u"method/query-request"_s, method},
        {u"method/source-request-with-ice"_s, protocol},
        {u"method/options-request-with-rtsp"_s, protocol},
        {u"pipelining/should-parse-multiple-events"_s,
         {"incomplete", "the third body lacks a byte, which is waited for"}},
        {u"sample/curl-get"_s, {"error", "the Host has a character that no host name has"}},
        {u"sample/no-http-version"_s, {"error", "HTTP/0.9 is not spoken"}},
        {u"transfer-encoding/post-with-chunked-as-last-transfer-encoding-multiple-headers"_s,
         {"error", "a coding that would have to be undone is not understood (RFC 9112 6.1: 501)"}},
        {u"uri/quotes-in-uri"_s, target},
        {u"uri/fragment-in-uri"_s, target},
    };
    return known;
}

} // namespace

class HttpRequestSuite : public QObject
{
    Q_OBJECT

private slots:
    void own_data();
    void own();
    void announcedBodyIsRefusedBeforeItComes();
    void clientIsToldToContinue();
    void otherParser_data();
    void otherParser();
};

void HttpRequestSuite::own_data()
{
    WEIR_NEED_CORPUS(requestCases);
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("expected");
    const Json suite = test::corpusJson(requestCases);
    for (const Json &entry : suite["cases"]) {
        if (entry.contains("expect"))
            QTest::addRow("%s", qPrintable(textOf(entry["id"]))) << inputOf(entry) << textOf(entry["expect"]);
    }
}

void HttpRequestSuite::own()
{
    QFETCH(QByteArray, input);
    QFETCH(QString, expected);
    const HttpRules rules;
    const Outcome outcome = outcomeOf(rules, {input}, false);
    if (expected == u"200-200"_s) {
        QCOMPARE(outcome.statuses, (QList<int>{200, 200}));
        QCOMPARE(outcome.bodies, (QByteArrayList{"hello", ""}));
    } else if (expected == u"100-then-200"_s) {
        QCOMPARE(outcome.statuses, QList<int>{100});
        QVERIFY(outcome.bodies.isEmpty());
    } else if (expected == u"404"_s) {
        QCOMPARE(outcome.statuses, QList<int>{404});
    } else {
        // `400-or-413`, `401-no-handler`, `413-before-body`, `400-or-close`
        QList<int> allowed;
        for (const QString &word : expected.split(u'-')) {
            if (word.toInt() > 0)
                allowed += word.toInt();
        }
        QVERIFY(outcome.isRefused);
        QCOMPARE(outcome.statuses.size(), 1);
        QVERIFY2(allowed.contains(outcome.statuses.front()), qPrintable(QString::number(outcome.statuses.front())));
        QVERIFY(outcome.bodies.isEmpty());
    }
    QCOMPARE(outcomeOf(rules, byteByByte(input), false), outcome);
    for (qsizetype at = 1; at < input.size(); ++at)
        QCOMPARE(outcomeOf(rules, {input.first(at), input.sliced(at)}, false), outcome);
}

void HttpRequestSuite::announcedBodyIsRefusedBeforeItComes()
{
    const Outcome outcome =
        outcomeOf({}, {"POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n"}, false);
    QCOMPARE(outcome.statuses, QList<int>{413});
    QVERIFY(outcome.bodies.isEmpty());
}

void HttpRequestSuite::clientIsToldToContinue()
{
    const HttpRules rules;
    Peer peer(rules, false);
    peer.send("POST /hook HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    peer.send("hello");
    QCOMPARE(peer.finished().statuses, (QList<int>{100, 200}));
    QCOMPARE(peer.outcome.bodies, QByteArrayList{"hello"});
}

void HttpRequestSuite::otherParser_data()
{
    WEIR_NEED_CORPUS(requestCases);
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<int>("messages");
    const Json suite = test::corpusJson(requestCases);
    for (const Json &entry : suite["cases"]) {
        if (entry.contains("llhttp_outcome") && entry["llhttp_outcome"].is_string())
            QTest::addRow("%s", qPrintable(textOf(entry["id"])))
                << completed(inputOf(entry)) << textOf(entry["llhttp_outcome"]) << entry["messages"].get<int>();
    }
}

void HttpRequestSuite::otherParser()
{
    QFETCH(QByteArray, input);
    QFETCH(QString, theirs);
    QFETCH(int, messages);
    HttpRules rules;
    rules.hosts = {"*"};
    const Outcome outcome = outcomeOf(rules, {input}, true);
    const QString ours = outcome.isRefused ? u"error"_s : outcome.waits ? u"incomplete"_s : u"complete"_s;
    const auto known = differences().find(QString::fromLatin1(QTest::currentDataTag()));
    if (known == differences().end()) {
        QCOMPARE(ours, theirs);
        if (theirs == u"complete"_s)
            QCOMPARE(outcome.bodies.size(), messages);
    } else {
        QCOMPARE(ours, QString::fromLatin1(known->second.outcome));
        QVERIFY2(ours != theirs || outcome.bodies.size() != messages, "the difference is none");
    }
    QCOMPARE(outcomeOf(rules, byteByByte(input), true), outcome);
    for (qsizetype at = 1; at < input.size(); ++at)
        QCOMPARE(outcomeOf(rules, {input.first(at), input.sliced(at)}, true), outcome);
}

WEIR_TEST(HttpRequestSuite)

#include "tst_httprequests.moc"
