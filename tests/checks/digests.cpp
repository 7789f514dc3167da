// SPDX-License-Identifier: GPL-3.0-or-later
// Prints one digest for each random design: of the report of a run with one thread, which has to be the same for every
// compiler and every way of compiling. tests/checks/digests.py compares them.
#include "core/simulation/reportjson.h"
#include "core/simulation/scenariorunner.h"
#include "tests/core/simulation/randomdesign.h"
#include "tests/support/designs.h"

#include "core/model/catalog.h"

#include <nlohmann/json.hpp>

#include <QCryptographicHash>

#include <cstdio>
#include <cstdlib>

using namespace weir;

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fputs("usage: digests DESIGNS\n", stderr);
        return 1;
    }
    const unsigned long long designs = std::strtoull(argv[1], nullptr, 10);
    SimulationOptions options;
    options.threads = 1;
    for (std::uint64_t seed = 1; seed <= designs; ++seed) {
        const std::string bundle = test::randomDesign(seed).dump();
        const Result<Report> report = runScenario(test::designFrom(QByteArray::fromStdString(bundle)), options);
        const QByteArray bytes = report ? reportBytes(*report) : report.error().message.toUtf8();
        std::printf("%llu %s\n", static_cast<unsigned long long>(seed),
                    QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().constData());
    }
    return 0;
}
