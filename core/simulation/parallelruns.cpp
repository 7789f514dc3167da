// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/parallelruns.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace weir {

namespace {

/// Shared by the threads. Each piece belongs to the one thread that took its number.
class ParallelRuns
{
public:
    ParallelRuns(std::size_t count, const std::stop_token &stop, const TellShare &progress,
                 const std::function<void(std::size_t, const TellShare &)> &work)
        : m_stop(stop)
        , m_progress(progress)
        , m_work(work)
        , m_pieces(count)
    {}

    void run(int threads)
    {
        std::vector<std::jthread> others;
        for (int i = 1; i < threads; ++i)
            others.emplace_back([this] { take(false); });
        take(true);
        for (Piece &piece : m_pieces) {
            piece.isDone.wait(false);
            report();
        }
    }

private:
    struct Piece
    {
        std::atomic<double> share = 0;
        std::atomic<bool> isDone = false;
    };

    void take(bool isCaller)
    {
        for (;;) {
            const std::size_t index = m_next.fetch_add(1);
            if (index >= m_pieces.size())
                return;
            Piece &piece = m_pieces[index];
            if (!m_stop.stop_requested()) {
                m_work(index, [this, &piece, isCaller](double share) {
                    piece.share = share;
                    if (isCaller)
                        report();
                });
            }
            piece.share = 1;
            piece.isDone = true;
            piece.isDone.notify_one();
        }
    }

    /// The caller's thread only.
    void report()
    {
        if (!m_progress)
            return;
        double sum = 0;
        for (const Piece &piece : m_pieces)
            sum += piece.share;
        m_reported = std::max(m_reported, sum / static_cast<double>(m_pieces.size()));
        m_progress(m_reported);
    }

    const std::stop_token &m_stop;
    const TellShare &m_progress;
    const std::function<void(std::size_t, const TellShare &)> &m_work;
    std::vector<Piece> m_pieces;
    std::atomic<std::size_t> m_next = 0;
    double m_reported = 0;
};

} // namespace

void runInParallel(std::size_t count, int threads, const std::stop_token &stop, const TellShare &progress,
                   const std::function<void(std::size_t index, const TellShare &tell)> &work)
{
    const int useful = static_cast<int>(std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, threads))));
    ParallelRuns(count, stop, progress, work).run(useful);
}

} // namespace weir
