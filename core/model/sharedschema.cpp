// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/sharedschema.h"

namespace weir {

QString sharedSchemaOf(const QString &reference)
{
    QString path = reference.section(u'#', 0, 0);
    while (path.startsWith(u'/') || path.startsWith(u"./"))
        path = path.sliced(path.startsWith(u'/') ? 1 : 2);
    const bool isShared = path.startsWith(u"schemas/") && path.endsWith(u".json");
    return isShared ? path.sliced(8).chopped(5) : QString();
}

} // namespace weir
