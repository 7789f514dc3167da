// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"
#include "core/simulation/streampurpose.h"

#include <algorithm>
#include <limits>

namespace weir::sim {

namespace {

/// From this many servers on, constant processing has a lane; for fewer the heap is as fast.
constexpr std::uint32_t serversForLane = 4;

bool accepts(const Subscription &subscription, Index eventType)
{
    return std::binary_search(subscription.events.begin(), subscription.events.end(), eventType);
}

} // namespace

Identity identityOf(std::string_view path)
{
    std::uint64_t hash = 0xcbf2'9ce4'8422'2325u;
    for (const char c : path)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x0000'0100'0000'01b3u;
    return mixedBits(hash);
}

Results run(const Network &network, const RunSettings &settings, const RunControl &control)
{
    return Run(network, settings, control).execute();
}

Run::Run(const Network &network, const RunSettings &settings, const RunControl &control)
    : m_network(network)
    , m_settings(settings)
    , m_control(control)
    , m_warmup(settings.warmup)
    , m_trace(control.trace)
    , m_serviceFaults(network.services)
    , m_databaseFaults(network.services)
    , m_watch(faultWindows(network, settings.seed, settings.replication))
    , m_poison(network.eventTypes)
    , m_channelRejected(network.channels.size())
    , m_channelDropped(network.channels.size())
    , m_channelExpired(network.channels.size())
    , m_deadLetterCounts(network.deadLetters)
    , m_recorder(settings.bins, settings.duration, network.subscriptions.size(), network.outboxes.size(),
                 network.deadLetters)
    , m_nextMinute(std::numeric_limits<Time>::max())
{
    m_lineage.emplace_back(); // Event 0 is none.
    m_deadLetters.resize(network.deadLetters);
    m_allSubscribers.resize(network.eventTypes);
    m_minuteStart.resize(network.subscriptions.size());
    m_worstMinute.assign(network.subscriptions.size(), 1);
    setUpStations();
    setUpPublications();
    setUpFifos();
    setUpEmits();
    setUpRich();
    setUpSources();
    setUpOutboxes();
    findPlain();
    reserve();
    planAttention();
}

RandomStream Run::streamOf(Identity identity, std::uint64_t purpose) const
{
    return RandomStream(m_settings.seed, m_settings.replication, identity, purpose);
}

/// The lane of a constant delay.
Index Run::laneFor(Time delay)
{
    for (const auto &[time, lane] : m_lanes) {
        if (time == delay)
            return lane;
    }
    m_lanes.emplace_back(delay, m_events.addLane());
    return m_lanes.back().second;
}

void Run::setUpStations()
{
    m_stations.resize(m_network.subscriptions.size());
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        const Subscription &options = m_network.subscriptions[i];
        const Guarantee guarantee = m_network.channels[options.channel].guarantee;
        Station &station = m_stations[i];
        station.index = static_cast<Index>(i);
        station.service = options.service;
        station.servers = station.idle = options.servers;
        station.atMostOnce = guarantee == Guarantee::AtMostOnce;
        station.deduplicates = guarantee == Guarantee::EffectivelyOnce;
        station.hasEmits = !options.emits.empty();
        station.failureBelow = chanceBelow(options.failureRate);
        station.timeout = options.timeout;
        if (options.timeout > 0)
            station.longest = options.timeout;
        station.slaWithin = options.slaWithin > 0 ? options.slaWithin : -1;
        station.instanceCount = std::max(1u, options.instances);
        station.finalReasons = options.finalReasons;
        if (options.slaWithin > 0 || !options.eventSlas.empty())
            m_nextMinute = 60 * second;
        station.deadLetters = options.deadLetter;
        station.plan = &options.retry;
        station.processing = Sampler(options.processing);
        station.processingStream = streamOf(options.identity, ForProcessing);
        station.upcoming = station.processing.draw(station.processingStream);
        station.failureStream = streamOf(options.identity, ForFailures);
        station.backoffStream = streamOf(options.identity, ForBackoff);
        station.emitStream = streamOf(options.identity, ForEmits);
        station.drawsBackoff = options.retry.jitter != ::weir::Jitter::None;
        if (options.processing.isConstant() && options.servers >= serversForLane) {
            station.laneDelay = station.processing.draw(station.processingStream);
            station.processingLane = laneFor(station.laneDelay);
        }
        if (!station.drawsBackoff) {
            for (const Time delay : options.retry.delays)
                station.delayLanes.push_back(laneFor(std::min(delay, longestDelay)));
        }
    }
}

/// The queue of \a channel for messages that exactly \a consumers accept.
Index Run::fifoFor(Index channel, std::vector<Index> consumers)
{
    for (Index i = 0; i < m_fifos.size(); ++i) {
        if (m_fifos[i].channel == channel && m_fifos[i].consumers == consumers)
            return i;
    }
    Fifo fifo;
    fifo.channel = channel;
    fifo.only = consumers.size() == 1 ? consumers.front() : noIndex;
    fifo.consumers = std::move(consumers);
    m_fifos.push_back(std::move(fifo));
    return static_cast<Index>(m_fifos.size() - 1);
}

void Run::setUpPublications()
{
    for (const Publication &options : m_network.publications) {
        const Channel &channel = m_network.channels[options.channel];
        PublicationState publication;
        publication.latency = channel.latency;
        publication.latencyLane = channel.latency > 0 ? laneFor(channel.latency) : noIndex;
        publication.index = static_cast<Index>(m_publications.size());
        publication.outbox = options.outbox;
        publication.eventType = options.eventType;
        publication.queue = channel.kind == ChannelKind::Queue;
        publication.keyed = options.keyed;
        publication.versions = &options.versions;
        publication.keyStream = streamOf(options.identity, ForKeys);
        publication.poisonStream = streamOf(options.identity, ForPoison);
        publication.versionStream = streamOf(options.identity, ForVersions);
        publication.fanOut = true;
        setUpTargets(publication, options);
        m_publications.push_back(std::move(publication));
    }
}

/// The queues that get a copy: on a queue channel one, on a topic one for each subscription, and those of subscriptions that
/// hear every channel.
void Run::setUpTargets(PublicationState &publication, const Publication &options)
{
    std::vector<Index> accepting, listening;
    for (Index i = 0; i < m_network.subscriptions.size(); ++i) {
        const Subscription &subscription = m_network.subscriptions[i];
        if (!accepts(subscription, options.eventType))
            continue;
        if (subscription.everyChannel)
            listening.push_back(i);
        else if (subscription.channel == options.channel)
            accepting.push_back(i);
    }
    if (publication.queue && !accepting.empty()) {
        publication.targets.push_back(fifoFor(options.channel, accepting));
    } else {
        for (const Index subscription : accepting)
            publication.targets.push_back(fifoFor(options.channel, {subscription}));
    }
    for (const Index subscription : listening)
        publication.targets.push_back(fifoFor(m_network.subscriptions[subscription].channel, {subscription}));
}

/// Who serves which queue, and which publications need not count their copies: those of an event type that goes to one
/// subscription which gets nothing else.
void Run::setUpFifos()
{
    m_channelDepth.resize(m_network.channels.size());
    std::vector<int> perChannel(m_network.channels.size());
    for (Index i = 0; i < m_fifos.size(); ++i) {
        ++perChannel[m_fifos[i].channel];
        for (const Index station : m_fifos[i].consumers)
            m_stations[station].fifos.push_back(i);
    }
    for (Fifo &fifo : m_fifos)
        fifo.hasSiblings = perChannel[fifo.channel] > 1;
    for (Station &station : m_stations) {
        station.fifo = station.fifos.empty() ? noIndex : station.fifos.front();
        station.shared = station.fifos.size() > 1 || (station.fifo != noIndex && m_fifos[station.fifo].only == noIndex);
        for (std::uint32_t i = 0; station.shared && i < station.servers; ++i)
            station.idleSince.push(m_idleOrder++);
    }
    constexpr Index several = noIndex - 1;
    const auto join = [](Index &known, Index found) { known = known == noIndex || known == found ? found : several; };
    std::vector<Index> stationOf(m_network.eventTypes, noIndex);
    std::vector<Index> typeOf(m_stations.size(), noIndex);
    for (const PublicationState &publication : m_publications) {
        const bool one = publication.targets.size() == 1 && m_fifos[publication.targets.front()].only != noIndex;
        join(stationOf[publication.eventType], one ? m_fifos[publication.targets.front()].only : several);
        for (const Index target : publication.targets) {
            for (const Index station : m_fifos[target].consumers)
                join(typeOf[station], publication.eventType);
        }
    }
    m_onlyStation.assign(m_network.eventTypes, noIndex);
    for (PublicationState &publication : m_publications) {
        const Index station = stationOf[publication.eventType];
        publication.fanOut = station >= several || typeOf[station] != publication.eventType;
        if (!publication.fanOut)
            m_onlyStation[publication.eventType] = station;
    }
}

void Run::setUpEmits()
{
    m_emits.resize(m_stations.size());
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        for (const Emit &followUp : m_network.subscriptions[i].emits) {
            const Index lane = followUp.delay > 0 ? laneFor(followUp.delay) : noIndex;
            m_emits[i].push_back({followUp.publication, chanceBelow(followUp.probability), followUp.delay, lane});
        }
    }
}

void Run::setUpSources()
{
    m_sources.resize(m_network.sources.size());
    for (Index i = 0; i < m_sources.size(); ++i)
        setUpSource(i);
}

void Run::setUpSource(Index index)
{
    const Source &options = m_network.sources[index];
    SourceState &source = m_sources[index];
    source.service = options.service;
    source.batch = options.batch;
    source.publications = options.publications;
    source.only = options.batch == 1 && options.publications.size() == 1 ? options.publications.front() : noIndex;
    source.stream = streamOf(options.identity, ForArrivals);
    const bool needsRate = options.arrivals != Arrivals::Interval && options.arrivals != Arrivals::Trace;
    if (needsRate && !(options.rate > 0))
        return;
    const double interval = needsRate ? static_cast<double>(second) / options.rate : 0;
    if (options.arrivals == Arrivals::Interval)
        source.law = options.interval;
    else if (options.arrivals == Arrivals::Constant)
        source.law = Distribution::constant(interval);
    else
        source.law = Distribution::exponential(interval);
    source.interval = Sampler(source.law);
    source.process = ArrivalProcess(options, source.interval, source.stream);
    for (const FaultWindow &window : m_watch.windows()) {
        const Fault &fault = m_network.faults[window.fault];
        if (fault.kind != FaultKind::LoadSpike || options.arrivals == Arrivals::Trace)
            continue;
        const bool isHit = fault.source != noIndex ? fault.source == index
                                                   : fault.service == noIndex || fault.service == options.service;
        if (isHit)
            source.process.profile().addWindow(window.from, window.to, fault.factor);
    }
    source.isSimple = source.process.isSimple();
    if (!source.isSimple) {
        scheduleNext(source, index);
        return;
    }
    const Time first = std::max<Time>(1, source.interval.draw(source.stream));
    m_events.schedule(first, slotFor(Arrival, index));
    source.upcoming = std::max<Time>(1, source.interval.draw(source.stream));
}

void Run::setUpOutboxes()
{
    m_outboxes.resize(m_network.outboxes.size());
    for (Index i = 0; i < m_outboxes.size(); ++i) {
        const Outbox &options = m_network.outboxes[i];
        RandomStream stream = streamOf(options.identity, ForFirstPoll);
        for (std::uint32_t n = 0; n < options.relays; ++n) {
            RelayState relay;
            relay.outbox = i;
            relay.phase = static_cast<Time>(stream.below(static_cast<std::uint64_t>(options.poll)));
            m_relays.push_back(std::move(relay));
            m_events.schedule(m_relays.back().phase, slotFor(Poll, static_cast<Index>(m_relays.size() - 1)));
        }
    }
}

/// Room that most runs never outgrow, so that they do not allocate once they go. Large networks grow on demand.
void Run::reserve()
{
    constexpr std::size_t large = 64;
    m_fanOuts.reserve(1024);
    m_freeFanOuts.reserve(1024);
    if (m_stations.size() > large)
        return;
    for (Fifo &fifo : m_fifos)
        fifo.waiting.reserve(256);
    for (Station &station : m_stations) {
        for (LogHistogram *const histogram : {&station.wait, &station.processed, &station.endToEnd, &station.deadAge})
            histogram->reserve(1, 1000 * second);
    }
    for (LogHistogram &histogram : m_allSubscribers)
        histogram.reserve(1, 1000 * second);
}

} // namespace weir::sim
