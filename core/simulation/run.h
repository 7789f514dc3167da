// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
/// `run.cpp` holds the way of a message, `runoutbox.cpp` the relays, `runfaults.cpp` what happens at fixed instants,
/// `runsetup.cpp` and `runresults.cpp` the way in and out.
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
    enum Tag : std::uint32_t { Arrival, Completion, Retry, Unblock, Route, FollowUp, Poll, RowPublished };
    static constexpr Time longestDelay = Time(1) << 61;
    enum class Outcome : std::uint8_t { Success, Failure, Timeout };

    struct SourceState
    {
        Distribution law; ///< Of the intervals.
        Sampler interval;
        RandomStream stream;
        Index service = 0;
        Time upcoming = 0;   ///< The next interval, drawn ahead: what is drawn when needed is waited for.
        bool paused = false; ///< Its service is down, or arrivals have ended.
        std::uint32_t batch = 1;
        Index only = noIndex; ///< The one publication of every arrival, if it is always one.
        std::vector<Index> publications;
    };
    struct PublicationState
    {
        std::uint64_t produced = 0;
        std::uint64_t published = 0;
        std::uint64_t travelling = 0;
        Time latency = 0;
        Index latencyLane = noIndex;
        Index outbox = noIndex;
        Index index = 0; ///< Its own.
        Index eventType = 0;
        bool queue = false;  ///< Its channel is one.
        bool fanOut = false; ///< Its copies are counted, to know when all are settled.
        Losses lost{};
        std::vector<Index> targets; ///< Queues that get a copy.
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
    void setUpSources();
    void setUpOutboxes();
    void setUpEmits();
    void reserve();
    Index fifoFor(Index channel, std::vector<Index> consumers);
    Index laneFor(Time delay);
    RandomStream streamOf(Identity identity, std::uint64_t purpose) const;

    /// 53 random bits, to be compared with a probability times 2^53.
    static std::uint64_t chance(RandomStream & stream)
    {
        return stream.next() >> 11;
    }

    // run.cpp
    bool runChunk();
    void handle(std::uint32_t slot);
    void arrive(Index source);
    void commit(PublicationState & publication, std::uint32_t cause);
    void publish(PublicationState & publication, Time committed, std::uint32_t number);
    void route(PublicationState & publication, Time committed, std::uint32_t number);
    void offer(Fifo & fifo, Index message);
    Station *freeStation(const Fifo &fifo);
    void takeIdle(Station & station);
    void start(Station & station, Message & message, Index index, Time wait);
    void complete(Index message);
    void succeed(Station & station, Index message);
    void serveNext(Station & station);
    Index oldestFifo(const Station &station) const;
    void startWaiting(Station & station, Fifo & fifo);
    void freeServer(Station & station);

    // runretry.cpp
    void resume(Tag tag, Index message);
    void fail(Index message, Outcome outcome);
    void backOff(Station & station, Index message);
    void deadLetter(Index message);
    void lose(Index message, Loss reason);
    void finishUnacknowledged(Index message, Outcome outcome);
    void emitFollowUps(Station & station, std::uint32_t number);
    Time startAgain(Station & station, Message & message, Time duration);
    Index addFanOut(const PublicationState &publication, Time committed);
    void settleFanOut(const Message &message, bool lost);

    // runtrace.cpp
    std::uint32_t traceCommit(Index publication, std::uint32_t cause);
    void traceEvent(Step step, Index publication, std::uint32_t number);
    void step(Step step, const Message &message);

    // runoutbox.cpp
    void addRow(Index outbox, Index publication, std::uint32_t number);
    void poll(Index relay);
    void rowPublished(Index relay);
    void endBatch(Index relay);
    void publishRow(OutboxState & outbox, const OutboxRow &row);
    void failRow(OutboxState & outbox, RelayState & relay, OutboxRow row);
    void returnClaimed(RelayState & relay);
    void pollLater(Index relay);

    // runfaults.cpp
    bool attend();
    void planAttention();
    void beginFault(std::size_t fault);
    void endFault(std::size_t fault);
    void takeDown(Index service);
    void bringUp(Index service);
    void close(Station & station);
    void open(Station & station);
    void pauseLoad();
    void skipArrival(Index source);
    void abortWork(Index service);
    void abortMessage(Index message);
    void dispatchAll();
    bool nothingInFlight() const;

    // runresults.cpp
    void checkMinute();
    Results results();
    void fillSubscriptions(Results & results);
    void fillChannels(Results & results);
    void fillPublications(Results & results);
    void countInFlight(Results & results);
    bool isConserved(const Results &results) const;

    const Network &m_network;
    const RunSettings m_settings;
    const RunControl &m_control;

    Time m_now = 0;
    Time m_warmup = 0;
    bool m_brokerIsDown = false;
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
    std::vector<LogHistogram> m_allSubscribers; ///< By event type.
    std::vector<Index> m_onlyStation;           ///< By event type: who alone gets it and nothing else.
    std::vector<TimeWeighted> m_channelDepth;   ///< Of channels with several queues.
    std::vector<std::uint64_t> m_deadLetters;
    std::vector<Lineage> m_lineage;              ///< By event number; only while tracing.
    std::vector<std::pair<Time, Index>> m_lanes; ///< By delay.

    std::uint32_t m_brokerFaults = 0;
    std::vector<std::uint32_t> m_serviceFaults; ///< By service.
    FaultWatch m_watch;
    SeriesRecorder m_recorder;
    Time m_attention = 0; ///< The next instant at which something but an event happens.
    Time m_nextMinute = 0;
    std::vector<std::array<std::uint64_t, 2>> m_minuteStart; ///< By station: SLA met, messages measured.
    std::vector<double> m_worstMinute;
    bool m_draining = false;
    Stopped m_stopped = Stopped::AtEnd;
};

} // namespace weir::sim
