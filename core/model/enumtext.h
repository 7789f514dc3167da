// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/model/endpoint.h"
#include "core/model/eventtype.h"
#include "core/model/flow.h"
#include "core/model/policy.h"
#include "core/model/project.h"
#include "core/model/scenario.h"
#include "core/model/service.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

namespace weir {

/// How the values of an enumeration are written in the files, in the order of its enumerators.
template<typename E>
std::span<const std::string_view> enumTexts();

template<>
std::span<const std::string_view> enumTexts<Arrivals>();
template<>
std::span<const std::string_view> enumTexts<BrokerKind>();
template<>
std::span<const std::string_view> enumTexts<ChannelKind>();
template<>
std::span<const std::string_view> enumTexts<Direction>();
template<>
std::span<const std::string_view> enumTexts<DistributionKind>();
template<>
std::span<const std::string_view> enumTexts<EventKind>();
template<>
std::span<const std::string_view> enumTexts<FaultKind>();
template<>
std::span<const std::string_view> enumTexts<Guarantee>();
template<>
std::span<const std::string_view> enumTexts<Jitter>();
template<>
std::span<const std::string_view> enumTexts<OutboxMode>();
template<>
std::span<const std::string_view> enumTexts<Overflow>();
template<>
std::span<const std::string_view> enumTexts<ParticipantKind>();
template<>
std::span<const std::string_view> enumTexts<RetryMode>();
template<>
std::span<const std::string_view> enumTexts<RetryStrategy>();
template<>
std::span<const std::string_view> enumTexts<Severity>();
template<>
std::span<const std::string_view> enumTexts<StepKind>();
template<>
std::span<const std::string_view> enumTexts<VersionStatus>();
template<>
std::span<const std::string_view> enumTexts<Via>();
template<>
std::span<const std::string_view> enumTexts<WebhookProfile>();

/// How \a value is written in the files: `at-least-once`.
template<typename E>
QString enumText(E value)
{
    const std::string_view text = enumTexts<E>()[size_t(value)];
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// The value that is written \a text; nothing when there is none.
template<typename E>
std::optional<E> enumNamed(std::string_view text)
{
    const auto texts = enumTexts<E>();
    const auto found = std::ranges::find(texts, text);
    if (found == texts.end())
        return std::nullopt;
    return E(found - texts.begin());
}

} // namespace weir
