// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/bodyvariants.h"

#include "core/base/translate.h"
#include "core/message/payload.h"
#include "core/transport/httpmessage.h"
#include "core/transport/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

using Visit = std::function<bool(const BodyVariant &)>;
using Cause = BodyVariant::Cause;

constexpr int mostOrders = 20'000;
constexpr qsizetype mostReorderedBytes = 16 * 1024 * 1024;

/// One way in which libraries write JSON.
struct JsonStyle
{
    int indent = -1; ///< -1: none.
    char indentWith = ' ';
    bool spaced = false;     ///< A blank after `,` and `:`, as Python writes it.
    bool escapesAll = false; ///< `\u00e9` for what is not ASCII.
    bool escapesSlash = false;
};

/// \a compact JSON with a blank after each comma and colon outside of texts.
QByteArray spacedOut(const QByteArray &compact)
{
    QByteArray out;
    bool isText = false;
    for (qsizetype i = 0; i < compact.size(); ++i) {
        const char c = compact.at(i);
        out += c;
        if (isText && c == '\\' && i + 1 < compact.size())
            out += compact.at(++i);
        else if (c == '"')
            isText = !isText;
        else if (!isText && (c == ',' || c == ':'))
            out += ' ';
    }
    return out;
}

QByteArray written(const Json &value, const JsonStyle &style)
{
    QByteArray out = QByteArray::fromStdString(
        value.dump(style.indent, style.indentWith, style.escapesAll, Json::error_handler_t::replace));
    if (style.spaced)
        out = spacedOut(out);
    if (style.escapesSlash)
        out.replace("/", "\\/");
    return out;
}

Json sorted(const Json &value)
{
    if (value.is_array()) {
        Json out = Json::array();
        for (const Json &item : value)
            out.push_back(sorted(item));
        return out;
    }
    if (!value.is_object())
        return value;
    std::vector<std::string> names;
    for (const auto &[name, member] : value.items())
        names.push_back(name);
    std::sort(names.begin(), names.end());
    Json out = Json::object();
    for (const std::string &name : names)
        out[name] = sorted(value.at(name));
    return out;
}

bool visitStyles(const Json &value, const QString &order, const Visit &visit)
{
    const struct
    {
        JsonStyle style;
        QString words;
    } styles[] = {
        {{}, tr("without blanks")},
        {{.indent = 2}, tr("indented by 2")},
        {{.indent = 4}, tr("indented by 4")},
        {{.indent = 1, .indentWith = '\t'}, tr("indented by tabs")},
        {{.spaced = true}, tr("with a blank after each comma and colon")},
        {{.escapesAll = true}, tr("with escapes for all that is not ASCII")},
        {{.spaced = true, .escapesAll = true}, tr("with blanks and with escapes for all that is not ASCII")},
        {{.escapesSlash = true}, tr("with escaped slashes")},
        {{.escapesAll = true, .escapesSlash = true}, tr("with escaped slashes and all that is not ASCII escaped")},
    };
    return std::any_of(std::begin(styles), std::end(styles), [&](const auto &candidate) {
        const QByteArray body = written(value, candidate.style);
        const QString words = order.isEmpty() ? candidate.words : candidate.words + u", "_s + order;
        return visit({body, Cause::Serialised, words}) || visit({body + '\n', Cause::Serialised, words});
    });
}

/// An object whose members can be put into another order, and where it is.
struct Reordered
{
    Json::json_pointer at;
    std::vector<std::string> names; ///< In the order that is tried.
};

void collectObjects(const Json &value, const Json::json_pointer &at, std::vector<Reordered> &objects)
{
    if (value.is_object()) {
        Reordered object{at, {}};
        for (const auto &[name, member] : value.items()) {
            object.names.push_back(name);
            collectObjects(member, at / name, objects);
        }
        std::sort(object.names.begin(), object.names.end());
        if (object.names.size() > 1)
            objects.push_back(std::move(object));
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            collectObjects(value[i], at / i, objects);
    }
}

/// Orders of the objects' members, one after the other as an odometer counts: the outermost object is the last wheel.
bool visitOrders(const Json &value, qsizetype size, const Visit &visit)
{
    std::vector<Reordered> objects;
    collectObjects(value, Json::json_pointer(), objects);
    if (objects.empty())
        return false;
    Json tried = value;
    const auto apply = [&](const Reordered &object) {
        const Json before = tried.at(object.at);
        Json after = Json::object();
        for (const std::string &name : object.names)
            after[name] = before.at(name);
        tried[object.at] = std::move(after);
    };
    std::for_each(objects.begin(), objects.end(), apply);
    const auto most = std::min<qsizetype>(mostOrders, mostReorderedBytes / std::max<qsizetype>(size, 1));
    for (qsizetype order = 0; order < most; ++order) {
        for (const JsonStyle &style : {JsonStyle{}, JsonStyle{.indent = 2}, JsonStyle{.spaced = true}}) {
            if (visit({written(tried, style), Cause::Serialised, tr("with its members in the order of the sender")}))
                return true;
        }
        std::size_t wheel = 0;
        while (wheel < objects.size()
               && !std::next_permutation(objects[wheel].names.begin(), objects[wheel].names.end()))
            apply(objects[wheel++]);
        if (wheel == objects.size())
            return false;
        apply(objects[wheel]);
    }
    return false;
}

bool visitLineEnds(const QByteArray &body, const Visit &visit)
{
    QByteArray lineFeeds = body;
    lineFeeds.replace("\r\n", "\n");
    QByteArray pairs = lineFeeds;
    pairs.replace("\n", "\r\n");
    return visit({lineFeeds, Cause::Serialised, tr("with LF at line ends")})
        || visit({pairs, Cause::Serialised, tr("with CRLF at line ends")})
        || visit({body + '\n', Cause::Serialised, tr("with a line feed at the end")})
        || visit({body + "\r\n", Cause::Serialised, tr("with CRLF at the end")})
        || visit({body.trimmed(), Cause::Serialised, tr("without blanks around it")});
}

/// The body of \a framed without the framing of chunks (RFC 9112 §7.1); empty when it has none.
QByteArray withoutChunks(const QByteArray &framed)
{
    QByteArray out;
    qsizetype at = 0;
    while (true) {
        const qsizetype end = framed.indexOf("\r\n", at);
        bool isNumber = false;
        const int size = end < 0 ? -1 : framed.mid(at, end - at).toInt(&isNumber, 16);
        if (!isNumber || size < 0 || end + 2 + size > framed.size())
            return {};
        if (size == 0)
            return out;
        out += framed.mid(end + 2, size);
        at = end + 2 + size + 2;
    }
}

bool visitTransport(const QByteArray &body, const Visit &visit)
{
    constexpr QByteArrayView mark = "\xef\xbb\xbf";
    const auto give = [&](const QByteArray &variant, const QString &words) {
        return !variant.isEmpty() && variant != body && visit({variant, Cause::Transported, words});
    };
    const QString text = QString::fromUtf8(body);
    const bool isUnicode = isUtf8({body.constData(), static_cast<std::size_t>(body.size())});
    const bool fitsLatin1 = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 256; });
    if (give(QString::fromLatin1(body).toUtf8(), tr("in UTF-8 (it arrived in Latin-1)"))
        || (isUnicode && fitsLatin1 && give(text.toLatin1(), tr("in Latin-1 (it arrived in UTF-8)")))
        || give(body.startsWith(mark) ? body.mid(mark.size()) : mark.toByteArray() + body,
                tr("with or without a byte order mark"))
        || give(withoutChunks(body), tr("without the framing of chunks")))
        return true;
    QByteArray form = body;
    form.replace('+', ' ');
    if (give(percentDecoded(form).value_or(QByteArray()), tr("without percent escapes"))
        || give(percentDecoded(body).value_or(QByteArray()), tr("without percent escapes"))
        || give(body.toPercentEncoding(), tr("with percent escapes"))
        || give(QByteArray::fromBase64(body, QByteArray::AbortOnBase64DecodingErrors), tr("decoded from base64")))
        return true;
    return body.startsWith("payload=")
        && (give(body.mid(8), tr("without payload="))
            || give(percentDecoded(form.mid(8)).value_or(QByteArray()), tr("without payload= and percent escapes")));
}

} // namespace

bool visitBodyVariants(const QByteArray &received, const std::function<bool(const BodyVariant &)> &visit)
{
    if (visitLineEnds(received, visit) || visitTransport(received, visit))
        return true;
    const auto read = readPayload(received, u"body"_s);
    if (!read)
        return false;
    const Json &value = *read;
    return visitStyles(value, {}, visit) || visitStyles(sorted(value), tr("members sorted"), visit)
        || visitOrders(value, received.size(), visit);
}

} // namespace weir
