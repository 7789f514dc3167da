// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/signedrequests.h"
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/transport/replaytable.h"

#include <QTest>

#include <type_traits>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace weir::test;

// Digests and secrets are compared by digestsMatch() only (P12).
template<typename T>
concept Comparable = requires(const T &value)
{
    value == value;
};
static_assert(!Comparable<Digest> && !Comparable<Secret>);

class tst_WebhookSigner : public QObject
{
    Q_OBJECT

    static HttpHeaders signedHeaders(WebhookProfile profile, TimePoint at = vectorTime)
    {
        HttpHeaders headers;
        if (!signerOf(profile).sign(headers, "evt_1", vectorBody, at))
            qFatal("not signed");
        return headers;
    }

    static void addProfiles()
    {
        QTest::addColumn<WebhookProfile>("profile");
        QTest::newRow("standard") << WebhookProfile::Standard;
        QTest::newRow("seed") << WebhookProfile::Seed;
        QTest::newRow("stripe") << WebhookProfile::Stripe;
        QTest::newRow("github") << WebhookProfile::GitHub;
        QTest::newRow("custom") << WebhookProfile::Custom;
    }

private slots:
    void vectorsAreReached()
    {
        QCOMPARE(vectorBody.size(), 176);
        QCOMPARE(signedHeaders(WebhookProfile::Seed).value("x-webhook-signature").toByteArray(),
                 QByteArray("sha256=2e09ccf1a090d61d7522558dacfc9aac159fff1c090f3ce5fbff07b925ce3ac9"));
        QCOMPARE(signedHeaders(WebhookProfile::Seed).value("x-webhook-timestamp").toByteArray(),
                 QByteArray("1674087231000"));
        QCOMPARE(signedHeaders(WebhookProfile::Seed).value("x-webhook-id").toByteArray(), QByteArray("evt_1"));
        QCOMPARE(signedHeaders(WebhookProfile::Stripe).value("stripe-signature").toByteArray(),
                 QByteArray("t=1674087231,v1=52dbedbb0e646b1eab994bdf389fc7509469555aba16ae15ba8c7dba60878d07"));
        QCOMPARE(signedHeaders(WebhookProfile::Standard).value("webhook-signature").toByteArray(),
                 QByteArray("v1,OLTv0gSiMNxlIeyR7jbii6RXVl1cgoTA2UcVnkQrgYo="));
    }

    void whatIsSignedIsBelieved_data() { addProfiles(); }
    void whatIsSignedIsBelieved()
    {
        QFETCH(WebhookProfile, profile);
        const WebhookSigner signer = signerOf(profile);
        const HttpHeaders headers = signedHeaders(profile);
        QCOMPARE(signer.verify(headers, vectorBody, vectorTime).fault, SignatureFault::None);
        // The key is kept: the second time must be like the first.
        QCOMPARE(signer.verify(headers, vectorBody, vectorTime).fault, SignatureFault::None);
        QCOMPARE(signer.verify(headers, vectorBody + ' ', vectorTime).fault, SignatureFault::Mismatch);
        QCOMPARE(signerOf(profile, {QByteArray("whsec_c2VjcmV0")}).verify(headers, vectorBody, vectorTime).fault,
                 SignatureFault::Mismatch);
    }

    void exactlyTheToleranceIsBelieved_data()
    {
        QTest::addColumn<WebhookProfile>("profile");
        QTest::addColumn<qint64>("age"); // ms
        QTest::addColumn<SignatureFault>("fault");
        for (const auto &[name, profile] : {std::pair("standard", WebhookProfile::Standard),
                                            {"stripe", WebhookProfile::Stripe},
                                            {"seed", WebhookProfile::Seed},
                                            {"custom", WebhookProfile::Custom}}) {
            const auto row = [&, n = name, p = profile](qint64 age, SignatureFault fault) {
                QTest::addRow("%s %lld", n, static_cast<long long>(age)) << p << age << fault;
            };
            for (const qint64 inside : {299'000, 300'000, -299'000, -300'000})
                row(inside, SignatureFault::None);
            row(301'000, SignatureFault::TooOld);
            row(-301'000, SignatureFault::TooNew);
        }
        QTest::newRow("seed, a millisecond more") << WebhookProfile::Seed << qint64(300'001) << SignatureFault::TooOld;
    }
    void exactlyTheToleranceIsBelieved()
    {
        QFETCH(WebhookProfile, profile);
        QFETCH(qint64, age);
        QFETCH(SignatureFault, fault);
        const HttpHeaders headers = signedHeaders(profile);
        QCOMPARE(signerOf(profile).verify(headers, vectorBody, vectorTime + std::chrono::milliseconds(age)).fault,
                 fault);
    }

    void headersMustStandThereOnce_data() { addProfiles(); }
    void headersMustStandThereOnce()
    {
        QFETCH(WebhookProfile, profile);
        const WebhookSigner signer = signerOf(profile);
        const QByteArray name = signer.scheme().signatureHeader();
        HttpHeaders headers = signedHeaders(profile);
        QVERIFY(headers.add(name, headers.value(name).toByteArray()));
        QCOMPARE(signer.verify(headers, vectorBody, vectorTime).fault, SignatureFault::RepeatedHeader);
        headers.remove(name);
        QCOMPARE(signer.verify(headers, vectorBody, vectorTime).fault, SignatureFault::MissingHeader);
        if (signer.scheme().timestampHeader().isEmpty())
            return;
        headers = signedHeaders(profile);
        headers.remove(signer.scheme().timestampHeader());
        QCOMPARE(signer.verify(headers, vectorBody, vectorTime).fault, SignatureFault::MissingHeader);
    }

    void bothSecretsAreBelievedWhileRotating_data() { addProfiles(); }
    void bothSecretsAreBelievedWhileRotating()
    {
        QFETCH(WebhookProfile, profile);
        const QByteArray newer = "whsec_bmV3ZXIgc2VjcmV0IG9mIDI0IGJ5dGVz", older = secretOf(profile);
        HttpHeaders headers;
        QVERIFY(signerOf(profile, {newer, older}).sign(headers, "evt_1", vectorBody, vectorTime));
        QVERIFY(signerOf(profile, {newer}).verify(headers, vectorBody, vectorTime).isValid());
        // A receiver that still has the older one believes only profiles that send both.
        QCOMPARE(signerOf(profile, {older}).verify(headers, vectorBody, vectorTime).isValid(),
                 schemeOf(profile).takesSeveral());
        QVERIFY(signerOf(profile, {newer, older}).verify(signedHeaders(profile), vectorBody, vectorTime).isValid());
    }

    void oneChangedBitIsNotBelieved_data() { addProfiles(); }
    void oneChangedBitIsNotBelieved()
    {
        QFETCH(WebhookProfile, profile);
        const WebhookSigner signer = signerOf(profile);
        const HttpHeaders good = signedHeaders(profile);
        QList<QByteArray> names{signer.scheme().signatureHeader()};
        if (signer.scheme().signs(SignedPart::Kind::Timestamp) && !signer.scheme().timestampHeader().isEmpty())
            names.append(signer.scheme().timestampHeader());
        if (signer.scheme().signs(SignedPart::Kind::Id))
            names.append(signer.scheme().idHeader());
        RandomStream random(20261126);
        int believed = 0;
        for (int i = 0; i < 4'000; ++i) {
            QByteArray body = vectorBody, secret = secretOf(profile);
            HttpHeaders headers = good;
            const auto flip = [&random](QByteArray &bytes, qsizetype from = 0) {
                const auto bit =
                    static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(bytes.size() - from) * 8));
                bytes[from + bit / 8] = static_cast<char>(bytes.at(from + bit / 8) ^ (1 << (bit % 8)));
            };
            const auto part = random.below(3);
            if (part == 0) {
                flip(body);
            } else if (part == 1) {
                const QByteArray name =
                    names.at(static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(names.size()))));
                QByteArray value = headers.value(name).toByteArray();
                flip(value);
                headers.remove(name);
                headers.add(name, value); // A value that cannot stand in a header never arrives.
            } else {
                // The mark is no part of a Standard Webhooks key.
                flip(secret, profile == WebhookProfile::Standard ? 6 : 0);
            }
            const auto changed = WebhookSigner::create(schemeOf(profile), {Secret(secret)});
            believed += changed && changed->verify(headers, body, vectorTime).isValid() ? 1 : 0;
        }
        QCOMPARE(believed, 0);
    }

    void secretsThatCannotBeAreRefused()
    {
        for (const char *secret : {"", "whsec_", "whsec_not base64!", "whsec_MfKQ\n"})
            QVERIFY2(!WebhookSigner::create(schemeOf(WebhookProfile::Standard), {Secret(secret)}), secret);
        QVERIFY(!WebhookSigner::create(schemeOf(WebhookProfile::GitHub), {Secret("")}));
        QVERIFY(!WebhookSigner::create(schemeOf(WebhookProfile::GitHub), {}));
    }

    void customSchemesAreRead()
    {
        const SignatureScheme scheme = schemeOf(WebhookProfile::Custom);
        QCOMPARE(scheme.timestampHeader(), QByteArray("X-Acme-Timestamp"));
        QCOMPARE(scheme.idHeader(), QByteArray("X-Acme-Id"));
        // Slack's, with its own example's form: v0=<hex> over v0:timestamp:body.
        const auto slack = SignatureScheme::of(
            WebhookProfile::Custom,
            WebhookSignature{
                u"X-Slack-Signature"_s, u"v0="_s, {}, u"v0:{timestamp:X-Slack-Request-Timestamp}:{body}"_s});
        QVERIFY(slack);
        QCOMPARE(slack->timestampHeader(), QByteArray("X-Slack-Request-Timestamp"));
        const auto shopify = SignatureScheme::of(WebhookProfile::Custom,
                                                 WebhookSignature{u"X-Shopify-Hmac-Sha256"_s, {}, u"base64"_s, {}});
        QVERIFY(shopify);
        QVERIFY(shopify->parts() == std::vector<SignedPart>({{SignedPart::Kind::Body, {}}}));
    }

    void customSchemesThatAreNoneAreRefused_data()
    {
        QTest::addColumn<WebhookSignature>("signature");
        QTest::newRow("no header") << WebhookSignature{};
        QTest::newRow("header with a blank") << WebhookSignature{u"X Y"_s, {}, {}, {}};
        QTest::newRow("unknown encoding") << WebhookSignature{u"X-S"_s, {}, u"base32"_s, {}};
        QTest::newRow("unknown placeholder") << WebhookSignature{u"X-S"_s, {}, {}, u"{url}.{body}"_s};
        QTest::newRow("no body") << WebhookSignature{u"X-S"_s, {}, {}, u"{timestamp}"_s};
    }
    void customSchemesThatAreNoneAreRefused()
    {
        QFETCH(WebhookSignature, signature);
        const auto scheme = SignatureScheme::of(WebhookProfile::Custom, signature);
        QVERIFY(!scheme);
        QVERIFY(!scheme.error().message.isEmpty());
    }

    void idsThatReadAsTimestampsAreRefused()
    {
        const WebhookSigner signer = signerOf(WebhookProfile::Standard);
        HttpHeaders headers = signedHeaders(WebhookProfile::Standard);
        headers.set("webhook-id", "evt_1.1674087231");
        QCOMPARE(signer.verify(headers, vectorBody, vectorTime).fault, SignatureFault::BadId);
        HttpHeaders fresh;
        QVERIFY(!signer.sign(fresh, "a.1674087231", vectorBody, vectorTime));
        QVERIFY(!signer.sign(fresh, "a\nb", vectorBody, vectorTime));
        QVERIFY(signer.sign(fresh, "order.1234", vectorBody, vectorTime));
    }

    void timestampsOutOfBoundsAreRefused()
    {
        const WebhookSigner signer = signerOf(WebhookProfile::Standard);
        for (const char *time : {"", "-1", "+1674087231", "1674087231.0", "18446744075323816946", "9999999999999999"}) {
            HttpHeaders headers = signedHeaders(WebhookProfile::Standard);
            headers.set("webhook-timestamp", time);
            QVERIFY2(!signer.verify(headers, vectorBody, vectorTime).isValid(), time);
        }
    }

    void replaysAreRememberedForAWhile()
    {
        MemoryReplayTable table(10min, 3);
        TimePoint now = vectorTime;
        QVERIFY(table.remember("a", now));
        QVERIFY(*table.contains("a", now + 10min));
        QVERIFY(!*table.contains("a", now + 10min + 1ns));
        for (const char *key : {"b", "c", "d", "e"})
            QVERIFY(table.remember(key, now));
        QCOMPARE(table.size(), std::size_t(3));
        QVERIFY(!*table.contains("b", now));
        QVERIFY(*table.contains("e", now));
        // A clock that is set back forgets nothing.
        QVERIFY(*table.contains("e", now - 1h));
    }
};

WEIR_TEST(tst_WebhookSigner)
#include "tst_webhooksigner.moc"
