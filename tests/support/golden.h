// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace weir::test {

/// Compares text output with a file that was looked at and kept. With `WEIR_APPROVE=1` in the environment the file is
/// written anew instead.
class Golden
{
public:
    /// \a file is relative to `tests/data`.
    explicit Golden(const QString &file);

    /// Whether \a actual equals the file; false when there is none.
    bool matches(const QByteArray &actual);

    /// What differs: the first line that is not the same, with its number. Empty after a match.
    QString difference() const { return m_difference; }

private:
    QString m_path;
    QString m_difference;
};

} // namespace weir::test

/// Fails the test unless \a actual is what the golden file \a file holds.
#define WEIR_COMPARE_GOLDEN(actual, file)                                  \
    do {                                                                   \
        ::weir::test::Golden golden(file);                                 \
        QVERIFY2(golden.matches(actual), qPrintable(golden.difference())); \
    } while (false)
