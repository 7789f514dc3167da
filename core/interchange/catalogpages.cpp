// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/catalogpages.h"

#include "core/base/translate.h"
#include "core/syntax/reader.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace weir {

namespace {

constexpr qsizetype mostPages = 50'000;

const QStringList &collections()
{
    static const QStringList names{
        QStringLiteral("domains"),  QStringLiteral("subdomains"), QStringLiteral("systems"),
        QStringLiteral("services"), QStringLiteral("events"),     QStringLiteral("commands"),
        QStringLiteral("queries"),  QStringLiteral("channels"),   QStringLiteral("flows"),
        QStringLiteral("entities"), QStringLiteral("containers"), QStringLiteral("adrs"),
        QStringLiteral("diagrams"), QStringLiteral("agents"),     QStringLiteral("data-products"),
        QStringLiteral("users"),    QStringLiteral("teams")};
    return names;
}

/// Which collection the file at \a path belongs to, and whether it is an old version there.
void classify(CatalogPage &page)
{
    QStringList folders = page.path.split(u'/');
    const QString name = QFileInfo(folders.takeLast()).completeBaseName();
    page.collection = QStringLiteral("other");
    const bool isPerson = !folders.isEmpty() && (folders.last() == u"users" || folders.last() == u"teams");
    if (isPerson && name != u"index") {
        page.collection = folders.last();
        page.id = name;
        return;
    }
    if (folders.contains(QStringLiteral("docs"))) {
        page.collection = QStringLiteral("docs");
        return;
    }
    if (name != u"index")
        return;
    if (folders.size() >= 2 && folders[folders.size() - 2] == u"versioned") {
        page.isOld = true;
        page.version = folders.last();
        folders.resize(folders.size() - 2);
    }
    // A file that stands in `events` itself is the page that lists them.
    if (folders.isEmpty() || collections().contains(folders.last()))
        return;
    page.id = folders.takeLast();
    const auto nearest = std::find_if(folders.crbegin(), folders.crend(),
                                      [](const QString &folder) { return collections().contains(folder); });
    if (nearest != folders.crend())
        page.collection = *nearest == u"subdomains" ? QStringLiteral("domains") : *nearest;
}

void readIdentity(CatalogPage &page)
{
    const Node root = page.root();
    for (const QStringView key : {u"id", u"name"}) {
        if (const QString text = root[key].text().trimmed(); !text.isEmpty()) {
            page.id = text;
            break;
        }
    }
    if (const QString version = root[u"version"].text().trimmed(); !version.isEmpty())
        page.version = version;
}

} // namespace

QString CatalogPage::folder() const
{
    const qsizetype slash = path.lastIndexOf(u'/');
    return slash < 0 ? QString() : path.first(slash);
}

bool isCatalogCollection(const QString &collection)
{
    return collections().contains(collection);
}

Result<CatalogPage> readCatalogPage(const QByteArray &bytes, const QString &name)
{
    CatalogPage page;
    QByteArray text = bytes;
    if (text.startsWith("\xef\xbb\xbf"))
        text.remove(0, 3);
    text.replace("\r\n", "\n");
    QByteArray yaml("{}");
    QByteArray body = text;
    if (text.startsWith("---\n")) {
        // "\n---" that ends a line.
        qsizetype end = text.indexOf("\n---", 3);
        while (end >= 0 && end + 4 < text.size() && text[end + 4] != '\n' && text[end + 4] != ' ')
            end = text.indexOf("\n---", end + 1);
        if (end >= 0) {
            // The opening line becomes an empty one, so that lines keep their numbers.
            yaml = text.sliced(3, end - 2);
            const qsizetype line = text.indexOf('\n', end + 1);
            body = line < 0 ? QByteArray() : text.sliced(line + 1);
        }
    }
    if (yaml.trimmed().isEmpty())
        yaml = "{}";
    auto tree = readYaml(yaml, name);
    if (!tree)
        return tree.error();
    page.frontmatter = std::make_shared<const Tree>(std::move(*tree));
    page.body = QString::fromUtf8(body).trimmed();
    return page;
}

Result<QList<CatalogPage>> readCatalogPages(const QString &root, ImportLog &log)
{
    // Absolute, because QDir takes relative paths for ones below itself.
    const QDir folder(QFileInfo(root).absoluteFilePath());
    if (!folder.exists())
        return Error{tr("There is no folder %1.").arg(root), {}, {}};
    QStringList paths;
    QDirIterator files(folder.path(), {QStringLiteral("*.md"), QStringLiteral("*.mdx")}, QDir::Files | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext() && paths.size() < mostPages) {
        const QString path = folder.relativeFilePath(files.next());
        if (!path.startsWith(QLatin1String("node_modules/")) && !path.contains(QLatin1String("/node_modules/")))
            paths += path;
    }
    if (files.hasNext())
        log.warning(tr("The folder has more than %1 pages; the others are left out.").arg(mostPages), {root, 0, 0, {}});
    paths.sort();
    QList<CatalogPage> pages;
    for (const QString &path : std::as_const(paths)) {
        QFile file(folder.filePath(path));
        if (!file.open(QIODevice::ReadOnly)) {
            log.error(tr("It could not be read: %1.").arg(file.errorString()), {path, 0, 0, {}});
            continue;
        }
        auto page = readCatalogPage(file.readAll(), path);
        if (!page) {
            log.error(page.error().message, page.error().place, page.error().hint);
            continue;
        }
        page->path = path;
        classify(*page);
        if (isCatalogCollection(page->collection))
            readIdentity(*page);
        pages += std::move(*page);
    }
    return pages;
}

} // namespace weir
