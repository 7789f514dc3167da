// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/writelock.h"
#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using test::Outcome;

/// Saves are listed and taken back.
class tst_BackupsCommand : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_sloppy;

    Outcome weir(const QString &arguments) const { return test::runWeir(arguments.split(u' '), m_folder->path()); }

    QByteArray marker() const
    {
        QFile file(m_folder->filePath(u"shop/catalog.weir"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QCOMPARE(weir(u"new shop --from checkout"_s).exitCode, 0);
        m_sloppy = marker().replace("{\n", "{\n\n");
        QFile file(m_folder->filePath(u"shop/catalog.weir"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(m_sloppy), qint64(m_sloppy.size()));
    }

    void aProjectWithoutSavesHasNothingToShow()
    {
        const Outcome none = weir(u"backups shop"_s);
        QCOMPARE(none.exitCode, 0);
        QCOMPARE(none.out, QByteArray());
        QVERIFY2(none.err.contains("Nothing is kept of shop"), none.err.constData());
        QCOMPARE(weir(u"restore shop"_s).exitCode, 3);
        QCOMPARE(weir(u"backups nowhere"_s).exitCode, 3);
    }

    void theLastSaveIsTakenBackAndMadeAgain()
    {
        QCOMPARE(weir(u"fmt shop"_s).exitCode, 0);
        const QByteArray canonical = marker();
        QVERIFY(canonical != m_sloppy);
        const Outcome listed = weir(u"backups shop"_s);
        QCOMPARE(listed.exitCode, 0);
        const QList<QByteArray> lines = listed.out.split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines.at(1).startsWith("   1  20") && lines.at(1).endsWith("~catalog.weir"), lines.at(1).constData());

        const Outcome restored = weir(u"restore shop/catalog.weir"_s);
        QVERIFY2(restored.exitCode == 0, restored.err.constData());
        QCOMPARE(restored.out, QByteArray("catalog.weir\n"));
        QCOMPARE(marker(), m_sloppy);
        QCOMPARE(weir(u"restore shop"_s).exitCode, 0);
        QCOMPARE(marker(), canonical);
        QCOMPARE(weir(u"restore shop --before 1"_s).exitCode, 0);
        QCOMPARE(marker(), m_sloppy);
        const Outcome unknown = weir(u"restore shop --before 9"_s);
        QCOMPARE(unknown.exitCode, 3);
        QVERIFY2(unknown.err.contains("There are: 4, 3, 2, 1."), unknown.err.constData());
        QCOMPARE(weir(u"restore shop --before 0"_s).exitCode, 1);
    }

    void aProjectThatIsOpenElsewhereIsNotRestored()
    {
        QCOMPARE(weir(u"fmt shop"_s).exitCode, 0);
        const QByteArray canonical = marker();
        WriteLock lock(m_folder->filePath(u"shop"_s), test::stateHome() + u"/weir/locks"_s);
        QVERIFY(lock.tryLock());
        const Outcome refused = weir(u"restore shop"_s);
        QCOMPARE(refused.exitCode, 4);
        QVERIFY2(refused.err.contains("is open in another program"), refused.err.constData());
        QCOMPARE(marker(), canonical);
        QCOMPARE(weir(u"backups shop"_s).exitCode, 0);
    }

    void aBundleThatIsOpenElsewhereIsNotOverwritten()
    {
        const QString path = m_folder->filePath(u"shop.weir.json"_s);
        QCOMPARE(weir(u"bundle shop -o shop.weir.json"_s).exitCode, 0);
        QFile bundle(path);
        QVERIFY(bundle.open(QIODevice::ReadOnly));
        const QByteArray before = bundle.readAll();
        bundle.close();
        QCOMPARE(weir(u"new other --from one-queue"_s).exitCode, 0);
        {
            WriteLock lock(path, test::stateHome() + u"/weir/locks"_s);
            QVERIFY(lock.tryLock());
            const Outcome refused = weir(u"bundle other -o ./shop.weir.json"_s);
            QCOMPARE(refused.exitCode, 4);
            QVERIFY2(refused.err.contains("is open in another program"), refused.err.constData());
            QVERIFY(bundle.open(QIODevice::ReadOnly));
            QCOMPARE(bundle.readAll(), before);
            bundle.close();
        }
        // Where nobody has it open it is replaced, and can be had back.
        QCOMPARE(weir(u"bundle other -o shop.weir.json"_s).exitCode, 0);
        QVERIFY(bundle.open(QIODevice::ReadOnly));
        QVERIFY(bundle.readAll() != before);
        bundle.close();
        QCOMPARE(weir(u"restore shop.weir.json"_s).exitCode, 0);
        QVERIFY(bundle.open(QIODevice::ReadOnly));
        QCOMPARE(bundle.readAll(), before);
    }
};

WEIR_TEST(tst_BackupsCommand)
#include "tst_backupscommand.moc"
