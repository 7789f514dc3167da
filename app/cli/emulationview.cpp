// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/emulationview.h"

#include "app/cli/texttable.h"
#include "core/base/translate.h"
#include "core/model/enumtext.h"

#include <algorithm>
#include <array>

#include <termios.h>
#include <unistd.h>

namespace weir {

namespace {

constexpr std::chrono::milliseconds liveInterval{500};
constexpr std::chrono::seconds lineInterval{10};

QString perSecondText(double rate)
{
    return QString::number(rate, 'f', rate < 10 ? 1 : 0);
}

QString delayText(double seconds)
{
    if (seconds <= 0)
        return QStringLiteral("-");
    return seconds < 1 ? QStringLiteral("%1ms").arg(seconds * 1e3, 0, 'f', seconds < 0.01 ? 1 : 0)
                       : QStringLiteral("%1s").arg(seconds, 0, 'f', seconds < 10 ? 2 : 0);
}

} // namespace

/// The terminal without line editing and echo; as it was again at the end.
class EmulationView::RawTerminal
{
public:
    RawTerminal()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios raw = m_before;
        raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        raw.c_cc[VMIN] = 0;
        raw.c_cc[VTIME] = 0;
        tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    ~RawTerminal() { tcsetattr(STDIN_FILENO, TCSANOW, &m_before); }
    RawTerminal(const RawTerminal &) = delete;
    RawTerminal &operator=(const RawTerminal &) = delete;

private:
    termios m_before{};
};

QString emulationLine(const EmulatedSystem &system)
{
    std::int64_t published = 0, lost = 0, delivered = 0, retries = 0, dead = 0;
    for (const PublicationFigures &publication : system.publicationFigures()) {
        published += publication.published;
        lost += publication.lost;
    }
    for (const SubscriptionFigures &row : system.subscriptionFigures()) {
        delivered += row.counts.delivered;
        retries += row.counts.retries;
        dead += row.counts.dead;
    }
    return tr("published %1, delivered %2, waiting %3, retries %4, dead letters %5, lost %6")
        .arg(published)
        .arg(delivered)
        .arg(system.bus().broker().unfinished())
        .arg(retries)
        .arg(dead)
        .arg(lost);
}

QString emulationTable(const EmulatedSystem &system, int selected)
{
    TextTable table;
    table.addColumn(QStringLiteral(" "), ColumnAlignment::Left);
    table.addColumn(tr("subscription"), ColumnAlignment::Left);
    for (const QString &title : {tr("done/s"), tr("failed/s"), tr("depth"), tr("busy"), tr("waiting"), tr("retries"),
                                 tr("dead"), QStringLiteral("p50"), QStringLiteral("p99")})
        table.addColumn(title, ColumnAlignment::Right);
    int row = 0;
    for (const SubscriptionFigures &figures : system.subscriptionFigures()) {
        const bus::SubscriptionCounts &counts = figures.counts;
        table.addRow({row++ == selected ? QStringLiteral(">") : QStringLiteral(" "), figures.path,
                      perSecondText(figures.deliveredPerSecond), perSecondText(figures.failedPerSecond),
                      QString::number(counts.depth), QString::number(counts.inFlight),
                      QString::number(counts.backingOff), QString::number(counts.retries), QString::number(counts.dead),
                      delayText(figures.p50), delayText(figures.p99)});
    }
    return table.text({});
}

EmulationView::EmulationView(Emulator &emulator, Console &console, std::function<void()> quit)
    : m_emulator(emulator)
    , m_console(console)
    , m_quit(std::move(quit))
{
    connect(&m_timer, &QTimer::timeout, this, &EmulationView::show);
    if (!console.isTerminal() || isatty(STDIN_FILENO) == 0) {
        m_timer.start(lineInterval);
        return;
    }
    m_terminal = std::make_unique<RawTerminal>();
    m_keys = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    connect(m_keys.get(), &QSocketNotifier::activated, this, &EmulationView::readKeys);
    m_timer.start(liveInterval);
    show();
}

EmulationView::~EmulationView() = default;

void EmulationView::show()
{
    const EmulatedSystem &system = m_emulator.system();
    if (!m_terminal) {
        m_console.say(emulationLine(system));
        return;
    }
    QStringList faults;
    for (const ActiveFault &fault : system.faults().active())
        faults.append(fault.name());
    // From the upper left corner on; then what is left of the frame before is wiped.
    QString frame = QStringLiteral("\x1b[H") + tr("%1   %2").arg(m_emulator.url(), emulationLine(system)) + u'\n';
    frame += (m_emulator.failure().isEmpty() ? tr("faults: %1").arg(faults.isEmpty() ? tr("none") : faults.join(u", "))
                                             : m_emulator.failure())
        + QStringLiteral("\n\n") + emulationTable(system, m_selected) + u'\n';
    frame += tr("arrows choose  d down  w slow  e errors  b broker  x load x2  c clear  q quit") + u'\n' + m_message;
    frame.replace(QStringLiteral("\n"), QStringLiteral("\x1b[K\n"));
    const Result<void> printed = m_console.print(frame + QStringLiteral("\x1b[K\x1b[J"));
    if (!printed)
        m_quit();
}

void EmulationView::readKeys()
{
    std::array<char, 64> buffer{};
    const ssize_t size = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (size <= 0) {
        m_keys->setEnabled(false);
        return;
    }
    QByteArrayView keys(buffer.data(), size);
    while (!keys.isEmpty()) {
        const bool isArrow = keys.size() >= 3 && keys.startsWith("\x1b[");
        press(keys.first(isArrow ? 3 : 1));
        keys = keys.sliced(isArrow ? 3 : 1);
    }
    show();
}

void EmulationView::press(QByteArrayView key)
{
    const int last = static_cast<int>(m_emulator.system().bus().broker().subscriptions().size()) - 1;
    m_message.clear();
    if (key == "q")
        m_quit();
    else if (key == "\x1b[A" || key == "k")
        m_selected = std::max(0, m_selected - 1);
    else if (key == "\x1b[B" || key == "j")
        m_selected = std::min(std::max(0, last), m_selected + 1);
    else if (key == "c")
        m_emulator.clearFaults();
    else if (key == "b")
        toggle(FaultKind::BrokerDown, {});
    else if (key == "x")
        toggle(FaultKind::LoadSpike, {});
    else if (key == "d")
        toggle(FaultKind::ServiceDown, selectedService());
    else if (key == "w")
        toggle(FaultKind::ServiceSlow, selectedService());
    else if (key == "e")
        toggle(FaultKind::ServiceErrors, selectedService());
}

void EmulationView::toggle(FaultKind kind, const QString &target)
{
    const auto &active = m_emulator.system().faults().active();
    const bool isOn = std::any_of(active.begin(), active.end(), [&](const ActiveFault &fault) {
        return fault.fault.kind == kind && fault.fault.target == target;
    });
    if (isOn) {
        m_emulator.switchOff(kind, target);
        return;
    }
    Fault fault;
    fault.kind = kind;
    fault.target = target;
    if (kind == FaultKind::ServiceErrors)
        fault.probability = 0.5;
    const Result<void> switched = m_emulator.switchOn(fault);
    if (!switched)
        m_message = switched.error().message;
}

QString EmulationView::selectedService() const
{
    const auto &plans = m_emulator.system().bus().broker().subscriptions();
    if (m_selected < 0 || static_cast<std::size_t>(m_selected) >= plans.size())
        return {};
    const EmulatedDesign &design = m_emulator.system().design();
    const sim::Index index = design.subscription(plans[static_cast<std::size_t>(m_selected)].path);
    return index == sim::noIndex ? QString() : design.serviceOf(index);
}

} // namespace weir
