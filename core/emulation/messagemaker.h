// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulation/emulateddesign.h"
#include "core/emulation/payloadsource.h"
#include "core/message/ids.h"

namespace weir {

/// Makes the events of a design: ids, versions by their shares, data by their schemas, and who caused whom.
class MessageMaker
{
public:
    /// \a design and \a clock must outlive it.
    MessageMaker(const EmulatedDesign &design, std::uint64_t seed, const Clock &clock);

    /// An event of publication \a publication that happens at \a at. One that \a cause (may be null) caused carries its
    /// correlation id, and its id as causation id.
    Message make(sim::Index publication, TimePoint at, const Message *cause);
    /// The same with an id that only depends on cause and publication: made twice, it is one event.
    Message makeOnce(sim::Index publication, TimePoint at, const Message &cause);

    const QStringList &problems() const { return m_payloads.problems(); }

private:
    int versionOf(sim::Index publication);

    const EmulatedDesign &m_design;
    PayloadSource m_payloads;
    IdGenerator m_ids;
    std::vector<RandomStream> m_versions; ///< Of each publication.
};

} // namespace weir
