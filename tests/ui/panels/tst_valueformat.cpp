// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/panels/valueformat.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_ValueFormat : public QObject
{
    Q_OBJECT

private slots:
    void textsBecomeValues_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, FieldKind kind, const QString &text, const char *json) {
            QTest::newRow(name) << int(kind) << text << QByteArray(json);
        };
        row("duration", FieldKind::Span, u"180ms"_s, "\"180ms\"");
        row("duration with a blank", FieldKind::Span, u" 1.5 s "_s, "\"1.5s\"");
        row("minutes in words", FieldKind::Span, u"5 min"_s, "\"5m\"");
        row("rate", FieldKind::Rate, u"120/min"_s, "\"120/min\"");
        row("rate without a unit", FieldKind::Rate, u"50"_s, "\"50/s\"");
        row("percent", FieldKind::Share, u"2.5 %"_s, "0.025");
        row("share", FieldKind::Share, u"0.2"_s, "0.2");
        row("count", FieldKind::Count, u"4"_s, "4");
        row("whole number", FieldKind::Number, u"2"_s, "2");
        row("words", FieldKind::Words, u"order.placed, order.paid"_s, R"(["order.placed","order.paid"])");
        row("versions", FieldKind::Versions, u"1, 2"_s, "[1,2]");
        row("delays", FieldKind::Spans, u"1s, 5 s"_s, R"(["1s","5s"])");
        row("promise", FieldKind::Promise, u"5m · 99.9 %"_s, R"({"within":"5m","share":0.999})");
        row("promise without a share", FieldKind::Promise, u"30 s"_s, R"({"within":"30s"})");
        row("assertions", FieldKind::Assertions, u"lost(*) == 0\n\np99(a -> b) < 5m"_s,
            R"(["lost(*) == 0","p99(a -> b) < 5m"])");
        row("law", FieldKind::Law, u"lognormal · mean 180 ms · cv 0.8"_s,
            R"({"distribution":"lognormal","mean":"180ms","cv":0.8})");
        row("law of quantiles", FieldKind::Law, u"lognormal p50=10ms, p99=80ms"_s,
            R"({"distribution":"lognormal","p50":"10ms","p99":"80ms"})");
        row("lone duration", FieldKind::Law, u"20ms"_s, R"({"distribution":"constant","mean":"20ms"})");
        row("choice", FieldKind::Choice, u"topic"_s, "\"topic\"");
        row("flag", FieldKind::Flag, u"true"_s, "true");
    }

    void textsBecomeValues()
    {
        QFETCH(const int, kind);
        QFETCH(const QString, text);
        QFETCH(const QByteArray, json);
        const Result<JsonValue> value = fieldValue(FieldKind(kind), text, Json());
        QVERIFY2(value.isOk(), value.isOk() ? "" : qPrintable(value.error().message));
        QCOMPARE(QByteArray::fromStdString(value->get().dump()), json);
        const QString shown = fieldText(FieldKind(kind), value->get());
        const Result<JsonValue> again = fieldValue(FieldKind(kind), shown, value->get());
        QVERIFY(again.isOk());
        QVERIFY(*again == *value);
    }

    void wrongTextsSayWhatWouldBeRight_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::newRow("duration without a unit") << int(FieldKind::Span) << u"180"_s;
        QTest::newRow("negative duration") << int(FieldKind::Span) << u"-1s"_s;
        QTest::newRow("rate in weeks") << int(FieldKind::Rate) << u"5/week"_s;
        QTest::newRow("share above one") << int(FieldKind::Share) << u"120 %"_s;
        QTest::newRow("no instance") << int(FieldKind::Count) << u"0"_s;
        QTest::newRow("half an instance") << int(FieldKind::Count) << u"1.5"_s;
        QTest::newRow("unknown law") << int(FieldKind::Law) << u"normal mean 1s"_s;
        QTest::newRow("law without a figure") << int(FieldKind::Law) << u"lognormal mean"_s;
        QTest::newRow("impossible law") << int(FieldKind::Law) << u"uniform mean 1s cv 3"_s;
        QTest::newRow("promise of nothing") << int(FieldKind::Promise) << u"99 %"_s;
        QTest::newRow("broken assertion") << int(FieldKind::Assertions) << u"p99(a"_s;
    }

    void wrongTextsSayWhatWouldBeRight()
    {
        QFETCH(const int, kind);
        QFETCH(const QString, text);
        const Result<JsonValue> value = fieldValue(FieldKind(kind), text, Json());
        QVERIFY(!value.isOk());
        const QStringList words = text.split(u' ');
        QVERIFY2(std::any_of(words.cbegin(), words.cend(),
                             [&value](const QString &word) { return value.error().message.contains(word); }),
                 qPrintable(value.error().message));
    }

    void anEmptyTextTakesTheValueAway()
    {
        const Result<JsonValue> value = fieldValue(FieldKind::Span, u"  "_s, Json("1s"));
        QVERIFY(value.isOk());
        QVERIFY(!value->isPresent());
    }

    void membersThatAreNotShownStay()
    {
        const Json before = Json::parse(R"({"within":"5m","share":0.9,"x-team":"a"})");
        const Result<JsonValue> value = fieldValue(FieldKind::Promise, u"6m · 90 %"_s, before);
        QVERIFY(value.isOk());
        QCOMPARE(QByteArray::fromStdString(value->get().dump()),
                 QByteArray(R"({"within":"6m","share":0.9,"x-team":"a"})"));
    }
};

WEIR_TEST(tst_ValueFormat)
#include "tst_valueformat.moc"
