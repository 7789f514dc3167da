// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/rules/baddesigns.h"
#include "tests/core/rules/lintof.h"
#include "tests/support/registertest.h"

#include "core/rules/design.h"

#include <QTest>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;

class tst_Rules : public QObject
{
    Q_OBJECT

private slots:
    void aSoundDesignHasNoFindings()
    {
        const Findings findings = lintOf(soundDesign(), QDate(2026, 6, 1));
        QVERIFY2(findings.isEmpty(), qPrintable(rulesIn(findings).join(u' ') + findings.value(0).message));
    }

    void aBadDesignIsFound_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("element");
        QTest::addColumn<QString>("says");
        for (const BadDesign &row : badDesigns()) {
            QTest::addRow("%s in %s: %s", row.rule, row.element, row.says)
                << QString::fromLatin1(row.rule) << QByteArray(row.pointer) << QByteArray(row.json)
                << QString::fromLatin1(row.element) << QString::fromUtf8(row.says);
        }
    }

    void aBadDesignIsFound()
    {
        QFETCH(QString, rule);
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, json);
        QFETCH(QString, element);
        QFETCH(QString, says);
        const Findings all = lintOf(changedDesign(pointer, json), QDate(2026, 6, 1));
        const Findings found = findingsOf(all, rule);
        QVERIFY2(found.size() == 1, qPrintable(rulesIn(all).join(u' ')));
        QCOMPARE(found.first().element, element);
        QVERIFY2(found.first().message.contains(says), qPrintable(found.first().message));
        QVERIFY(!found.first().hint.isEmpty());
        QVERIFY(!found.first().message.contains(u'%') && !found.first().hint.contains(u'%'));
    }

    void everyRuleHasABadDesign()
    {
        for (const RuleDefinition &definition : allRuleDefinitions()) {
            const bool isTried = std::any_of(badDesigns().begin(), badDesigns().end(), [&](const BadDesign &row) {
                return definition.rule.id == QLatin1String(row.rule);
            });
            QVERIFY2(isTried || !definition.check, qPrintable(definition.rule.id));
        }
    }

    void rulesAreDescribedAndSorted()
    {
        const QList<Rule> rules = allRules();
        for (qsizetype i = 0; i < rules.size(); ++i) {
            QVERIFY(!rules.at(i).title.isEmpty() && !rules.at(i).description.isEmpty());
            QVERIFY(i == 0 || rules.at(i - 1).id < rules.at(i).id);
            QCOMPARE(ruleNamed(rules.at(i).id), rules.at(i));
        }
        QVERIFY(!ruleNamed(u"naming/none"));
    }

    void aSuggestionIsMade()
    {
        const Findings findings = lintOf(changedDesign("/services/0/receives/0/channel", "'ordres'"));
        QVERIFY(findingsOf(findings, u"structure/unknown-channel"_s).first().hint.contains(u"Did you mean “orders”?"));
    }
};

WEIR_TEST(tst_Rules)
#include "tst_rules.moc"
