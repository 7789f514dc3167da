// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomstream.h"
#include "core/storage/project.h"

#include <QMap>
#include <QSet>
#include <QTemporaryDir>

#include <array>
#include <memory>
#include <optional>

namespace weir::test {

struct Window;

/// What happened in all runs.
struct WriterCounts
{
    int edits = 0;     ///< That somebody was told are made.
    int refusals = 0;  ///< With a message that says why.
    int conflicts = 0; ///< Saves that would have overwritten somebody else's, brought together by hand.
    int kills = 0;     ///< Windows that ended with edits that were not saved.
    int restored = 0;  ///< Edits that came back from a journal.
};

/// Two windows of the Studio, two commands and one other program at work on one project, one step at a time in an order
/// that a seed decides. Each edit adds a member of its own, so that the last state of the files tells what was lost.
class Writers
{
public:
    Writers(quint64 seed, bool isBundle, WriterCounts &counts);
    ~Writers();
    Writers(const Writers &) = delete;
    Writers &operator=(const Writers &) = delete;

    /// One random step of a random writer.
    void step();
    /// Saves and closes what is open, restores what is left, and looks for every edit in the files.
    void finish();
    /// What went wrong first; empty while all is well.
    QString complaint() const { return m_complaint; }
    /// The steps so far, one a line.
    QString history() const { return m_history.join(u'\n'); }

private:
    QString root() const;
    void open(std::size_t index);
    void restoreWhatIsLeft(Window &window);
    void editIn(Window &window);
    void addAgain(Window &window);
    bool save(Window &window);
    void bringTogether(Window &window);
    void close(std::size_t index);
    void kill(std::size_t index);
    void stepOfWindow(std::size_t index);

    void stepOfCommand(std::optional<Project> &command);
    void formatCommand();
    void editOutside();

    void refused(const Error &error, const QStringList &reasons);
    void fail(const QString &what);
    void note(const QString &what) { m_history.append(what); }
    int nextEdit() { return ++m_lastEdit; }
    ElementRef anyElement();

    RandomStream m_random;
    WriterCounts &m_counts;
    QTemporaryDir m_folder;
    bool m_isBundle;
    std::array<std::unique_ptr<Window>, 2> m_windows;
    std::array<std::optional<Project>, 2> m_commands;
    QMap<int, ElementRef> m_made; ///< Edits that somebody was told are made.
    QMap<int, ElementRef> m_left; ///< Of them those whose window was killed before it saved.
    int m_lastEdit = 0;
    QString m_complaint;
    QStringList m_history;
};

} // namespace weir::test
