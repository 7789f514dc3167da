// SPDX-License-Identifier: GPL-3.0-or-later
// Imports each AsyncAPI document named on standard input, one path a line, and prints the CPU seconds that took; its argument
// is the folder that references may not leave. See tests/bench/import.py.
#include "core/interchange/asyncapiimport.h"

#include <QTextStream>

#include <cstdio>
#include <ctime>

int main(int count, char **arguments)
{
    QStringList paths;
    QTextStream input(stdin);
    while (!input.atEnd()) {
        const QString path = input.readLine();
        if (!path.isEmpty())
            paths += path;
    }
    const QString root = count > 1 ? QString::fromLocal8Bit(arguments[1]) : QString();
    qsizetype imported = 0;
    const std::clock_t start = std::clock();
    for (const QString &path : paths)
        imported += weir::importAsyncApi(path, {weir::AsyncApiRoles::Specification, root}).isOk() ? 1 : 0;
    const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    std::fprintf(stderr, "%lld of %lld documents imported\n", static_cast<long long>(imported),
                 static_cast<long long>(paths.size()));
    std::printf("%.6f\n", seconds);
    return imported == paths.size() ? 0 : 1;
}
