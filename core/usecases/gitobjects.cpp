// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/gitobjects.h"

#include "core/base/translate.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostMilliseconds = 60'000;
constexpr qint64 mostGitBytes = 256LL * 1024 * 1024;

struct GitAnswer
{
    bool isOk = false;
    QByteArray out, err;
};

/// Runs git in \a folder; an error when it cannot be started or does not end.
Result<GitAnswer> runGit(const QString &folder, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s);
    environment.insert(u"GIT_OPTIONAL_LOCKS"_s, u"0"_s);
    environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
    environment.insert(u"GIT_NO_LAZY_FETCH"_s, u"1"_s);
    process.setProcessEnvironment(environment);
    process.start(u"git"_s, QStringList{u"-C"_s, folder} + arguments);
    if (!process.waitForStarted(mostMilliseconds))
        return Error{tr("git cannot be started: %1").arg(process.errorString()),
                     {},
                     tr("Install git to compare revisions, or give two folders or bundles.")};
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(mostMilliseconds)) {
        process.kill();
        process.waitForFinished();
        return Error{
            tr("git %1 took longer than a minute.").arg(arguments.first()), {}, tr("Give two folders instead.")};
    }
    GitAnswer answer{process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
                     process.readAllStandardOutput(), process.readAllStandardError()};
    return answer;
}

QString lineOf(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes).trimmed();
}

/// What git said, without its prefix.
QString reasonOf(const GitAnswer &answer)
{
    QString reason = lineOf(answer.err).section(u'\n', 0, 0);
    for (const QLatin1String prefix : {"fatal: "_L1, "error: "_L1}) {
        if (reason.startsWith(prefix))
            reason = reason.sliced(prefix.size());
    }
    return reason;
}

} // namespace

Result<GitObjects> GitObjects::around(const QString &folder)
{
    // A folder that only a revision has is looked for from where one still is.
    QString start = QFileInfo(folder).absoluteFilePath();
    while (!QFileInfo(start).isDir() && start != QDir::rootPath())
        start = QFileInfo(start).absolutePath();
    const auto answer = runGit(start, {u"rev-parse"_s, u"--show-toplevel"_s});
    if (!answer)
        return answer.error();
    if (!answer->isOk)
        return Error{tr("%1 is in no git repository: %2").arg(start, reasonOf(*answer)),
                     {},
                     tr("Run it in a repository, or give two folders or bundles.")};
    return GitObjects(QFileInfo(lineOf(answer->out)).canonicalFilePath());
}

Result<QString> GitObjects::commit(const QString &revision) const
{
    const auto answer =
        runGit(m_root, {u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, u"--end-of-options"_s, revision + u"^{commit}"_s});
    if (!answer)
        return answer.error();
    if (!answer->isOk)
        return Error{tr("“%1” is neither a file or folder nor a revision of the repository %2.").arg(revision, m_root),
                     {},
                     tr("See git branch --all and git log --oneline for those that are there.")};
    return lineOf(answer->out);
}

Result<QString> GitObjects::mergeBase(const QString &left, const QString &right) const
{
    const auto first = commit(left), second = commit(right);
    if (!first || !second)
        return first ? second.error() : first.error();
    const auto answer = runGit(m_root, {u"merge-base"_s, *first, *second});
    if (!answer)
        return answer.error();
    if (!answer->isOk)
        return Error{
            tr("“%1” and “%2” have no common ancestor.").arg(left, right), {}, tr("Use two dots instead of three.")};
    return lineOf(answer->out);
}

Result<QList<GitFile>> GitObjects::files(const QString &commit, const QString &path) const
{
    QStringList arguments{u"--literal-pathspecs"_s, u"ls-tree"_s, u"-r"_s, u"-z"_s, u"--full-tree"_s, commit};
    if (!path.isEmpty())
        arguments += {u"--"_s, path};
    const auto answer = runGit(m_root, arguments);
    if (!answer)
        return answer.error();
    if (!answer->isOk)
        return Error{tr("git cannot list the files of %1: %2").arg(commit, reasonOf(*answer)), {}, {}};
    QList<GitFile> files;
    for (const QByteArray &entry : answer->out.split('\0')) {
        // "100644 blob <object>\t<path>"; links and submodules are left out.
        const qsizetype tab = entry.indexOf('\t');
        const QList<QByteArray> words = entry.left(tab).split(' ');
        if (tab > 0 && words.size() == 3 && words[0].startsWith("100") && words[1] == "blob")
            files.append({QString::fromUtf8(entry.sliced(tab + 1)), words[2]});
    }
    return files;
}

Result<QList<QByteArray>> GitObjects::contents(const QList<GitFile> &files) const
{
    const Error notRead{tr("git gave no whole answer for the files of the revision."), {}, tr("Try git fsck.")};
    QByteArray names;
    for (const GitFile &file : files)
        names += file.object + '\n';
    const auto sizes = runGit(m_root, {u"cat-file"_s, u"--batch-check=%(objectsize)"_s}, names);
    if (!sizes)
        return sizes.error();
    qint64 all = 0;
    for (const QByteArray &size : sizes->out.split('\n'))
        all += size.toLongLong();
    if (all > mostGitBytes)
        return Error{tr("The revision's files have %1 MB; 256 MB at most are read.").arg(all / 1024 / 1024),
                     {},
                     tr("Name the project's folder behind --.")};
    const auto answer = runGit(m_root, {u"cat-file"_s, u"--batch"_s}, names);
    if (!answer)
        return answer.error();
    QList<QByteArray> contents;
    qsizetype at = 0;
    for (qsizetype i = 0; i < files.size(); ++i) {
        // "<object> blob <size>\n<bytes>\n"
        const qsizetype end = answer->out.indexOf('\n', at);
        const QList<QByteArray> words = end < 0 ? QList<QByteArray>() : answer->out.sliced(at, end - at).split(' ');
        const qsizetype size = words.size() == 3 ? words[2].toLongLong() : -1;
        if (size < 0 || end + 1 + size > answer->out.size())
            return notRead;
        contents.append(answer->out.sliced(end + 1, size));
        at = end + 1 + size + 1;
    }
    return contents;
}

} // namespace weir
