// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/message/tracecontext.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto cases = "conformance/trace-context/cases.json";

QList<QByteArray> valuesOf(const Json &entry, const QByteArray &name)
{
    QList<QByteArray> values;
    for (const Json &header : entry["headers"]) {
        if (textOf(header[0]).toLower().toUtf8() == name)
            values.append(textOf(header[1]).toUtf8());
    }
    return values;
}

} // namespace

/// The cases of the W3C Trace Context suite.
class tst_TraceContextSuite : public QObject
{
    Q_OBJECT

private slots:
    void everyCaseIsReadRight()
    {
        WEIR_NEED_CORPUS(QLatin1String(cases));
        const Json document = test::corpusJson(QLatin1String(cases));
        QStringList wrong;
        for (const Json &entry : document["cases"]) {
            const QList<QByteArray> parents = valuesOf(entry, "traceparent");
            const auto parent = parents.size() == 1 ? readTraceParent(parents.first()) : std::nullopt;
            bool isRight = true;
            if (entry.contains("expect"))
                isRight = parent.has_value() == (textOf(entry["expect"]) == u"continue"_s);
            if (parent)
                isRight = isRight && traceParentText(*parent) == parents.first().trimmed();
            if (entry.contains("tracestate_expect")) {
                TraceState expected;
                for (const auto &[key, value] : entry["tracestate_expect"].items())
                    expected.append({QByteArray(key.c_str()), textOf(value).toUtf8()});
                const TraceState state = readTraceState(valuesOf(entry, "tracestate")).value_or(TraceState());
                isRight = isRight && state == expected;
                isRight = isRight && readTraceState({traceStateText(state)}) == state;
            }
            if (!isRight)
                wrong.append(textOf(entry["id"]));
        }
        qInfo() << document["cases"].size() << "cases";
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u' ')));
    }
};

WEIR_TEST(tst_TraceContextSuite)
#include "tst_tracecontextsuite.moc"
