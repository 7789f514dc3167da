// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/replies.h"

#include "core/base/translate.h"

#include <nlohmann/json.hpp>

namespace weir {

HttpResponse jsonReply(int status, const Json &json)
{
    // What is no UTF-8 is replaced: bodies of users are shown as they came.
    return HttpResponse::json(
        status, QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + '\n');
}

HttpResponse errorReply(int status, const Error &error)
{
    Json body{{"error", error.message.toStdString()}};
    QString where = error.place.file;
    if (error.place.line > 0)
        where += QStringLiteral(":%1:%2").arg(error.place.line).arg(error.place.column);
    if (!error.place.pointer.isEmpty())
        where += (where.isEmpty() ? QString() : QStringLiteral(" ")) + error.place.pointer;
    if (!where.isEmpty())
        body["where"] = where.toStdString();
    if (!error.hint.isEmpty())
        body["hint"] = error.hint.toStdString();
    return jsonReply(status, body);
}

Result<Json> jsonBody(const HttpRequest &request)
{
    if (request.body.trimmed().isEmpty())
        return Json(Json::object());
    Json body = Json::parse(request.body.begin(), request.body.end(), nullptr, false);
    if (body.is_discarded() || !body.is_object())
        return Error{tr("The body is no JSON object."), {QStringLiteral("body"), 0, 0, {}}, {}};
    return body;
}

} // namespace weir
