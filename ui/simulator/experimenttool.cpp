// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/experimenttool.h"

#include "ui/editing/projectdocument.h"

#include <atomic>

namespace weir {
namespace {

constexpr double toldStep = 0.005; // queued signals are for people: no more than 200 of them

} // namespace

ExperimentTool::ExperimentTool(ProjectDocument &document, QObject *parent) : QObject(parent), m_document(document)
{
    connect(&document, &ProjectDocument::catalogReset, this, [this] {
        abandon();
        m_error.reset();
        forget();
        emit changed();
    });
}

ExperimentTool::~ExperimentTool()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void ExperimentTool::run()
{
    if (m_isRunning || !obstacle().isEmpty())
        return;
    m_thread = {}; // waits for one that was abandoned
    m_isRunning = true;
    m_progress = 0;
    m_error.reset();
    const int number = ++m_number;
    m_thread = std::jthread([this, number, todo = work()](const std::stop_token &stop) {
        SimulationControl control;
        control.stop = stop;
        // Progress comes from one thread at a time.
        const auto told = std::make_shared<std::atomic<double>>(0);
        control.progress = [this, number, told](double share) {
            if (share < *told + toldStep)
                return;
            *told = share;
            QMetaObject::invokeMethod(
                this,
                [this, number, share] {
                    if (number != m_number || !m_isRunning)
                        return;
                    m_progress = share;
                    emit progressed(share);
                },
                Qt::QueuedConnection);
        };
        const Outcome outcome = todo(control);
        QMetaObject::invokeMethod(
            this, [this, number, outcome] { take(number, outcome); }, Qt::QueuedConnection);
    });
    emit changed();
}

void ExperimentTool::cancel()
{
    m_thread.request_stop();
}

void ExperimentTool::abandon()
{
    ++m_number;
    m_isRunning = false;
    m_thread.request_stop();
}

void ExperimentTool::take(int number, const Outcome &outcome)
{
    if (number != m_number)
        return;
    m_isRunning = false;
    m_error = outcome();
    emit changed();
}

} // namespace weir
