// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/folderreader.h"

#include "core/model/validation.h"
#include "core/model/valuewords.h"
#include "core/storage/elementfile.h"
#include "core/storage/projectfinding.h"
#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <algorithm>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

constexpr QDir::Filters everything = QDir::Files | QDir::Dirs | QDir::System | QDir::NoDotAndDotDot;
constexpr qsizetype mostFilesOfAKind = 100'000;

/// The first line, from 1, that is not UTF-8; a line feed is never part of another character.
int lineThatIsNotUtf8(const QByteArray &bytes)
{
    int number = 0;
    for (const QByteArray &line : bytes.split('\n')) {
        ++number;
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder.decode(line);
        if (decoder.hasError())
            break;
    }
    return number;
}

} // namespace

FolderReader::FolderReader(const QString &root) : m_root(root), m_canonicalRoot(QFileInfo(root).canonicalFilePath())
{
    m_project.root = m_root.absolutePath();
}

Project FolderReader::read()
{
    readMarker();
    for (const Kind kind : allKinds) {
        if (kind == Kind::Approvals)
            readApprovals();
        else if (kind != Kind::Project)
            readKind(kind);
    }
    reportStrangers();
    addDesignFindings(m_project);
    return std::move(m_project);
}

void FolderReader::readMarker()
{
    auto candidate = parse({Kind::Project, {}}, markerFile());
    if (!candidate)
        return;
    accept(*std::move(candidate));
    const int format = m_project.catalog.project().format;
    if (format > projectFormat) {
        m_project.isReadOnly = true;
        m_project.findings.append(newerFormat(format, m_project.sources.place({Kind::Project, {}}, u"/weir"_s)));
    }
}

void FolderReader::readApprovals()
{
    const ElementRef approvals{Kind::Approvals, {}};
    const QString file = fileOf(approvals);
    if (!m_root.exists(file) && !QFileInfo(m_root.filePath(file)).isSymLink())
        return;
    if (auto candidate = parse(approvals, file))
        accept(*std::move(candidate));
}

void FolderReader::readKind(Kind kind)
{
    const QString name = kindName(kind);
    const QFileInfo folder(m_root.filePath(name));
    if (!folder.exists() && !folder.isSymLink())
        return;
    if (!isInside(folder, name))
        return;
    if (!folder.isDir()) {
        refuse(fileFinding(u"not-a-folder"_s, Severity::Error, Place{name, 0, 0, {}},
                           tr("%1 is a file, not a folder.").arg(name),
                           tr("Move it away: the folder holds one file for each element.")),
               name);
        return;
    }
    std::vector<Candidate> candidates;
    const QFileInfoList entries = QDir(folder.filePath()).entryInfoList(everything, QDir::Name);
    for (const QFileInfo &entry : entries.first(std::min(entries.size(), mostFilesOfAKind))) {
        if (auto candidate = readElement(kind, entry))
            candidates.push_back(*std::move(candidate));
    }
    if (entries.size() > mostFilesOfAKind) {
        m_project.findings.append(
            fileFinding(u"too-many-files"_s, Severity::Error, Place{name, 0, 0, {}},
                        tr("%1 holds more than %2 files; the rest is left out.").arg(name).arg(mostFilesOfAKind),
                        tr("Split the project.")));
    }
    // By id, so that the catalog grows at its end; of files with one id the one that is named after it comes first.
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate &left, const Candidate &right) {
        if (left.element.id != right.element.id)
            return left.element.id < right.element.id;
        return left.stem == left.element.id && right.stem != right.element.id;
    });
    for (Candidate &candidate : candidates)
        accept(std::move(candidate));
}

std::optional<FolderReader::Candidate> FolderReader::readElement(Kind kind, const QFileInfo &info)
{
    const QString file = kindName(kind) + u'/' + info.fileName();
    const QString suffix = fileSuffix(kind);
    const bool isNamedRight = info.fileName().endsWith(suffix) && info.fileName().size() > suffix.size();
    if (!isNamedRight) {
        m_project.findings.append(fileFinding(u"unknown-file"_s, Severity::Warning, Place{file, 0, 0, {}},
                                              tr("%1 is no file of this folder and is left out.").arg(file),
                                              tr("Files here are called <id>%1.").arg(suffix)));
        return std::nullopt;
    }
    const QString stem = info.fileName().chopped(suffix.size());
    auto candidate = parse({kind, stem}, file);
    if (!candidate)
        return std::nullopt;
    candidate->stem = stem;
    const QString id = kind == Kind::Schema ? QString() : memberText(candidate->document, u"id");
    if (isSlug(id))
        candidate->element.id = id;
    return candidate;
}

std::optional<FolderReader::Candidate> FolderReader::parse(const ElementRef &element, const QString &file)
{
    const auto bytes = bytesOf(file);
    if (!bytes)
        return std::nullopt;
    Candidate candidate;
    candidate.element = element;
    candidate.file = file;
    candidate.digest = digestOf(*bytes);
    if (auto conflict = mergeConflict(*bytes, file)) {
        refuse(*conflict, file);
        return std::nullopt;
    }
    if (element.kind == Kind::Doc) {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder.decode(*bytes);
        if (decoder.hasError()) {
            refuse(unreadable(Error{tr("it is not UTF-8."), Place{file, lineThatIsNotUtf8(*bytes), 1, {}}, {}}), file);
            return std::nullopt;
        }
        candidate.document = Json{{"id", element.id.toStdString()}, {"text", jsonOf(text)}};
        return candidate;
    }
    auto tree = readJson(*bytes, file);
    if (!tree) {
        Error error = tree.error();
        error.place.file = file;
        refuse(unreadable(error), file);
        return std::nullopt;
    }
    candidate.tree = *std::move(tree);
    candidate.document = documentFromFile(element, candidate.tree.root().toJson());
    return candidate;
}

std::optional<QByteArray> FolderReader::bytesOf(const QString &file)
{
    const QFileInfo info(m_root.filePath(file));
    if (!isInside(info, file))
        return std::nullopt;
    const auto refuseFor = [&](const QString &rule, const QString &message, const QString &hint) {
        refuse(fileFinding(rule, Severity::Error, Place{file, 0, 0, {}}, message, hint), file);
    };
    if (!info.isFile()) {
        refuseFor(u"not-a-file"_s,
                  info.isDir() ? tr("%1 is a folder, not a file.").arg(file) : tr("%1 is no regular file.").arg(file),
                  tr("Move it away, or put a file in its place."));
        return std::nullopt;
    }
    const ReadLimits limits;
    QFile content(info.filePath());
    if (info.size() > limits.bytes) {
        refuseFor(u"unreadable"_s, tr("%1 is larger than %2 MB.").arg(file).arg(limits.bytes / 1024 / 1024),
                  tr("Until it is smaller it is left out and never written."));
        return std::nullopt;
    }
    if (!content.open(QIODevice::ReadOnly)) {
        refuseFor(u"unreadable"_s, tr("%1 cannot be read: %2").arg(file, content.errorString()),
                  tr("Check the permissions of the file."));
        return std::nullopt;
    }
    QByteArray bytes = content.readAll();
    if (content.error() != QFileDevice::NoError) {
        refuseFor(u"unreadable"_s, tr("%1 cannot be read: %2").arg(file, content.errorString()), {});
        return std::nullopt;
    }
    return bytes;
}

bool FolderReader::isInside(const QFileInfo &info, const QString &file)
{
    const QString path = info.exists() ? info.canonicalFilePath() : QString();
    if (path.startsWith(m_canonicalRoot + u'/'))
        return true;
    const QString message = path.isEmpty()
        ? tr("%1 links to nothing, or in a circle.").arg(file)
        : tr("%1 links to a place outside the project and is not followed.").arg(file);
    refuse(fileFinding(u"outside"_s, Severity::Error, Place{file, 0, 0, {}}, message,
                       tr("Put a copy in place of the link.")),
           file);
    return false;
}

void FolderReader::accept(Candidate candidate)
{
    const ElementRef element = candidate.element;
    const Place start{candidate.file, 1, 1, {}};
    if (m_project.stored.contains(element)) {
        Finding finding = fileFinding(
            u"duplicate-id"_s, Severity::Error, start,
            tr("%1 has the id of %2 and is left out.").arg(candidate.file, m_project.stored.value(element).file),
            tr("Give it an id of its own, and a file of that name."));
        finding.element = element.path();
        refuse(finding, candidate.file);
        return;
    }
    SourceMap &sources = m_project.sources;
    sources.setFile(element, candidate.file);
    if (candidate.tree.isEmpty() || element.kind == Kind::Schema)
        sources.add(element, {}, 1, 1);
    if (!candidate.tree.isEmpty())
        addPlaces(sources, element, element.kind == Kind::Schema ? u"/schema"_s : QString(), candidate.tree.root());

    StoredElement stored;
    stored.file = candidate.file;
    stored.digest = candidate.digest;
    if (!candidate.tree.isEmpty())
        stored.spellings = unusualSpellings(candidate.tree.root());
    for (Finding finding : m_project.catalog.setDocument(element, std::move(candidate.document))) {
        finding.place = sources.place(element, finding.place.pointer);
        m_project.findings.append(finding);
    }
    stored.document = m_project.catalog.document(element);
    if (!candidate.stem.isEmpty() && candidate.stem != element.id) {
        Finding finding = fileFinding(u"file-name"_s, Severity::Warning, sources.place(element, u"/id"_s),
                                      tr("%1 holds %2.").arg(candidate.file, element.path()),
                                      tr("Call the file %1.").arg(fileOf(element)));
        finding.element = element.path();
        m_project.findings.append(finding);
    }
    m_project.stored.insert(element, stored);
}

void FolderReader::refuse(const Finding &finding, const QString &file)
{
    m_project.findings.append(finding);
    m_project.neverWritten.append(file);
}

void FolderReader::reportStrangers()
{
    for (const QFileInfo &entry : m_root.entryInfoList(everything, QDir::Name)) {
        const QString name = entry.fileName();
        if (entry.isSymLink() && !entry.exists())
            continue;
        if (entry.isDir()) {
            if (!kindNamed(name))
                reportUnknownFolder(name);
        } else if (name.endsWith(u".json") && name != fileOf({Kind::Approvals, {}}) && !kindNamed(name)) {
            m_project.findings.append(fileFinding(u"unknown-file"_s, Severity::Warning, Place{name, 0, 0, {}},
                                                  tr("%1 is no file of a project and is left out.").arg(name),
                                                  tr("Elements stand in the folder of their kind, as in services/.")));
        }
    }
}

void FolderReader::reportUnknownFolder(const QString &name)
{
    // A folder without JSON is none of our business: recordings, sources, documents.
    if (QDir(m_root.filePath(name)).entryList({u"*.json"_s}, QDir::Files).isEmpty())
        return;
    std::vector<QString> kinds;
    kinds.reserve(allKinds.size());
    for (const Kind kind : allKinds)
        kinds.push_back(kindName(kind));
    const QString nearest = nearestText(name, kinds);
    m_project.findings.append(fileFinding(
        u"unknown-kind"_s, Severity::Warning, Place{name, 0, 0, {}},
        tr("%1 is no kind of element; what is in it is left out.").arg(name),
        nearest.isEmpty() ? tr("Kinds are %1.").arg(QStringList(kinds.begin() + 1, kinds.end() - 1).join(u", "_s))
                          : tr("Did you mean %1?").arg(nearest)));
}

} // namespace weir
