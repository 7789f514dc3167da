// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"
#include "tests/core/transport/signedrequests.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QFloat16> // Qt Test's comparisons ask nlohmann's values for it.
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace weir::test;
using test::Outcome;

namespace {

const QByteArray goodSignature = "v1,OLTv0gSiMNxlIeyR7jbii6RXVl1cgoTA2UcVnkQrgYo=";

/// A request of the profile standard, as it is captured.
QByteArray captured(const QByteArray &signature, const QByteArray &time = "1674087231",
                    const QByteArray &body = vectorBody)
{
    return "POST /hooks HTTP/1.1\r\nHost: example.com\r\nwebhook-id: evt_1\r\nwebhook-timestamp: " + time
        + "\r\nwebhook-signature: " + signature + "\r\n\r\n" + body;
}

HmacKey standardKey()
{
    return HmacKey(*signatureKey(schemeOf(WebhookProfile::Standard), standardSecret));
}

} // namespace

/// `weir verify`, from the outside.
class tst_VerifyCommand : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        write(u"secret"_s, standardSecret);
        write(u"request"_s, captured(goodSignature));
    }

    void aValidSignatureIsDone()
    {
        const Outcome outcome = run({u"request"_s});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, QByteArray("The signature is valid.\n"));
        QCOMPARE(outcome.err, QByteArray());
    }

    void partsCanBeGivenOneByOne()
    {
        write(u"body.json"_s, vectorBody);
        const Outcome outcome = run(
            {u"--profile"_s, u"stripe"_s, u"--body"_s, u"body.json"_s, u"--header"_s,
             u"stripe-signature: t=1674087231,v1=ceb8863f7208fa249a6cd8f951e993c7563412aca65866f6272283debe143ab3"_s});
        QCOMPARE(outcome.exitCode, 5);
        write(u"secret"_s, "whsec_test");
        const Outcome right = run(
            {u"--profile"_s, u"stripe"_s, u"--body"_s, u"-"_s, u"--header"_s,
             u"stripe-signature: t=1674087231,v1=52dbedbb0e646b1eab994bdf389fc7509469555aba16ae15ba8c7dba60878d07"_s},
            vectorBody);
        QCOMPARE(right.out, QByteArray("The signature is valid.\n"));
        QCOMPARE(right.exitCode, 0);
    }

    void customProfilesAreDescribed()
    {
        write(u"secret"_s, "shh");
        const QByteArray signature = HmacKey("shh").sign({"1674087231:", vectorBody}).base64();
        write(u"request"_s, "X-S: v0=" + signature + "\nX-Time: 1674087231\n\n" + vectorBody);
        const Outcome outcome =
            run({u"request"_s, u"--profile"_s, u"custom"_s, u"--signature-header"_s, u"X-S"_s, u"--prefix"_s, u"v0="_s,
                 u"--encoding"_s, u"base64"_s, u"--template"_s, u"{timestamp:X-Time}:{body}"_s});
        QCOMPARE(outcome.out, QByteArray("The signature is valid.\n"));
        QCOMPARE(outcome.exitCode, 0);
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QString>("mistake");
        const QByteArray text = "evt_1.1674087231." + vectorBody;
        const QByteArray cafe = "{\"a\":\"caf\xc3\xa9\"}";
        const QByteArray cafeSignature = "v1," + standardKey().sign({"evt_1.1674087231.", cafe}).base64();
        const auto row = [](const char *mistake, const QByteArray &request, const QByteArray &secret = standardSecret) {
            QTest::newRow(mistake) << request << secret << QString::fromLatin1(mistake);
        };
        row("wrong-prefix", captured("sha256=" + goodSignature.mid(3)));
        row("wrong-encoding", captured("v1," + standardKey().sign({text}).hex()));
        row("secret-not-decoded", captured("v1," + HmacKey(standardSecret).sign({text}).base64()));
        row("version-in-secret", captured(goodSignature), "v1," + standardSecret);
        row("body-reserialised",
            captured(goodSignature, "1674087231",
                     QByteArray::fromStdString(Json::parse(vectorBody.toStdString()).dump(2))));
        row("wrong-algorithm",
            captured("v1,"
                     + hmacOf("SHA512", *signatureKey(schemeOf(WebhookProfile::Standard), standardSecret), text)
                           .toBase64()));
        row("stale-timestamp",
            captured("v1," + standardKey().sign({"evt_1.1674080000.", vectorBody}).base64(), "1674080000"));
        row("millisecond-timestamp",
            captured("v1," + standardKey().sign({"evt_1.1674087231000.", vectorBody}).base64(), "1674087231000"));
        row("secret-blanks", captured(goodSignature), standardSecret + '\n');
        row("proxy-reencoding", captured(cafeSignature, "1674087231", "{\"a\":\"caf\xe9\"}"));
    }
    void mistakesAreNamed()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, secret);
        QFETCH(QString, mistake);
        write(u"request"_s, request);
        write(u"secret"_s, secret);
        const Outcome text = run({u"request"_s});
        QCOMPARE(text.exitCode, 5);
        QVERIFY2(text.out.contains('[' + mistake.toUtf8() + "]\n  "), text.out);
        QVERIFY(!text.out.contains(standardSecret.mid(6)));
        const Outcome json = run({u"request"_s, u"--format"_s, u"json"_s});
        QCOMPARE(json.exitCode, 5);
        const Json report = Json::parse(json.out.toStdString(), nullptr, false);
        QCOMPARE(differsFromSchema(u"signature.schema.json"_s, report), QString());
        QCOMPARE(report["mistakes"].size(), std::size_t(1));
        QCOMPARE(textOf(report["mistakes"][0]["mistake"]), mistake);
        QVERIFY(report["mistakes"][0]["proven"].get<bool>());
        QVERIFY(!report["valid"].get<bool>());
    }

    void theExpectedSignatureIsShown()
    {
        write(u"request"_s, captured("v1,AAAA"));
        const Outcome outcome = run({u"request"_s});
        QCOMPARE(outcome.exitCode, 5);
        QVERIFY2(outcome.out.contains("it would be: " + goodSignature + '\n'), outcome.out);
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no file") << QStringList{u"gone"_s} << 3 << QByteArray("gone: error: It cannot be read");
        QTest::newRow("no header") << QStringList{u"bad"_s} << 3
                                   << QByteArray("bad:2:1: error: This is no header line.");
        QTest::newRow("no request") << QStringList{} << 1 << QByteArray("weir: error: There is no request.");
        QTest::newRow("no time") << QStringList{u"request"_s, u"--at"_s, u"noon"_s} << 3
                                 << QByteArray("weir: error: “noon” is no time.");
        QTest::newRow("no duration") << QStringList{u"request"_s, u"--tolerance"_s, u"5"_s} << 3
                                     << QByteArray("weir: error: “5” is no duration.");
        QTest::newRow("custom without a header")
            << QStringList{u"request"_s, u"--profile"_s, u"custom"_s} << 1
            << QByteArray("weir: error: The signature of a custom webhook needs the name of its header.");
    }
    void whatCannotBeReadIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, message);
        write(u"bad"_s, "A: b\nnonsense\n\n{}");
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY2(outcome.err.startsWith(message), outcome.err);
    }

    void secretsAreNoArguments()
    {
        const Outcome outcome =
            runWeir({u"verify"_s, u"request"_s, u"--secret"_s, u"whsec_canary"_s}, m_folder->path());
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY(outcome.err.contains("env:NAME"));
        QVERIFY(!outcome.err.contains("canary"));
    }

private:
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    Outcome run(QStringList arguments, const QByteArray &input = {})
    {
        arguments = QStringList{u"verify"_s, u"--secret"_s, u"file:secret"_s} + arguments;
        if (!arguments.contains(u"--at"_s))
            arguments += {u"--at"_s, u"1674087231"_s};
        return runWeir(arguments, m_folder->path(), input);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

WEIR_TEST(tst_VerifyCommand)
#include "tst_verifycommand.moc"
