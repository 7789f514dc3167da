// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"
#include "core/storage/project.h"
#include "core/usecases/lint.h"
#include "core/usecases/rulehelp.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// Pages whose examples are pictures of folders: links and more than 100,000 files.
const QStringList withoutExamples{u"structure/outside"_s, u"structure/too-many-files"_s};
const QStringList headings{u"## Why"_s, u"## Bad"_s, u"## Good"_s, u"## Fix"_s};
const QDate today(2026, 6, 1);

/// A fenced block: its language, the name of a file (empty: the block is a bundle) and what it holds.
struct Example
{
    QString language, file, text;
};

QString section(const QString &page, const QString &heading)
{
    const qsizetype start = page.indexOf(heading + u'\n');
    const qsizetype end = page.indexOf(u"\n## "_s, start + 1);
    return start < 0 ? QString() : page.mid(start, end < 0 ? -1 : end - start);
}

QList<Example> examplesIn(const QString &text)
{
    static const QRegularExpression fence(u"```(\\w+)(?: ([^\\n]+))?\\n(.*?)\\n```"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    QList<Example> found;
    for (QRegularExpressionMatchIterator at = fence.globalMatch(text); at.hasNext();) {
        const QRegularExpressionMatch match = at.next();
        found.append({match.captured(1), match.captured(2), match.captured(3) + u'\n'});
    }
    return found;
}

/// The bundle that \a text is a part of: all that it leaves out is the number of the format.
QByteArray bundleOf(const QString &text)
{
    Json bundle = Json::parse(text.toStdString(), nullptr, false);
    if (bundle.is_object())
        bundle["weir"] = 1;
    return QByteArray::fromStdString(bundle.dump());
}

/// The project that \a examples show, its files in \a folder.
Result<Project> projectOf(const QList<Example> &examples, const QString &folder)
{
    if (examples.size() == 1 && examples.first().file.isEmpty())
        return readBundle(bundleOf(examples.first().text), u"example"_s);
    for (const Example &example : examples) {
        const QString path = QDir(folder).filePath(example.file);
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly))
            return Error{u"cannot write "_s + path, {}, {}};
        file.write(example.text.toUtf8());
    }
    return openProject(folder);
}

QStringList lines(const Findings &findings)
{
    QStringList texts;
    for (const Finding &finding : findings)
        texts.append(finding.rule + u": "_s + finding.message);
    return texts;
}

bool has(const Findings &findings, const QString &rule)
{
    return std::any_of(findings.begin(), findings.end(), [&](const Finding &each) { return each.rule == rule; });
}

} // namespace

class tst_RuleHelp : public QObject
{
    Q_OBJECT

private slots:
    void everyRuleHasAPageAndEveryPageARule()
    {
        QStringList rules;
        for (const Rule &rule : allRules())
            rules.append(rule.id);
        QCOMPARE(ruleHelpPages(), rules);
    }

    void everyPageHasItsHeadings_data() { addPages(); }
    void everyPageHasItsHeadings()
    {
        QFETCH(QString, rule);
        const QString page = ruleHelp(rule);
        QCOMPARE(page.section(u'\n', 0, 0), u"# %1: %2"_s.arg(rule, ruleNamed(rule)->title));
        QStringList found;
        for (const QString &line : page.split(u'\n')) {
            if (line.startsWith(u"## "))
                found.append(line);
        }
        QCOMPARE(found, headings);
        for (const QString &heading : headings)
            QVERIFY2(section(page, heading).size() > heading.size() + 20, qPrintable(heading));
    }

    void theBadExampleIsFoundAndTheGoodOneNot_data() { addPages(); }
    void theBadExampleIsFoundAndTheGoodOneNot()
    {
        QFETCH(QString, rule);
        const QString page = ruleHelp(rule);
        if (withoutExamples.contains(rule))
            QSKIP("shows a folder that a test does not make");
        const QTemporaryDir badFolder, goodFolder;
        const Result<Project> bad = projectOf(examplesIn(section(page, headings.at(1))), badFolder.path());
        QVERIFY2(bad.isOk(), qPrintable(bad ? QString() : bad.error().message));
        const Findings badFindings = lintProject(*bad, today);
        QVERIFY2(has(badFindings, rule), qPrintable(lines(badFindings).join(u'\n')));
        const Result<Project> good = projectOf(examplesIn(section(page, headings.at(2))), goodFolder.path());
        QVERIFY2(good.isOk(), qPrintable(good ? QString() : good.error().message));
        const Findings goodFindings = lintProject(*good, today);
        QVERIFY2(!has(goodFindings, rule), qPrintable(lines(goodFindings).join(u'\n')));
        QVERIFY2(countOf(goodFindings, Severity::Error) == 0, qPrintable(lines(goodFindings).join(u'\n')));
    }

    void everyExampleIsReadAsItIsMeant_data() { addPages(); }
    void everyExampleIsReadAsItIsMeant()
    {
        QFETCH(QString, rule);
        if (rule.startsWith(u"structure/"))
            return; // Most of those are about what cannot be read.
        for (const QString &heading : headings.mid(1, 2)) {
            const QList<Example> examples = examplesIn(section(ruleHelp(rule), heading));
            QCOMPARE(examples.size(), 1);
            const Result<Project> project = readBundle(bundleOf(examples.first().text), u"example"_s);
            QVERIFY(project.isOk());
            QVERIFY2(project->findings.isEmpty(), qPrintable(lines(project->findings).join(u'\n')));
        }
    }

    void aGroupIsAllItsPagesAndANearMissIsSuggested()
    {
        const Result<QString> group = explainRule(u"naming"_s);
        QVERIFY(group.isOk());
        QVERIFY(group->contains(u"# naming/command"_s) && group->contains(u"# naming/singular"_s));
        QVERIFY(!group->contains(u"# schema/"_s));
        QCOMPARE(*explainRule(u"delivery/missing-dlq"_s), ruleHelp(u"delivery/missing-dlq"_s));
        QVERIFY(explainRule(u"delivery/mising-dlq"_s).error().hint.contains(u"“delivery/missing-dlq”"));
        QVERIFY(explainRule(u"missing-dlq"_s).error().hint.contains(u"“delivery/missing-dlq”"));
        QVERIFY(explainRule(u"nothing like it"_s).error().hint.contains(u"weir explain"));
    }

    void theOverviewHasALineForEachRule()
    {
        const QStringList overview = rulesOverview().split(u'\n', Qt::SkipEmptyParts);
        const QList<Rule> rules = allRules();
        QCOMPARE(overview.size(), rules.size());
        for (qsizetype i = 0; i < rules.size(); ++i)
            QVERIFY(overview.at(i).startsWith(rules.at(i).id) && overview.at(i).endsWith(rules.at(i).title));
    }

private:
    static void addPages()
    {
        QTest::addColumn<QString>("rule");
        for (const QString &page : ruleHelpPages())
            QTest::newRow(qPrintable(page)) << page;
    }
};

WEIR_TEST(tst_RuleHelp)
#include "tst_rulehelp.moc"
