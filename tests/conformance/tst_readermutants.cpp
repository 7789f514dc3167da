// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "tests/conformance/mutation.h"
#include "tests/conformance/peakmemory.h"
#include "tests/conformance/readers.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <ctime>

using namespace weir;
using namespace Qt::StringLiterals;
using test::Answer;
using test::Reader;

namespace {

constexpr int mutants = 1000;
constexpr double mostSeconds = 1.0;
constexpr qint64 mostBytes = 256LL * 1024 * 1024;

int lineAt(const QByteArray &text, qsizetype offset)
{
    return 1 + int(QByteArrayView(text).first(offset).count('\n'));
}

} // namespace

/// Every reader of texts from outside, with texts that are broken.
class tst_ReaderMutants : public QObject
{
    Q_OBJECT

    std::vector<Reader> m_readers;

    const Reader &reader() const
    {
        QFETCH(const int, index);
        return m_readers.at(std::size_t(index));
    }

    void rows() const
    {
        QTest::addColumn<int>("index");
        for (std::size_t index = 0; index < m_readers.size(); ++index)
            QTest::newRow(qPrintable(m_readers.at(index).name)) << int(index);
    }

private slots:
    void initTestCase() { m_readers = test::allReaders(); }

    void wholeTextsAreRead_data() { rows(); }
    void wholeTextsAreRead()
    {
        for (const QByteArray &text : reader().texts) {
            const Answer answer = reader().read(text);
            QVERIFY2(!answer.isRefused, qPrintable(answer.message));
        }
    }

    void everyMutantIsAnswered_data() { rows(); }
    void everyMutantIsAnswered()
    {
        test::Chance chance;
        const test::PeakMemory memory;
        int refused = 0;
        double slowest = 0;
        for (int i = 0; i < mutants; ++i) {
            const QByteArray text = test::broken(reader().texts.at(i % reader().texts.size()), chance);
            const std::clock_t start = std::clock();
            const Answer answer = reader().read(text);
            slowest = std::max(slowest, double(std::clock() - start) / CLOCKS_PER_SEC);
            refused += answer.isRefused ? 1 : 0;
            const qsizetype lines = text.count('\n') + text.count('\r') + 2;
            for (const Place &place : answer.errors)
                QVERIFY2(place.line >= 1 && place.line <= lines,
                         qPrintable(
                             u"mutant %1: line %2 of %3: %4"_s.arg(i).arg(place.line).arg(lines).arg(answer.message)));
        }
        qInfo() << mutants << "mutants," << refused << "refused, the slowest took" << slowest << "s, memory grew by"
                << memory.growth() / 1024 << "KB";
        QVERIFY(slowest < mostSeconds);
        // All of them together stay below what one may take.
        QVERIFY(memory.growth() < mostBytes);
    }

    void anErrorIsWhereTheTextWasBroken_data() { rows(); }
    void anErrorIsWhereTheTextWasBroken()
    {
        if (!reader().soft)
            QSKIP("Nothing is illegal at a known place of such a text.");
        test::Chance chance;
        int tried = 0;
        for (int i = 0; i < mutants; ++i) {
            const QByteArray whole = reader().texts.at(i % reader().texts.size());
            const QList<qsizetype> offsets = reader().soft(whole);
            if (offsets.isEmpty())
                continue;
            const qsizetype offset = offsets.at(chance.below(offsets.size()));
            const Answer answer = reader().read(QByteArray(whole).insert(offset, reader().poison));
            const int truth = lineAt(whole, offset);
            QVERIFY2(answer.isRefused,
                     qPrintable(u"line %1 is accepted:\n%2"_s.arg(truth).arg(QString::fromUtf8(whole))));
            const bool isNear = std::any_of(answer.errors.begin(), answer.errors.end(),
                                            [truth](const Place &place) { return std::abs(place.line - truth) <= 1; });
            QVERIFY2(isNear,
                     qPrintable(u"line %1, and the error is at line %2: %3"_s.arg(truth)
                                    .arg(answer.errors.isEmpty() ? 0 : answer.errors.first().line)
                                    .arg(answer.message)));
            ++tried;
        }
        QVERIFY(tried > mutants / 4);
    }
};

WEIR_TEST(tst_ReaderMutants)
#include "tst_readermutants.moc"
