// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/journalfile.h"

#include "core/base/translate.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

constexpr int journalFormat = 1;
constexpr qsizetype sumSize = 8;

QByteArray checkSum(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex().first(sumSize);
}

qint64 milliseconds(TimePoint when)
{
    return std::chrono::floor<std::chrono::milliseconds>(when.time_since_epoch()).count();
}

TimePoint timeOf(const Json &line)
{
    const Json *at = memberOf(line, u"at");
    return TimePoint(std::chrono::milliseconds(at && at->is_number_integer() ? at->get<qint64>() : 0));
}

/// `<check sum> <JSON>\n`; the JSON holds no line feed.
QByteArray sealed(const Json &line)
{
    const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace);
    const QByteArrayView bytes(text);
    return checkSum(bytes) + ' ' + bytes.toByteArray() + '\n';
}

/// The JSON of a line; nothing when the line is not as it was written.
std::optional<Json> unsealed(QByteArrayView line)
{
    if (line.size() < sumSize + 2 || line[sumSize] != ' ')
        return std::nullopt;
    const QByteArrayView content = line.sliced(sumSize + 1);
    if (line.first(sumSize) != checkSum(content))
        return std::nullopt;
    Json json = Json::parse(content.begin(), content.end(), nullptr, false);
    return json.is_object() ? std::optional(std::move(json)) : std::nullopt;
}

Json toJson(const Change &change)
{
    Json json = Json::object();
    json["element"] = jsonOf(change.element.path());
    json["pointer"] = jsonOf(change.pointer);
    if (change.before)
        json["before"] = change.before.get();
    if (change.after)
        json["after"] = change.after.get();
    return json;
}

JsonValue valueOf(const Json &json, QStringView key)
{
    const Json *value = memberOf(json, key);
    return value ? JsonValue(*value) : JsonValue();
}

/// Each file of a save is `[name, digest before, digest after]`.
QList<ReplacedFile> filesFrom(const Json *list)
{
    QList<ReplacedFile> files;
    for (const Json &file : list && list->is_array() ? *list : Json::array()) {
        if (file.is_array() && file.size() == 3)
            files.append({textOf(file[0]), QByteArray::fromHex(textOf(file[1]).toLatin1()),
                          QByteArray::fromHex(textOf(file[2]).toLatin1())});
    }
    return files;
}

std::optional<JournalEntry> entryFrom(const Json &line)
{
    JournalEntry entry;
    entry.when = timeOf(line);
    entry.text = memberText(line, u"text");
    entry.saved = QByteArray::fromHex(memberText(line, u"saved").toLatin1());
    entry.files = filesFrom(memberOf(line, u"files"));
    const Json *changes = memberOf(line, u"changes");
    if (!changes)
        return entry.isSave() ? std::optional(entry) : std::nullopt;
    for (const Json &change : *changes) {
        const auto element = ElementRef::fromPath(memberText(change, u"element"));
        if (!element)
            return std::nullopt;
        entry.changes.append(
            {*element, memberText(change, u"pointer"), valueOf(change, u"before"), valueOf(change, u"after")});
    }
    return entry;
}

} // namespace

QByteArray journalLine(const JournalStart &start)
{
    Json line = Json::object();
    line["weirJournal"] = journalFormat;
    line["at"] = milliseconds(start.when);
    line["root"] = jsonOf(start.root);
    line["title"] = jsonOf(start.title);
    line["base"] = start.base.toHex().toStdString();
    return sealed(line);
}

QByteArray journalLine(const JournalEntry &entry)
{
    Json line = Json::object();
    line["at"] = milliseconds(entry.when);
    if (entry.isSave()) {
        line["saved"] = entry.saved.toHex().toStdString();
        line["files"] = Json::array();
        for (const ReplacedFile &file : entry.files)
            line["files"].push_back(
                {jsonOf(file.file), file.before.toHex().toStdString(), file.after.toHex().toStdString()});
        return sealed(line);
    }
    line["text"] = jsonOf(entry.text);
    line["changes"] = Json::array();
    for (const Change &change : entry.changes)
        line["changes"].push_back(toJson(change));
    return sealed(line);
}

Result<JournalFile> readJournal(QByteArrayView bytes, const QString &file)
{
    JournalFile journal;
    bool isFirst = true;
    while (journal.wholeBytes < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(journal.wholeBytes);
        const qsizetype end = rest.indexOf('\n');
        const auto line = end < 0 ? std::nullopt : unsealed(rest.first(end));
        const Json *format = line && isFirst ? memberOf(*line, u"weirJournal") : nullptr;
        if (isFirst && !format)
            break;
        if (isFirst) {
            if (*format != Json(journalFormat)) {
                return Error{tr("The journal %1 is of another version of Weir.").arg(file), Place{file, 1, 1, {}},
                             tr("Open it with the version that wrote it.")};
            }
            journal.start = {memberText(*line, u"root"), memberText(*line, u"title"),
                             QByteArray::fromHex(memberText(*line, u"base").toLatin1()), timeOf(*line)};
            isFirst = false;
        } else {
            const auto entry = line ? entryFrom(*line) : std::nullopt;
            if (!entry)
                break;
            journal.entries.append(*entry);
        }
        journal.wholeBytes += end + 1;
    }
    if (isFirst) {
        return Error{tr("%1 is no journal of Weir, or its beginning is damaged.").arg(file), Place{file, 1, 1, {}},
                     tr("Nothing can be restored from it.")};
    }
    journal.isTorn = journal.wholeBytes < bytes.size();
    return journal;
}

} // namespace weir
