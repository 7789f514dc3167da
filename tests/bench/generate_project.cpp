// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a large project: generate_project FOLDER [SERVICES [EVENTS]]
#include "core/storage/project.h"
#include "tests/bench/projectgenerator.h"

#include <QFile>

#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fputs("usage: generate_project FOLDER [SERVICES [EVENTS]]\n", stderr);
        return EXIT_FAILURE;
    }
    weir::bench::ProjectSize size;
    size.services = argc > 2 ? std::max(1, std::atoi(argv[2])) : size.services;
    size.events = argc > 3 ? std::max(0, std::atoi(argv[3])) : size.events;
    const auto made = weir::createProject(QFile::decodeName(argv[1]), weir::bench::generatedProject(size));
    if (made)
        return EXIT_SUCCESS;
    std::fprintf(stderr, "%s\n%s\n", qPrintable(made.error().message), qPrintable(made.error().hint));
    return EXIT_FAILURE;
}
