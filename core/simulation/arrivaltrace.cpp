// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/arrivaltrace.h"

#include "core/base/translate.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

/// Bytes of one line at most.
constexpr qint64 longestLine = 1 << 20;

/// Seconds that a JSON value stands for: a number, or an instant.
std::optional<double> secondsOf(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    const QDateTime instant = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    if (!instant.isValid())
        return std::nullopt;
    return static_cast<double>(instant.toMSecsSinceEpoch()) / 1e3;
}

std::optional<double> secondsOfLine(const QByteArray &line)
{
    if (!line.startsWith('{')) {
        bool isNumber = false;
        const double seconds = line.toDouble(&isNumber);
        return isNumber && std::isfinite(seconds) ? std::optional(seconds) : std::nullopt;
    }
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    for (const QString &key : {QStringLiteral("recordedtime"), QStringLiteral("time"), QStringLiteral("timestamp")}) {
        if (object.contains(key))
            return secondsOf(object.value(key));
    }
    return std::nullopt;
}

/// The file's absolute path, if it lies below the root.
Result<QString> pathBelow(const QString &root, const QString &file)
{
    if (file.isEmpty())
        return Error{tr("a recorded load names no file."), {}, {}};
    if (root.isEmpty())
        return Error{tr("the recording “%1” can be read in a project folder only.").arg(file), {}, {}};
    const QString top = QFileInfo(root).canonicalFilePath();
    const QString path = QFileInfo(QDir(root).filePath(file)).canonicalFilePath();
    if (path.isEmpty())
        return Error{tr("there is no recording “%1”.").arg(file), {}, {}};
    if (!path.startsWith(top + u'/'))
        return Error{tr("the recording “%1” lies outside of the project.").arg(file), {}, {}};
    return path;
}

} // namespace

Result<std::vector<sim::Time>> readArrivalTrace(const QString &root, const QString &file)
{
    const Result<QString> path = pathBelow(root, file);
    if (!path)
        return path.error();
    QFile source(*path);
    if (!source.open(QIODevice::ReadOnly))
        return Error{tr("the recording “%1” cannot be read: %2.").arg(file, source.errorString()), {}, {}};
    std::vector<double> seconds;
    for (int number = 1; !source.atEnd(); ++number) {
        const QByteArray line = source.readLine(longestLine).trimmed();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const std::optional<double> read = secondsOfLine(line);
        if (!read)
            return Error{tr("line %1 of the recording “%2” holds no time: expected seconds, or an object with time.")
                             .arg(number)
                             .arg(file),
                         {},
                         {}};
        if (seconds.size() == mostTraceArrivals)
            return Error{
                tr("the recording “%1” holds more than %2 arrivals.").arg(file).arg(mostTraceArrivals), {}, {}};
        seconds.push_back(*read);
    }
    if (seconds.empty())
        return Error{tr("the recording “%1” holds no arrival.").arg(file), {}, {}};
    std::sort(seconds.begin(), seconds.end());
    std::vector<sim::Time> times;
    times.reserve(seconds.size());
    for (const double at : seconds) {
        const double since = (at - seconds.front()) * 1e9;
        times.push_back(static_cast<sim::Time>(std::min(std::round(since), 0x1p60)));
    }
    return times;
}

} // namespace weir
