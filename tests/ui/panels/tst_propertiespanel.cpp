// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/models/findingsmodel.h"
#include "ui/models/outlinemodel.h"
#include "ui/panels/fieldeditor.h"
#include "ui/panels/formview.h"
#include "ui/panels/outlinepanel.h"
#include "ui/panels/outlineview.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/problemtool.h"
#include "ui/panels/propertiespanel.h"
#include "ui/theme/theme.h"

#include "core/rules/eventadvice.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_PropertiesPanel : public QObject
{
    Q_OBJECT

    Theme m_theme;
    std::unique_ptr<ProjectDocument> m_document;
    std::unique_ptr<Editor> m_editor;
    std::unique_ptr<PropertiesPanel> m_panel;

    QLineEdit *line(const QString &pointer) const
    {
        FieldEditor *field = m_panel->form().fieldAt(pointer);
        return field ? field->findChild<QLineEdit *>() : nullptr;
    }

    const Subscription &subscription() const
    {
        return m_document->catalog().service(u"fraud-service")->receives.first();
    }

private slots:
    void init()
    {
        m_document = std::make_unique<ProjectDocument>();
        m_editor = std::make_unique<Editor>(*m_document);
        QVERIFY(m_document->open(QStringLiteral(WEIR_RESOURCES "/examples/checkout")).isOk());
        m_panel = std::make_unique<PropertiesPanel>(*m_document, *m_editor, m_theme);
        m_panel->resize(320, 900);
        m_panel->show();
        m_document->setSelection({u"services/fraud-service"_s});
    }

    void cleanup()
    {
        m_panel.reset();
        m_editor.reset();
        m_document.reset();
    }

    void aNumberTypedIsOneNamedStep()
    {
        QLineEdit *instances = line(u"/receives/0/instances"_s);
        QVERIFY(instances);
        instances->selectAll();
        QTest::keyClicks(instances, u"7"_s);
        QTest::keyClick(instances, Qt::Key_Return);
        QCOMPARE(subscription().instances, 7);
        QCOMPARE(m_document->undoStack()->count(), 1);
        QVERIFY(m_document->undoStack()->undoText().contains(u"instances"_s));
        m_document->undoStack()->undo();
        QCOMPARE(line(u"/receives/0/instances"_s)->text(), QString::number(subscription().instances.value_or(1)));
    }

    void aWrongDurationIsSaidInPlaceAndChangesNothing()
    {
        QLineEdit *timeout = line(u"/receives/0/timeout"_s);
        const QString before = timeout->text();
        timeout->setText(u"soon"_s);
        QTest::keyClick(timeout, Qt::Key_Return);
        QVERIFY(m_panel->form().fieldAt(u"/receives/0/timeout"_s)->error().contains(u"soon"_s));
        QCOMPARE(m_document->undoStack()->count(), 0);
        QTest::keyClick(timeout, Qt::Key_Escape);
        QCOMPARE(timeout->text(), before);
        QVERIFY(m_panel->form().fieldAt(u"/receives/0/timeout"_s)->error().isEmpty());
    }

    void whatIsTypedSurvivesAnotherChange()
    {
        QLineEdit *purpose = line(u"/receives/0/purpose"_s);
        m_panel->activateWindow();
        purpose->setFocus();
        purpose->setText(u"half a thou"_s);
        QVERIFY(m_editor->rename({Kind::Service, u"mail-service"_s}, u"Mails"_s).isOk());
        QCOMPARE(line(u"/receives/0/purpose"_s), purpose);
        if (purpose->hasFocus())
            QCOMPARE(purpose->text(), u"half a thou"_s);
    }

    void anAnswerIsKeptOnTheEvent()
    {
        m_document->setSelection({u"events/order.placed"_s});
        const QString audit = u"/advice/answers/audit"_s;
        const auto answers = [this] {
            const std::optional<EventAdvice> &advice = m_document->catalog().event(u"order.placed"_s)->advice;
            return advice ? adviceAnswers(*advice) : AdviceAnswers();
        };
        const auto choose = [&](int index) {
            auto *box = m_panel->form().fieldAt(audit)->findChild<QComboBox *>();
            box->setCurrentIndex(index);
            emit box->activated(index);
        };
        choose(2);
        QCOMPARE(answers(), (AdviceAnswers{{u"audit"_s, false}}));
        choose(1);
        QCOMPARE(answers(), (AdviceAnswers{{u"audit"_s, true}}));
        QCOMPARE(m_panel->form().fieldAt(audit)->findChild<QComboBox *>()->currentIndex(), 1);
        choose(0);
        QCOMPARE(answers(), AdviceAnswers());
        QCOMPARE(m_document->undoStack()->count(), 3);
    }

    void everySelectionHasAForm()
    {
        for (const ElementRef &element : m_document->catalog().elements()) {
            m_document->setSelection({element.path()});
            QVERIFY2(!m_panel->form().rows().isEmpty(), qPrintable(element.path()));
        }
        m_document->setSelection({});
        QCOMPARE(m_panel->form().rows().first().text, m_document->title());
        m_document->setSelection({u"services/fraud-service"_s, u"channels/orders"_s});
        QVERIFY(m_panel->form().rows().first().text.startsWith(u"2"_s));
    }

    void everyFieldHasAnAccessibleName()
    {
        for (const ElementRef &element : m_document->catalog().elements()) {
            m_document->setSelection({element.path()});
            for (const FieldEditor *field : m_panel->findChildren<FieldEditor *>())
                QVERIFY2(!field->focusProxy()->accessibleName().isEmpty(), qPrintable(element.path()));
        }
    }

    void theOutlineAndTheSelectionFollowEachOther()
    {
        OutlinePanel outline(*m_document, m_theme);
        m_document->setSelection({u"channels/orders"_s});
        QCOMPARE(outline.view()->currentIndex().data(OutlineModel::PathRole).toString(), u"channels/orders"_s);
        outline.view()->setCurrentIndex(outline.model()->indexOf(u"events/order.placed"_s));
        QCOMPARE(m_document->selection(), QStringList{u"events/order.placed"_s});
    }

    void aProblemLeadsToItsField()
    {
        ProblemTool tool(*m_document, *m_editor);
        ProblemsPanel problems(*m_document, tool, m_theme);
        QVERIFY(m_editor
                    ->setValue({Kind::Service, u"mail-service"_s}, u"/receives/0/channel"_s,
                               JsonValue(jsonOf(u"nowhere")), u"Break"_s)
                    .isOk());
        QTRY_VERIFY(problems.model()->rowCount() > 0);
        QSignalSpy revealed(m_document.get(), &ProjectDocument::revealRequested);
        problems.jump(1);
        QCOMPARE(revealed.size(), 1);
        QCOMPARE(m_document->selection().size(), 1);
    }
};

WEIR_TEST(tst_PropertiesPanel)
#include "tst_propertiespanel.moc"
