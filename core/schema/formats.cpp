// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/formats.h"

#include "core/schema/characters.h"

#include "core/schema/pattern.h"

#include <algorithm>
#include <array>

namespace weir {

namespace {

struct Format
{
    QByteArrayView name;
    FormatCheck check;
    Dialect since = Dialect::Draft7;
};

constexpr std::array formats{
    Format{"date", isDate},
    Format{"date-time", isDateTime},
    Format{"duration", isDuration, Dialect::Draft2019},
    Format{"email", isEmail},
    Format{"hostname", isHostname},
    Format{"idn-email", isInternationalEmail},
    Format{"idn-hostname", isInternationalHostname},
    Format{"ipv4", isIpv4},
    Format{"ipv6", isIpv6},
    Format{"iri", isIri},
    Format{"iri-reference", isIriReference},
    Format{"json-pointer", isJsonPointer},
    Format{"regex", isRegularExpression},
    Format{"relative-json-pointer", isRelativeJsonPointer},
    Format{"time", isTime},
    Format{"uri", isUri},
    Format{"uri-reference", isUriReference},
    Format{"uri-template", isUriTemplate},
    Format{"uuid", isUuid, Dialect::Draft2019},
};

} // namespace

FormatCheck formatCheck(QByteArrayView name, Dialect dialect)
{
    const auto found =
        std::find_if(formats.begin(), formats.end(), [name](const Format &format) { return format.name == name; });
    return found != formats.end() && dialect >= found->since ? found->check : nullptr;
}

bool isUuid(QByteArrayView text)
{
    if (text.size() != 36)
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        if (isDash ? text[i] != '-' : !isHexDigit(text[i]))
            return false;
    }
    return true;
}

bool isJsonPointer(QByteArrayView text)
{
    if (!text.isEmpty() && text[0] != '/')
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')))
            return false;
    }
    return true;
}

bool isRelativeJsonPointer(QByteArrayView text)
{
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
        ++digits;
    if (digits == 0 || (digits > 1 && text[0] == '0'))
        return false;
    const QByteArrayView rest = text.sliced(digits);
    return rest == "#" || isJsonPointer(rest);
}

bool isRegularExpression(QByteArrayView text)
{
    return Pattern::of(QString::fromUtf8(text)).isOk();
}

} // namespace weir
