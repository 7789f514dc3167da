// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/messagepages.h"

#include "core/interchange/traitedobject.h"
#include "core/syntax/reader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>

namespace weir {

namespace {

constexpr qsizetype mostExamples = 100;

/// The number that a version text stands for by itself: 3 for `3.0.0`; 0 when it is of another form.
int wholeVersion(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^v?([1-9][0-9]{0,8})(?:\\.0){0,2}$"));
    return form.match(text).captured(1).toInt();
}

/// The numbers of \a pages, oldest first: what they say (`x-version`), what their versions stand for, else 1, 2, 3.
QList<int> numbersOf(const QList<CatalogPage> &pages)
{
    const auto numbered = [&pages](const auto &number) {
        QList<int> numbers;
        for (const CatalogPage &page : pages) {
            const int one = number(page);
            if (one < 1 || numbers.contains(one))
                return QList<int>();
            numbers += one;
        }
        return numbers;
    };
    QList<int> numbers = numbered([](const CatalogPage &page) { return int(page.root()[u"x-version"].toInteger()); });
    if (numbers.isEmpty())
        numbers = numbered([](const CatalogPage &page) { return wholeVersion(page.version); });
    for (int number = 1; numbers.size() < pages.size(); ++number)
        numbers += number;
    return numbers;
}

bool isOlder(const CatalogPage &left, const CatalogPage &right)
{
    const QVersionNumber a = QVersionNumber::fromString(left.version), b = QVersionNumber::fromString(right.version);
    if (a != b)
        return a < b;
    // A current page is newer than an old one of the same version.
    return left.isOld && !right.isOld;
}

bool isAvro(const QString &path, const Json &schema)
{
    return path.endsWith(QLatin1String(".avsc")) || memberText(schema, u"type") == u"record";
}

} // namespace

void MessagePages::add(const CatalogPage &page)
{
    m_pages[page.id] += page;
}

void MessagePages::finish()
{
    for (auto it = m_pages.cbegin(); it != m_pages.cend(); ++it) {
        const QString id = m_ids.take(it.key(), QStringLiteral("message"));
        m_idOf.insert(it.key(), id);
        makeEvent(id, it.value());
    }
}

QString MessagePages::take(const QString &name, const Place &place)
{
    const auto known = m_idOf.constFind(name);
    if (known != m_idOf.constEnd())
        return *known;
    QString id = m_ids.take(name, QStringLiteral("message"));
    m_idOf.insert(name, id);
    Json event = Json::object();
    addText(event, "id", id);
    addText(event, "name", name == id ? QString() : name);
    m_documents.insert(id, event);
    m_log.warning(tr("No page describes the message “%1”.").arg(name), place,
                  tr("It becomes an event without versions."));
    return id;
}

int MessagePages::numberOf(const QString &event, const QString &version) const
{
    return m_versions.value(event).value(version);
}

bool MessagePages::isNewest(const QString &event, int number) const
{
    const QMap<QString, int> versions = m_versions.value(event);
    return std::all_of(versions.begin(), versions.end(), [number](int other) { return other <= number; });
}

void MessagePages::makeEvent(const QString &id, QList<CatalogPage> pages)
{
    std::stable_sort(pages.begin(), pages.end(), isOlder);
    const QList<int> numbers = numbersOf(pages);
    // What the event type itself says is what its current page says.
    const auto current =
        std::find_if(pages.crbegin(), pages.crend(), [](const CatalogPage &page) { return !page.isOld; });
    const CatalogPage &newest = current == pages.crend() ? pages.back() : *current;
    const Node root = newest.root();
    Json event = Json::object();
    addText(event, "id", id);
    const QString name = root[u"name"].text();
    addText(event, "name", name == id ? QString() : name);
    if (newest.collection != u"events") {
        addText(event, "kind", QStringLiteral("command"));
        m_commands.insert(id);
    }
    addText(event, "summary", root[u"summary"].text().trimmed());
    if (root[u"x-sla"].isObject())
        addMember(event, "sla", root[u"x-sla"].toJson());
    Json versions = Json::array();
    for (qsizetype i = 0; i < pages.size(); ++i) {
        m_versions[id].insert(pages[i].version, numbers[i]);
        versions.push_back(version(pages[i], numbers[i]));
    }
    std::stable_sort(versions.begin(), versions.end(),
                     [](const Json &a, const Json &b) { return a["version"].get<int>() < b["version"].get<int>(); });
    addMember(event, "versions", std::move(versions));
    Json kept = Json::object();
    addText(kept, "id", newest.id == id ? QString() : newest.id);
    addText(kept, "collection", newest.collection == u"queries" ? newest.collection : QString());
    if (!kept.empty())
        addMember(event, "x-eventcatalog", std::move(kept));
    for (const Node channel : root[u"channels"]) {
        if (const QString channelId = catalogPointer(channel).id; !channelId.isEmpty())
            m_channels[id] += channelId;
    }
    m_documents.insert(id, event);
}

Json MessagePages::version(const CatalogPage &page, int number)
{
    const Node root = page.root();
    Json version = Json::object();
    addMember(version, "version", number);
    const Node deprecated = root[u"deprecated"];
    if (deprecated.isObject() || deprecated.toBool())
        addText(version, "status", QStringLiteral("deprecated"));
    addSchema(version, page);
    addExamples(version, page);
    QSet<QString> handled{QStringLiteral("name"),       QStringLiteral("summary"),   QStringLiteral("x-sla"),
                          QStringLiteral("x-version"),  QStringLiteral("producers"), QStringLiteral("consumers"),
                          QStringLiteral("x-consumers")};
    if (deprecated.isBoolean())
        handled.insert(QStringLiteral("deprecated"));
    if (page.isOld) {
        handled.remove(QStringLiteral("summary"));
        handled.remove(QStringLiteral("name"));
    }
    addMember(version, "x-eventcatalog", keptOfPage(page, handled, page.id, m_log));
    return version;
}

QString MessagePages::schemaFile(const CatalogPage &page) const
{
    const Node root = page.root();
    QStringList names{root[u"schemaPath"].text()};
    for (const Node schema : root[u"schemas"]) {
        for (const QStringView key : {u"file", u"path", u"ref"})
            names += schema[key].text();
    }
    names += QStringLiteral("schema.json");
    for (const QString &name : std::as_const(names)) {
        QString path = QDir::cleanPath(page.folder() + u'/' + name);
        const bool isInside = !name.isEmpty() && !QDir::isAbsolutePath(name) && !path.startsWith(QLatin1String(".."));
        if (isInside && QFileInfo(QDir(m_root).filePath(path)).isFile())
            return path;
    }
    return {};
}

void MessagePages::addSchema(Json &version, const CatalogPage &page)
{
    const QString path = schemaFile(page);
    if (path.isEmpty())
        return;
    const QString suffix = QFileInfo(path).suffix().toLower();
    const bool isReadable =
        QStringList{QStringLiteral("json"), QStringLiteral("yaml"), QStringLiteral("yml"), QStringLiteral("avsc")}
            .contains(suffix);
    if (!isReadable) {
        m_log.dropped(path, tr("it is no JSON Schema."), page.root().place());
        return;
    }
    auto schema = read(path, page.root().place());
    if (!schema)
        return;
    if (isAvro(path, *schema)) {
        Json kept = Json::object();
        addText(kept, "schemaFormat", QStringLiteral("application/vnd.apache.avro;version=1.9.0"));
        addMember(kept, "schema", std::move(*schema));
        addMember(version, "x-payload", std::move(kept));
    } else if (schema->is_object() || schema->is_boolean()) {
        addMember(version, "schema", std::move(*schema));
    } else {
        m_log.error(tr("%1 is no schema.").arg(path), {path, 1, 1, {}});
    }
}

void MessagePages::addExamples(Json &version, const CatalogPage &page)
{
    const QDir folder(QDir(m_root).filePath(page.folder() + QStringLiteral("/examples")));
    const QStringList files = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    Json examples = Json::array();
    for (const QString &file : files.mid(0, mostExamples)) {
        QString path = QDir::cleanPath(page.folder() + QStringLiteral("/examples/") + file);
        if (auto example = read(path, page.root().place()))
            examples.push_back(std::move(*example));
    }
    if (!examples.empty())
        addMember(version, "examples", std::move(examples));
}

std::optional<Json> MessagePages::read(const QString &path, const Place &place)
{
    // Links are followed only as far as the catalog's folder.
    const QString root = QFileInfo(m_root).canonicalFilePath();
    const QString canonical = QFileInfo(QDir(m_root).filePath(path)).canonicalFilePath();
    QFile file(canonical);
    if (!canonical.startsWith(root + u'/') || !file.open(QIODevice::ReadOnly)) {
        m_log.error(tr("%1 could not be read.").arg(path), place);
        return std::nullopt;
    }
    const auto tree = readDocument(file.readAll(), path);
    if (!tree) {
        m_log.error(tree.error().message, tree.error().place, tree.error().hint);
        return std::nullopt;
    }
    m_files.insert(path);
    return tree->root().toJson();
}

} // namespace weir
