// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/theme/look.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Theme : public QObject
{
    Q_OBJECT

private slots:
    void everyTextIsReadable_data()
    {
        QTest::addColumn<Role>("text");
        QTest::addColumn<Role>("surface");
        QTest::addColumn<double>("least");
        const auto row = [](const char *name, Role text, Role surface, double least = 4.5) {
            QTest::newRow(name) << text << surface << least;
        };
        row("text on panel", Role::Text, Role::Panel, 7);
        row("text on window", Role::Text, Role::Window, 7);
        row("text on selection", Role::Text, Role::Selection, 7);
        row("text on hover", Role::Text, Role::Hover, 7);
        row("dim text on panel", Role::DimText, Role::Panel);
        row("dim text on window", Role::DimText, Role::Window);
        row("dim text on canvas", Role::DimText, Role::Canvas);
        row("text on accent", Role::AccentText, Role::Accent);
        row("accent on panel", Role::Accent, Role::Panel);
        row("good on panel", Role::Good, Role::Panel);
        row("good on window", Role::Good, Role::Window);
        row("warning on panel", Role::Warning, Role::Panel);
        row("bad on panel", Role::Bad, Role::Panel);
        row("bad on window", Role::Bad, Role::Window);
        row("strip text on strip", Role::StripText, Role::Strip);
        row("strip text on its selection", Role::StripText, Role::StripSelected);
        row("edge on canvas", Role::Edge, Role::Canvas, 3);
        for (const auto &[fill, stroke] : shapes()) {
            row(qPrintable(u"text on fill %1"_s.arg(int(fill))), Role::Text, fill, 7);
            row(qPrintable(u"dim text on fill %1"_s.arg(int(fill))), Role::DimText, fill, 4.1);
            row(qPrintable(u"stroke %1 on canvas"_s.arg(int(stroke))), stroke, Role::Canvas, 3);
        }
    }

    void everyTextIsReadable()
    {
        QFETCH(const Role, text);
        QFETCH(const Role, surface);
        QFETCH(const double, least);
        for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
            const double ratio = contrastRatio(tokenColor(text, appearance), tokenColor(surface, appearance));
            QVERIFY2(ratio >= least, qPrintable(QString::number(ratio)));
        }
    }

    void blackOnWhiteHasTheLargestContrast()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    }

    void noWordOfTheStyleSheetIsLeftWithoutColour()
    {
        Theme theme;
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            theme.setChoice(choice);
            QVERIFY(theme.styleSheet().size() > 1000);
            QVERIFY(!theme.styleSheet().contains(u'@'));
        }
    }

    void anotherChoiceIsToldOnce()
    {
        Theme theme;
        theme.setChoice(ThemeChoice::Light);
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setChoice(ThemeChoice::Dark);
        theme.setChoice(ThemeChoice::Dark);
        QCOMPARE(changed.count(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(theme.palette().color(QPalette::WindowText), theme.color(Role::Text));
    }

    void aLookCanBeReplaced()
    {
        QLabel label;
        setLook(&label, Look::Good);
        QCOMPARE(label.property("look").toString(), u"good"_s);
        setLook(&label, Look::Bad);
        QCOMPARE(label.property("look").toString(), u"bad"_s);
    }

private:
    static QList<std::pair<Role, Role>> shapes()
    {
        return {{Role::EventFill, Role::EventStroke},          {Role::CommandFill, Role::CommandStroke},
                {Role::ServiceFill, Role::ServiceStroke},      {Role::PolicyFill, Role::PolicyStroke},
                {Role::ReadModelFill, Role::ReadModelStroke},  {Role::ExternalFill, Role::ExternalStroke},
                {Role::QueueFill, Role::QueueStroke},          {Role::TopicFill, Role::TopicStroke},
                {Role::DeadLetterFill, Role::DeadLetterStroke}};
    }
};

WEIR_TEST(tst_Theme)
#include "tst_theme.moc"
