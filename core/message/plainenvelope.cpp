// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/message/plainenvelope.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace weir {

namespace {

using namespace std::string_view_literals;

enum Member : std::size_t {
    Id,
    Type,
    Time,
    Version,
    Source,
    CorrelationId,
    CausationId,
    Data,
    Metadata,
    ContentType,
    MemberCount
};
constexpr std::array<std::string_view, MemberCount> memberNames{
    "id"sv,          "type"sv, "timestamp"sv, "version"sv,        "source"sv, "correlationId"sv,
    "causationId"sv, "data"sv, "metadata"sv,  "datacontenttype"sv};
using Members = std::array<Json *, MemberCount>;

/// By name; nothing when there is one with another name.
std::optional<Members> membersOf(Json &envelope)
{
    if (!envelope.is_object())
        return std::nullopt;
    Members members{};
    for (auto &[key, value] : envelope.get_ref<Json::object_t &>()) {
        const auto name = std::find(memberNames.begin(), memberNames.end(), key);
        if (name == memberNames.end())
            return std::nullopt;
        members[std::size_t(name - memberNames.begin())] = &value;
    }
    return members;
}

/// A null text when there is a finding about it.
QString textIn(const Json *member)
{
    const QString text = member != nullptr ? textOf(*member) : QString();
    if (text.isEmpty() || QStringView(text).trimmed().isEmpty())
        return {};
    // QString::fromUtf8() took a byte order mark away, which belongs to the text.
    return member->get_ref<const std::string &>().starts_with("\xef\xbb\xbf") ? QString() : text;
}

/// Whether there is no finding about it.
bool readOptional(const Json *member, QString &text)
{
    text = textIn(member);
    return member == nullptr || !text.isNull();
}

int versionIn(const Json *member)
{
    if (member == nullptr || !member->is_number_integer())
        return 0;
    const auto version = member->get<std::int64_t>();
    return version >= 1 && version <= std::numeric_limits<int>::max() ? int(version) : 0;
}

} // namespace

std::optional<Message> plainMessage(Json &&envelope)
{
    const auto members = membersOf(envelope);
    if (!members)
        return std::nullopt;
    const auto of = [&members](Member member) { return (*members)[member]; };
    std::optional<Message> message(std::in_place);
    message->id = textIn(of(Id));
    message->type = textIn(of(Type));
    message->source = textIn(of(Source));
    message->version = versionIn(of(Version));
    const auto time = parseTimestamp(textIn(of(Time)));
    if (message->id.isNull() || message->type.isNull() || message->source.isNull() || message->version == 0 || !time)
        return std::nullopt;
    message->timestamp = *time;
    if (!readOptional(of(CorrelationId), message->correlationId) || !readOptional(of(CausationId), message->causationId)
        || !readOptional(of(ContentType), message->contentType))
        return std::nullopt;
    if (of(Data) == nullptr || (of(Metadata) != nullptr && !of(Metadata)->is_object()))
        return std::nullopt;
    message->data = std::move(*of(Data));
    if (of(Metadata) != nullptr)
        message->metadata = std::move(*of(Metadata));
    return message;
}

} // namespace weir
