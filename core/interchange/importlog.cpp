// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/importlog.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace weir {

namespace {

/// A trait is read again for each message it applies to, and so are its losses.
Findings sortedOnce(Findings findings)
{
    const auto key = [](const Finding &finding) {
        return std::tie(finding.place.file, finding.place.line, finding.place.column, finding.rule, finding.message);
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](const Finding &a, const Finding &b) { return key(a) < key(b); });
    findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
    return findings;
}

} // namespace

Findings ImportLog::problems() const
{
    return sortedOnce(m_problems);
}

Findings ImportLog::losses() const
{
    return sortedOnce(m_losses);
}

void ImportLog::error(const QString &message, const Place &place, const QString &hint)
{
    m_problems += Finding{QStringLiteral("import/invalid"), Severity::Error, message, hint, place, {}};
}

void ImportLog::warning(const QString &message, const Place &place, const QString &hint)
{
    m_problems += Finding{QStringLiteral("import/unusual"), Severity::Warning, message, hint, place, {}};
}

void ImportLog::kept(const QString &construct, const Place &place)
{
    m_losses += Finding{
        QStringLiteral("import/kept"),
        Severity::Info,
        QCoreApplication::translate("weir", "“%1” is kept as it stands; Weir has no use for it yet.").arg(construct),
        {},
        place,
        {}};
}

void ImportLog::dropped(const QString &construct, const QString &reason, const Place &place)
{
    m_losses += Finding{QStringLiteral("import/dropped"),
                        Severity::Warning,
                        QCoreApplication::translate("weir", "“%1” is not carried over: %2").arg(construct, reason),
                        {},
                        place,
                        {}};
}

void ImportLog::remote(const QString &reference, const Place &place)
{
    m_losses += Finding{QStringLiteral("import/remote"),
                        Severity::Info,
                        QCoreApplication::translate(
                            "weir", "“%1” lies in the network, which imports never touch; the reference is kept.")
                            .arg(reference),
                        QCoreApplication::translate("weir", "Save it beside the document and refer to the file."),
                        place,
                        {}};
}

} // namespace weir
