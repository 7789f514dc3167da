// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/asyncapiimport.h"
#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <functional>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto answers = "catalogs/expected.json";
constexpr int mutants = 1000;

/// A small generator with a fixed start: every run breaks the same bytes.
class Chance
{
public:
    qsizetype below(qsizetype limit)
    {
        m_state ^= m_state << 13U;
        m_state ^= m_state >> 7U;
        m_state ^= m_state << 17U;
        return qsizetype(m_state % quint64(std::max<qsizetype>(limit, 1)));
    }

private:
    quint64 m_state = 0x9e3779b97f4a7c15ULL;
};

/// \a text with a byte changed, a piece left out, doubled or moved, or the end cut off.
QByteArray broken(QByteArray text, Chance &chance)
{
    static const QByteArray bytes("{}[]:,\"'&*!|>%@`#-?\n\t \\0e$\xff\x80\x01<");
    for (qsizetype edits = 1 + chance.below(3); edits > 0; --edits) {
        const qsizetype at = chance.below(text.size());
        const qsizetype size = chance.below(40);
        switch (chance.below(5)) {
        case 0:
            text.replace(at, 1, QByteArray(1, bytes[chance.below(bytes.size())]));
            break;
        case 1:
            text.remove(at, size);
            break;
        case 2:
            text.insert(at, text.mid(at, size));
            break;
        case 3:
            text.insert(chance.below(text.size()), text.mid(at, size));
            break;
        default:
            text.truncate(text.size() - chance.below(text.size() / 4));
        }
    }
    return text;
}

QList<QByteArray> documents(const QString &suffix)
{
    QList<QByteArray> texts;
    const Json document = test::corpusJson(QLatin1String(answers));
    for (const auto &[name, expected] : document["documents"].items()) {
        const QString path = QString::fromStdString(name);
        const QByteArray text = path.endsWith(suffix) ? test::corpusBytes(u"catalogs/"_s + path) : QByteArray();
        if (!text.isEmpty() && text.size() < 20'000)
            texts += text;
    }
    return texts;
}

} // namespace

/// Broken documents: no crash, no hang, and each refusal has a place inside the text.
class tst_Mutants : public QObject
{
    Q_OBJECT

private slots:
    void everyMutantIsAnswered_data()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        QTest::addColumn<QString>("suffix");
        QTest::newRow("JSON") << u".json"_s;
        QTest::newRow("YAML") << u"ml"_s;
    }
    void everyMutantIsAnswered()
    {
        QFETCH(QString, suffix);
        const QList<QByteArray> texts = documents(suffix);
        QVERIFY(texts.size() > 20);
        Chance chance;
        int refused = 0;
        double slowest = 0;
        for (int i = 0; i < mutants; ++i) {
            const QByteArray text = broken(texts[i % texts.size()], chance);
            const std::clock_t start = std::clock();
            const auto import = importAsyncApi(text, u"mutant."_s + suffix);
            slowest = std::max(slowest, double(std::clock() - start) / CLOCKS_PER_SEC);
            if (import)
                continue;
            ++refused;
            const Place &place = import.error().place;
            QVERIFY2(place.line >= 1 && place.column >= 1, qPrintable(import.error().message));
            QVERIFY2(place.line <= text.count('\n') + text.count('\r') + 1, qPrintable(import.error().message));
        }
        qInfo() << mutants << "mutants," << refused << "refused, the slowest took" << slowest << "s";
        QVERIFY(refused > mutants / 10);
        QVERIFY(slowest < 1.0);
    }
};

WEIR_TEST(tst_Mutants)
#include "tst_mutants.moc"
