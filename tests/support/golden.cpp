// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/golden.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace weir::test {

using namespace Qt::StringLiterals;

namespace {

bool approve(const QString &path, const QByteArray &actual)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(actual) == actual.size() && file.flush();
}

QString firstDifference(const QString &path, const QByteArray &expected, const QByteArray &actual)
{
    const QList<QByteArray> left = expected.split('\n');
    const QList<QByteArray> right = actual.split('\n');
    for (qsizetype i = 0; i < std::max(left.size(), right.size()); ++i) {
        const QByteArray is = right.value(i, "(end)");
        const QByteArray was = left.value(i, "(end)");
        if (is != was)
            return u"%1:%2\n  expected: %3\n  actual:   %4"_s.arg(path).arg(i + 1).arg(QString::fromUtf8(was),
                                                                                       QString::fromUtf8(is));
    }
    return path;
}

} // namespace

Golden::Golden(const QString &file) : m_path(QStringLiteral(WEIR_TEST_DATA "/") + file) {}

bool Golden::matches(const QByteArray &actual)
{
    if (qEnvironmentVariableIntValue("WEIR_APPROVE") == 1) {
        if (approve(m_path, actual))
            return true;
        m_difference = m_path + u" cannot be written"_s;
        return false;
    }
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_difference = m_path + u" is missing: run once with WEIR_APPROVE=1 and look at it"_s;
        return false;
    }
    const QByteArray expected = file.readAll();
    if (expected != actual)
        m_difference = firstDifference(m_path, expected, actual);
    return expected == actual;
}

} // namespace weir::test
