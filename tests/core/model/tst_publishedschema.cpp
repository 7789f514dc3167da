// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/model/publishedschema.h"
#include "tests/support/registertest.h"

#include "core/model/fields.h"
#include "core/syntax/jsonwriter.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_PublishedSchema : public QObject
{
    Q_OBJECT

private:
    static void compareWithFile(const QString &name, const Json &schema)
    {
        QFile file(QStringLiteral(WEIR_RESOURCES "/schema/") + name + u".schema.json"_s);
        const QByteArray expected = writeJson(schema);
        if (qEnvironmentVariableIsSet("WEIR_APPROVE")) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(expected), qint64(expected.size()));
            return;
        }
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        QCOMPARE(file.readAll(), expected);
    }

    static void checkDescribed(const Json &schema, const QString &where)
    {
        if (schema.contains("properties")) {
            for (const auto &[key, property] : schema["properties"].items()) {
                const QString name = where + u'.' + QString::fromStdString(key);
                QVERIFY2(!memberText(property, u"description").isEmpty(), qPrintable(name));
            }
        }
        if (schema.contains("$defs")) {
            for (const auto &[key, definition] : schema["$defs"].items())
                checkDescribed(definition, QString::fromStdString(key));
        }
    }

private slots:
    void theFilesSayWhatTheReaderChecks_data()
    {
        QTest::addColumn<int>("kind");
        for (const Kind kind : allKinds) {
            if (kind != Kind::Schema && kind != Kind::Doc)
                QTest::newRow(qPrintable(schemaName(kind))) << int(kind);
        }
    }
    void theFilesSayWhatTheReaderChecks()
    {
        QFETCH(int, kind);
        const Json schema = publishedSchema(Kind(kind));
        compareWithFile(schemaName(Kind(kind)), schema);
        checkDescribed(schema, schemaName(Kind(kind)));
    }

    void theBundleRefersToThem()
    {
        const Json schema = bundleSchema();
        compareWithFile(u"bundle"_s, schema);
        checkDescribed(schema, u"bundle"_s);
        QCOMPARE(schema["properties"]["services"]["items"]["$ref"].get<std::string>(), std::string("service.json"));
    }

    void noDescriptionIsLeftOver()
    {
        QStringList known;
        for (const Kind kind : allKinds) {
            const Json schema = publishedSchema(kind);
            const Json &root = schema.contains("items") ? schema["items"] : schema;
            for (const auto &[key, property] : root["properties"].items())
                known.append(documentShape(kind).name() + u'.' + QString::fromStdString(key));
            const Json definitions = root.value("$defs", Json::object());
            for (const auto &[name, definition] : definitions.items()) {
                for (const auto &[key, property] : definition["properties"].items())
                    known.append(QString::fromStdString(name) + u'.' + QString::fromStdString(key));
            }
            known.append(u"bundle."_s + kindName(kind));
        }
        for (const QString &name : memberDescriptions().keys())
            QVERIFY2(known.contains(name), qPrintable(name));
    }
};

WEIR_TEST(tst_PublishedSchema)
#include "tst_publishedschema.moc"
