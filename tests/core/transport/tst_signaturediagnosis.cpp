// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/signedrequests.h"
#include "tests/support/registertest.h"

#include "core/transport/signaturediagnosis.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace weir::test;

namespace {

using enum SignatureMistake;
using Mistakes = QList<SignatureMistake>;

/// A request that the receiver believes.
SignatureCase goodCase(WebhookProfile profile)
{
    SignatureCase request;
    request.body = vectorBody;
    request.secret = Secret(secretOf(profile));
    request.now = vectorTime;
    if (!signerOf(profile).sign(request.headers, "evt_1", vectorBody, vectorTime))
        qFatal("not signed");
    return request;
}

Mistakes mistakesOf(const SignatureDiagnosis &diagnosis, bool proven = true)
{
    Mistakes mistakes;
    for (const SignatureRemark &remark : diagnosis.remarks) {
        if (remark.isProven == proven)
            mistakes.append(remark.mistake);
    }
    return mistakes;
}

} // namespace

/// The signature lab (C11): each of the usual mistakes is found by name.
class tst_SignatureDiagnosis : public QObject
{
    Q_OBJECT

    static void verifyFinds(WebhookProfile profile, const SignatureCase &request, const Mistakes &mistakes)
    {
        const SignatureDiagnosis diagnosis = diagnoseSignature(schemeOf(profile), request);
        QVERIFY(!diagnosis.verdict.isValid());
        QCOMPARE(mistakesOf(diagnosis), mistakes);
        for (const SignatureRemark &remark : diagnosis.remarks) {
            QVERIFY(!remark.message.isEmpty() && !remark.hint.isEmpty());
            QVERIFY(!remark.message.contains(QString::fromUtf8(secretOf(profile))));
        }
        QVERIFY(!diagnosis.summary.isEmpty());
    }

private slots:
    void aGoodOneIsValid()
    {
        for (const WebhookProfile profile : {WebhookProfile::Standard, WebhookProfile::Seed, WebhookProfile::Stripe,
                                             WebhookProfile::GitHub, WebhookProfile::Custom}) {
            const SignatureDiagnosis diagnosis = diagnoseSignature(schemeOf(profile), goodCase(profile));
            QVERIFY(diagnosis.isValid());
            if (profile == WebhookProfile::Standard)
                QCOMPARE(diagnosis.expected, QByteArray("v1,OLTv0gSiMNxlIeyR7jbii6RXVl1cgoTA2UcVnkQrgYo="));
        }
    }

    void prefixes_data()
    {
        QTest::addColumn<WebhookProfile>("profile");
        QTest::addColumn<QByteArray>("header");
        const QByteArray hex = "2e09ccf1a090d61d7522558dacfc9aac159fff1c090f3ce5fbff07b925ce3ac9";
        const QByteArray base64 = "OLTv0gSiMNxlIeyR7jbii6RXVl1cgoTA2UcVnkQrgYo=";
        QTest::newRow("none") << WebhookProfile::Seed << hex;
        QTest::newRow("another") << WebhookProfile::Seed << "v1=" + hex;
        QTest::newRow("capitals") << WebhookProfile::GitHub << "SHA256=" + hex;
        QTest::newRow("standard without version") << WebhookProfile::Standard << base64;
        QTest::newRow("standard like GitHub") << WebhookProfile::Standard << "sha256=" + base64;
        QTest::newRow("stripe with v0")
            << WebhookProfile::Stripe
            << QByteArray("t=1674087231,v0=52dbedbb0e646b1eab994bdf389fc7509469555aba16ae15ba8c7dba60878d07");
    }
    void prefixes()
    {
        QFETCH(WebhookProfile, profile);
        QFETCH(QByteArray, header);
        SignatureCase request = goodCase(profile);
        request.headers.set(schemeOf(profile).signatureHeader(), header);
        verifyFinds(profile, request, {WrongPrefix});
    }

    void encodings()
    {
        const Digest digest = HmacKey("whsec_test").sign({vectorBody});
        SignatureCase request = goodCase(WebhookProfile::Seed);
        request.headers.set("X-Webhook-Signature", "sha256=" + digest.base64());
        verifyFinds(WebhookProfile::Seed, request, {WrongEncoding});
        request.headers.set("X-Webhook-Signature", "sha256=" + digest.hex().toUpper());
        verifyFinds(WebhookProfile::Seed, request, {WrongEncoding});
        request = goodCase(WebhookProfile::Standard);
        const Digest standard = HmacKey(*signatureKey(schemeOf(WebhookProfile::Standard), standardSecret))
                                    .sign({"evt_1.1674087231.", vectorBody});
        request.headers.set("webhook-signature", "v1," + standard.hex());
        verifyFinds(WebhookProfile::Standard, request, {WrongEncoding});
    }

    void secretsThatWereNotDecoded()
    {
        SignatureCase request = goodCase(WebhookProfile::Standard);
        for (const QByteArray &key : {standardSecret, standardSecret.mid(6)}) {
            request.headers.set("webhook-signature",
                                "v1," + HmacKey(key).sign({"evt_1.1674087231.", vectorBody}).base64());
            verifyFinds(WebhookProfile::Standard, request, {SecretNotDecoded});
        }
        // The other way round: Stripe's secrets look alike, but are text.
        request = goodCase(WebhookProfile::Stripe);
        request.secret = Secret(standardSecret);
        const QByteArray key = QByteArray::fromBase64(standardSecret.mid(6));
        request.headers.set("Stripe-Signature",
                            "t=1674087231,v1=" + HmacKey(key).sign({"1674087231.", vectorBody}).hex());
        verifyFinds(WebhookProfile::Stripe, request, {SecretNotDecoded});
    }

    void versionsInSecrets()
    {
        SignatureCase request = goodCase(WebhookProfile::Standard);
        request.secret = Secret("v1," + standardSecret);
        verifyFinds(WebhookProfile::Standard, request, {VersionInSecret});
    }

    void blanksAroundSecrets()
    {
        for (const WebhookProfile profile : {WebhookProfile::Standard, WebhookProfile::Seed, WebhookProfile::Stripe}) {
            SignatureCase request = goodCase(profile);
            request.secret = Secret(secretOf(profile) + '\n');
            verifyFinds(profile, request, {SecretBlanks});
        }
        SignatureCase both = goodCase(WebhookProfile::Standard);
        both.secret = Secret("v1," + standardSecret + "\r\n");
        verifyFinds(WebhookProfile::Standard, both, {VersionInSecret, SecretBlanks});
    }

    void bodiesThatWereWrittenAgain_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("received");
        const Json value = Json::parse(vectorBody.toStdString());
        const QByteArray pretty = QByteArray::fromStdString(value.dump(2));
        const QByteArray sorted = QByteArray::fromStdString(nlohmann::json::parse(vectorBody.toStdString()).dump());
        QTest::newRow("indented") << vectorBody << pretty;
        QTest::newRow("minified") << pretty << vectorBody;
        QTest::newRow("indented by four") << QByteArray::fromStdString(value.dump(4)) << vectorBody;
        QTest::newRow("members sorted") << vectorBody << sorted;
        QTest::newRow("sorted by the sender") << sorted << vectorBody;
        QTest::newRow("CRLF") << pretty << QByteArray(pretty).replace("\n", "\r\n");
        QTest::newRow("LF") << QByteArray(pretty).replace("\n", "\r\n") << pretty;
        QTest::newRow("line feed at the end") << vectorBody << vectorBody + '\n';
        QTest::newRow("line feed lost") << vectorBody + '\n' << vectorBody;
        QTest::newRow("as Python writes") << QByteArray("{\"a\": 1, \"b\": [1, 2], \"c\": \"x:y,z\"}")
                                          << QByteArray("{\"a\":1,\"b\":[1,2],\"c\":\"x:y,z\"}");
        QTest::newRow("escapes undone") << QByteArray("{\"a\":\"\\u00e9\"}") << QByteArray("{\"a\":\"\xc3\xa9\"}");
        QTest::newRow("slashes escaped by PHP") << QByteArray("{\"a\":\"x\\/y\"}") << QByteArray("{\"a\":\"x/y\"}");
    }
    void bodiesThatWereWrittenAgain()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, received);
        for (const WebhookProfile profile : {WebhookProfile::Standard, WebhookProfile::GitHub}) {
            SignatureCase request = goodCase(profile);
            QVERIFY(signerOf(profile).sign(request.headers, "evt_1", sent, vectorTime));
            request.body = received;
            verifyFinds(profile, request, {BodyReserialised});
        }
    }

    void otherAlgorithms()
    {
        for (const char *hash : {"SHA1", "SHA512", "SHA384", "MD5"}) {
            SignatureCase request = goodCase(WebhookProfile::GitHub);
            request.headers.set("X-Hub-Signature-256", "sha256=" + hmacOf(hash, "whsec_test", vectorBody).toHex());
            verifyFinds(WebhookProfile::GitHub, request, {WrongAlgorithm});
        }
        SignatureCase request = goodCase(WebhookProfile::GitHub);
        request.headers.set("X-Hub-Signature-256", "sha256=" + sha256Of("whsec_test" + vectorBody).hex());
        verifyFinds(WebhookProfile::GitHub, request, {WrongAlgorithm});
    }

    void staleTimestamps()
    {
        for (const WebhookProfile profile : {WebhookProfile::Standard, WebhookProfile::Stripe, WebhookProfile::Seed}) {
            SignatureCase request = goodCase(profile);
            request.now = vectorTime + 301s;
            verifyFinds(profile, request, {StaleTimestamp});
            request.now = vectorTime - 301s;
            verifyFinds(profile, request, {StaleTimestamp});
            request.now = vectorTime + 300s;
            QVERIFY(diagnoseSignature(schemeOf(profile), request).isValid());
        }
    }

    void millisecondTimestamps()
    {
        SignatureCase request = goodCase(WebhookProfile::Standard);
        const HmacKey key(*signatureKey(schemeOf(WebhookProfile::Standard), standardSecret));
        request.headers.set("webhook-timestamp", "1674087231000");
        request.headers.set("webhook-signature", "v1," + key.sign({"evt_1.1674087231000.", vectorBody}).base64());
        verifyFinds(WebhookProfile::Standard, request, {MillisecondTimestamp});
        // Signed in seconds, sent in milliseconds.
        request = goodCase(WebhookProfile::Standard);
        request.headers.set("webhook-timestamp", "1674087231000");
        verifyFinds(WebhookProfile::Standard, request, {MillisecondTimestamp});
        request = goodCase(WebhookProfile::Seed);
        request.headers.set("X-Webhook-Timestamp", "1674087231");
        verifyFinds(WebhookProfile::Seed, request, {MillisecondTimestamp});
    }

    void whatProxiesDo_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("received");
        QTest::newRow("UTF-8 made Latin-1")
            << QByteArray("{\"a\":\"caf\xc3\xa9\"}") << QByteArray("{\"a\":\"caf\xe9\"}");
        QTest::newRow("Latin-1 made UTF-8")
            << QByteArray("{\"a\":\"caf\xe9\"}") << QByteArray("{\"a\":\"caf\xc3\xa9\"}");
        QTest::newRow("UTF-8 twice") << QByteArray("{\"a\":\"\xc3\xa9\"}")
                                     << QByteArray("{\"a\":\"\xc3\x83\xc2\xa9\"}");
        QTest::newRow("a BOM put before it") << vectorBody << "\xef\xbb\xbf" + vectorBody;
        QTest::newRow("a BOM taken away") << "\xef\xbb\xbf" + vectorBody << vectorBody;
        QTest::newRow("chunks left in it") << vectorBody << "b0\r\n" + vectorBody + "\r\n0\r\n\r\n";
        QTest::newRow("percent escapes") << QByteArray("payload={\"a\":1}") << QByteArray("payload=%7B%22a%22%3A1%7D");
    }
    void whatProxiesDo()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, received);
        SignatureCase request = goodCase(WebhookProfile::GitHub);
        QVERIFY(signerOf(WebhookProfile::GitHub).sign(request.headers, "evt_1", sent, vectorTime));
        request.body = received;
        verifyFinds(WebhookProfile::GitHub, request, {ProxyReencoding});
    }

    void headersThatProxiesChange()
    {
        SignatureCase request = goodCase(WebhookProfile::Standard);
        QByteArray body = vectorBody;
        // A digest with a plus sign, and another without: whichever comes first.
        QByteArray value;
        for (int i = 0; !value.contains('+'); ++i) {
            body = vectorBody + QByteArray::number(i);
            QVERIFY(signerOf(WebhookProfile::Standard).sign(request.headers, "evt_1", body, vectorTime));
            value = request.headers.value("webhook-signature").toByteArray();
        }
        request.body = body;
        request.headers.set("webhook-signature", QByteArray(value).replace('+', ' '));
        verifyFinds(WebhookProfile::Standard, request, {ProxyReencoding});
        request.headers.set("webhook-signature", QByteArray(value).replace("+", "%2B").replace("=", "%3D"));
        verifyFinds(WebhookProfile::Standard, request, {ProxyReencoding});
    }

    void compressionIsSuspected()
    {
        SignatureCase request = goodCase(WebhookProfile::GitHub);
        request.body = "\x1f\x8b\x08 compressed";
        const SignatureDiagnosis diagnosis = diagnoseSignature(schemeOf(WebhookProfile::GitHub), request);
        QCOMPARE(mistakesOf(diagnosis), Mistakes());
        QCOMPARE(mistakesOf(diagnosis, false), Mistakes{ProxyReencoding});
    }

    void anotherProfileIsNamed()
    {
        SignatureCase request = goodCase(WebhookProfile::Stripe);
        request.headers.set("Stripe-Signature", "t=1674087231,v1=" + HmacKey("whsec_test").sign({vectorBody}).hex());
        const SignatureDiagnosis diagnosis = diagnoseSignature(schemeOf(WebhookProfile::Stripe), request);
        QCOMPARE(mistakesOf(diagnosis), Mistakes());
        QVERIFY2(diagnosis.hint.contains(u"github"_s), qPrintable(diagnosis.hint));
    }

    void anotherSecretHasNoExplanation()
    {
        SignatureCase request = goodCase(WebhookProfile::Seed);
        request.secret = Secret("another");
        const SignatureDiagnosis diagnosis = diagnoseSignature(schemeOf(WebhookProfile::Seed), request);
        QCOMPARE(diagnosis.verdict.fault, SignatureFault::Mismatch);
        QVERIFY(diagnosis.remarks.isEmpty());
        QVERIFY(!diagnosis.hint.isEmpty());
    }
};

WEIR_TEST(tst_SignatureDiagnosis)
#include "tst_signaturediagnosis.moc"
