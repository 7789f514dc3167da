// SPDX-License-Identifier: GPL-3.0-or-later
// CPU time of what a large project costs, in interleaved rounds: the median, for one and for ten times the size.
// bench_project [ROUNDS [SERVICES]]
#include "core/storage/project.h"
#include "core/usecases/lint.h"
#include "tests/bench/projectgenerator.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <vector>

namespace weir::bench {

namespace {

using namespace Qt::StringLiterals;

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double wallSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// What every reader has to do at least: read all bytes of all files.
qint64 readEverything(const QString &folder)
{
    qint64 bytes = 0;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll().size();
    }
    return bytes;
}

/// A project of one size and what was measured on it.
struct Subject
{
    explicit Subject(const ProjectSize &size) : catalog(generatedProject(size)), events(size.events) {}

    QString path() const { return folder.filePath(u"project"_s); }

    Catalog catalog;
    int events = 0;
    QTemporaryDir folder;
    double firstSave = 0, firstSaveWall = 0;
    std::vector<double> limit, open, lint, save;
    qsizetype findings = 0;
};

void measure(std::vector<double> &samples, const std::function<void()> &work)
{
    const double begin = cpuSeconds();
    work();
    samples.push_back(cpuSeconds() - begin);
}

void runRound(Subject &subject)
{
    qint64 bytes = 0;
    measure(subject.limit, [&] { bytes = readEverything(subject.path()); });
    Project project;
    measure(subject.open, [&] { project = *openProject(subject.path()); });
    measure(subject.lint, [&] { subject.findings = lintProject(project, QDate(2026, 1, 1)).size(); });
    Catalog edited = project.catalog;
    const ElementRef first{Kind::Service, edited.services().constFirst().id};
    Json document = edited.document(first).get();
    document["description"] = std::to_string(bytes) + " " + std::to_string(subject.save.size());
    edited.setDocument(first, std::move(document));
    measure(subject.save, [&] {
        if (const auto saved = saveProject(project, edited); !saved || saved->size() != 1)
            std::abort();
    });
}

void print(const char *what, const std::vector<double> &small, const std::vector<double> &large)
{
    const double one = median(small), ten = median(large);
    std::printf("%-34s %10.3f %10.3f %8.1f\n", what, one, ten, ten / one);
}

} // namespace

int run(int rounds, int services)
{
    Subject small({services / 10, services}), large({services, services * 10});
    for (Subject *subject : {&small, &large}) {
        const double cpu = cpuSeconds(), wall = wallSeconds();
        if (const auto made = createProject(subject->path(), subject->catalog); !made) {
            std::fprintf(stderr, "%s\n", qPrintable(made.error().message));
            return EXIT_FAILURE;
        }
        subject->firstSave = cpuSeconds() - cpu;
        subject->firstSaveWall = wallSeconds() - wall;
    }
    for (int round = 0; round < rounds; ++round) {
        runRound(small);
        runRound(large);
    }
    std::printf("%-34s %10d %10d %8s\n", "events", small.events, large.events, "growth");
    print("limit: read all bytes, CPU s", small.limit, large.limit);
    print("open, CPU s", small.open, large.open);
    print("lint, CPU s", small.lint, large.lint);
    print("save one edit, CPU s", small.save, large.save);
    print("first save, CPU s", {small.firstSave}, {large.firstSave});
    print("first save, seconds", {small.firstSaveWall}, {large.firstSaveWall});
    std::printf("%-34s %10lld %10lld\n", "findings", static_cast<long long>(small.findings),
                static_cast<long long>(large.findings));
    return EXIT_SUCCESS;
}

} // namespace weir::bench

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
    const int services = argc > 2 ? std::max(10, std::atoi(argv[2])) : 1000;
    return weir::bench::run(rounds, services);
}
