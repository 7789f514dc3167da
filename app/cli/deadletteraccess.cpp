// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/deadletteraccess.h"

#include "app/cli/httpcall.h"
#include "core/base/translate.h"
#include "core/bus/deadletters.h"
#include "core/emulation/deadletterroutes.h"

#include <QFile>

namespace weir {

namespace {

Result<QByteArray> askEmulator(HttpMethod method, QString place, const QString &path, const QByteArray &body)
{
    while (place.endsWith(u'/'))
        place.chop(1);
    HttpHeaders headers;
    if (method == HttpMethod::Post)
        headers.add("Content-Type", "application/json");
    const Result<HttpExchangeResult> answer = httpCall(method, place + path, headers, body);
    if (!answer)
        return answer.error();
    if (!answer->isSuccess())
        return answerError(*answer, place + path);
    return answer->body;
}

Result<QByteArray> askDatabase(HttpMethod method, const QString &place, const QString &path, const QByteArray &body)
{
    if (!place.contains(QStringLiteral("://")) && !QFile::exists(place))
        return Error{tr("There is no database %1.").arg(place),
                     {},
                     tr("Give the URL of an emulator, or the file of its database.")};
    Result<std::unique_ptr<bus::Store>> store = bus::Store::open(place);
    if (!store)
        return store.error();
    const SystemClock clock;
    bus::DeadLetters deadLetters(**store, clock);
    HttpRequest request;
    request.method = method;
    request.path = path.section(u'?', 0, 0).toUtf8();
    request.query = path.section(u'?', 1).toUtf8();
    request.body = body;
    const HttpResponse response =
        method == HttpMethod::Get ? readDeadLetters(deadLetters, request) : changeDeadLetters(deadLetters, request);
    if (response.status / 100 == 2)
        return response.body;
    HttpExchangeResult answer;
    answer.status = response.status;
    answer.body = response.body;
    return answerError(answer, place);
}

} // namespace

bool isEmulatorUrl(const QString &place)
{
    return place.startsWith(QStringLiteral("http://")) || place.startsWith(QStringLiteral("https://"));
}

Result<QByteArray> readDeadLettersAt(const QString &place, const QString &path)
{
    return isEmulatorUrl(place) ? askEmulator(HttpMethod::Get, place, path, {})
                                : askDatabase(HttpMethod::Get, place, path, {});
}

Result<QByteArray> changeDeadLettersAt(const QString &place, const QString &path, const QByteArray &body)
{
    return isEmulatorUrl(place) ? askEmulator(HttpMethod::Post, place, path, body)
                                : askDatabase(HttpMethod::Post, place, path, body);
}

} // namespace weir
