// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/model/canonical.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Canonical : public QObject
{
    Q_OBJECT

private slots:
    void membersStandInTheOrderOfTheirKind_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("document");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("known members") << u"channels/a"_s << uR"({"kind":"queue","name":"A","id":"a"})"_s
                                       << uR"({"id":"a","name":"A","kind":"queue"})"_s;
        QTest::newRow("an unknown member follows the one it followed")
            << u"channels/a"_s << uR"({"kind":"queue","x-k":1,"x-l":2,"id":"a","x-i":3})"_s
            << uR"({"id":"a","x-i":3,"kind":"queue","x-k":1,"x-l":2})"_s;
        QTest::newRow("an unknown member at the start stays there")
            << u"channels/a"_s << uR"({"$schema":"s","kind":"queue","id":"a"})"_s
            << uR"({"$schema":"s","id":"a","kind":"queue"})"_s;
        QTest::newRow("sets are sorted")
            << u"services/a"_s
            << uR"({"id":"a","receives":[{"versions":[10,2],"events":["b","a"],"channel":"c","id":"b"}]})"_s
            << uR"({"id":"a","receives":[{"id":"b","channel":"c","events":["a","b"],"versions":[2,10]}]})"_s;
        QTest::newRow("lists are not") << u"policies/a"_s
                                       << uR"({"strategy":{"delays":["2s","1s"],"type":"list"},"id":"a"})"_s
                                       << uR"({"id":"a","strategy":{"type":"list","delays":["2s","1s"]}})"_s;
        QTest::newRow("nodes by name") << u"views/a"_s
                                       << uR"({"nodes":{"b":{"y":1,"x":0},"a":{"x":2,"y":3}},"id":"a"})"_s
                                       << uR"({"id":"a","nodes":{"a":{"x":2,"y":3},"b":{"x":0,"y":1}}})"_s;
        QTest::newRow("versions by number")
            << u"services/a"_s << uR"({"id":"a","sends":[{"event":"e","versions":{"10":0.5,"9":0.5}}]})"_s
            << uR"({"id":"a","sends":[{"event":"e","versions":{"9":0.5,"10":0.5}}]})"_s;
        QTest::newRow("schemas are left alone")
            << u"events/a"_s << uR"({"versions":[{"schema":{"type":"object","$id":"x"},"version":1}],"id":"a"})"_s
            << uR"({"id":"a","versions":[{"version":1,"schema":{"type":"object","$id":"x"}}]})"_s;
        QTest::newRow("values of wrong types stay") << u"channels/a"_s << uR"({"kind":["queue"],"id":{"b":1,"a":2}})"_s
                                                    << uR"({"id":{"b":1,"a":2},"kind":["queue"]})"_s;
        QTest::newRow("approvals") << u"approvals"_s << uR"([{"target":"t","rule":"r"}])"_s
                                   << uR"([{"rule":"r","target":"t"}])"_s;
    }
    void membersStandInTheOrderOfTheirKind()
    {
        QFETCH(QString, path);
        QFETCH(QString, document);
        QFETCH(QString, canonical);
        const Kind kind = ElementRef::fromPath(path)->kind;
        const Json once = canonicalDocument(kind, Json::parse(document.toStdString()));
        QCOMPARE(QString::fromStdString(once.dump()), canonical);
        QCOMPARE(QString::fromStdString(canonicalDocument(kind, once).dump()), canonical);
    }
};

WEIR_TEST(tst_Canonical)
#include "tst_canonical.moc"
