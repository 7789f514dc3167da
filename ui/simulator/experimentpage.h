// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace weir {

class ChartView;
class ExperimentTool;

/// What is said on a page of its own question.
struct ExperimentWords
{
    QString glyph; ///< Name in ui/theme, for the empty page.
    QString empty; ///< What the page is for, one sentence.
    QString verb;  ///< What starts it: "Run the sweep".
    QString file;  ///< How exported files are called: `sweep`.
};

/// One experiment: what is asked at the left, the answer at the right. Without an answer it says what it is for and has the
/// button; while it runs, progress and cancel; why it cannot run stands below the button.
class ExperimentPage : public QWidget
{
    Q_OBJECT

public:
    /// Starts the experiment, or does nothing while it is hindered.
    void start();

protected:
    ExperimentPage(ExperimentTool &tool, const ExperimentWords &words, QWidget *parent = nullptr);

    /// A labelled field in the form at the left.
    void addField(const QString &label, QWidget *field);
    /// Anything else in the form.
    void addToForm(QWidget *widget);
    /// What is shown of an answer, and the chart that is exported as an image (may be nullptr).
    void setAnswer(QWidget *answer, ChartView *chart);
    /// Fills what is shown of the answer; called when the tool changed, before the page is shown.
    virtual void showAnswer() = 0;
    /// Follows the tool. Called last in constructors.
    void begin();

private:
    QWidget *makeForm();
    QWidget *makeAnswer();
    QToolButton *makeExport();
    void refresh();
    void showProgress();

    ExperimentTool &m_tool;
    ExperimentWords m_words;
    QBoxLayout *m_fields = nullptr;
    QBoxLayout *m_answer = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_cancel = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_note = nullptr;
    QLabel *m_sentence = nullptr;
    QToolButton *m_export = nullptr;
    ChartView *m_chart = nullptr;
    QStackedLayout *m_pages = nullptr;
};

} // namespace weir
