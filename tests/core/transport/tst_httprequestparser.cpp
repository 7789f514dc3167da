// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/httprequestparser.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

using State = HttpRequestParser::State;

const QByteArray host = "Host: localhost\r\n";

QByteArray post(const QByteArray &fields, const QByteArray &body = {})
{
    return "POST /hook HTTP/1.1\r\n" + host + fields + "\r\n" + body;
}

/// The status of the refusal of \a input; 0 when it is not refused.
int refusedWith(const QByteArray &input, const HttpRules &rules = {})
{
    HttpRequestParser parser(rules);
    parser.feed(input);
    return parser.state() == State::Refused ? httpRefusalStatus(parser.refusal()) : 0;
}

HttpRequest read(const QByteArray &input)
{
    const HttpRules rules;
    HttpRequestParser parser(rules);
    const qsizetype taken = parser.feed(input);
    [&] {
        QCOMPARE(parser.state(), State::Complete);
        QCOMPARE(taken, input.size());
    }();
    return parser.state() == State::Complete ? parser.takeRequest() : HttpRequest();
}

} // namespace

class HttpRequestParserTest : public QObject
{
    Q_OBJECT

private slots:
    void requestIsReadWhole();
    void targetsAreTakenApart_data();
    void targetsAreTakenApart();
    void malformedRequestIsRefused_data();
    void malformedRequestIsRefused();
    void hostMustBeOneOfTheServer_data();
    void hostMustBeOneOfTheServer();
    void chunksAreJoinedAndTrailersReadOver();
    void chunkedBodyIsHeldAgainstTheLimit();
    void headerIsHeldAgainstTheLimit();
    void bodiesTogetherAreHeldAgainstTheBudget();
    void requestsFollowOneAnother();
    void emptyLinesBetweenRequestsAreNoRequest();
    void otherProtocolIsRefusedAtItsFirstByte();
    void parametersOfTheQueryAreDecoded();
};

void HttpRequestParserTest::requestIsReadWhole()
{
    const HttpRequest request =
        read(post("Content-Type: application/json\r\nX-Empty:\r\nContent-Length: 3\r\n", QByteArray("a\0b", 3)));
    QCOMPARE(request.method, HttpMethod::Post);
    QCOMPARE(request.path, "/hook");
    QCOMPARE(request.headers.size(), 4);
    QCOMPARE(request.header("content-TYPE").toByteArray(), "application/json");
    QVERIFY(request.headers.contains("x-empty"));
    QVERIFY(request.header("x-empty").isEmpty());
    QVERIFY(request.header("absent").isNull());
    QCOMPARE(request.body, QByteArray("a\0b", 3));
    QVERIFY(request.keepAlive);
}

void HttpRequestParserTest::targetsAreTakenApart_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    const auto row = [](const char *name, const char *target, const char *path, const char *query) {
        QTest::addRow("%s", name) << QByteArray(target) << QByteArray(path) << QByteArray(query);
    };
    row("path", "/a/b", "/a/b", "");
    row("query", "/a?b=c?d", "/a", "b=c?d");
    row("encoded letters", "/%61%C3%A9", "/a\xC3\xA9", "");
    row("encoded slash stays", "/a%2fb", "/a%2Fb", "");
    row("dots stay", "/../etc", "/../etc", "");
    row("absolute", "http://localhost:8080/a?b", "/a", "b");
    row("absolute without path", "http://LOCALHOST?b", "/", "b");
}

void HttpRequestParserTest::targetsAreTakenApart()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    const HttpRequest request = read("GET " + target + " HTTP/1.1\r\n" + host + "\r\n");
    QCOMPARE(request.path, path);
    QCOMPARE(request.query, query);
}

void HttpRequestParserTest::malformedRequestIsRefused_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, int status, const QByteArray &input) {
        QTest::addRow("%s", name) << input << status;
    };
    const auto get = [](const QByteArray &line) { return line + "\r\n" + host + "\r\n"; };
    row("method in small letters", 501, get("get / HTTP/1.1"));
    row("method unknown", 501, get("BREW / HTTP/1.1"));
    row("tunnel", 501, get("CONNECT a:1 HTTP/1.1"));
    row("method with a colon", 400, get("GE:T / HTTP/1.1"));
    row("two blanks", 400, get("GET  / HTTP/1.1"));
    row("blank behind the version", 400, get("GET / HTTP/1.1 "));
    row("no version", 400, get("GET /"));
    row("version in small letters", 400, get("GET / http/1.1"));
    row("version 1.2", 505, get("GET / HTTP/1.2"));
    row("target without slash", 400, get("GET a HTTP/1.1"));
    row("target with fragment", 400, get("GET /a#b HTTP/1.1"));
    row("target with backslash", 400, get("GET /a\\b HTTP/1.1"));
    row("target with bytes beyond ASCII", 400, get("GET /\xC3\xA9 HTTP/1.1"));
    row("target with half an escape", 400, get("GET /a%2 HTTP/1.1"));
    row("target with an encoded line break", 400, get("GET /a%0Ab HTTP/1.1"));
    row("target with credentials", 400, get("GET http://a@localhost/ HTTP/1.1"));
    row("star of GET", 400, get("GET * HTTP/1.1"));
    row("blank before the colon", 400, post("X : 1\r\n"));
    row("tab before the first field", 400, "GET / HTTP/1.1\r\n\tX: 1\r\n" + host + "\r\n");
    row("line feed alone", 400, "GET / HTTP/1.1\n" + host + "\r\n");
    row("line feed alone behind a field", 400, post("X: 1\n"));
    row("length twice alike", 400, post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"));
    row("length as a list", 400, post("Content-Length: 1, 1\r\n", "a"));
    row("length with a sign", 400, post("Content-Length: +1\r\n", "a"));
    row("length in hexadecimal", 400, post("Content-Length: 0x1\r\n", "a"));
    row("length and chunks", 400, post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
    row("chunks and length", 400, post("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "0\r\n\r\n"));
    row("coding gzip", 501, post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"));
    row("chunked not last", 501, post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"));
    row("chunked twice", 400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"));
    row("chunks of HTTP/1.0", 501, "POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n");
    row("expectation unknown", 417, post("Expect: 200-ok\r\n"));
    row("two signatures", 401, post("X-Webhook-Signature: a\r\nx-webhook-signature: b\r\n"));
    row("body too large", 413, post("Content-Length: 1048577\r\n"));
    row("too many fields", 431, post(QByteArray("a:b\r\n").repeated(100)));
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
    row("chunk with a line feed alone", 400, post(chunked, "1\na\r\n0\r\n\r\n"));
    row("chunk longer than its size", 400, post(chunked, "1\r\nab\r\n0\r\n\r\n"));
    row("chunk size with a prefix", 400, post(chunked, "0x1\r\na\r\n0\r\n\r\n"));
    row("chunk size beyond 64 bits", 400, post(chunked, "fffffffffffffffff\r\n"));
    row("chunk size of many gigabytes", 413, post(chunked, "ffffffff\r\n"));
    row("length in the trailer", 400, post(chunked, "0\r\nContent-Length: 5\r\n\r\n"));
}

void HttpRequestParserTest::malformedRequestIsRefused()
{
    QFETCH(QByteArray, input);
    QFETCH(int, status);
    QCOMPARE(refusedWith(input), status);
}

void HttpRequestParserTest::hostMustBeOneOfTheServer_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("anyAddress");
    const auto row = [](const char *value, int status, bool anyAddress = false) {
        QTest::addRow("%s%s", value, anyAddress ? " (any address)" : "") << QByteArray(value) << status << anyAddress;
    };
    row("localhost", 0);
    row("LocalHost:8080", 0);
    row("localhost.", 0);
    row("127.0.0.1:1", 0);
    row("[::1]", 0);
    row("[::1]:8080", 0);
    row("", 400);
    row("localhost:80a", 400);
    row("localhost:65536", 400);
    row("a b", 400);
    row("localhost/x", 400);
    row("[::1", 400);
    row("user@localhost", 400);
    row("evil.example", 421);
    row("localhost.evil.example", 421);
    row("192.168.1.5", 421);
    row("192.168.1.5", 0, true);
    row("[fd00::1]:80", 0, true);
    row("evil.example", 421, true);
    row("0x7f.1", 421, true);
}

void HttpRequestParserTest::hostMustBeOneOfTheServer()
{
    QFETCH(QByteArray, value);
    QFETCH(int, status);
    QFETCH(bool, anyAddress);
    HttpRules rules;
    rules.anyAddressAsHost = anyAddress;
    QCOMPARE(refusedWith("GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n", rules), status);
    QCOMPARE(refusedWith("GET / HTTP/1.1\r\n\r\n", rules), 400);
}

void HttpRequestParserTest::chunksAreJoinedAndTrailersReadOver()
{
    const QByteArray input =
        post("Transfer-Encoding: Chunked\r\n", "5;a=b\r\nhello\r\n00006\r\n world\r\n0\r\nX-Later: 1\r\n\r\n");
    const HttpRequest whole = read(input);
    QCOMPARE(whole.body, "hello world");
    QVERIFY(!whole.headers.contains("x-later"));
    for (qsizetype at = 1; at < input.size(); ++at) {
        const HttpRules rules;
        HttpRequestParser parser(rules);
        QCOMPARE(parser.feed(input.first(at)), at);
        QCOMPARE(parser.feed(input.sliced(at)), input.size() - at);
        QCOMPARE(parser.state(), State::Complete);
        QCOMPARE(parser.takeRequest().body, whole.body);
    }
}

void HttpRequestParserTest::chunkedBodyIsHeldAgainstTheLimit()
{
    HttpRules rules;
    rules.limits.bodyBytes = 10;
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";
    QCOMPARE(refusedWith(post(chunked, "5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n"), rules), 0);
    QCOMPARE(refusedWith(post(chunked, "5\r\nhello\r\n6\r\n"), rules), 413);
    QVERIFY(refusedWith(post(chunked, "1;" + QByteArray(20'000, 'x')), rules) >= 400);
    QVERIFY(refusedWith(post(chunked, "0\r\nX: " + QByteArray(20'000, 'x')), rules) >= 400);
}

void HttpRequestParserTest::headerIsHeldAgainstTheLimit()
{
    HttpRules rules;
    rules.limits.headerBytes = 200;
    const QByteArray start = "GET / HTTP/1.1\r\n" + host + "X: ";
    const QByteArray fits = start + QByteArray(200 - start.size() - 4, 'x') + "\r\n\r\n";
    QCOMPARE(fits.size(), 200);
    QCOMPARE(refusedWith(fits, rules), 0);
    QCOMPARE(refusedWith(start + QByteArray(200 - start.size() - 3, 'x') + "\r\n\r\n", rules), 431);
    QCOMPARE(refusedWith(start + QByteArray(200, 'x'), rules), 431);
    QCOMPARE(refusedWith("GET /" + QByteArray(200, 'x'), rules), 431);
}

void HttpRequestParserTest::bodiesTogetherAreHeldAgainstTheBudget()
{
    const HttpRules rules;
    ByteBudget budget(20);
    HttpRequestParser first(rules, &budget);
    first.feed(post("Content-Length: 14\r\n"));
    QCOMPARE(budget.used(), 0); // an announced length costs nothing
    first.feed("123456");
    QCOMPARE(budget.used(), 9); // what it has room for, not only what is there
    first.feed("7890123");
    QCOMPARE(budget.used(), 14); // no more than it can come to
    {
        HttpRequestParser second(rules, &budget);
        second.feed(post("Transfer-Encoding: chunked\r\n", "5\r\n12345\r\n"));
        QCOMPARE(budget.used(), 19); // as a half more would be too much
        second.feed("2\r\n67\r\n");
        QCOMPARE(second.state(), State::Refused);
        QCOMPARE(second.refusal(), HttpRefusal::TooMuchBuffered);
        QCOMPARE(budget.used(), 14);
        HttpRequestParser third(rules, &budget);
        third.feed(post("Content-Length: 8\r\n", "12"));
        QCOMPARE(budget.used(), 17);
    }
    QCOMPARE(budget.used(), 14);
    first.feed("4");
    QCOMPARE(first.takeRequest().body, "12345678901234");
    QCOMPARE(budget.used(), 0);
}

void HttpRequestParserTest::requestsFollowOneAnother()
{
    const HttpRules rules;
    HttpRequestParser parser(rules);
    QByteArray input =
        post("Content-Length: 2\r\n", "ab") + "GET /b HTTP/1.0\r\n" + host + "\r\n" + post("Connection: Close\r\n");
    input = input.sliced(parser.feed(input));
    QCOMPARE(parser.takeRequest().body, "ab");
    QCOMPARE(parser.state(), State::Idle);
    input = input.sliced(parser.feed(input));
    const HttpRequest second = parser.takeRequest();
    QCOMPARE(second.path, "/b");
    QCOMPARE(second.minorVersion, 0);
    QVERIFY(!second.keepAlive);
    QCOMPARE(parser.feed(input), input.size());
    QVERIFY(!parser.takeRequest().keepAlive);
}

void HttpRequestParserTest::emptyLinesBetweenRequestsAreNoRequest()
{
    const HttpRules rules;
    HttpRequestParser parser(rules);
    parser.feed("\r");
    parser.feed("\n\r\n");
    QCOMPARE(parser.state(), State::Idle);
    parser.feed(post({}));
    QCOMPARE(parser.state(), State::Complete);
    QCOMPARE(refusedWith(QByteArray("\r\n").repeated(50)), 400);
}

void HttpRequestParserTest::otherProtocolIsRefusedAtItsFirstByte()
{
    QCOMPARE(refusedWith(QByteArray("\x16\x03\x01", 3)), 400);
    QCOMPARE(refusedWith(QByteArray("\0", 1)), 400);
    QCOMPARE(refusedWith(QByteArray(40, 'A')), 400);
    QCOMPARE(refusedWith("GET"), 0);
}

void HttpRequestParserTest::parametersOfTheQueryAreDecoded()
{
    const HttpRequest request =
        read("GET /events?user=a%26b+c&empty=&flag&user=second&bad=%4 HTTP/1.1\r\n" + host + "\r\n");
    QCOMPARE(request.parameter("user").value(), "a&b c");
    QCOMPARE(request.parameter("empty").value(), "");
    QCOMPARE(request.parameter("flag").value(), "");
    QVERIFY(!request.parameter("none"));
    QVERIFY(!request.parameter("bad"));
}

WEIR_TEST(HttpRequestParserTest)

#include "tst_httprequestparser.moc"
