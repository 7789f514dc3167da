// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/secret.h"

#include <QDebug>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

using namespace weir;
using namespace Qt::StringLiterals;

// A secret cannot be printed by accident (P27).
template<typename T>
concept Printable = requires(QDebug debug, QTextStream &stream, const T &value)
{
    debug << value;
}
|| requires(QTextStream &stream, const T &value)
{
    stream << value;
};
static_assert(Printable<QByteArray> && !Printable<Secret>);

class tst_Secret : public QObject
{
    Q_OBJECT

    static QByteArray read(const QString &reference, LocalSecrets::LineEnd lineEnd = LocalSecrets::LineEnd::Drop)
    {
        const auto secret = LocalSecrets(lineEnd).secret(reference);
        return secret ? secret->reveal().toByteArray() : QByteArray();
    }

private slots:
    void variablesAreRead()
    {
        qputenv("WEIR_TEST_SECRET", "canary-1");
        QCOMPARE(read(u"env:WEIR_TEST_SECRET"_s), QByteArray("canary-1"));
        qunsetenv("WEIR_TEST_SECRET");
        QVERIFY(!LocalSecrets().secret(u"env:WEIR_TEST_SECRET"_s));
        qputenv("WEIR_TEST_SECRET", "");
        QVERIFY(!LocalSecrets().secret(u"env:WEIR_TEST_SECRET"_s));
    }

    void filesAreRead()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"secret"_s);
        const auto write = [&path](const QByteArray &bytes) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        const QString reference = u"file:"_s + path;
        for (const char *text : {"canary", "canary\n", "canary\r\n"}) {
            QVERIFY(write(text));
            QCOMPARE(read(reference), QByteArray("canary"));
            QCOMPARE(read(reference, LocalSecrets::LineEnd::Keep), QByteArray(text));
        }
        QVERIFY(write("canary\n\n"));
        QCOMPARE(read(reference), QByteArray("canary\n"));
        for (const QByteArray &bytes : {QByteArray(), QByteArray("\n"), QByteArray(LocalSecrets::largest + 1, 'x')}) {
            QVERIFY(write(bytes));
            const auto secret = LocalSecrets().secret(reference);
            QVERIFY(!secret);
            QCOMPARE(secret.error().place.file, path);
        }
        QVERIFY(QFile::remove(path));
        QVERIFY(!LocalSecrets().secret(reference));
    }

    void whatIsNoReferenceIsNotRepeated()
    {
        for (const char *reference : {"canary-secret", "", "env:", "file:"}) {
            const auto secret = LocalSecrets().secret(QString::fromLatin1(reference));
            QVERIFY(!secret);
            QVERIFY(!secret.error().message.contains(u"canary"_s) && !secret.error().hint.contains(u"canary"_s));
        }
        QVERIFY(!LocalSecrets().secret(u"vault:partner"_s));
    }

    void withoutAKeyStoreThereIsAnErrorAndNoFallback()
    {
        const QByteArray before = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        const auto secret = LocalSecrets().secret(u"keychain:partner"_s);
        qputenv("DBUS_SESSION_BUS_ADDRESS", before);
        QVERIFY(!secret);
        QVERIFY(secret.error().message.contains(u"partner"_s));
        QVERIFY(secret.error().hint.contains(u"env:NAME"_s));
    }

    void copiesOutliveEachOther()
    {
        Secret copy;
        {
            const Secret secret("canary");
            copy = secret;
            const Secret moved = std::move(copy);
            copy = moved;
        }
        QCOMPARE(copy.reveal().toByteArray(), QByteArray("canary"));
        copy = Secret("other");
        QCOMPARE(copy.size(), 5);
        QVERIFY(Secret().isEmpty());
    }
};

WEIR_TEST(tst_Secret)
#include "tst_secret.moc"
