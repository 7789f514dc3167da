// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "tests/support/longrun.h"

#include <QCoreApplication>
#include <QTest>

#include <map>
#include <string>

namespace weir::test {

namespace {

std::map<std::string, Factory> &registry()
{
    static std::map<std::string, Factory> tests;
    return tests;
}

} // namespace

bool registerTest(const char *name, Factory factory)
{
    registry()[name] = std::move(factory);
    return true;
}

/// Creates the application the binary's tests need. Binaries with widgets bring their own definition.
[[gnu::weak]] std::unique_ptr<QCoreApplication> createApplication(int &argc, char **argv)
{
    return std::make_unique<QCoreApplication>(argc, argv);
}

static int runAll(QStringList arguments)
{
    const std::string wanted = arguments.size() > 1 ? arguments.at(1).toStdString() : std::string();
    const bool one = registry().contains(wanted);
    if (one)
        arguments.removeAt(1);
    int failures = 0;
    for (const auto &[name, factory] : registry()) {
        if (!one || name == wanted)
            failures += QTest::qExec(factory().get(), arguments);
    }
    return std::min(failures, 125);
}

} // namespace weir::test

int main(int argc, char **argv)
{
    // Qt Test ends a function after five minutes, unless told otherwise: too early for a thousand seeds under the sanitizers on
    // a busy machine, and for the release gate's rounds.
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", weir::test::isLongRun() ? "7200000" : "1200000");
    const auto application = weir::test::createApplication(argc, argv);
    return weir::test::runAll(QCoreApplication::arguments());
}
