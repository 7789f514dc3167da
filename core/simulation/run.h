// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/arrivalprocess.h"
#include "core/simulation/engine.h"
#include "core/simulation/eventlist.h"
#include "core/simulation/faultwatch.h"
#include "core/simulation/messagepool.h"
#include "core/simulation/outboxstate.h"
#include "core/simulation/seriesrecorder.h"
#include "core/simulation/station.h"

namespace weir::sim {

/// One replication while it runs: the state of every element and what each event does to it.
///
/// `run.cpp` holds the way of a message where nothing is special, `runretry.cpp` what follows failures, `runoutbox.cpp` the
/// relays, `runfaults.cpp`, `runeffects.cpp` and `runinstances.cpp` what breaks, `runsetup…` and `runresults.cpp` the way in
/// and out.
///
/// Stations and queues with special features are *rich* and take the long way, so that the others do not pay:
/// `runadmission.cpp` (what reaches a queue), `runhandover.cpp` (who gets it), `runattempt.cpp` (what becomes of it),
/// `runvisibility.cpp` (timers), `runredrive.cpp` (dead letters that come back).
///
/// Hidden from other libraries, so that the compiler may inline it in position-independent code.
class [[gnu::visibility("hidden")]] Run
{
public:
    Run(const Network &network, const RunSettings &settings, const RunControl &control);
    Run(const Run &) = delete;
    Run &operator=(const Run &) = delete;

    /// Runs to the end.
    Results execute();

private:
    /// Tells those who watch how far the run is.
    void tellWatchers();
    /// What results() would say if the run ended now; it goes on as if nobody had asked.
    Results seenSoFar();

    /// What an event does; its index is that of a source, a message or a relay.
    enum Tag : std::uint32_t {
        Arrival,
        Completion,
        Retry,
        Unblock,
        Route,
        FollowUp,
        Poll,
        RowPublished,
        Admit,
        TimerEnd,
        Wake,
        Redeliver
    };
    static constexpr Time longestDelay = Time(1) << 61;
    /// Why a station is woken.
    enum WakeReason : Index { RateAllows, BreakerProbes, wakeReasons };

    struct SourceState
    {
        Distribution law; ///< Of the intervals.
        Sampler interval;
        RandomStream stream;
        Index service = 0;
        Time upcoming = 0;    ///< The next interval, drawn ahead: what is drawn when needed is waited for.
        bool paused = false;  ///< Its service is down, or arrivals have ended.
        bool refuses = false; ///< It is paused because nothing can be committed.
        bool isSimple = true; ///< Intervals are all there is to its arrivals.
        std::uint32_t batch = 1;
        Index only = noIndex; ///< The one publication of every arrival, if it is always one.
        std::vector<Index> publications;
        ArrivalProcess process; ///< Unless it is simple.
    };
    struct PublicationState
    {
        std::uint64_t produced = 0;
        std::uint64_t published = 0;
        std::uint64_t travelling = 0;
        std::uint64_t unpublished = 0; ///< Of the losses, those before publishing.
        std::uint32_t unreachable = 0; ///< Faults that keep it from the broker.
        Time latency = 0;
        Index latencyLane = noIndex;
        Index outbox = noIndex;
        Index index = 0;      ///< Its own.
        bool isPlain = false; ///< Nothing but copies to its queues becomes of an event now.
        Index eventType = 0;
        bool queue = false;  ///< Its channel is one.
        bool fanOut = false; ///< Its copies are counted, to know when all are settled.
        Losses lost{};
        std::vector<Index> targets; ///< Queues that get a copy.

        bool isRich = false;   ///< One of its targets is.
        Index limit = noIndex; ///< Of its queue channel.
        bool keyed = false;
        const std::vector<VersionShare> *versions = nullptr;
        RandomStream keyStream, poisonStream, versionStream;
        std::uint64_t inTurn = 0; ///< Counts what has no key.
        std::uint64_t duplicates = 0, refused = 0, dead = 0;
    };
    /// What is decided once for all copies of an event.
    struct EventTraits
    {
        std::uint64_t key = 0;
        std::uint64_t turn = 0;
        std::uint32_t version = 1;
        std::uint8_t flags = 0;
    };
    /// What the attempts of one message have done, once several are under way.
    struct Effects
    {
        std::uint32_t attempts = 0;
        bool isDone = false;
    };
    struct EmitState
    {
        Index publication = 0;
        std::uint64_t below = 0; ///< Published if 53 random bits are below.
        Time delay = 0;
        Index lane = noIndex;
    };
    /// The copies of one publication.
    struct FanOut
    {
        Time committed = 0;
        std::uint32_t remaining = 0;
        Index eventType = 0;
        bool incomplete = false; ///< A copy was lost.
    };
    struct Lineage
    {
        std::uint32_t cause = 0;
        std::uint32_t correlation = 0;
    };

    // runsetup.cpp
    void setUpStations();
    void setUpFifos();
    void setUpPublications();
    void setUpTargets(PublicationState & publication, const Publication &options);
    void setUpSources();
    void setUpSource(Index source);
    void setUpOutboxes();
    void setUpEmits();
    void reserve();

    // runsetuprich.cpp
    void setUpRich();
    bool hasFeatures(const Station &station) const;
    bool hasFeatures(const Fifo &fifo) const;
    void setUpRichStation(Station & station);
    void setUpRichFifo(Fifo & fifo);
    Index limitFor(const Fifo &fifo, Index number);
    void findPlain();
    bool isPlain(const PublicationState &publication) const;
    Index fifoFor(Index channel, std::vector<Index> consumers);
    Index laneFor(Time delay);
    RandomStream streamOf(Identity identity, std::uint64_t purpose) const;

    /// 53 random bits, to be compared with a probability times 2^53.
    static std::uint64_t chance(RandomStream & stream)
    {
        return stream.next() >> 11;
    }
    static std::uint64_t chanceBelow(double probability)
    {
        return static_cast<std::uint64_t>(probability * 0x1p53);
    }

    // run.cpp
    bool runChunk();
    void handle(std::uint32_t slot);
    void arrive(Index source);
    [[gnu::noinline]] void commitAll(const SourceState &source);
    [[gnu::noinline]] void commit(PublicationState & publication, std::uint32_t cause);
    void publish(PublicationState & publication, Time committed, std::uint32_t number, std::uint8_t flags = 0);
    void route(PublicationState & publication, Time committed, std::uint32_t number, std::uint8_t flags = 0);
    void sendCopies(const PublicationState &publication, Time committed, std::uint32_t number);
    void offer(Fifo & fifo, Index message);
    [[gnu::noinline]] void offerOther(Fifo & fifo, Index message);
    void letWait(Fifo & fifo, Index message);
    Station *freeStation(const Fifo &fifo);
    void takeIdle(Station & station);
    [[gnu::noinline]] void start(Station & station, Message & message, Index index, Time wait);
    template<bool isPlain>
    void startAs(Station & station, Message & message, Index index, Time wait);
    void complete(Index message);
    [[gnu::noinline]] void completeNothing(Index message);
    template<bool isPlain>
    void completeAs(Station & station, Message & message, Index index);
    template<bool isPlain>
    void succeedAs(Station & station, const Message &message, Index index);
    [[gnu::noinline]] void serveNext(Station & station);
    void serveNextPlain(Station & station);
    Index oldestFifo(const Station &station) const;
    void startWaiting(Station & station, Fifo & fifo);
    Time leftQueue(Station & station, Fifo & fifo, const Message &message);
    void freeServer(Station & station);

    // runretry.cpp
    void resume(Tag tag, Index message);
    void fail(Index message, FailureReason reason);
    void countFailure(Station & station, const Message &message, FailureReason reason);
    bool retry(Station & station, Index message, FailureReason reason);
    void backOff(Station & station, Index message, RetryMode mode);
    void deadLetter(Index message);
    void lose(Index message, Loss reason);
    void measure(Station & station, const Message &message, bool isSuccess);
    void finishUnacknowledged(Index message, std::optional<FailureReason> failure);
    void emitFollowUps(Station & station, std::uint32_t number);
    Time startAgain(Station & station, Message & message, Time duration);
    Index addFanOut(const PublicationState &publication, Time committed);
    void settleFanOut(const Message &message, bool lost);

    // runadmission.cpp
    void routeRich(PublicationState & publication, Time committed, std::uint32_t number, std::uint8_t flags);
    EventTraits traitsOf(PublicationState & publication, std::uint8_t flags);
    void copyTo(Index target, PublicationState & publication, const EventTraits &traits, Time committed,
                std::uint32_t number, Index fanOut);
    void deliver(Fifo & fifo, Index message);
    void admit(Index message);
    bool isFull(const Limit &limit) const;
    bool rejects(const Limit &limit) const;
    void dropOldest(Limit & limit);
    void discard(Index message, Step step);
    void reject(Index message);

    // runhandover.cpp
    void offerRich(Fifo & fifo, Index message);
    void enqueue(Fifo & fifo, Index message);
    void enterQueue(Fifo & fifo);
    void leaveQueue(Fifo & fifo);
    Index firstWaiting(const Fifo &fifo) const;
    Index takeFirst(Fifo & fifo);
    void removeWaiting(Fifo & fifo, Index message);
    void list(Fifo & fifo, Index lane);
    Station *stationWithCredit(const Fifo &fifo);
    bool handOver(Fifo & fifo, Index message, bool hasWaited);
    void hold(Fifo & fifo, Station & station, Index message);
    void chooseInstance(Station & station, Index message);
    void handBack(Station & station, Index message, bool keepsLane);
    void dispatch(Fifo & fifo);
    void startBuffered(Station & station);
    void serveNextRich(Station & station);
    void startWaitingRich(Station & station, Fifo & fifo, Index message);

    // runattempt.cpp
    Time prepareAttempt(Station & station, Index message, Time duration);
    void completeRich(Index message);
    std::optional<FailureReason> outcomeOf(Station & station, Index message);
    void succeedRich(Station & station, Index message);
    void completeZombie(Index message);
    void noteOutcome(Station & station, bool isSuccess);
    void wake(Index what);
    void wakeAt(Time time, Index station, WakeReason reason);
    void releaseRich(Index message);

    // runvisibility.cpp
    void startTimer(Index message, Time until, Index lane);
    void timerEnded(Index timer);
    void expire(Index message);
    void visibilityEnded(Index message);
    Index splitOff(Index message);
    bool isEffectDone(Index message);

    // runredrive.cpp
    void keepDead(Station & station, Index message);
    void redrive(Index station);

    // runtrace.cpp
    std::uint32_t traceCommit(Index publication, std::uint32_t cause);
    void traceEvent(Step step, Index publication, std::uint32_t number);
    void step(Step step, const Message &message);

    // runoutbox.cpp
    void addRow(Index outbox, Index publication, std::uint32_t number);
    void poll(Index relay);
    void copyClaimed(Index relay);
    void rowPublished(Index relay);
    void endBatch(Index relay);
    void tryRow(OutboxState & outbox, RelayState & relay, OutboxRow row);
    void publishRow(OutboxState & outbox, const OutboxRow &row);
    void failRow(OutboxState & outbox, RelayState & relay, OutboxRow row);
    void returnClaimed(RelayState & relay);
    void pollLater(Index relay);
    void halt(Index outbox);

    // runfaults.cpp
    bool attend();
    void planAttention();
    void beginFault(std::size_t window);
    void endFault(std::size_t window);
    void switchFault(const Fault &fault, bool begins);
    void switchService(Index service, bool begins);
    void switchBroker(Index service, bool begins);
    void pauseLoad();
    void skipArrival(Index source);
    void scheduleNext(SourceState & source, Index index);

    // runeffects.cpp
    void applyEffects();
    void applyTo(Station & station);
    void applyTo(Fifo & fifo);
    bool hits(const Fault &fault, const Station &station) const;
    bool hits(const Fault &fault, const Fifo &fifo) const;

    // runinstances.cpp
    void close(Station & station);
    void open(Station & station);
    void switchInstance(const Fault &fault, std::size_t window, bool begins);
    void sendAway(Station & station, std::uint32_t servers);
    void takeBack(Station & station, std::uint32_t servers);
    void abortWork(Index service);
    void abortInstance(Station & station, RandomStream & stream);
    std::vector<Index> underWay(Index service) const;
    void abortMessage(Index message);
    void dispatchAll();
    bool nothingInFlight() const;

    // runresults.cpp
    void checkMinute();
    Results results();
    void fillSubscriptions(Results & results);
    void fillFaults(Results & results);
    void fillChannels(Results & results);
    void fillPublications(Results & results);
    void countInFlight(Results & results);
    void countUnfinished(SubscriptionResult & to, const Station &station, const Message &message) const;
    bool isConserved(const Results &results) const;

    const Network &m_network;
    const RunSettings m_settings;
    const RunControl &m_control;

    Time m_now = 0;
    Time m_warmup = 0;
    TraceSink *m_trace = nullptr;
    EventList m_events;
    MessagePool m_messages;
    std::vector<Station> m_stations;
    std::vector<Fifo> m_fifos;
    std::vector<PublicationState> m_publications;
    std::vector<SourceState> m_sources;
    std::int64_t m_backlog = 0; ///< Waiting messages and rows that can still be published.
    std::uint64_t m_handled = 0;
    std::uint64_t m_ignored = 0;    ///< Events handled that mean nothing to the model.
    std::uint64_t m_nextReport = 0; ///< Progress is reported after so many events.
    std::uint64_t m_idleOrder = 0;
    std::size_t m_cancelled = 0; ///< Messages kept only for the event that is scheduled for them.
    std::vector<OutboxState> m_outboxes;
    std::vector<RelayState> m_relays;
    std::vector<std::vector<EmitState>> m_emits; ///< By station.
    std::vector<FanOut> m_fanOuts;
    std::vector<Index> m_freeFanOuts;
    std::vector<LogHistogram> m_allSubscribers;  ///< By event type.
    std::vector<Index> m_onlyStation;            ///< By event type: who alone gets it and nothing else.
    std::vector<TimeWeighted> m_channelDepth;    ///< Of channels with several queues.
    std::vector<std::uint64_t> m_deadLetters;    ///< Entries, by channel.
    std::vector<Lineage> m_lineage;              ///< By event number; only while tracing.
    std::vector<std::pair<Time, Index>> m_lanes; ///< By delay.

    std::uint32_t m_brokerFaults = 0;
    std::vector<std::uint32_t> m_serviceFaults;  ///< By service.
    std::vector<std::uint32_t> m_databaseFaults; ///< By service.
    FaultWatch m_watch;
    std::vector<std::size_t> m_activeWindows; ///< In the order of their beginning.

    bool m_isRich = false; ///< Any station is.
    std::vector<Limit> m_limits;
    std::vector<Index> m_timers; ///< The message each is for.
    std::vector<Index> m_freeTimers;
    std::vector<Effects> m_effects;
    std::vector<Index> m_freeEffects;
    std::vector<std::uint64_t> m_poison; ///< By event type: an event is poison if 53 random bits are below.
    std::vector<std::uint64_t> m_channelRejected, m_channelDropped, m_channelExpired;
    std::vector<DeadLetterResult> m_deadLetterCounts;
    std::size_t m_deadKept = 0; ///< Dead messages that may come back.
    SeriesRecorder m_recorder;
    Time m_attention = 0; ///< The next instant at which something but an event happens.
    Time m_nextMinute = 0;
    std::vector<std::array<std::uint64_t, 2>> m_minuteStart; ///< By station: SLA met, messages measured.
    std::vector<double> m_worstMinute;
    bool m_draining = false;
    Stopped m_stopped = Stopped::AtEnd;
};

} // namespace weir::sim
