// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/referencefiles.h"

#include "core/syntax/reader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace weir {

namespace {

constexpr int mostHops = 100;
constexpr int mostFiles = 1000;

/// At most one byte more than the reader accepts, so that it sees files that are too large.
Result<QByteArray> bytesOf(const QString &path, const QString &name)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) {
        const QString reason = QFileInfo::exists(path) && !QFileInfo(path).isFile()
            ? QCoreApplication::translate("weir", "it is no file")
            : QFileInfo::exists(path) ? file.errorString()
                                      : QCoreApplication::translate("weir", "there is none");
        return Error{QCoreApplication::translate("weir", "Cannot read %1: %2.").arg(name, reason),
                     Place{name, 0, 0, {}}, QCoreApplication::translate("weir", "Check the path.")};
    }
    return file.read(ReadLimits().bytes + 1);
}

bool isRemote(const QString &reference)
{
    static const QRegularExpression scheme(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]+:"));
    return reference.startsWith(QLatin1String("//")) || scheme.match(reference).hasMatch();
}

bool isReference(const Located &value)
{
    return value.node.isObject() && value.node[u"$ref"].isValid();
}

QString decoded(const QString &text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toUtf8()));
}

} // namespace

ReferenceFiles::ReferenceFiles(const QString &root, ImportLog &log)
    : m_root(root.isEmpty() ? QString() : QFileInfo(root).canonicalFilePath())
    , m_log(log)
{}

Result<Located> ReferenceFiles::open(const QString &path)
{
    const auto bytes = bytesOf(path, path);
    if (!bytes)
        return bytes.error();
    const QFileInfo info(path);
    m_folder = QFileInfo(info.canonicalFilePath()).path();
    m_givenFolder = info.path();
    auto document = read(*bytes, path);
    if (document) {
        m_files.front()->path = info.canonicalFilePath();
        m_byPath.insert(info.canonicalFilePath(), 0);
    }
    return document;
}

Result<Located> ReferenceFiles::read(QByteArrayView bytes, const QString &name)
{
    auto tree = readDocument(bytes, name);
    if (!tree)
        return tree.error();
    m_files.push_back(std::make_unique<File>(File{{}, std::move(*tree)}));
    return Located{m_files.back()->tree.root(), int(m_files.size()) - 1};
}

Located ReferenceFiles::resolved(const Located &value, Siblings siblings)
{
    const Located found = nearest(value, siblings);
    return isReference(found) ? Located() : found;
}

Located ReferenceFiles::nearest(const Located &value, Siblings siblings)
{
    Located at = value;
    for (int hop = 0; isReference(at); ++hop) {
        const Node reference = at.node[u"$ref"];
        if (!reference.isString())
            return complain(at, QCoreApplication::translate("weir", "A $ref is no text."));
        if (hop == mostHops)
            return complain(value, QCoreApplication::translate("weir", "The $ref leads in a circle."));
        if (isRemote(reference.text())) {
            if (!m_reported.contains(at.identity()))
                m_log.remote(reference.text(), reference.place());
            m_reported.insert(at.identity());
            return at;
        }
        const Located next = target(at, reference.text());
        if (!next.isValid())
            return {};
        if (siblings == Siblings::Reported)
            reportSiblings(at);
        m_visited.insert(next.identity());
        at = next;
    }
    return at;
}

Located ReferenceFiles::target(const Located &reference, const QString &text)
{
    const qsizetype hash = text.indexOf(u'#');
    const QString path = hash < 0 ? text : text.first(hash);
    const QString fragment = hash < 0 ? QString() : text.sliced(hash + 1);
    const auto file = path.isEmpty() ? std::optional(reference.file) : fileNamed(reference, path);
    if (!file)
        return {};
    const Tree &tree = m_files[size_t(*file)]->tree;
    Node node = tree.at(decoded(fragment));
    if (!node.isValid())
        node = tree.at(fragment);
    if (node.isValid())
        return {node, *file};
    return complain(reference, QCoreApplication::translate("weir", "The $ref “%1” leads nowhere.").arg(text),
                    QCoreApplication::translate("weir", "Nothing stands at “%1” in %2.").arg(fragment, tree.file()));
}

std::optional<int> ReferenceFiles::fileNamed(const Located &reference, const QString &text)
{
    const QString from = m_files[size_t(reference.file)]->path;
    const QString wanted = decoded(text);
    const QString path = QDir::cleanPath(QFileInfo(from).path() + u'/' + wanted);
    // Looked at as text first, so that nothing outside is even asked for; then again with links followed.
    const bool isInside = !from.isEmpty() && !QDir::isAbsolutePath(wanted) && isBelowRoot(path);
    const QString canonical = isInside ? QFileInfo(path).canonicalFilePath() : QString();
    if (!isInside || (!canonical.isEmpty() && !isBelowRoot(canonical))) {
        complain(reference, QCoreApplication::translate("weir", "The $ref “%1” leaves the root folder.").arg(text),
                 QCoreApplication::translate("weir", "Import with a root folder that holds all files."));
        return std::nullopt;
    }
    return load(reference, canonical.isEmpty() ? path : canonical, text);
}

std::optional<int> ReferenceFiles::load(const Located &reference, const QString &path, const QString &text)
{
    const auto known = m_byPath.constFind(path);
    if (known != m_byPath.constEnd() && *known >= 0)
        return *known;
    if (known == m_byPath.constEnd() && m_byPath.size() < mostFiles) {
        const QString name = displayName(path);
        const auto bytes = bytesOf(path, name);
        const auto document = bytes ? read(*bytes, name) : Result<Located>(bytes.error());
        if (document) {
            m_files.back()->path = path;
            m_byPath.insert(path, document->file);
            return document->file;
        }
        m_byPath.insert(path, -1);
        if (bytes)
            m_log.error(document.error().message, document.error().place, document.error().hint);
    }
    complain(reference, QCoreApplication::translate("weir", "The file of the $ref “%1” cannot be read.").arg(text),
             QCoreApplication::translate("weir", "Paths are relative to the file they stand in."));
    return std::nullopt;
}

void ReferenceFiles::reportSiblings(const Located &reference)
{
    if (reference.node.size() == 1 || m_siblings.contains(reference.identity()))
        return;
    m_siblings.insert(reference.identity());
    for (const Node member : reference.node) {
        if (member.key() != u"$ref")
            m_log.dropped(member.key(),
                          QCoreApplication::translate("weir", "it stands beside a $ref, which replaces it."),
                          member.keyPlace());
    }
}

Located ReferenceFiles::complain(const Located &reference, const QString &message, const QString &hint)
{
    if (!m_reported.contains(reference.identity()))
        m_log.error(message, reference.node[u"$ref"].place(), hint);
    m_reported.insert(reference.identity());
    return {};
}

bool ReferenceFiles::isBelowRoot(const QString &path) const
{
    return !m_root.isEmpty() && path.startsWith(m_root.endsWith(u'/') ? m_root : m_root + u'/');
}

QString ReferenceFiles::displayName(const QString &path) const
{
    return QDir::cleanPath(m_givenFolder + u'/' + QDir(m_folder).relativeFilePath(path));
}

} // namespace weir
