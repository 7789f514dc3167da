// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/application.h"

#include <QCoreApplication>
#include <QLoggingCategory>

/// Q_INIT_RESOURCE must stand outside of any namespace.
static void initExamples()
{
    Q_INIT_RESOURCE(examples);
}

namespace weir {

void prepareApplication(LogLevel level)
{
    initExamples();
    QCoreApplication::setOrganizationName(QStringLiteral("weir"));
    QCoreApplication::setOrganizationDomain(QStringLiteral("weir.org"));
    QCoreApplication::setApplicationName(QStringLiteral("weir"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WEIR_VERSION));
    qSetMessagePattern(QStringLiteral("%{if-warning}warning: %{endif}%{if-critical}error: %{endif}"
                                      "%{if-fatal}fatal: %{endif}%{if-category}%{category}: %{endif}%{message}"));
    if (level == LogLevel::Quiet)
        QLoggingCategory::setFilterRules(QStringLiteral("*.debug=false\n*.info=false\n*.warning=false"));
}

QString versionLine(const QString &program)
{
    return QStringLiteral("%1 %2 (Qt %3)").arg(program, QStringLiteral(WEIR_VERSION), QString::fromLatin1(qVersion()));
}

} // namespace weir
