// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httphandler.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace weir {

struct HttpReply::State
{
    explicit State(std::shared_ptr<HttpReplyTarget> to) : target(std::move(to)) {}
    State(const State &) = delete;
    State &operator=(const State &) = delete;
    ~State()
    {
        if (target && target->isAlive())
            target->answer(HttpResponse::error(500, u"The request was not answered"));
    }

    /// The target, which is not to be used again; null when the client is gone or was answered.
    std::shared_ptr<HttpReplyTarget> use()
    {
        std::shared_ptr<HttpReplyTarget> used = std::exchange(target, nullptr);
        return used && used->isAlive() ? used : nullptr;
    }

    std::shared_ptr<HttpReplyTarget> target;
};

HttpReply::HttpReply(std::shared_ptr<HttpReplyTarget> target) : m_state(std::make_shared<State>(std::move(target))) {}

bool HttpReply::isOpen() const
{
    return m_state->target && m_state->target->isAlive();
}

void HttpReply::send(const HttpResponse &response) const
{
    if (const auto target = m_state->use())
        target->answer(response);
}

std::shared_ptr<HttpStream> HttpReply::stream(const HttpResponse &head) const
{
    const auto target = m_state->use();
    return target ? target->stream(head) : nullptr;
}

void HttpReply::hangUp(HttpHangUp how) const
{
    if (const auto target = m_state->use())
        target->hangUp(how);
}

} // namespace weir
