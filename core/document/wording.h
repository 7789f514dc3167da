// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QString>

namespace weir {

/// `3 retries with exponential backoff`, for the number of attempts that \a policy allows; without one there are none.
QString retryWords(const Policy *policy);

/// The waits of \a policy between its attempts: `2 s, 4 s`; long lists are shortened. Empty without retries.
QString delayWords(const Policy &policy);

/// `Process within 5 minutes`, with the share when it is not all.
QString slaWords(const Sla &sla);

QString guaranteeWords(Guarantee guarantee);
QString brokerWords(const Broker &broker);
QString channelKindWords(ChannelKind kind);
QString severityWords(Severity severity);

/// `99.9 %`.
QString percentWords(double share);

/// \a value with at most three significant digits after whole numbers: `0.9`, `12.5`, `1234`; `< 0.001` below that.
QString numberWords(double value);

/// `1.5/s`.
QString rateWords(double perSecond);

} // namespace weir
