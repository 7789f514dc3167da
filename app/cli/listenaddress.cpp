// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listenaddress.h"

#include "core/base/translate.h"

namespace weir {

Result<void> setListenAddress(const QString &text, HttpServerSettings &settings)
{
    if (text.isEmpty())
        return {};
    const Error wrong{
        tr("“%1” is no address to listen on.").arg(text), {}, tr("Write it as 127.0.0.1:8080, [::1]:8080 or 8080.")};
    QString address = text, port;
    bool isNumber = false;
    text.toUShort(&isNumber);
    if (isNumber) {
        address.clear();
        port = text;
    } else if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0 || (end + 1 < text.size() && text.at(end + 1) != u':'))
            return wrong;
        address = text.sliced(1, end - 1);
        port = text.sliced(std::min(text.size(), end + 2));
    } else if (text.count(u':') == 1) {
        address = text.section(u':', 0, 0);
        port = text.section(u':', 1);
    }
    if (!port.isEmpty()) {
        settings.port = port.toUShort(&isNumber);
        if (!isNumber)
            return wrong;
    }
    if (address == QStringLiteral("localhost"))
        address = QStringLiteral("127.0.0.1");
    if (!address.isEmpty() && !settings.address.setAddress(address))
        return wrong;
    settings.rules.anyAddressAsHost = !settings.address.isLoopback();
    return {};
}

} // namespace weir
