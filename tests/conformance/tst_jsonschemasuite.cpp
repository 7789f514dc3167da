// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/schema.h"
#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

const QString folder = u"conformance/json-schema/"_s;

SchemaDocument documentAt(const QString &path)
{
    const QByteArray bytes = test::corpusBytes(path);
    if (bytes.isNull())
        return nullptr;
    auto tree = readJson(bytes, path);
    return tree ? std::make_shared<const Tree>(std::move(*tree)) : nullptr;
}

/// The suite's remote documents, which its tests expect under http://localhost:1234/.
ResolvedDocument remote(const QString &uri)
{
    const QString prefix = u"http://localhost:1234/"_s;
    return {uri.startsWith(prefix) ? documentAt(folder + u"remotes/"_s + uri.sliced(prefix.size())) : nullptr, {}};
}

struct Score
{
    int passed = 0;
    QStringList failed; ///< `file: group: test`.

    int count() const { return passed + int(failed.size()); }
    QString text(const QString &what) const
    {
        return u"%1: %2 of %3 (%4 %)"_s.arg(what).arg(passed).arg(count()).arg(100.0 * passed / count(), 0, 'f', 2);
    }
};

/// A schema inside of a group of the suite, as a document of its own.
SchemaDocument copyOf(const Node &node)
{
    const auto document = documentOf(node.toJson());
    return document ? *document : nullptr;
}

void runFile(const QString &path, Dialect dialect, FormatUse format, Score &score)
{
    const SchemaDocument suite = documentAt(path);
    QVERIFY2(suite, qPrintable(path));
    SchemaOptions options;
    options.dialect = dialect;
    options.format = format;
    options.resolver = remote;
    for (const Node group : suite->root()) {
        const SchemaDocument document = copyOf(group[u"schema"]);
        QVERIFY2(document, qPrintable(group[u"description"].text()));
        const SchemaCompilation compiled = compileSchema(document, options);
        for (const Node test : group[u"tests"]) {
            const Verdict expected = test[u"valid"].toBool() ? Verdict::Valid : Verdict::Invalid;
            const Validation found = compiled.schema.validate(test[u"data"]);
            const bool isRight = compiled.isOk() && found.verdict == expected
                && compiled.schema.judge(test[u"data"]) == expected && found.isValid() == found.violations.isEmpty();
            if (isRight) {
                ++score.passed;
                continue;
            }
            score.failed.append(QFileInfo(path).fileName() + u": "_s + group[u"description"].text() + u": "_s
                                + test[u"description"].text()
                                + (compiled.isOk() ? QString() : u" ("_s + compiled.errors.first().message + u')'));
        }
    }
}

Score scoreOf(const QString &subfolder, Dialect dialect, FormatUse format)
{
    Score score;
    const QDir dir(test::corpusPath(folder + subfolder));
    const QStringList names = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names)
        runFile(folder + subfolder + u'/' + name, dialect, format, score);
    return score;
}

} // namespace

/// The JSON Schema test suite: what is mandatory must be right, what is optional is counted.
class tst_JsonSchemaSuite : public QObject
{
    Q_OBJECT

private slots:
    void mandatoryTestsPass_data()
    {
        WEIR_NEED_CORPUS(folder);
        QTest::addColumn<QString>("subfolder");
        QTest::addColumn<int>("dialect");
        QTest::addColumn<int>("tests");
        QTest::newRow("draft-07") << u"draft7"_s << int(Dialect::Draft7) << 625;
        QTest::newRow("2020-12") << u"draft2020-12"_s << int(Dialect::Draft2020) << 855;
    }
    void mandatoryTestsPass()
    {
        QFETCH(QString, subfolder);
        QFETCH(int, dialect);
        QFETCH(int, tests);
        const Score score = scoreOf(subfolder, Dialect(dialect), FormatUse::Annotation);
        qInfo().noquote() << score.text(subfolder + u", mandatory"_s);
        QCOMPARE(score.count(), tests);
        QVERIFY2(score.failed.isEmpty(), qPrintable(score.failed.join(u'\n')));
    }

    void optionalTestsAreCounted_data()
    {
        WEIR_NEED_CORPUS(folder);
        QTest::addColumn<QString>("subfolder");
        QTest::addColumn<int>("dialect");
        QTest::addColumn<bool>("assertsFormat");
        QTest::addColumn<int>("failing");
        QTest::newRow("draft-07") << u"draft7/optional"_s << int(Dialect::Draft7) << false << 3;
        QTest::newRow("draft-07, formats") << u"draft7/optional/format"_s << int(Dialect::Draft7) << true << 0;
        QTest::newRow("2020-12") << u"draft2020-12/optional"_s << int(Dialect::Draft2020) << false << 1;
        QTest::newRow("2020-12, formats") << u"draft2020-12/optional/format"_s << int(Dialect::Draft2020) << true << 0;
    }
    void optionalTestsAreCounted()
    {
        QFETCH(QString, subfolder);
        QFETCH(int, dialect);
        QFETCH(bool, assertsFormat);
        QFETCH(int, failing);
        const Score score =
            scoreOf(subfolder, Dialect(dialect), assertsFormat ? FormatUse::Assertion : FormatUse::Annotation);
        qInfo().noquote() << score.text(subfolder);
        for (const QString &failed : score.failed)
            qInfo().noquote() << "  " << failed;
        QVERIFY2(score.failed.size() <= failing, "More optional tests fail than are known.");
    }
};

WEIR_TEST(tst_JsonSchemaSuite)
#include "tst_jsonschemasuite.moc"
