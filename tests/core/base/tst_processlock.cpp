// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/processlock.h"
#include "tests/support/registertest.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace weir;
using namespace Qt::StringLiterals;
using Outcome = ProcessLock::Outcome;

class tst_ProcessLock : public QObject
{
    Q_OBJECT

    static constexpr const char *variable = "WEIR_TEST_LOCK";
    std::unique_ptr<QTemporaryDir> m_folder;

    QString path() const { return m_folder->filePath(u"one.lock"_s); }
    void write(const QByteArray &text) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), qint64(text.size()));
    }

private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet(variable))
            return;
        ProcessLock lock(qEnvironmentVariable(variable)); // In the other process: held until that is killed.
        if (lock.tryLock() != Outcome::Held)
            std::_Exit(1);
        while (true)
            QTest::qSleep(1'000);
    }

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void oneHoldsItAndTheOthersAreToldWho()
    {
        {
            ProcessLock first(path()), second(path());
            QVERIFY(!first.holder());
            QCOMPARE(first.tryLock(), Outcome::Held);
            QCOMPARE(first.tryLock(), Outcome::Held);
            QCOMPARE(second.tryLock(), Outcome::Taken);
            QCOMPARE(second.holder()->process, QCoreApplication::applicationPid());
            QCOMPARE(second.holder()->host, QSysInfo::machineHostName());
        }
        QVERIFY(!QFile::exists(path()));
        QCOMPARE(ProcessLock(path()).tryLock(), Outcome::Held);
    }

    void whatAKilledProcessLeftIsFree()
    {
        QProcess other;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(variable), path());
        other.setProcessEnvironment(environment);
        other.start(QCoreApplication::applicationFilePath(), {u"tst_ProcessLock"_s});
        QVERIFY(other.waitForStarted());
        ProcessLock lock(path());
        QTRY_VERIFY(lock.holder() && lock.holder()->process == other.processId());
        QCOMPARE(lock.tryLock(), Outcome::Taken);
        other.kill();
        QVERIFY(other.waitForFinished());
        QVERIFY(QFile::exists(path()));
        QCOMPARE(lock.tryLock(), Outcome::Held);
        QCOMPARE(lock.holder()->process, QCoreApplication::applicationPid());
    }

    void whatALockFileSaysDoesNotMatter_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("ended before it wrote") << QByteArray();
        QTest::newRow("the number of a process that runs") << QByteArray::number(QCoreApplication::applicationPid())
                + '\n' + QSysInfo::machineHostName().toUtf8() + '\n';
        QTest::newRow("no lock file's text") << QByteArray(100'000, 'x');
    }

    void whatALockFileSaysDoesNotMatter()
    {
        QFETCH(QByteArray, text);
        write(text);
        ProcessLock lock(path());
        QCOMPARE(lock.holder().has_value(), text.contains('\n'));
        QCOMPARE(lock.tryLock(), Outcome::Held);
        QCOMPARE(ProcessLock(path()).tryLock(), Outcome::Taken);
    }

    void aPlaceThatCannotBeWrittenIsNoLock()
    {
        QCOMPARE(ProcessLock(m_folder->filePath(u"missing/one.lock"_s)).tryLock(), Outcome::Unusable);
        QCOMPARE(ProcessLock(m_folder->path()).tryLock(), Outcome::Unusable);
    }
};

WEIR_TEST(tst_ProcessLock)

#include "tst_processlock.moc"
