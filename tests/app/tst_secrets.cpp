// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"
#include "tests/app/runningweir.h"
#include "tests/support/registertest.h"

#include "core/transport/hmac.h"
#include "core/transport/httpserver.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray partnerSecret = "canary-of-the-partner-4711";
const QByteArray paymentSecret = "whsec_canaryOfThePayments0815";

/// A partner that refuses the first request, and believes signatures only.
class Partner
{
public:
    int requests = 0, believed = 0;

    Partner() : m_server(m_clock)
    {
        m_server.route(HttpMethod::Post, "/hook", [this](const HttpRequest &request) {
            const QByteArray right = "sha256=" + hmacOf("SHA256", partnerSecret, request.body).toHex();
            believed += request.header("X-Webhook-Signature") == right ? 1 : 0;
            return HttpResponse::json(++requests == 1 ? 500 : 200, "{}");
        });
        if (!m_server.listen({}))
            qFatal("nobody can listen");
    }
    QString url() const { return u"http://127.0.0.1:%1/hook"_s.arg(m_server.port()); }

private:
    SystemClock m_clock;
    HttpServer m_server;
};

/// Where one of the secrets stands in \a bytes, as it is or encoded; empty: nowhere.
QByteArray secretIn(const QByteArray &bytes)
{
    for (const QByteArray &secret : {partnerSecret, paymentSecret, paymentSecret.mid(6)}) {
        for (const QByteArray &spelling : {secret, secret.toHex(), secret.toBase64(), secret.toPercentEncoding()}) {
            if (bytes.contains(spelling))
                return spelling;
        }
    }
    return {};
}

} // namespace

/// P27: what a secret is stands in no file, in no log, in no answer and in no export, whatever is done with it.
class tst_Secrets : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_said; ///< All that commands and the emulator have printed.

    Outcome run(const QStringList &arguments, const QByteArray &input = {})
    {
        const Outcome outcome = runWeir(arguments, m_folder.path(), input);
        m_said += outcome.out + outcome.err;
        return outcome;
    }

    static QByteArray event(const QByteArray &type)
    {
        QByteArray event = R"({"id": "e-1", "type": "TYPE", "timestamp": "2026-03-01T12:00:00Z", "version": 1,
            "source": "me", "data": {}})";
        return event.replace("TYPE", type);
    }

private slots:
    void initTestCase()
    {
        qputenv("PARTNER_WEBHOOK_SECRET", partnerSecret);
        qputenv("STRIPE_WEBHOOK_SECRET", paymentSecret);
        QCOMPARE(run({u"new"_s, u"seed"_s, u"--from"_s, u"seed"_s}).exitCode, 0);
    }
    void cleanupTestCase()
    {
        qunsetenv("PARTNER_WEBHOOK_SECRET");
        qunsetenv("STRIPE_WEBHOOK_SECRET");
    }

    /// Signed requests go out, fail, are retried and kept in the log of deliveries; others come in, right and wrong.
    void anEmulatorUsesThem()
    {
        Partner partner;
        RunningWeir emulator({u"emulate"_s, u"seed"_s, u"--producer"_s, u"none"_s, u"--database"_s, u"bus.db"_s,
                              u"--webhook"_s, u"partner="_s + partner.url()},
                             m_folder.path());
        const QString url = emulator.waitFor("Listening on ");
        QVERIFY2(!url.isEmpty(), emulator.errors().constData());
        QCOMPARE(run({u"publish"_s, url}, event("order.shipped")).exitCode, 0);
        QTRY_VERIFY_WITH_TIMEOUT(partner.requests >= 2, 60'000);
        QCOMPARE(partner.believed, partner.requests);

        const QString hook = url + u"/api/webhooks/stripe"_s;
        const QStringList signedBy{u"publish"_s, hook, u"--profile"_s, u"stripe"_s, u"--secret"_s};
        QCOMPARE(
            run(signedBy + QStringList{u"env:STRIPE_WEBHOOK_SECRET"_s}, event("payment_intent.succeeded")).exitCode, 0);
        QVERIFY(run(signedBy + QStringList{u"env:PARTNER_WEBHOOK_SECRET"_s}, event("payment_intent.failed")).exitCode
                != 0);
        run({u"dlq"_s, u"list"_s, url});
        QCOMPARE(emulator.interrupt(), 130);
        m_said += emulator.output() + emulator.errors();
        QVERIFY(m_said.contains("Listening on "));
    }

    void exportsAndReportsKnowTheirNamesOnly()
    {
        for (const QString &format : {u"html"_s, u"markdown"_s, u"asyncapi"_s})
            QCOMPARE(run({u"export"_s, u"seed"_s, u"--to"_s, format, u"-o"_s, u"seed."_s + format}).exitCode, 0);
        QCOMPARE(run({u"bundle"_s, u"seed"_s, u"-o"_s, u"seed.weir.json"_s}).exitCode, 0);
        run({u"lint"_s, u"seed"_s, u"--format"_s, u"sarif"_s});
        QCOMPARE(run({u"dlq"_s, u"export"_s, u"bus.db"_s}).exitCode, 0);
        run({u"verify"_s, u"-"_s, u"--profile"_s, u"stripe"_s, u"--secret"_s, u"env:STRIPE_WEBHOOK_SECRET"_s},
            "Stripe-Signature: t=1,v1=00\n\n{}");
        QCOMPARE(secretIn(m_said), QByteArray());
    }

    void noFileHoldsThem()
    {
        int files = 0, references = 0;
        for (const QString &folder : {m_folder.path(), stateHome()}) {
            QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (each.hasNext()) {
                QFile file(each.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray bytes = file.readAll();
                QVERIFY2(secretIn(bytes).isEmpty(), qPrintable(file.fileName()));
                references += bytes.contains("PARTNER_WEBHOOK_SECRET") ? 1 : 0;
                ++files;
            }
        }
        QVERIFY(files > 20 && references >= 3); // The project, its bundle, a document.
        QVERIFY(QFile::exists(m_folder.filePath(u"bus.db"_s)));
    }
};

WEIR_TEST(tst_Secrets)
#include "tst_secrets.moc"
