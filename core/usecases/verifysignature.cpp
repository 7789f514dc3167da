// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/verifysignature.h"

#include "core/base/translate.h"
#include "core/message/timestamp.h"
#include "core/model/enumtext.h"

#include <nlohmann/json.hpp>

#include <QFile>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr qint64 largestRequest = 16 * 1024 * 1024;

Result<QByteArray> bytesOfInput(const QString &path, QIODevice *standardInput)
{
    QByteArray bytes;
    if (path == u"-" && standardInput != nullptr) {
        bytes = standardInput->read(largestRequest + 1);
    } else {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return Error{tr("It cannot be read: %1.").arg(file.errorString()), {.file = path, .pointer = {}}, {}};
        bytes = file.read(largestRequest + 1);
    }
    if (bytes.size() > largestRequest)
        return Error{tr("A request of a webhook is not larger than 16 MB."), {.file = path, .pointer = {}}, {}};
    return bytes;
}

/// Adds the header of \a line; false when it is none.
bool addHeaderLine(HttpHeaders &headers, QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    return colon > 0 && headers.add(line.first(colon), line.sliced(colon + 1).trimmed());
}

bool isRequestLine(const QByteArray &line)
{
    return line.startsWith("POST ") || line.startsWith("PUT ") || line.contains(" HTTP/");
}

Result<TimePoint> arrival(const QString &text, const Clock &clock)
{
    if (text.isEmpty())
        return clock.now();
    if (const auto time = parseTimestamp(text))
        return time->instant;
    if (const auto time = readSignatureTime(text.toUtf8(), TimestampUnit::Either))
        return *time;
    return Error{tr("“%1” is no time.").arg(text), {}, tr("Write 2026-03-01T12:00:00Z, or seconds since 1970.")};
}

} // namespace

Result<SignatureCase> readCapturedRequest(const QByteArray &captured, const QString &name)
{
    SignatureCase request;
    qsizetype at = 0;
    for (int number = 1; at < captured.size(); ++number) {
        const qsizetype end = captured.indexOf('\n', at);
        QByteArray line = captured.mid(at, end < 0 ? -1 : end - at);
        at = end < 0 ? captured.size() : end + 1;
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty()) {
            request.body = captured.mid(at);
            return request;
        }
        if (number == 1 && isRequestLine(line))
            continue;
        if (!addHeaderLine(request.headers, line))
            return Error{tr("This is no header line."),
                         {.file = name, .line = number, .column = 1, .pointer = {}},
                         tr("Write Name: value on each line, an empty line after the last, then the body.")};
    }
    return request;
}

Result<SignatureCase> readSignatureCase(const SignatureQuestion &question, const Clock &clock, QIODevice *standardInput)
{
    SignatureCase request;
    if (!question.request.isEmpty()) {
        const auto bytes = bytesOfInput(question.request, standardInput);
        if (!bytes)
            return bytes.error();
        auto read = readCapturedRequest(*bytes, question.request);
        if (!read)
            return read.error();
        request = *std::move(read);
    }
    for (const QString &line : question.headers) {
        if (!addHeaderLine(request.headers, line.toUtf8()))
            return Error{tr("“%1” is no header.").arg(line), {}, tr("Write --header 'Name: value'.")};
    }
    if (!question.body.isEmpty()) {
        auto bytes = bytesOfInput(question.body, standardInput);
        if (!bytes)
            return bytes.error();
        request.body = *std::move(bytes);
    }
    auto secret = LocalSecrets(LocalSecrets::LineEnd::Keep).secret(question.secret);
    if (!secret)
        return secret.error();
    request.secret = *std::move(secret);
    const auto now = arrival(question.at, clock);
    if (!now)
        return now.error();
    request.now = *now;
    if (!question.tolerance.isEmpty()) {
        const auto tolerance = parseDuration(question.tolerance);
        if (!tolerance)
            return Error{tr("“%1” is no duration.").arg(question.tolerance), {}, tr("Write 300s or 5m.")};
        request.tolerance = *tolerance;
    }
    return request;
}

Json diagnosisJson(const SignatureScheme &scheme, const SignatureDiagnosis &diagnosis)
{
    Json json = Json::object();
    json["$schema"] = "https://weir.dev/schema/1/signature.json";
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["profile"] = std::string(enumTexts<WebhookProfile>()[static_cast<std::size_t>(scheme.profile())]);
    json["valid"] = diagnosis.verdict.isValid();
    json["fault"] = signatureFaultName(diagnosis.verdict.fault).data();
    json["summary"] = jsonOf(diagnosis.summary);
    if (!diagnosis.hint.isEmpty())
        json["hint"] = jsonOf(diagnosis.hint);
    json["mistakes"] = Json::array();
    for (const SignatureRemark &remark : diagnosis.remarks)
        json["mistakes"].push_back(Json{{"mistake", signatureMistakeName(remark.mistake).data()},
                                        {"proven", remark.isProven},
                                        {"message", jsonOf(remark.message)},
                                        {"hint", jsonOf(remark.hint)}});
    if (!diagnosis.expected.isEmpty())
        json["expected"] = diagnosis.expected.toStdString();
    return json;
}

} // namespace weir
