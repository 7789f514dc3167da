// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace weir::test {

using Factory = std::function<std::unique_ptr<QObject>()>;

/// Adds a test class to the binary; `main` runs them in order of name.
///
/// `tst_x [Class [slot[:row]]…] [Qt Test options]` runs one class.
bool registerTest(const char *name, Factory factory);

} // namespace weir::test

/// Registers the Qt Test class \a Class; stands once at the end of its file, before the `.moc` include.
#define WEIR_TEST(Class) \
    static const bool registered##Class = ::weir::test::registerTest(#Class, [] { return std::make_unique<Class>(); });
