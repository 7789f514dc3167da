// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace weir {

class RecentProjects;

/// What the program shows first: how to begin, the examples, and what was open lately.
class WelcomePage : public QScrollArea
{
    Q_OBJECT

public:
    explicit WelcomePage(RecentProjects &recent, QWidget *parent = nullptr);

signals:
    void newRequested();
    void folderRequested();
    void bundleRequested();
    void importRequested();
    void exampleChosen(const QString &id);
    void projectChosen(const QString &path);

private:
    QWidget *makeStart();
    QWidget *makeExamples();
    QWidget *makeRecent();
    void fillRecent();

    RecentProjects &m_recent;
    QVBoxLayout *m_recentList = nullptr;
};

} // namespace weir
