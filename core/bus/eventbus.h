// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/outcome.h"
#include "core/message/message.h"

#include <QString>

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

namespace weir::bus {

/// What is called with each event that a subscription wants. It fails by changing the outcome, or by throwing something
/// that is a std::exception; an outcome that is left alone is a success.
using EventHandler = std::function<void(const Message &, delivery::AttemptOutcome &)>;

/// A handler that did not succeed.
struct HandlerFailure
{
    std::uint64_t subscription = 0; ///< As EventSubscription::id() says.
    QString name;                   ///< As it was subscribed; may be empty.
    delivery::AttemptOutcome outcome;

    bool operator==(const HandlerFailure &) const = default;
};

/// What became of an event in the handlers that got it.
struct PublishReport
{
    int handlers = 0;                     ///< Called, in order of subscription.
    std::vector<HandlerFailure> failures; ///< In the same order; all others succeeded.

    int succeeded() const { return handlers - static_cast<int>(failures.size()); }
    bool operator==(const PublishReport &) const = default;
};

class EventBusState;

/// A subscription, as long as this handle lives. It may outlive its bus, and may be destroyed in its own handler.
class EventSubscription
{
public:
    EventSubscription() = default;
    EventSubscription(EventSubscription &&other) noexcept;
    EventSubscription &operator=(EventSubscription &&other) noexcept;
    ~EventSubscription();

    /// From now on the handler is not called any more; a call that another thread has begun goes on. Again: harmless.
    /// What the handler holds is released at the latest when each thread that published has published again or ended.
    void unsubscribe();
    /// The subscription stays for as long as the bus lives.
    void detach();
    bool isActive() const;
    /// Increases with each subscription of a bus, from 1; 0 for an empty handle.
    std::uint64_t id() const { return m_id; }

private:
    friend class EventBus;
    EventSubscription(std::weak_ptr<EventBusState> bus, std::uint64_t id);

    std::weak_ptr<EventBusState> m_bus;
    std::uint64_t m_id = 0;
};

/// Hands events over to handlers in this process, at once and in the thread that publishes.
///
/// Patterns are those of delivery::EventPattern: an event type, `*` alone for everything, dotted segments where `*` is one
/// segment and a trailing `**` or `#` the rest. All members may be called from any thread and from within handlers: a
/// handler that is added while an event is published does not get that event, one that is removed is not called any more.
/// Matching is done once for each type: later publications of the type take neither a lock nor a look at any pattern.
class EventBus
{
public:
    EventBus();
    ~EventBus();
    EventBus(const EventBus &) = delete;
    EventBus &operator=(const EventBus &) = delete;

    /// Calls \a handler for each event whose type matches \a pattern. The same handler twice is called twice. \a name is what
    /// reports call it.
    [[nodiscard]] EventSubscription subscribe(const QString &pattern, EventHandler handler, const QString &name = {});
    /// The same for a callable that takes the event only, and returns nothing or a delivery::AttemptOutcome.
    template<std::invocable<const Message &> Callable>
    [[nodiscard]] EventSubscription subscribe(const QString &pattern, Callable handler, const QString &name = {})
    {
        return subscribe(pattern, adapted(std::move(handler)), name);
    }

    /// Calls all handlers of the type of \a message. One that fails stops no other, and the publisher neither.
    PublishReport publish(const Message &message);
    /// The same by \a routingKey in place of the type: `user.4711.created`.
    PublishReport publish(const Message &message, const QString &routingKey);

    int subscriptions() const;

private:
    template<typename Callable>
    static EventHandler adapted(Callable handler)
    {
        if constexpr (std::is_same_v<std::invoke_result_t<Callable &, const Message &>, delivery::AttemptOutcome>)
            return [handler = std::move(handler)](const Message &message, delivery::AttemptOutcome &outcome) mutable {
                outcome = handler(message);
            };
        else
            return [handler = std::move(handler)](const Message &message, delivery::AttemptOutcome &) mutable {
                handler(message);
            };
    }

    std::shared_ptr<EventBusState> m_state;
};

} // namespace weir::bus
