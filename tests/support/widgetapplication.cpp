// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>

#include <memory>

namespace weir::test {

/// The application of test binaries with widgets; replaces the weak definition of registertest.cpp.
std::unique_ptr<QCoreApplication> createApplication(int &argc, char **argv)
{
    return std::make_unique<QApplication>(argc, argv);
}

} // namespace weir::test
