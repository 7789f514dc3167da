// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <nlohmann/json.hpp>

namespace weir {

QString textOf(const Json &value)
{
    if (!value.is_string())
        return {};
    const auto &text = value.get_ref<const std::string &>();
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

Json jsonOf(QStringView text)
{
    return Json(text.toUtf8().toStdString());
}

const Json *memberOf(const Json &object, QStringView key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key.toUtf8().toStdString());
    return found == object.end() ? nullptr : &*found;
}

QString memberText(const Json &object, QStringView key)
{
    const Json *member = memberOf(object, key);
    return member ? textOf(*member) : QString();
}

} // namespace weir
