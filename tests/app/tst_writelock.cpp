// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/backups.h"
#include "core/storage/writelock.h"
#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using test::Outcome;

/// Commands that write, while the project is open elsewhere.
class tst_WriteLock : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QCOMPARE(weir(u"new shop --from checkout"_s).exitCode, 0);
        QFile marker(m_folder->filePath(u"shop/catalog.weir"_s));
        QVERIFY(marker.open(QIODevice::ReadOnly));
        m_sloppy = marker.readAll().replace("{\n", "{\n\n");
        marker.close();
        QVERIFY(marker.open(QIODevice::WriteOnly));
        QCOMPARE(marker.write(m_sloppy), qint64(m_sloppy.size()));
    }

    void aSecondWriterIsToldWhoHoldsTheProject_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("fmt") << u"fmt shop"_s;
        QTest::newRow("fmt of another spelling") << u"fmt ./shop/../shop"_s;
        QTest::newRow("lint --seal") << u"lint shop --seal"_s;
        QTest::newRow("advise") << u"advise shop order.placed --answer audit=yes"_s;
    }

    void aSecondWriterIsToldWhoHoldsTheProject()
    {
        QFETCH(QString, command);
        {
            WriteLock lock(m_folder->filePath(u"shop"_s), test::stateHome() + u"/weir/locks"_s);
            QVERIFY(lock.tryLock());
            const Outcome refused = weir(command);
            QCOMPARE(refused.exitCode, 4);
            const QByteArray holder = "process " + QByteArray::number(QCoreApplication::applicationPid());
            QVERIFY2(refused.err.contains("is open in another program: " + holder), refused.err.constData());
            QCOMPARE(marker(), m_sloppy);
            // Who only looks is not kept out.
            QCOMPARE(weir(u"fmt shop --check"_s).exitCode, 5);
        }
        QVERIFY(weir(command).exitCode != 4);
    }

    void whatIsReplacedIsKept()
    {
        QCOMPARE(weir(u"fmt shop"_s).exitCode, 0);
        const QString backups = test::stateHome() + u"/weir/backups"_s;
        const Backup kept = listBackups(backups, m_folder->filePath(u"shop"_s)).value(0);
        QCOMPARE(kept.files, QStringList{u"catalog.weir"_s});
        QFile file(kept.path + u"/catalog.weir"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), m_sloppy);
        QVERIFY(marker() != m_sloppy);
    }

private:
    Outcome weir(const QString &arguments) { return test::runWeir(arguments.split(u' '), m_folder->path()); }

    QByteArray marker() const
    {
        QFile file(m_folder->filePath(u"shop/catalog.weir"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_sloppy;
};

WEIR_TEST(tst_WriteLock)
#include "tst_writelock.moc"
