// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/httpresponsereader.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

using State = HttpResponseReader::State;

struct Answer
{
    State state = State::Head;
    int status = 0;
    QByteArray body;
    QByteArray left; ///< Not taken.
    bool keepsAlive = false;

    bool operator==(const Answer &) const = default;
};

Answer answerOf(const QByteArrayList &pieces, bool isClosed, HttpMethod asked = HttpMethod::Get,
                const HttpResponseLimits &limits = {})
{
    HttpResponseReader reader(limits, asked);
    Answer answer;
    for (const QByteArray &piece : pieces) {
        QByteArrayView input(piece);
        for (QByteArrayView taken = reader.take(input); !taken.isEmpty(); taken = reader.take(input)) {
            Q_ASSERT(taken.data() >= piece.constData() && taken.data() < piece.constData() + piece.size());
            answer.body.append(taken);
        }
        answer.left.append(input);
    }
    if (isClosed)
        reader.finish();
    answer.state = reader.state();
    answer.status = reader.isHeaderRead() ? reader.status() : 0;
    answer.keepsAlive = reader.state() == State::Done && reader.keepsAlive();
    [&] { QCOMPARE(reader.error().isEmpty(), reader.state() != State::Failed); }();
    return answer;
}

} // namespace

class HttpResponseReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void malformedAnswerFails_data();
    void malformedAnswerFails();
    void cutOffAnswerFails_data();
    void cutOffAnswerFails();
    void answerToHeadHasNoBody();
    void limitsHold();
    void headersAreThoseOfTheFinalAnswer();
    void errorsNameTheByte();
};

void HttpResponseReaderTest::answers_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isClosed");
    QTest::addColumn<bool>("keepsAlive");
    const auto row = [](const char *name, const QByteArray &input, const QByteArray &body, int status = 200,
                        bool isClosed = false, bool keepsAlive = true) {
        QTest::addRow("%s", name) << input << body << status << isClosed << keepsAlive;
    };
    row("length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello");
    row("length twice alike", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length: 2\r\n\r\nab", "ab");
    row("no length", "HTTP/1.1 200 OK\r\n\r\nto the end", "to the end", 200, true, false);
    row("length of nothing", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "");
    row("no content", "HTTP/1.1 204 No Content\r\n\r\n", "", 204);
    row("not modified", "HTTP/1.1 304 \r\nContent-Length: 9\r\n\r\n", "", 304);
    row("no reason phrase", "HTTP/1.1 503\r\nContent-Length: 1\r\n\r\nx", "x", 503);
    row("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 1\n\nx", "x");
    row("old version", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", "x", 200, false, false);
    row("close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", "x", 200, false, false);
    row("interim answers",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
        "1\r\n\r\nx",
        "x");
    row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n",
        "hello world");
    row("chunks with extensions and a trailer",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n05;a=\"b\"\r\nhello\r\nA "
        "\r\n0123456789\r\n000;x\r\nX-Sum: 1\r\nY: 2\r\n\r\n",
        "hello0123456789");
    row("sizes of chunks in many spellings",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n00000001\r\nb\r\n000000001\r\nc\r\n1F\r\n"
            + QByteArray(31, 'd') + "\r\n1f;x\r\n" + QByteArray(31, 'e') + "\r\n2\r\n\r\n\r\n00000000\r\n\r\n",
        "abc" + QByteArray(31, 'd') + QByteArray(31, 'e') + "\r\n");
}

void HttpResponseReaderTest::answers()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(bool, isClosed);
    QFETCH(bool, keepsAlive);
    const Answer expected{State::Done, status, body, {}, keepsAlive};
    QCOMPARE(answerOf({input}, isClosed), expected);
    for (qsizetype at = 1; at < input.size(); ++at)
        QCOMPARE(answerOf({input.first(at), input.sliced(at)}, isClosed), expected);
    QByteArrayList bytes;
    for (const char byte : input)
        bytes += QByteArray(1, byte);
    QCOMPARE(answerOf(bytes, isClosed), expected);
    if (!isClosed) {
        const Answer followed = answerOf({input + "HTTP/1.1 2"}, false);
        QCOMPARE(followed.body, body);
        QCOMPARE(followed.left, "HTTP/1.1 2");
    }
}

void HttpResponseReaderTest::malformedAnswerFails_data()
{
    QTest::addColumn<QByteArray>("input");
    const auto row = [](const char *name, const QByteArray &input) { QTest::addRow("%s", name) << input; };
    const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    row("other protocol", "SSH-2.0-x\r\n\r\n");
    row("HTTP/2", "HTTP/2 200\r\n\r\n");
    row("status of two digits", "HTTP/1.1 20 OK\r\n\r\n");
    row("status out of range", "HTTP/1.1 600 OK\r\n\r\n");
    row("empty line first", "\r\nHTTP/1.1 200 OK\r\n\r\n");
    row("folded field", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n");
    row("field without colon", "HTTP/1.1 200 OK\r\nX\r\n\r\n");
    row("carriage return in a field", "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n");
    row("nul in a field", QByteArray("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", 29));
    row("lengths differ", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
    row("length negative", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n");
    row("length too long", "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\n");
    row("length and chunks", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
    row("coding gzip", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n");
    row("switched protocols", "HTTP/1.1 101 Switching\r\n\r\n");
    row("endless interim answers", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(9));
    row("chunk size no number", chunked + "x\r\n");
    row("chunk size empty", chunked + "\r\n");
    row("chunk size too large", chunked + "fffffffffffffffff\r\n");
    row("chunk longer than its size", chunked + "1\r\nab\r\n");
    row("chunk size without its end", chunked + "1\rab");
    row("second chunk size empty", chunked + "1\r\na\r\n\r\n");
    row("second chunk size no number", chunked + "1\r\na\r\n1x\r\n");
    row("second chunk size without its end", chunked + "1\r\na\r\n1\rab");
    row("second chunk size with LF alone", chunked + "1\r\na\r\n1\nab");
    row("second chunk size too large", chunked + "1\r\na\r\nfffffffffffffffff\r\n");
    row("endless extension", chunked + "1;" + QByteArray(5000, 'x'));
    row("endless zeros", chunked + QByteArray(5000, '0'));
    row("endless trailer", chunked + "0\r\n" + QByteArray("X: y\r\n").repeated(20'000));
}

void HttpResponseReaderTest::malformedAnswerFails()
{
    QFETCH(QByteArray, input);
    QCOMPARE(answerOf({input}, false).state, State::Failed);
    QByteArrayList bytes;
    for (const char byte : input)
        bytes += QByteArray(1, byte);
    QCOMPARE(answerOf(bytes, false).state, State::Failed);
}

void HttpResponseReaderTest::cutOffAnswerFails_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("header") << QByteArray("HTTP/1.1 200 OK\r\nConte");
    QTest::addRow("body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na");
    QTest::addRow("chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe");
    QTest::addRow("last chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
}

void HttpResponseReaderTest::cutOffAnswerFails()
{
    QFETCH(QByteArray, input);
    QVERIFY(answerOf({input}, false).state != State::Failed);
    QCOMPARE(answerOf({input}, true).state, State::Failed);
}

void HttpResponseReaderTest::answerToHeadHasNoBody()
{
    const Answer answer = answerOf({"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP"}, false, HttpMethod::Head);
    QCOMPARE(answer.state, State::Done);
    QCOMPARE(answer.left, "HTTP");
}

void HttpResponseReaderTest::limitsHold()
{
    HttpResponseLimits limits;
    limits.bodyBytes = 4;
    limits.headerBytes = 100;
    limits.headerFields = 3;
    const auto stateOf = [&limits](const QByteArray &input) {
        return answerOf({input}, false, HttpMethod::Get, limits).state;
    };
    QCOMPARE(stateOf("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n1234"), State::Done);
    QCOMPARE(stateOf("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"), State::Failed);
    QCOMPARE(stateOf("HTTP/1.1 200 OK\r\n\r\n1234"), State::Body);
    QCOMPARE(stateOf("HTTP/1.1 200 OK\r\n\r\n12345"), State::Failed);
    QCOMPARE(stateOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n123\r\n2\r\n45\r\n"), State::Failed);
    QCOMPARE(stateOf("HTTP/1.1 200 OK\r\nX: " + QByteArray(100, 'x')), State::Failed);
    QCOMPARE(stateOf("HTTP/1.1 200 OK\r\na:b\r\na:b\r\na:b\r\n\r\n"), State::Body);
    QCOMPARE(stateOf("HTTP/1.1 200 OK\r\na:b\r\na:b\r\na:b\r\na:b\r\n\r\n"), State::Failed);
}

void HttpResponseReaderTest::headersAreThoseOfTheFinalAnswer()
{
    HttpResponseReader reader;
    const QByteArray bytes =
        "HTTP/1.1 100 Continue\r\nX: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type:  text/event-stream \r\n\r\n";
    QByteArrayView input(bytes);
    QVERIFY(reader.take(input).isEmpty());
    QCOMPARE(reader.state(), State::Body);
    QCOMPARE(reader.headers(), (HttpHeaders{{"Content-Type", "text/event-stream"}}));
}

void HttpResponseReaderTest::errorsNameTheByte()
{
    HttpResponseReader reader;
    const QByteArray bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na!";
    QByteArrayView input(bytes);
    QCOMPARE(reader.take(input).toByteArray(), "a");
    QVERIFY(reader.take(input).isEmpty());
    QVERIFY2(reader.error().contains(u"byte %1 "_s.arg(bytes.size() - 1)), qPrintable(reader.error()));
    QCOMPARE(input.toByteArray(), "!");
}

WEIR_TEST(HttpResponseReaderTest)

#include "tst_httpresponsereader.moc"
