// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/model/canonical.h"
#include "core/model/codec.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QFile>
#include <QSet>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// Collects `shape.key` for every member that is there.
void collectMembers(const ValueType &type, const Json &value, QSet<QString> &seen)
{
    if (type.kind == ValueKind::Object) {
        const Shape &shape = type.shape();
        for (const auto &[key, member] : value.items()) {
            const Field *field = shape.field(key);
            if (!field)
                continue;
            seen.insert(shape.name() + u'.' + QString::fromStdString(key));
            collectMembers(field->type, member, seen);
        }
    } else if (!type.parts.empty() && type.kind != ValueKind::Either) {
        for (const Json &part : value)
            collectMembers(type.parts.front(), part, seen);
    }
}

/// Collects `shape.key` of every member of \a shape and of those in it.
void collectFields(const Shape &shape, QSet<QString> &all)
{
    for (const Field &field : shape.fields()) {
        const QString name = shape.name() + u'.' + QString::fromStdString(field.key);
        if (all.contains(name))
            continue;
        all.insert(name);
        const ValueType *type = &field.type;
        while (!type->parts.empty() && type->kind != ValueKind::Either)
            type = &type->parts.front();
        if (type->kind == ValueKind::Object)
            collectFields(type->shape(), all);
    }
}

template<typename T>
Json roundTrip(const Json &document)
{
    return toJson(fromJson<T>(document));
}

Json roundTrip(Kind kind, const Json &document)
{
    switch (kind) {
    case Kind::Project:
        return roundTrip<ProjectSettings>(document);
    case Kind::Service:
        return roundTrip<Service>(document);
    case Kind::Event:
        return roundTrip<EventType>(document);
    case Kind::Channel:
        return roundTrip<Channel>(document);
    case Kind::Policy:
        return roundTrip<Policy>(document);
    case Kind::Webhook:
        return roundTrip<Webhook>(document);
    case Kind::Stream:
        return roundTrip<Stream>(document);
    case Kind::Flow:
        return roundTrip<Flow>(document);
    case Kind::Scenario:
        return roundTrip<Scenario>(document);
    case Kind::View:
        return roundTrip<View>(document);
    case Kind::Approvals:
        return roundTrip<Approval>(document);
    default:
        return document;
    }
}

} // namespace

class tst_Codec : public QObject
{
    Q_OBJECT

private:
    /// The documents of the project that uses every field, by kind.
    static QList<std::pair<Kind, Json>> documents()
    {
        const QString root = QStringLiteral(WEIR_TEST_DATA "/projects/complete/");
        QList<std::pair<Kind, Json>> result;
        QDirIterator files(root, {u"*.json"_s, u"*.weir"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            const QString path = file.fileName().sliced(root.size());
            const auto kind = kindNamed(path.section(u'/', 0, 0).section(u'.', 0, 0));
            if (!kind || *kind == Kind::Schema || !file.open(QIODevice::ReadOnly))
                continue;
            const Json document = Json::parse(file.readAll().toStdString());
            if (*kind != Kind::Approvals)
                result.append({*kind, document});
            else
                for (const Json &approval : document)
                    result.append({*kind, approval});
        }
        return result;
    }

private slots:
    void everyDocumentComesBackAsItWas()
    {
        const auto all = documents();
        QVERIFY(all.size() >= 20);
        for (const auto &[kind, document] : all)
            QCOMPARE(QString::fromStdString(roundTrip(kind, document).dump(1)),
                     QString::fromStdString(document.dump(1)));
    }

    void theProjectUsesEveryField()
    {
        QSet<QString> seen, expected;
        for (const auto &[kind, document] : documents()) {
            const Shape &root = documentShape(kind);
            for (const auto &[key, member] : document.items()) {
                seen.insert(root.name() + u'.' + QString::fromStdString(key));
                if (const Field *field = root.field(key))
                    collectMembers(field->type, member, seen);
            }
        }
        for (const Kind kind : allKinds) {
            if (kind != Kind::Schema && kind != Kind::Doc)
                collectFields(documentShape(kind), expected);
        }
        QVERIFY(expected.size() > 150);
        QCOMPARE((expected - seen).values(), QStringList());
    }

    void whatDoesNotFitCountsAsAbsent()
    {
        const Json document = Json::parse(R"({"id": "a", "name": 4, "outbox": {"poll": "soon", "batch": 0, "relays": 2},
            "receives": [7, {"id": "b", "channel": "c", "instances": "many", "events": ["x", 1], "processing": "fast"}]})");
        const Service service = fromJson<Service>(document);
        QVERIFY(service.name.isEmpty());
        QVERIFY(service.outbox->poll == Duration(std::chrono::seconds(5)));
        QCOMPARE(service.outbox->batch, 100);
        QCOMPARE(service.outbox->relays, 2);
        QCOMPARE(service.receives.size(), 1);
        QVERIFY(!service.receives[0].instances);
        QVERIFY(!service.receives[0].processing);
        QCOMPARE(service.receives[0].events, QStringList(u"x"_s));
    }

    void defaultsAreNotWritten()
    {
        Channel channel;
        channel.id = u"a"_s;
        QCOMPARE(toJson(channel).dump(), std::string(R"({"id":"a","kind":"topic"})"));
        Service service;
        service.id = u"s"_s;
        service.outbox = Outbox();
        service.sends.append(Publication{u"order.placed"_s, u"order.placed"_s, {}, u"orders"_s, {}, {}, {}});
        QCOMPARE(toJson(service).dump(),
                 std::string(R"({"id":"s","outbox":{},"sends":[{"event":"order.placed","channel":"orders"}]})"));
    }

    void aPublicationWithoutAnIdIsCalledByItsEvent()
    {
        for (const char *text :
             {R"({"event": "e", "channel": "c"})", R"({"id": 4, "event": "e"})", R"({"event": "e", "id": 4})"})
            QCOMPARE(fromJson<Publication>(Json::parse(text)).id, u"e"_s);
        QCOMPARE(fromJson<Publication>(Json::parse(R"({"event": "e", "id": "own"})")).id, u"own"_s);
    }
};

WEIR_TEST(tst_Codec)
#include "tst_codec.moc"
