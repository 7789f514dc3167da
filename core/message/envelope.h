// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/message/message.h"
#include "core/syntax/tree.h"

#include <QByteArrayView>

namespace weir {

/// What was read as an envelope, and what is wrong with it.
struct EnvelopeReading
{
    Message message;   ///< What could be read.
    Findings findings; ///< Rules `envelope/…`; the place holds the pointer of the member, and line and column.

    /// Nothing is wrong; warnings are allowed.
    bool isValid() const;
};

/// Reads the envelope of a domain event: `id`, `type`, `timestamp`, `version`, `source` and `data` are required,
/// `correlationId`, `causationId` and `metadata` may be there, anything else is kept with a warning. A payload that is no
/// JSON stands as `data_base64` with its `datacontenttype`.
EnvelopeReading readEnvelope(const Node &document);
/// The same for bytes; fails with line and column when they are no JSON. \a name is what places call them.
Result<EnvelopeReading> readEnvelope(QByteArrayView json, const QString &name);

/// \a message as an envelope, members in the order of the definition.
Json envelopeJson(const Message &message);

} // namespace weir
