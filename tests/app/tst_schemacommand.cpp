// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFloat16> // Qt Test's comparisons ask nlohmann's values for it.
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using test::Outcome;

namespace {

const QString userCreated = QStringLiteral(WEIR_RESOURCES "/examples/seed/events/user.created.json");

Json parsed(const QByteArray &bytes)
{
    return Json::parse(bytes.toStdString(), nullptr, false);
}

} // namespace

/// `weir schema …`, from the outside.
class tst_SchemaCommand : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        write(u"s.json"_s,
              "{\"type\": \"object\", \"required\": [\"id\"],\n \"properties\": {\"id\": {\"type\": \"string\"},\n"
              "  \"at\": {\"$ref\": \"parts/time.json\"}}}\n");
        QVERIFY(QDir(m_folder->path()).mkdir(u"parts"_s));
        write(u"parts/time.json"_s, "{\"type\": \"string\", \"format\": \"date-time\"}\n");
    }

    void aValidValueIsDone()
    {
        write(u"d.yaml"_s, "id: x\nat: today\n");
        const Outcome outcome = run({u"validate"_s, u"--schema"_s, u"s.json"_s, u"d.yaml"_s});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, QByteArray());
        QCOMPARE(outcome.err, QByteArray("1 of 1 values are valid.\n"));
    }

    void aViolationHasItsPlace()
    {
        write(u"d.json"_s, "{\n  \"id\": 1,\n  \"at\": \"today\"\n}\n");
        const Outcome outcome = run({u"validate"_s, u"--schema"_s, u"s.json"_s, u"--assert-formats"_s, u"d.json"_s});
        QCOMPARE(outcome.exitCode, 5);
        QCOMPARE(outcome.out,
                 QByteArray("d.json:2:9: error: 1 is not of the type string. [schema/type]\n"
                            "  Value #/id, schema s.json:2:24 #/properties/id/type.\n"
                            "d.json:3:9: error: \"today\" does not have the format date-time. [schema/format]\n"
                            "  Value #/at, schema "
                            + QFileInfo(m_folder->path()).canonicalFilePath().toUtf8()
                            + "/parts/time.json:1:20 #/format.\n"));
    }

    void linesAreValuesOfTheirOwn()
    {
        write(u"d.ndjson"_s, "{\"id\": \"a\"}\n\n{\"id\": 2}\n");
        const Outcome outcome =
            run({u"validate"_s, u"--schema"_s, u"s.json"_s, u"--format"_s, u"json"_s, u"d.ndjson"_s});
        QCOMPARE(outcome.exitCode, 5);
        const Json report = parsed(outcome.out);
        QCOMPARE(test::differsFromSchema(u"findings.schema.json"_s, report), QString());
        QCOMPARE(report["errors"], Json(1));
        QCOMPARE(report["findings"][0]["file"], Json("d.ndjson"));
        QCOMPARE(report["findings"][0]["line"], Json(3));
        QCOMPARE(report["findings"][0]["pointer"], Json("/id"));
        QCOMPARE(report["findings"][0]["rule"], Json("schema/type"));
        QCOMPARE(outcome.err, QByteArray("1 of 2 values are not valid.\n"));
    }

    void standardInputIsRead()
    {
        const Outcome outcome = run({u"validate"_s, u"--schema"_s, userCreated + u"#1"_s, u"-"_s},
                                    "{\"userId\":\"1\",\"email\":\"e\"}\n{\"userId\":\"1\"}\n");
        QCOMPARE(outcome.exitCode, 5);
        QVERIFY2(outcome.out.startsWith("standard input:2:1: error: The member “email” is missing."),
                 outcome.out.constData());
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *name, const char *arguments, const char *message) {
            QTest::newRow(name) << QString::fromUtf8(arguments) << QByteArray(message);
        };
        row("no file", "validate --schema none.json s.json", "none.json could not be read");
        row("an unknown dialect", "validate --schema old.json s.json", "old.json:1:13: error: The dialect");
        row("a reference out of the folder", "validate --schema out.json s.json",
            "The document “../x.json” is not known here.");
        row("broken data", "validate --schema s.json broken.json", "broken.json:1:2: error:");
        row("a version that is not there", "sample EVENT#9", "has no version 9 with a schema.");
    }
    void whatCannotBeReadIsSaid()
    {
        QFETCH(QString, arguments);
        QFETCH(QByteArray, message);
        write(u"old.json"_s, "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"}");
        write(u"out.json"_s, "{\"$ref\": \"../x.json\"}");
        write(u"broken.json"_s, "{]");
        const Outcome outcome = run(arguments.replace(u"EVENT"_s, userCreated).split(u' '));
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY2(outcome.err.contains(message), outcome.err.constData());
    }

    void versionsAreCompared()
    {
        Outcome outcome = run({u"diff"_s, userCreated + u"#1"_s, userCreated + u"#2"_s});
        QCOMPARE(outcome.exitCode, 5);
        QVERIFY2(outcome.out.startsWith("forward: consumers of the old version can read new events"),
                 outcome.out.constData());
        QVERIFY(outcome.out.contains("user.created.json#2#/required: breaks backward: “name” is required now."));
        QVERIFY(outcome.out.contains("[evolution/required-added]\n  Make “name” optional"));
        QCOMPARE(run({u"diff"_s, userCreated + u"#1"_s, userCreated + u"#2"_s, u"--require"_s, u"forward"_s}).exitCode,
                 0);
        QCOMPARE(run({u"diff"_s, userCreated + u"#1"_s, userCreated + u"#1"_s}).exitCode, 0);
        outcome = run({u"diff"_s, userCreated + u"#1"_s, userCreated + u"#2"_s, u"--format"_s, u"json"_s});
        const Json report = parsed(outcome.out);
        QCOMPARE(test::differsFromSchema(u"evolution.schema.json"_s, report), QString());
        QCOMPARE(report["compatibility"], Json("forward"));
        QCOMPARE(report["changes"].size(), size_t(2));
        QCOMPARE(report["changes"][0]["breaksBackward"], Json(true));
        QCOMPARE(report["changes"][0]["rule"], Json("evolution/required-added"));
    }

    void consumersThatAChangeHurtsAreNamed()
    {
        const QByteArray project = R"({"weir": 1, "services": [
          {"id": "users", "sends": [{"event": "user.created", "channel": "users"}]},
          {"id": "mail", "name": "Mail", "receives": [
            {"id": "new", "channel": "users", "events": ["user.*"], "versions": [2]},
            {"id": "old", "channel": "users", "events": ["user.created"], "versions": [1]},
            {"id": "any", "channel": "users", "events": ["user.created"]},
            {"id": "up", "channel": "users", "events": ["user.created"], "versions": [2],
             "upcasters": [{"from": 1, "to": 2, "default": {"name": ""}}]}]}],
          "channels": [{"id": "users", "kind": "topic"}],
          "events": [{"id": "user.created", "versions": [
            {"version": 1, "schema": {"type": "object", "properties": {"id": {}}}},
            {"version": 2, "schema": {"type": "object", "properties": {"id": {}, "name": {}}, "required": ["name"]}}]}]})";
        QCOMPARE(test::runWeir({u"unbundle"_s, u"-"_s, u"-o"_s, u"p"_s}, m_folder->path(), project).exitCode, 0);
        const QString versions = u"p/events/user.created.json#"_s;
        QStringList diff{u"diff"_s, versions + u'1', versions + u'2', u"--project"_s, u"p"_s};
        const Outcome outcome = run(diff);
        QCOMPARE(outcome.exitCode, 5);
        QVERIFY2(outcome.out.endsWith(
                     "Consumers of user.created:\n"
                     "  hurt: “new” of Mail: It accepts version 2 and cannot read all events of version 1.\n"
                     "  open: “any” of Mail: It does not say which versions it accepts.\n"
                     "  safe: “old” of Mail: It accepts version 1.\n"
                     "  safe: “up” of Mail: It accepts version 2.\n"),
                 outcome.out.constData());
        const Json report = parsed(run(diff << u"--format"_s << u"json"_s).out);
        QCOMPARE(test::differsFromSchema(u"evolution.schema.json"_s, report), QString());
        QCOMPARE(report["consumers"][0]["consumer"], Json("mail/new"));
        QCOMPARE(report["consumers"][0]["effect"], Json("hurt"));
        write(u"next.json"_s, R"({"type": "object", "properties": {"id": {}}})");
        const Outcome plain = run({u"diff"_s, versions + u'2', u"next.json"_s, u"--project"_s, u"p"_s});
        QVERIFY2(
            plain.out.contains("hurt: “new” of Mail: It accepts version 2 and cannot read all events of version 3."),
            plain.out.constData());
        const Outcome nameless = run({u"diff"_s, u"s.json"_s, u"next.json"_s, u"--project"_s, u"p"_s});
        QCOMPARE(nameless.exitCode, 1);
        QVERIFY2(nameless.err.contains("Name it: --event ID."), nameless.err.constData());
    }

    void samplesAreValidAndTheSameForASeed()
    {
        const QStringList arguments{u"sample"_s, userCreated + u"#3"_s, u"--count"_s, u"20"_s, u"--seed"_s, u"7"_s};
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out.count('\n'), 20);
        QCOMPARE(run(arguments).out, outcome.out);
        QCOMPARE(run({u"validate"_s, u"--schema"_s, userCreated + u"#3"_s, u"--assert-formats"_s, u"-"_s}, outcome.out)
                     .exitCode,
                 0);
        const Outcome inferred = run({u"infer"_s, u"-"_s}, outcome.out);
        QCOMPARE(inferred.exitCode, 0);
        const Json schema = parsed(inferred.out);
        QCOMPARE(schema["properties"]["createdAt"]["format"], Json("date-time"));
        QCOMPARE(schema["properties"]["source"]["enum"].size(), size_t(3));
        QCOMPARE(inferred.err, QByteArray("From 20 samples.\n"));
    }

    void presenceIsTold()
    {
        const Outcome outcome = run({u"infer"_s, u"-"_s, u"--format"_s, u"json"_s}, "{\"a\":1,\"b\":2}\n{\"a\":1}\n");
        const Json report = parsed(outcome.out);
        QCOMPARE(test::differsFromSchema(u"inference.schema.json"_s, report), QString());
        QCOMPARE(report["samples"], Json(2));
        QCOMPARE(report["members"][2]["path"], Json("/b"));
        QCOMPARE(report["members"][2]["seen"], Json(1));
        QCOMPARE(run({u"infer"_s, u"-"_s}, "{\"a\":1,\"b\":2}\n{\"a\":1}\n").err,
                 QByteArray("From 2 samples.\n/b is in 1 of 2 (50.0 %).\n"));
    }

    void typesAreWritten()
    {
        const Outcome outcome = run({u"typescript"_s, u"s.json"_s, u"--name"_s, u"order"_s});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, QByteArray("interface Order {\n  id: string;\n  at?: Date;\n}\n"));
    }

    void typesAreNamedAfterTheirEvent()
    {
        const Outcome outcome = run({u"typescript"_s, userCreated + u"#1"_s});
        QVERIFY2(outcome.out.startsWith("interface UserCreated {\n"), outcome.out.constData());
    }

    void typesAreRead()
    {
        write(u"t.ts"_s,
              "export interface UserCreated {\n  type: 'user.created';\n  data: { userId: string; at?: Date };\n}\n");
        const Outcome outcome = run({u"typescript"_s, u"t.ts"_s, u"--name"_s, u"UserCreated.data"_s});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(parsed(outcome.out)["required"], Json::array({"userId"}));
        QCOMPARE(parsed(outcome.out)["properties"]["at"]["format"], Json("date-time"));
        write(u"f.ts"_s, "interface A {\n  call(): void;\n}\n");
        const Outcome refused = run({u"typescript"_s, u"f.ts"_s});
        QCOMPARE(refused.exitCode, 3);
        QVERIFY2(refused.err.startsWith("f.ts:2:3: error: “call” is a function"), refused.err.constData());
    }

    void aVerbMustBeGiven()
    {
        const Outcome outcome = run({});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains("See weir schema --help."), outcome.err.constData());
    }

private:
    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), qint64(bytes.size()));
    }

    Outcome run(const QStringList &arguments, const QByteArray &input = {})
    {
        return test::runWeir(QStringList{u"schema"_s} + arguments, m_folder->path(), input);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

WEIR_TEST(tst_SchemaCommand)
#include "tst_schemacommand.moc"
