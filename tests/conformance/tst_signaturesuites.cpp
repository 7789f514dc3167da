// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/transport/signaturediagnosis.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString pathOf(const QString &suite)
{
    return u"conformance/%1/cases.json"_s.arg(suite);
}

/// A header that cannot stand in a request never arrives.
HttpHeaders headersOf(const Json &entry, const QByteArray &single)
{
    HttpHeaders headers;
    if (entry.contains("header"))
        headers.add(single, textOf(entry["header"]).toUtf8());
    if (entry.contains("headers")) {
        for (const auto &[name, value] : entry["headers"].items())
            headers.add(QByteArray(name.c_str()), textOf(value).toUtf8());
    }
    return headers;
}

TimePoint nowOf(const Json &entry)
{
    return TimePoint(std::chrono::seconds(entry.value("now", std::int64_t(1'700'000'000))));
}

} // namespace

/// Signatures as others publish them; one that is wrong must never be believed.
class tst_SignatureSuites : public QObject
{
    Q_OBJECT

private slots:
    void everySignatureIsJudgedRight_data()
    {
        QTest::addColumn<QString>("suite");
        QTest::addColumn<WebhookProfile>("profile");
        QTest::addColumn<int>("least");
        QTest::newRow("Standard Webhooks") << u"standard-webhooks"_s << WebhookProfile::Standard << 30;
        QTest::newRow("Stripe") << u"stripe-signature"_s << WebhookProfile::Stripe << 13;
        QTest::newRow("GitHub") << u"github-signature"_s << WebhookProfile::GitHub << 8;
    }
    void everySignatureIsJudgedRight()
    {
        QFETCH(QString, suite);
        QFETCH(WebhookProfile, profile);
        QFETCH(int, least);
        WEIR_NEED_CORPUS(pathOf(suite));
        const Json document = test::corpusJson(pathOf(suite));
        const SignatureScheme scheme = *SignatureScheme::of(profile);
        QStringList wrong;
        for (const Json &entry : document["cases"]) {
            const QString expect = textOf(entry["expect"]);
            const QByteArray body = QByteArray::fromBase64(textOf(entry["body_base64"]).toLatin1());
            const auto tolerance = std::chrono::seconds(entry.value("tolerance_seconds", 300));
            const auto signer = WebhookSigner::create(scheme, {Secret(textOf(entry["secret"]).toUtf8())}, tolerance);
            QString found = u"configuration-error"_s;
            if (signer)
                found = signer->verify(headersOf(entry, scheme.signatureHeader()), body, nowOf(entry)).isValid()
                    ? u"valid"_s
                    : u"invalid"_s;
            if (found != expect && !(expect.contains(u"-or-"_s) && found != u"configuration-error"))
                wrong.append(textOf(entry["id"]) + u": "_s + found);
        }
        qInfo() << document["cases"].size() << "cases";
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QVERIFY(static_cast<int>(document["cases"].size()) >= least);
    }

    void theMacsOfTheStandardAreReached()
    {
        WEIR_NEED_CORPUS(pathOf(u"hmac-sha256-rfc4231"_s));
        const Json document = test::corpusJson(pathOf(u"hmac-sha256-rfc4231"_s));
        for (const Json &entry : document["cases"]) {
            const auto hex = [&entry](const char *name) { return QByteArray::fromHex(textOf(entry[name]).toLatin1()); };
            const HmacKey key(hex("key_hex"));
            const QByteArray expected = hex("mac_hex"), data = hex("data_hex");
            for (int again = 0; again < 3; ++again) {
                const QByteArray mac = QByteArray::fromHex(key.sign({QByteArrayView(data).first(data.size() / 2),
                                                                     QByteArrayView(data).sliced(data.size() / 2)})
                                                               .hex());
                QCOMPARE(entry["truncated"].get<bool>() ? mac.left(expected.size()) : mac, expected);
            }
        }
        QVERIFY(document["cases"].size() >= 5);
    }

    void oneChangedBitIsNeverBelieved()
    {
        WEIR_NEED_CORPUS(pathOf(u"standard-webhooks"_s));
        const std::pair<QString, WebhookProfile> suites[] = {{u"standard-webhooks"_s, WebhookProfile::Standard},
                                                             {u"stripe-signature"_s, WebhookProfile::Stripe},
                                                             {u"github-signature"_s, WebhookProfile::GitHub}};
        RandomStream random(11);
        int tried = 0, believed = 0;
        for (const auto &[suite, profile] : suites) {
            const Json document = test::corpusJson(pathOf(suite));
            const SignatureScheme scheme = *SignatureScheme::of(profile);
            std::vector<const Json *> valid;
            for (const Json &entry : document["cases"]) {
                // Headers with several signatures still hold the other one; large bodies take too long.
                const bool isSingle =
                    headersOf(entry, scheme.signatureHeader()).value(scheme.signatureHeader()).size() < 90;
                if (textOf(entry["expect"]) == u"valid" && isSingle && textOf(entry["body_base64"]).size() < 4'000)
                    valid.push_back(&entry);
            }
            QVERIFY(!valid.empty());
            for (int i = 0; i < 33'334; ++i, ++tried) {
                const Json &entry = *valid[random.below(valid.size())];
                believed += isBelievedChanged(entry, scheme, random) ? 1 : 0;
            }
        }
        qInfo() << tried << "changed requests";
        QVERIFY(tried >= 100'000);
        QCOMPARE(believed, 0);
    }

    void everyRefusalIsExplainedWithoutTheSecret()
    {
        WEIR_NEED_CORPUS(pathOf(u"standard-webhooks"_s));
        const Json document = test::corpusJson(pathOf(u"standard-webhooks"_s));
        const SignatureScheme scheme = *SignatureScheme::of(WebhookProfile::Standard);
        for (const Json &entry : document["cases"]) {
            const QString secret = textOf(entry["secret"]);
            SignatureCase request{.headers = headersOf(entry, {}),
                                  .body = QByteArray::fromBase64(textOf(entry["body_base64"]).toLatin1()),
                                  .secret = Secret(secret.toUtf8()),
                                  .now = nowOf(entry)};
            const SignatureDiagnosis diagnosis = diagnoseSignature(scheme, request);
            if (textOf(entry["expect"]) == u"valid") {
                QVERIFY(diagnosis.verdict.isValid());
                continue;
            }
            QVERIFY(!diagnosis.summary.isEmpty());
            QString said = diagnosis.summary + diagnosis.hint;
            for (const SignatureRemark &remark : diagnosis.remarks)
                said += remark.message + remark.hint;
            QVERIFY(secret.size() < 10 || !said.contains(secret.mid(6)));
        }
    }

private:
    /// Changes one bit of a signed header, the body or the secret of \a entry.
    static bool isBelievedChanged(const Json &entry, const SignatureScheme &scheme, RandomStream &random)
    {
        const auto flip = [&random](QByteArray &bytes, qsizetype from = 0) {
            const auto bit = static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(bytes.size() - from) * 8));
            bytes[from + bit / 8] = static_cast<char>(bytes.at(from + bit / 8) ^ (1 << (bit % 8)));
        };
        QByteArray body = QByteArray::fromBase64(textOf(entry["body_base64"]).toLatin1());
        QByteArray secret = textOf(entry["secret"]).toUtf8();
        HttpHeaders headers = headersOf(entry, scheme.signatureHeader());
        switch (random.below(3)) {
        case 0:
            flip(body);
            break;
        case 1: {
            const auto index = static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(headers.size())));
            const QByteArray name = headers.name(index).toByteArray();
            QByteArray value = headers.value(index).toByteArray();
            flip(value);
            headers.remove(name);
            headers.add(name, value);
            break;
        }
        default: {
            // Bits that base64 without padding does not count make no other secret.
            const auto key = signatureKey(scheme, secret);
            while (signatureKey(scheme, secret) == key)
                flip(secret, secret.startsWith("whsec_") && scheme.decodesSecrets() ? 6 : 0);
        }
        }
        const auto signer = WebhookSigner::create(scheme, {Secret(secret)});
        return signer && signer->verify(headers, body, nowOf(entry)).isValid();
    }
};

WEIR_TEST(tst_SignatureSuites)
#include "tst_signaturesuites.moc"
