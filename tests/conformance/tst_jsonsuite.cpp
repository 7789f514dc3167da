// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto folder = "conformance/json-parsing/test_parsing";

/// RFC 8259 §4 leaves equal names in one object to the reader; Weir refuses them, since one value would be lost.
bool isRefusedOnPurpose(const QString &name)
{
    return name.startsWith(u"y_object_duplicated_key");
}

} // namespace

/// The JSON parsing suite: files named y_ must be read, n_ refused, i_ may be either.
class tst_JsonSuite : public QObject
{
    Q_OBJECT

private slots:
    void aFileIsReadOrRefused_data()
    {
        WEIR_NEED_CORPUS(QLatin1String(folder));
        QTest::addColumn<QString>("name");
        const QDir dir(test::corpusPath(QLatin1String(folder)));
        const QStringList names = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << name;
    }
    void aFileIsReadOrRefused()
    {
        QFETCH(QString, name);
        const QByteArray bytes = test::corpusBytes(QLatin1String(folder) + u'/' + name);
        const auto tree = readJson(bytes, name);
        if (name.startsWith(u"y_") && !isRefusedOnPurpose(name))
            QVERIFY2(tree.isOk(), tree ? "" : qPrintable(tree.error().message));
        if (name.startsWith(u"n_") || isRefusedOnPurpose(name))
            QVERIFY(!tree);
        if (!tree) {
            QVERIFY(tree.error().place.line >= 1);
            QVERIFY(tree.error().place.column >= 1);
            QVERIFY(tree.error().place.line <= bytes.count('\n') + 1);
            QVERIFY(!tree.error().message.isEmpty());
        }
    }
};

WEIR_TEST(tst_JsonSuite)
#include "tst_jsonsuite.moc"
