// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/httpcall.h"

#include "core/base/json.h"
#include "core/base/translate.h"

#include <nlohmann/json.hpp>

#include <QEventLoop>

#include <optional>

namespace weir {

namespace {

constexpr qsizetype largestAnswer = 256 * 1024 * 1024;

} // namespace

Result<HttpExchangeResult> httpCall(HttpMethod method, const QString &url, const HttpHeaders &headers,
                                    const QByteArray &body)
{
    const Result<HttpUrl> parsed = parseHttpUrl(url);
    if (!parsed)
        return parsed.error();
    const SystemClock clock;
    HttpExchange exchange(clock);
    HttpExchangeSettings settings;
    settings.policy.allowPrivate = true;
    settings.keptBody = largestAnswer;
    std::optional<HttpExchangeResult> answer;
    QEventLoop loop;
    exchange.start({method, *parsed, headers, body, false}, settings, [&](const HttpExchangeResult &result) {
        answer = result;
        loop.quit();
    });
    loop.exec();
    if (answer->failure != HttpFailure::None)
        return answer->error;
    return std::move(*answer);
}

Error answerError(const HttpExchangeResult &answer, const QString &url)
{
    const Json body = Json::parse(answer.body.begin(), answer.body.end(), nullptr, false);
    const QString why = body.is_object() ? memberText(body, u"error") : QString();
    const QString where = body.is_object() ? memberText(body, u"where") : QString();
    QString message = tr("%1 answered %2").arg(url).arg(answer.status);
    if (!why.isEmpty())
        message += QStringLiteral(": ") + why;
    if (!where.isEmpty())
        message += QStringLiteral(" (%1)").arg(where);
    return {message, {}, body.is_object() ? memberText(body, u"hint") : QString()};
}

} // namespace weir
