// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/asyncapiimport.h"
#include "core/syntax/jsonpointer.h"
#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto answers = "catalogs/expected.json";

/// Every text and number that a value holds, and every key.
void collect(const Json &value, QSet<QString> &words)
{
    if (value.is_string()) {
        words.insert(textOf(value));
    } else if (value.is_object()) {
        for (const auto &[key, item] : value.items()) {
            words.insert(QString::fromStdString(key));
            collect(item, words);
        }
    } else if (value.is_array()) {
        for (const Json &item : value)
            collect(item, words);
    } else {
        words.insert(QString::fromStdString(value.dump()));
    }
}

QSet<QString> wordsOf(const Catalog &catalog)
{
    QSet<QString> words;
    for (const ElementRef &element : catalog.elements())
        collect(catalog.document(element).get(), words);
    return words;
}

/// Texts that an import answers with the structure of the catalog.
bool isStructure(const Node &leaf)
{
    const QString key = leaf.key();
    return key == u"$ref" || leaf.pointer() == u"/asyncapi"
        || (key == u"action" && leaf.pointer().startsWith(u"/operations/"));
}

} // namespace

/// Nothing disappears in silence: each text of a document is in the catalog, or a loss or finding names where it stood.
class tst_AsyncApiLosses : public QObject
{
    Q_OBJECT

private slots:
    void nothingDisappearsInSilence()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        const Json document = test::corpusJson(QLatin1String(answers));
        QStringList lost;
        qsizetype leaves = 0;
        for (const auto &[name, expected] : document["documents"].items()) {
            const QString path = u"catalogs/"_s + QString::fromStdString(name);
            const QString file = test::corpusPath(path);
            const auto import =
                importAsyncApi(file, {AsyncApiRoles::Specification, test::corpusPath(path.section(u'/', 0, 2))});
            const auto tree = readDocument(test::corpusBytes(path), file);
            if (!import || !tree)
                continue;
            QSet<QString> reported;
            for (const Finding &finding : import->losses + import->findings) {
                if (finding.place.file == file)
                    reported.insert(finding.place.pointer);
            }
            m_words = wordsOf(import->catalog);
            m_reported = reported;
            walk(tree->root(), path, lost, leaves);
        }
        qInfo() << leaves << "texts and numbers looked for";
        QVERIFY(leaves > 10'000);
        for (const QString &text : lost)
            qWarning().noquote() << text;
        QCOMPARE(lost.size(), 0);
    }

private:
    void walk(const Node &node, const QString &path, QStringList &lost, qsizetype &leaves)
    {
        const QString pointer = node.pointer();
        if (m_reported.contains(pointer) && !pointer.isEmpty())
            return;
        if (node.isObject() || node.isArray()) {
            for (const Node child : node)
                walk(child, path, lost, leaves);
            return;
        }
        if (node.bytes().isEmpty() || isStructure(node))
            return;
        ++leaves;
        const QString word = node.isString() ? node.text() : QString::fromStdString(node.toJson().dump());
        if (!m_words.contains(word) && !m_words.contains(node.text()))
            lost += u"%1:%2 %3 = %4"_s.arg(path).arg(node.line()).arg(node.pointer(), word.left(60));
    }

    QSet<QString> m_words;
    QSet<QString> m_reported;
};

WEIR_TEST(tst_AsyncApiLosses)
#include "tst_asyncapilosses.moc"
