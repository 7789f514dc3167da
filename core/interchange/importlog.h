// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"

namespace weir {

/// What an import says beside its result: what is wrong with the document, and what was not carried over.
class ImportLog
{
public:
    /// Something the format forbids; what depends on it is left out.
    void error(const QString &message, const Place &place, const QString &hint = {});
    /// Something odd that the import could live with.
    void warning(const QString &message, const Place &place, const QString &hint = {});
    /// Stays in the project word for word, but means nothing to Weir (rule `import/kept`).
    void kept(const QString &construct, const Place &place);
    /// Is not in the project (rule `import/dropped`).
    void dropped(const QString &construct, const QString &reason, const Place &place);
    /// A reference into the network stays as it is (rule `import/remote`).
    void remote(const QString &reference, const Place &place);

    /// In the order of files, lines and columns; nothing is said twice about one place.
    Findings problems() const;
    Findings losses() const;

private:
    Findings m_problems;
    Findings m_losses;
};

} // namespace weir
