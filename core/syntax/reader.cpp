// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/reader.h"

#include <algorithm>

namespace weir {

Result<Tree> readDocument(QByteArrayView bytes, const QString &file, const ReadLimits &limits)
{
    QByteArrayView text = bytes;
    if (text.startsWith("\xef\xbb\xbf"))
        text = text.sliced(3);
    const auto first = std::find_if_not(text.begin(), text.end(),
                                        [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    const bool looksLikeJson = first != text.end() && (*first == '{' || *first == '[');
    const bool isNamedYaml = file.endsWith(QLatin1String(".yaml"), Qt::CaseInsensitive)
        || file.endsWith(QLatin1String(".yml"), Qt::CaseInsensitive);
    return looksLikeJson && !isNamedYaml ? readJson(bytes, file, limits) : readYaml(bytes, file, limits);
}

} // namespace weir
