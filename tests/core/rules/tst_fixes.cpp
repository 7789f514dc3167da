// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/rules/baddesigns.h"
#include "tests/core/rules/lintof.h"
#include "tests/support/registertest.h"

#include "core/model/edits.h"
#include "core/model/pointer.h"
#include "core/model/sourcemap.h"
#include "core/rules/fix.h"
#include "core/rules/lint.h"
#include "core/rules/rule.h"

#include <nlohmann/json.hpp>

#include <QSet>
#include <QTest>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;

namespace {

const QDate today(2026, 6, 1);

Findings findingsIn(const Catalog &catalog)
{
    return lint(catalog, SourceMap(), today);
}

/// Applies \a changes in order; the message of the first that is refused.
QString applied(Catalog &catalog, const QList<Change> &changes)
{
    for (const Change &change : changes) {
        if (const Result<void> done = catalog.apply(change); !done)
            return done.error().message;
    }
    return {};
}

/// Errors of \a after that \a before does not have, by rule and message.
QStringList newErrors(const Findings &before, const Findings &after)
{
    QSet<QString> known;
    for (const Finding &finding : before)
        known.insert(finding.rule + finding.message);
    QStringList added;
    for (const Finding &finding : after) {
        if (finding.severity == Severity::Error && !known.contains(finding.rule + finding.message))
            added.append(finding.rule + u": "_s + finding.message);
    }
    return added;
}

/// A value that its kind does not allow, and what the first fix makes of it.
struct Misread
{
    const char *rule;
    const char *element;
    const char *pointer;          ///< Of the bad value.
    const char *bad;              ///< JSON.
    const char *title;            ///< Of the first fix.
    const char *good;             ///< JSON.
    const char *mended = nullptr; ///< Pointer of the good value, when it is another one.
};

const Misread misread[] = {
    {"structure/unknown-member", "channels/orders", "/partitons", "4", "Rename “partitons” to “partitions”", "4",
     "/partitions"},
    {"structure/unknown-member", "services/billing", "/receives/0/colour", "\"red\"", "Keep it as your own: “x-colour”",
     "\"red\"", "/receives/0/x-colour"},
    {"structure/unknown-value", "channels/orders", "/kind", "\"tpic\"", "Change it to “topic”", "\"topic\""},
    {"structure/duration", "services/billing", "/receives/0/timeout", "\"5 Seconds\"", "Write it as “5s”", "\"5s\""},
    {"structure/rate", "services/orders", "/sends/0/load/rate", "\"5/second\"", "Write it as “5/s”", "\"5/s\""},
    {"structure/range", "services/billing", "/receives/0/instances", "0", "Set it to 1, the nearest that is allowed",
     "1"},
    {"structure/type", "services/billing", "/receives/0/instances", "\"3\"", "Write it as 3", "3"},
    {"structure/type", "services/billing", "/receives/0/events", "\"order.placed\"", "Write it as [\"order.placed\"]",
     "[\"order.placed\"]"},
    {"structure/type", "services/billing", "/receives/0/timeout", "5", "Write it as \"5s\"", "\"5s\""},
};

} // namespace

class tst_Fixes : public QObject
{
    Q_OBJECT

private slots:
    void aFixRemovesItsFindingAndAddsNoError_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("json");
        for (const BadDesign &row : badDesigns()) {
            if (hasFixes(QString::fromLatin1(row.rule)))
                QTest::addRow("%s in %s: %s", row.rule, row.element, row.says)
                    << QString::fromLatin1(row.rule) << QByteArray(row.pointer) << QByteArray(row.json);
        }
    }

    void aFixRemovesItsFindingAndAddsNoError()
    {
        QFETCH(QString, rule);
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, json);
        const Catalog catalog = catalogOf(changedDesign(pointer, json));
        const Findings before = findingsIn(catalog);
        const Finding finding = findingsOf(before, rule).first();
        const QList<Fix> fixes = fixesFor(catalog, finding);
        for (const Fix &fix : fixes) {
            QVERIFY(!fix.title.isEmpty() && !fix.title.contains(u'%'));
            Catalog mended = catalog;
            const QString refused = applied(mended, fix.changes);
            QVERIFY2(refused.isEmpty(), qPrintable(fix.title + u": "_s + refused));
            const Findings after = findingsIn(mended);
            for (const Finding &left : findingsOf(after, rule)) {
                QVERIFY2(left.element != finding.element || left.message != finding.message,
                         qPrintable(fix.title + u" leaves "_s + left.message));
            }
            QVERIFY2(newErrors(before, after).isEmpty(),
                     qPrintable(fix.title + u" adds "_s + newErrors(before, after).join(u' ')));
            QList<Change> undo;
            for (const Change &change : fix.changes)
                undo.prepend(change.inverse());
            QCOMPARE(applied(mended, undo), QString());
            for (const ElementRef &element : catalog.elements())
                QVERIFY2(mended.contains(element), qPrintable(element.path()));
            QCOMPARE(rulesIn(findingsIn(mended)), rulesIn(before));
        }
    }

    void aMisreadValueIsMended_data()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < int(std::size(misread)); ++index)
            QTest::addRow("%s at %s is %s", misread[index].rule, misread[index].pointer, misread[index].bad) << index;
    }

    void aMisreadValueIsMended()
    {
        QFETCH(const int, index);
        const Misread &row = misread[index];
        Catalog catalog = catalogOf(soundDesign());
        const ElementRef element = *ElementRef::fromPath(QString::fromLatin1(row.element));
        Edits edits(catalog);
        edits.set(element, QString::fromLatin1(row.pointer), Json::parse(row.bad));
        QCOMPARE(applied(catalog, edits.changes()), QString());
        const JsonValue bad = catalog.document(element);
        const Findings found = findingsOf(catalog.setDocument(element, bad.get()), QString::fromLatin1(row.rule));
        QCOMPARE(found.size(), 1);
        const QList<Fix> fixes = fixesFor(catalog, found.first());
        QVERIFY(!fixes.isEmpty());
        QCOMPARE(fixes.first().title, QString::fromUtf8(row.title));
        for (const Fix &fix : fixes) {
            QVERIFY(fix.kind == FixKind::Suggestion); // it meant nothing until now
            Catalog mended = catalog;
            QCOMPARE(applied(mended, fix.changes), QString());
            const Json document = mended.document(element).get();
            QVERIFY2(findingsOf(mended.setDocument(element, document), found.first().rule).isEmpty(),
                     qPrintable(fix.title));
            if (fix == fixes.first()) {
                const Json *good = valueAt(document, QString::fromLatin1(row.mended ? row.mended : row.pointer));
                QVERIFY(good);
                QCOMPARE(QString::fromStdString(good->dump()), QString::fromStdString(Json::parse(row.good).dump()));
            }
            QList<Change> undo;
            for (const Change &change : fix.changes)
                undo.prepend(change.inverse());
            QCOMPARE(applied(mended, undo), QString());
            QVERIFY(mended.document(element) == bad);
        }
    }

    void everyFixIsTried()
    {
        QSet<QString> tried;
        for (const BadDesign &row : badDesigns()) {
            const Catalog catalog = catalogOf(changedDesign(row.pointer, row.json));
            const QString rule = QString::fromLatin1(row.rule);
            const Findings found = findingsOf(findingsIn(catalog), rule);
            if (!found.isEmpty() && !fixesFor(catalog, found.first()).isEmpty())
                tried.insert(rule);
        }
        for (const Misread &row : misread)
            tried.insert(QString::fromLatin1(row.rule));
        for (const Rule &rule : allRules())
            QVERIFY2(hasFixes(rule.id) == tried.contains(rule.id), qPrintable(rule.id));
    }

    void aFindingOfNothingHasNoFix()
    {
        const Catalog catalog = catalogOf(soundDesign());
        QVERIFY(fixesFor(catalog, {}).isEmpty());
        Finding gone;
        gone.rule = u"delivery/missing-dlq"_s;
        gone.element = u"channels/gone"_s;
        QVERIFY(fixesFor(catalog, gone).isEmpty());
    }

    void aMisspeltReferenceIsCorrected()
    {
        const Catalog catalog = catalogOf(changedDesign("/services/0/receives/0/channel", "'ordres'"));
        const QList<Fix> fixes =
            fixesFor(catalog, findingsOf(findingsIn(catalog), u"structure/unknown-channel"_s).first());
        QCOMPARE(fixes.size(), 2);
        QCOMPARE(fixes.first().title, u"Change “ordres” to “orders”"_s);
        Catalog mended = catalog;
        QCOMPARE(applied(mended, fixes.first().changes), QString());
        QCOMPARE(mended.service(u"billing")->receives.first().channel, u"orders"_s);
    }

    void anApprovalAcceptsAFinding()
    {
        for (const char *list : {"/approvals", "/description"}) {
            Catalog catalog = catalogOf(changedDesign("",
                                                      QByteArray("{'/events/1': {'id': 'order.pay', 'versions': ["
                                                                 "{'version': 1}], 'external': false}, '")
                                                          + list + "': " + (list[1] == 'a' ? "[]" : "'none'") + "}"));
            const Finding finding = findingsOf(findingsIn(catalog), u"naming/past-tense"_s).first();
            QCOMPARE(applied(catalog, approvalOf(catalog, finding, u"history"_s, today)), QString());
            QCOMPARE(catalog.approvals().last(),
                     (Approval{u"naming/past-tense"_s, u"events/order.pay"_s, u"history"_s, today}));
            QVERIFY(findingsOf(findingsIn(catalog), u"naming/past-tense"_s).isEmpty());
            const LintReport report = lintReport(catalog, SourceMap(), today);
            QVERIFY(std::any_of(report.approved.begin(), report.approved.end(), [&](const ApprovedFinding &approved) {
                return approved.finding.message == finding.message && approved.approval.reason == u"history"_s;
            }));
        }
        QVERIFY(approvalOf(Catalog(), Finding(), u"why"_s).isEmpty());
    }

    void aSeverityIsSetInSteps()
    {
        Catalog catalog;
        const auto set = [&catalog](const QString &path, Severity severity) {
            QCOMPARE(applied(catalog, severityEdit(catalog, u"naming/singular"_s, path, severity)), QString());
        };
        set({}, Severity::Error);
        QCOMPARE(catalog.project().rules.value(u"naming/singular"_s), (QMap<QString, Severity>{{{}, Severity::Error}}));
        set(u"events/a.b"_s, Severity::Off);
        set(u"events/c.d"_s, Severity::Info);
        const QMap<QString, Severity> wanted{
            {{}, Severity::Error}, {u"events/a.b"_s, Severity::Off}, {u"events/c.d"_s, Severity::Info}};
        QCOMPARE(catalog.project().rules.value(u"naming/singular"_s), wanted);
        set({}, Severity::Warning);
        QCOMPARE(catalog.project().rules.value(u"naming/singular"_s).value(QString()), Severity::Warning);
        QCOMPARE(severityEdit(catalog, u"naming/singular"_s, {}, Severity::Warning), QList<Change>());
    }
};

WEIR_TEST(tst_Fixes)
#include "tst_fixes.moc"
