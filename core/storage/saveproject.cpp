// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/translate.h"
#include "core/model/canonical.h"
#include "core/model/validation.h"
#include "core/storage/backups.h"
#include "core/storage/elementfile.h"
#include "core/storage/project.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

#include <algorithm>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcSave, "weir.storage.save", QtInfoMsg)

Error notSaved(const QString &file, const QString &message, const QString &hint)
{
    return Error{message, Place{file, 0, 0, {}}, hint};
}

bool isUnchanged(const ElementRef &element, const JsonValue &document, const JsonValue &stored)
{
    return document == stored
        || (document && stored
            && canonicalDocument(element.kind, document.get()) == canonicalDocument(element.kind, stored.get()));
}

/// One file to write or remove, and what is stored afterwards.
struct Step
{
    ElementRef element;
    StoredElement stored;
    FileChange change;
};

/// Finds out what saving a project folder has to do.
class SavePlan
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    SavePlan(const Project &project, const Catalog &catalog) : m_project(project), m_catalog(catalog) {}

    Result<QList<Step>> steps()
    {
        for (const ElementRef &element : m_catalog.elements()) {
            const JsonValue document = m_catalog.document(element);
            const auto stored = m_project.stored.constFind(element);
            const bool isStored = stored != m_project.stored.constEnd();
            if (!document || (isStored && isUnchanged(element, document, stored->document)))
                continue;
            const auto done = isStored ? rewrite(element, *stored, document) : create(element, document);
            if (!done)
                return done.error();
        }
        for (auto stored = m_project.stored.cbegin(); stored != m_project.stored.cend(); ++stored) {
            if (m_catalog.contains(stored.key()))
                continue;
            if (const auto done = removeFile(stored.key(), *stored); !done)
                return done.error();
        }
        return m_steps;
    }

private:
    QString pathOf(const QString &file) const { return m_project.root + u'/' + file; }

    Result<void> checkUntouched(const StoredElement &stored) const
    {
        if (digestOfFile(pathOf(stored.file)) == stored.digest)
            return {};
        return notSaved(stored.file, tr("%1 was changed by another program since it was read.").arg(stored.file),
                        tr("Open the project again, or save a copy elsewhere."));
    }

    Result<void> rewrite(const ElementRef &element, StoredElement stored, const JsonValue &document)
    {
        if (auto untouched = checkUntouched(stored); !untouched)
            return untouched;
        add(element, std::move(stored), document);
        return {};
    }

    Result<void> create(const ElementRef &element, const JsonValue &document)
    {
        if (!element.id.isEmpty() && !isSlug(element.id)) {
            return notSaved({}, tr("%1 cannot be saved: \"%2\" is no id.").arg(kindName(element.kind), element.id),
                            tr("Ids are small letters, digits, '.', '_' and '-'."));
        }
        StoredElement stored;
        stored.file = fileOf(element);
        stored.spellings = spellingsBefore(element, document);
        const QFileInfo info(pathOf(stored.file));
        if (info.exists() || info.isSymLink()) {
            return notSaved(stored.file, tr("%1 is there already, and is no file that was read.").arg(stored.file),
                            tr("Repair or move that file, then open the project again."));
        }
        add(element, std::move(stored), document);
        return {};
    }

    /// How the numbers were spelled in the file that a renamed element stood in until now.
    NumberSpellings spellingsBefore(const ElementRef &element, const JsonValue &document) const
    {
        Json wanted = document.get();
        const auto first = m_project.stored.lowerBound({element.kind, {}});
        for (auto stored = first; stored != m_project.stored.cend() && stored.key().kind == element.kind; ++stored) {
            if (stored->spellings.isEmpty() || m_catalog.contains(stored.key()) || !wanted.is_object())
                continue;
            wanted["id"] = jsonOf(stored.key().id);
            if (meansTheSame(wanted, stored->document.get()))
                return stored->spellings;
        }
        return {};
    }

    Result<void> removeFile(const ElementRef &element, const StoredElement &stored)
    {
        const bool isGone = !QFileInfo::exists(pathOf(stored.file));
        if (!isGone) {
            if (auto untouched = checkUntouched(stored); !untouched)
                return untouched;
        }
        m_steps.append({element, stored, {pathOf(stored.file), {}, true}});
        return {};
    }

    void add(const ElementRef &element, StoredElement stored, const JsonValue &document)
    {
        stored.document = document;
        FileChange change{pathOf(stored.file), fileBytes(element.kind, document.get(), stored.spellings), false};
        stored.digest = digestOf(change.bytes);
        m_steps.append({element, std::move(stored), std::move(change)});
    }

    const Project &m_project;
    const Catalog &m_catalog;
    QList<Step> m_steps;
};

Result<void> makeFolders(const QList<Step> &steps)
{
    for (const Step &step : steps) {
        const QString folder = QFileInfo(step.change.path).absolutePath();
        if (!step.change.isRemoval && !QDir().mkpath(folder)) {
            return notSaved(folder, tr("The folder %1 cannot be made.").arg(folder),
                            tr("Check the permissions of the project's folder."));
        }
    }
    return {};
}

/// What carrying out \a steps is about to do.
SaveNote noteOf(Project project, const QList<Step> &steps)
{
    SaveNote note;
    for (const Step &step : steps) {
        const QByteArray before = project.stored.value(step.element).digest;
        note.files.append({step.stored.file, before, step.change.isRemoval ? QByteArray() : step.stored.digest});
        if (step.change.isRemoval)
            project.stored.remove(step.element);
        else
            project.stored.insert(step.element, step.stored);
    }
    note.digest = projectDigest(project);
    return note;
}

/// Keeps \a files as they are. A backup that cannot be made must not stand in the way of saving.
void backUp(const Project &project, const QStringList &files, const SaveOptions &options)
{
    if (options.backups.isEmpty())
        return;
    if (const auto kept = keepBackup(options.backups, project.root, files); !kept)
        qCWarning(lcSave) << kept.error().message;
}

Result<QStringList> carryOut(Project &project, const QList<Step> &steps, const FileSink &sink,
                             const SaveOptions &options)
{
    if (steps.isEmpty())
        return QStringList();
    if (options.beforeCommit) {
        if (const auto ready = options.beforeCommit(noteOf(project, steps)); !ready)
            return ready.error();
    }
    QStringList replaced;
    for (const Step &step : steps)
        replaced.append(step.stored.file);
    backUp(project, replaced, options);
    if (const auto made = makeFolders(steps); !made)
        return made.error();
    QList<FileChange> changes;
    for (const Step &step : steps)
        changes.append(step.change);
    const SaveOutcome outcome = applyChanges(changes, sink);
    QStringList files;
    for (const Step &step : steps.first(outcome.done)) {
        files.append(step.stored.file);
        if (step.change.isRemoval)
            project.stored.remove(step.element);
        else
            project.stored.insert(step.element, step.stored);
    }
    if (!outcome.result)
        return outcome.result.error();
    files.sort();
    return files;
}

Result<void> checkWritable(const Project &project)
{
    if (project.root.isEmpty())
        return notSaved({}, tr("The project was not read from a file."), tr("Save it under a name."));
    if (project.isReadOnly) {
        // Reading found the reason.
        const auto reason = std::find_if(project.findings.begin(), project.findings.end(), [](const Finding &finding) {
            return finding.rule == u"structure/newer-format" || finding.rule == u"structure/bundle";
        });
        if (reason != project.findings.end())
            return Error{reason->message, reason->place, reason->hint};
        return notSaved(project.root, tr("%1 is read-only; its problems say why.").arg(project.root),
                        tr("Save a copy elsewhere."));
    }
    return {};
}

Result<QStringList> writeBundleFile(Project &project, const QByteArray &bytes, const FileSink &sink,
                                    const SaveOptions &options = {})
{
    if (digestOfFile(project.root) != project.bundleDigest) {
        return notSaved(project.root, tr("%1 was changed by another program since it was read.").arg(project.root),
                        tr("Open it again, or save a copy elsewhere."));
    }
    if (options.beforeCommit) {
        Project after = project;
        after.bundleDigest = digestOf(bytes);
        if (const auto ready = options.beforeCommit({projectDigest(after), {}}); !ready)
            return ready.error();
    }
    backUp(project, {QFileInfo(project.root).fileName()}, options);
    const SaveOutcome outcome = applyChanges({{project.root, bytes, false}}, sink);
    if (outcome.done > 0)
        project.bundleDigest = digestOf(bytes);
    if (!outcome.result)
        return outcome.result.error();
    return QStringList{QFileInfo(project.root).fileName()};
}

Result<QStringList> saveBundle(Project &project, const Catalog &catalog, const FileSink &sink,
                               const SaveOptions &options)
{
    QMap<ElementRef, StoredElement> stored;
    bool isSame = true;
    for (const ElementRef &element : catalog.elements()) {
        const StoredElement before = project.stored.value(element);
        const JsonValue document = catalog.document(element);
        isSame = isSame && isUnchanged(element, document, before.document);
        stored.insert(element, {{}, document, before.spellings, {}});
    }
    if (isSame && stored.size() == project.stored.size())
        return QStringList();
    Project next = project;
    next.catalog = catalog;
    auto written = writeBundleFile(project, writeBundle(next), sink, options);
    if (written)
        project.stored = stored;
    return written;
}

} // namespace

QByteArray projectDigest(const Project &project)
{
    if (project.root.isEmpty())
        return {};
    if (project.isBundle)
        return project.bundleDigest;
    QMap<QString, QByteArray> digests;
    for (const StoredElement &stored : project.stored)
        digests.insert(stored.file, stored.digest);
    return digestOfFiles(digests);
}

QByteArray digestOfFiles(const QMap<QString, QByteArray> &digests)
{
    QByteArray all;
    for (auto file = digests.cbegin(); file != digests.cend(); ++file)
        all += file.key().toUtf8() + '\0' + file.value().toHex() + '\n';
    return digestOf(all);
}

Result<QStringList> saveProject(Project &project, const Catalog &catalog, const FileSink &sink,
                                const SaveOptions &options)
{
    if (const auto writable = checkWritable(project); !writable)
        return writable.error();
    if (project.isBundle) {
        auto written = saveBundle(project, catalog, sink, options);
        if (written)
            project.catalog = catalog;
        return written;
    }
    const auto steps = SavePlan(project, catalog).steps();
    if (!steps)
        return steps.error();
    auto written = carryOut(project, *steps, sink, options);
    if (written)
        project.catalog = catalog;
    return written;
}

Result<void> createProject(const QString &folder, const Catalog &catalog, const FileSink &sink)
{
    const QFileInfo info(folder);
    if (info.exists()
        && (!info.isDir() || !QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))) {
        return notSaved(folder, tr("%1 exists and is not an empty folder.").arg(folder),
                        tr("Choose a folder that does not exist yet."));
    }
    Catalog complete = catalog;
    if (!complete.document({Kind::Project, {}}))
        complete.setDocument({Kind::Project, {}}, Json{{"weir", projectFormat}});
    Project project;
    project.root = info.absoluteFilePath();
    const auto written = saveProject(project, complete, sink);
    return written ? Result<void>() : Result<void>(written.error());
}

Result<void> createBundle(const QString &file, const Catalog &catalog, const FileSink &sink)
{
    return applyChanges({{QFileInfo(file).absoluteFilePath(), writeBundle(catalog), false}}, sink).result;
}

Result<QStringList> formatProject(Project &project, FormatMode mode, const FileSink &sink, const SaveOptions &options)
{
    const Catalog catalog = project.catalog;
    if (project.isBundle) {
        const QByteArray bytes = writeBundle(project);
        if (digestOf(bytes) == project.bundleDigest)
            return QStringList();
        if (mode == FormatMode::Check)
            return QStringList{QFileInfo(project.root).fileName()};
        if (const auto writable = checkWritable(project); !writable)
            return writable.error();
        return writeBundleFile(project, bytes, sink, options);
    }
    QList<Step> steps;
    QStringList files;
    for (auto stored = project.stored.cbegin(); stored != project.stored.cend(); ++stored) {
        if (stored.key().kind == Kind::Doc)
            continue;
        Step step{stored.key(), *stored, {}};
        step.change = {project.root + u'/' + stored->file,
                       fileBytes(stored.key().kind, stored->document.get(), stored->spellings), false};
        const QByteArray digest = digestOf(step.change.bytes);
        if (digest == stored->digest)
            continue;
        if (digestOfFile(step.change.path) != stored->digest) {
            return notSaved(stored->file, tr("%1 was changed by another program since it was read.").arg(stored->file),
                            tr("Run it again."));
        }
        step.stored.digest = digest;
        files.append(stored->file);
        steps.append(step);
    }
    files.sort();
    if (mode == FormatMode::Check || steps.isEmpty())
        return files;
    if (const auto writable = checkWritable(project); !writable)
        return writable.error();
    return carryOut(project, steps, sink, options);
}

} // namespace weir
