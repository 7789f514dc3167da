// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/readers.h"

#include "core/interchange/asyncapiexport.h"
#include "core/interchange/asyncapiimport.h"
#include "core/interchange/eventcatalogexport.h"
#include "core/interchange/eventcatalogimport.h"
#include "core/interchange/markdownimport.h"
#include "core/message/cloudevent.h"
#include "core/message/envelope.h"
#include "core/schema/typescriptreader.h"
#include "core/storage/project.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"
#include "core/syntax/yamlwriter.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <memory>

namespace weir::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto envelopes = R"({
  "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
  "type": "user.created",
  "timestamp": "2026-01-15T10:30:00.000Z",
  "version": 1,
  "source": "user-service",
  "correlationId": "c1",
  "data": {
    "userId": "u1",
    "email": "a@example.com",
    "roles": ["admin", "user"]
  },
  "metadata": {"tenant": "t1"}
}
)";

constexpr auto cloudEvent = R"({
  "specversion": "1.0",
  "id": "a-1",
  "source": "/orders",
  "type": "order.placed",
  "time": "2026-01-15T10:30:00Z",
  "datacontenttype": "application/json",
  "schemaversion": 2,
  "data": {
    "order": 7,
    "lines": [{"sku": "x", "count": 2}]
  }
}
)";

constexpr auto binaryRequest = "ce-specversion: 1.0\nce-id: a-1\nce-source: /orders\nce-type: order.placed\n"
                               "ce-time: 2026-01-15T10:30:00Z\nce-name: Euro%20%E2%82%AC\n"
                               "content-type: application/json\n\n{\"order\": 7,\n \"lines\": []}\n";

constexpr auto typeScript = R"(/** What happened. */
export interface DomainEvent<T = unknown> { id: string; data: T; }

type Currency = 'EUR' | 'USD';

interface Address {
  street: string;
  city?: string;
  tags: Record<string, string[]>;
}

// The event.
interface OrderPlaced extends Address {
  order: {
    id: string;
    total: number;
    currency: Currency;
    lines: Array<{ sku: string; count: number }>;
  };
  pair: [string, number];
  placedAt: Date;
  note: string | null;
}
)";

QByteArray bytesAt(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void putBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

void add(Answer &answer, const Error &error)
{
    answer.isRefused = true;
    answer.errors.append(error.place);
    if (answer.message.isEmpty())
        answer.message = error.message;
}

void add(Answer &answer, const Findings &findings)
{
    for (const Finding &finding : findings) {
        if (finding.severity == Severity::Error)
            add(answer, Error{finding.message, finding.place, {}});
    }
}

template<typename T>
Answer answerOf(const Result<T> &result)
{
    Answer answer;
    if (!result)
        add(answer, result.error());
    return answer;
}

template<typename T>
Answer answerWithFindings(const Result<T> &result)
{
    Answer answer = answerOf(result);
    if (result)
        add(answer, result->findings);
    return answer;
}

Answer readCloudEvents(const QByteArray &text)
{
    const auto tree = readJson(text, u"event.json"_s);
    if (!tree)
        return answerOf(tree);
    Answer answer;
    if (!tree->root().isArray()) {
        add(answer, readCloudEvent(tree->root()).findings);
        return answer;
    }
    const auto batch = readCloudEventBatch(tree->root());
    if (!batch)
        return answerOf(batch);
    for (const CloudEventReading &reading : *batch)
        add(answer, reading.findings);
    return answer;
}

/// Header lines, an empty line, the body. A header has no line: only what is wrong with the body has a place.
Answer readRequest(const QByteArray &text)
{
    const qsizetype end = text.indexOf("\n\n");
    HttpMessage request;
    for (const QByteArray &line : text.first(std::max<qsizetype>(end, 0)).split('\n')) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.first(std::max<qsizetype>(colon, 0)), line.mid(colon + 1).trimmed()});
    }
    request.body = end < 0 ? text : text.sliced(end + 2);
    const auto read = readCloudEventRequest(request, u"request"_s);
    Answer answer;
    answer.isRefused = !read;
    if (read) {
        for (const CloudEventReading &reading : *read)
            answer.isRefused = answer.isRefused || !reading.isValid();
    }
    return answer;
}

/// What is not understood is a warning there, and left out as well.
Answer readMarkdown(const QByteArray &text)
{
    const auto import = importCatalogMarkdown(text, u"a.md"_s);
    Answer answer = answerOf(import);
    if (import) {
        for (const Finding &finding : import->findings)
            add(answer, Error{finding.message, finding.place, {}});
    }
    return answer;
}

/// A folder of files of which one at a time is broken. The name of the file stands in the first line of a text.
class Folder
{
public:
    explicit Folder(QMap<QString, QByteArray> files) : m_files(std::move(files))
    {
        for (auto file = m_files.cbegin(); file != m_files.cend(); ++file)
            putBytes(m_folder.filePath(file.key()), file.value());
    }

    QList<QByteArray> texts() const
    {
        QList<QByteArray> texts;
        for (auto file = m_files.cbegin(); file != m_files.cend(); ++file)
            texts.append(file.key().toUtf8() + '\n' + file.value());
        return texts;
    }

    /// What \a read says of the folder with the broken file; places count the line with its name.
    Answer read(const QByteArray &text, const std::function<Answer(const QString &)> &read) const
    {
        const qsizetype end = text.indexOf('\n');
        const QString name = QString::fromUtf8(text.first(std::max<qsizetype>(end, 0)));
        if (!m_files.contains(name))
            return {}; // the name itself is broken: nothing to read
        putBytes(m_folder.filePath(name), text.sliced(end + 1));
        const Answer whole = read(m_folder.path());
        putBytes(m_folder.filePath(name), m_files.value(name));
        Answer answer = whole;
        answer.errors.clear();
        for (Place place : whole.errors) {
            if (place.file != name)
                continue; // what depends on it
            place.line += place.line > 0 ? 1 : 0;
            answer.errors.append(place);
        }
        return answer;
    }

private:
    QTemporaryDir m_folder;
    QMap<QString, QByteArray> m_files;
};

QMap<QString, QByteArray> filesBelow(const QString &root)
{
    QMap<QString, QByteArray> files;
    const QDir folder(root);
    for (const QString &kind : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QString &name : QDir(folder.filePath(kind)).entryList(QDir::Files))
            files.insert(kind + u'/' + name, bytesAt(folder.filePath(kind + u'/' + name)));
    }
    files.insert(u"catalog.weir"_s, bytesAt(folder.filePath(u"catalog.weir"_s)));
    return files;
}

QList<qsizetype> anywhere(const QByteArray &text)
{
    QList<qsizetype> offsets(text.size());
    for (qsizetype at = 0; at < text.size(); ++at)
        offsets[at] = at;
    return offsets;
}

/// Behind the first line, which is a name.
QList<qsizetype> behindName(const QByteArray &text)
{
    return text.startsWith("docs/") ? QList<qsizetype>() : anywhere(text).mid(text.indexOf('\n') + 1);
}

/// In the frontmatter of the page behind the first line.
QList<qsizetype> inFrontmatter(const QByteArray &text)
{
    const qsizetype start = text.indexOf("\n---\n"), end = text.indexOf("\n---\n", start + 1);
    return start < 0 || end < 0 ? QList<qsizetype>() : anywhere(text).mid(start + 5, end - start - 5);
}

/// Where the lines of the members of a declaration start.
QList<qsizetype> beforeMembers(const QByteArray &text)
{
    QList<qsizetype> offsets;
    for (qsizetype at = text.indexOf("\n  "); at >= 0; at = text.indexOf("\n  ", at + 1)) {
        const QByteArray line = text.mid(at + 1, text.indexOf('\n', at + 1) - at - 1).trimmed();
        if (line.contains(": ") && line.endsWith(';'))
            offsets.append(at + 1);
    }
    return offsets;
}

Reader projectReader()
{
    auto folder = std::make_shared<Folder>(filesBelow(QStringLiteral(WEIR_TEST_DATA "/projects/complete")));
    const auto read = [folder](const QByteArray &text) {
        return folder->read(text, [](const QString &root) { return answerWithFindings(openProject(root)); });
    };
    return {u"project files"_s, folder->texts(), read, behindName};
}

Reader eventCatalogReader(const Catalog &catalog)
{
    const auto exported = exportEventCatalog(catalog);
    if (!exported)
        qFatal("%s", qPrintable(exported.error().message));
    auto folder = std::make_shared<Folder>(exported->files);
    const auto read = [folder](const QByteArray &text) {
        return folder->read(text, [](const QString &root) { return answerWithFindings(importEventCatalog(root)); });
    };
    return {u"EventCatalog"_s, folder->texts(), read, inFrontmatter};
}

} // namespace

std::vector<Reader> allReaders()
{
    const Catalog catalog = openProject(QStringLiteral(WEIR_TEST_DATA "/projects/complete"))->catalog;
    const Json asyncApi = exportAsyncApi(catalog, {})->document.get();
    const QByteArray json = writeJson(asyncApi), yaml = writeYaml(asyncApi), bundle = writeBundle(catalog);
    const QByteArray event(cloudEvent);
    const QByteArray page = bytesAt(QStringLiteral(WEIR_TEST_DATA "/document/template.md"));

    std::vector<Reader> readers;
    readers.push_back({u"JSON"_s,
                       {json, bundle},
                       [](const QByteArray &text) { return answerOf(readJson(text, u"a.json"_s)); },
                       anywhere});
    readers.push_back(
        {u"YAML"_s, {yaml}, [](const QByteArray &text) { return answerOf(readYaml(text, u"a.yaml"_s)); }, anywhere});
    readers.push_back({u"AsyncAPI, JSON"_s,
                       {json},
                       [](const QByteArray &text) { return answerWithFindings(importAsyncApi(text, u"a.json"_s)); },
                       anywhere});
    readers.push_back({u"AsyncAPI, YAML"_s,
                       {yaml},
                       [](const QByteArray &text) { return answerWithFindings(importAsyncApi(text, u"a.yaml"_s)); },
                       anywhere});
    readers.push_back({u"bundle"_s,
                       {bundle},
                       [](const QByteArray &text) { return answerWithFindings(readBundle(text, u"a.weir.json"_s)); },
                       anywhere});
    readers.push_back(projectReader());
    readers.push_back(eventCatalogReader(catalog));
    readers.push_back({u"catalog Markdown"_s, {page}, readMarkdown, beforeMembers, "@@ "});
    readers.push_back(
        {u"CloudEvents, JSON"_s, {event, "[\n" + event + ",\n" + event + "]\n"}, readCloudEvents, anywhere});
    readers.push_back({u"CloudEvents, HTTP"_s, {binaryRequest}, readRequest, {}});
    readers.push_back({u"envelope"_s,
                       {envelopes},
                       [](const QByteArray &text) { return answerWithFindings(readEnvelope(text, u"a.json"_s)); },
                       anywhere});
    readers.push_back(
        {u"TypeScript"_s,
         {typeScript},
         [](const QByteArray &text) { return answerOf(schemaFromTypeScript(QString::fromUtf8(text), u"a.ts"_s)); },
         beforeMembers,
         "@@ "});
    return readers;
}

} // namespace weir::test
