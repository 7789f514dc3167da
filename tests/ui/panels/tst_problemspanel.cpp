// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/models/findingsmodel.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/problemtool.h"
#include "ui/panels/rulehelpwindow.h"
#include "ui/theme/theme.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

QString severityWord(Severity severity)
{
    return severity == Severity::Error ? u"error"_s : severity == Severity::Warning ? u"warning"_s : u"info"_s;
}

/// What the model of the panel holds, one text for each finding, sorted.
QStringList shownBy(const FindingsModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row) {
        const Finding &one = model.finding(row);
        const int column = one.place.line > 0 ? one.place.column : 0;
        texts.append(
            u"%1 %2 %3 %4:%5:%6 %7 %8 %9"_s.arg(severityWord(one.severity), one.rule, one.element, one.place.file)
                .arg(one.place.line)
                .arg(column)
                .arg(one.place.pointer, one.message, one.hint));
    }
    texts.sort();
    return texts;
}

/// What `weir lint --format json` says about \a project, likewise.
QStringList printedFor(const QString &project)
{
    QProcess weir;
    weir.start(QStringLiteral(WEIR_PROGRAM), {u"lint"_s, project, u"--format"_s, u"json"_s});
    if (!weir.waitForFinished(60'000))
        return {u"weir lint did not end"_s};
    const Json report = Json::parse(weir.readAllStandardOutput().toStdString(), nullptr, false);
    if (!report.is_object())
        return {u"weir lint printed no JSON"_s};
    QStringList texts;
    for (const Json &one : report["findings"]) {
        const auto text = [&one](const char *key) { return one.contains(key) ? textOf(one[key]) : QString(); };
        texts.append(u"%1 %2 %3 %4:%5:%6 %7 %8 %9"_s.arg(text("severity"), text("rule"), text("element"), text("file"))
                         .arg(one.value("line", 0))
                         .arg(one.value("column", 0))
                         .arg(text("pointer"), text("message"), text("hint")));
    }
    texts.sort();
    return texts;
}

bool write(const QDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    return folder.mkpath(QFileInfo(name).path()) && file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// A project with everything that can be wrong with files, values, references, approvals and severities.
bool writeBroken(const QDir &folder)
{
    return write(folder, u"catalog.weir"_s,
                 R"({"weir": 1, "title": "Broken", "rules": {"naming": "error", "delivery/none": "off"},
                     "alerts": [{"id": "a", "when": "dlq(*) >"}]})")
        && write(
               folder, u"services/shop.json"_s,
               R"({"id": "shop", "sends": [{"event": "order.plased", "channel": "ordres", "load": {"rate": "much"}}]})")
        && write(folder, u"events/order.placed.json"_s,
                 R"({"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "objekt"}}]})")
        && write(folder, u"events/order.json"_s, R"({"id": "user.create", "sumary": "x"})")
        && write(folder, u"events/half.json"_s, R"({"id": "half", )")
        && write(folder, u"events/merge.json"_s, "{\n<<<<<<< ours\n}\n=======\n>>>>>>> theirs\n")
        && write(folder, u"events/note.txt"_s, "?") && write(folder, u"event/lost.json"_s, "{}")
        && write(folder, u"channels/orders.json"_s, R"({"id": "orders", "kind": "topik"})")
        && write(folder, u"approvals.json"_s,
                 R"([{"rule": "topology/unused-event", "target": "events/order.placed", "reason": "soon"},
                     {"rule": "topology/unused-channel", "target": "channels/gone", "reason": "?"}])");
}

} // namespace

/// The Problems panel beside `weir lint`.
class tst_ProblemsPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid() && writeBroken(QDir(m_folder.path()))); }

    void problemsAreWhatLintPrints_data()
    {
        QTest::addColumn<QString>("project");
        QTest::addColumn<int>("least");
        for (const char *example : {"checkout", "one-queue", "seed"})
            QTest::newRow(example) << QStringLiteral(WEIR_RESOURCES "/examples/") + QLatin1String(example) << 0;
        QTest::newRow("broken") << m_folder.path() << 15;
    }

    void problemsAreWhatLintPrints()
    {
        QFETCH(QString, project);
        QFETCH(int, least);
        ProjectDocument document;
        Editor editor(document);
        ProblemTool tool(document, editor);
        const ProblemsPanel panel(document, tool, m_theme);
        QVERIFY(document.open(project).isOk());
        const QStringList printed = printedFor(project);
        QVERIFY2(printed.size() >= least, qPrintable(printed.join(u'\n')));
        QTRY_COMPARE_WITH_TIMEOUT(shownBy(*panel.model()), printed, 20'000);
    }

    void theHelpOfAProblemIsItsRulesPage()
    {
        ProjectDocument document;
        Editor editor(document);
        ProblemTool tool(document, editor);
        ProblemsPanel panel(document, tool, m_theme);
        QVERIFY(document.open(m_folder.path()).isOk());
        QTRY_VERIFY(panel.model()->rowCount() > 0);
        panel.showHelp();
        const auto *window = panel.findChild<RuleHelpWindow *>();
        QVERIFY(window);
        const QString text = window->findChild<QTextBrowser *>()->toPlainText();
        const QString rule = panel.model()->finding(0).rule;
        QVERIFY2(text.startsWith(rule + u": "_s), qPrintable(text.left(80)));
        QVERIFY(text.contains(u"\nWhy\n"_s) && text.contains(u"\nFix\n"_s));
    }

private:
    Theme m_theme;
    QTemporaryDir m_folder;
};

WEIR_TEST(tst_ProblemsPanel)
#include "tst_problemspanel.moc"
