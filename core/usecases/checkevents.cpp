// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/checkevents.h"

#include "core/base/translate.h"
#include "core/syntax/reader.h"
#include "core/usecases/eventchecker.h"

#include <QBuffer>
#include <QFile>

#include <algorithm>

namespace weir {

namespace {

/// Bytes read at once: more than that is refused by the reader.
constexpr qint64 longest = ReadLimits().bytes + 1;

void checkAll(EventChecker &checker, const Node &document)
{
    if (!document.isArray()) {
        checker.check(document, 1);
        return;
    }
    for (const Node event : document)
        checker.check(event, 1);
}

/// Whether \a line could be the first of several events: a whole value.
bool isWholeValue(const QByteArray &line, const QString &name)
{
    const auto tree = readJson(line, name);
    return tree && !tree->root().isArray();
}

/// Checks one event a line from \a line on, which is the line \a number.
void checkLines(EventChecker &checker, QIODevice &device, QByteArray line, int number, const QString &name)
{
    for (; !line.isEmpty(); line = device.readLine(longest), ++number) {
        if (line.trimmed().isEmpty())
            continue;
        const auto tree = readJson(line, name);
        if (tree)
            checker.check(tree->root(), number);
        else
            checker.refuse(tree.error(), number);
    }
}

/// Checks \a bytes, a document; or lines of which the first is broken, when another one is an event.
Result<EventCheck> checkDocument(EventChecker &checker, QByteArray bytes, const QString &name)
{
    const auto tree = readJson(bytes, name);
    if (tree) {
        checkAll(checker, tree->root());
        return checker.take();
    }
    const QList<QByteArray> lines = bytes.split('\n');
    const bool hasEvent = std::any_of(lines.begin(), lines.end(), [&](const QByteArray &line) {
        return line.startsWith('{') && isWholeValue(line, name);
    });
    if (!hasEvent)
        return tree.error();
    QBuffer device(&bytes);
    device.open(QIODevice::ReadOnly);
    checkLines(checker, device, device.readLine(longest), 1, name);
    return checker.take();
}

Result<EventCheck> checkDevice(const Catalog &catalog, QIODevice &device, const QString &name)
{
    EventChecker checker(catalog);
    QByteArray blank;
    QByteArray line = device.readLine(longest);
    int number = 1;
    for (; !line.isEmpty() && line.trimmed().isEmpty(); line = device.readLine(longest), ++number)
        blank += line;
    if (line.isEmpty())
        return checker.take();
    if (!name.endsWith(QLatin1String(".ndjson")) && !name.endsWith(QLatin1String(".jsonl"))
        && !isWholeValue(line, name))
        return checkDocument(checker, blank + line + device.read(longest), name);
    checkLines(checker, device, line, number, name);
    return checker.take();
}

} // namespace

Result<EventCheck> checkEvents(const Catalog &catalog, const QString &path, QIODevice *standardInput)
{
    if (path == u"-" && standardInput != nullptr)
        return checkDevice(catalog, *standardInput, tr("standard input"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{tr("%1 could not be read: %2.").arg(path, file.errorString()), {}, {}};
    return checkDevice(catalog, file, path);
}

} // namespace weir
