// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFile>

namespace weir::test {

QString corpusPath(const QString &path)
{
    return QStringLiteral(WEIR_SHARED "/corpora/") + path;
}

QByteArray corpusBytes(const QString &path)
{
    QFile file(corpusPath(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Json corpusJson(const QString &path)
{
    const QByteArray bytes = corpusBytes(path);
    return bytes.isNull() ? Json() : Json::parse(bytes.begin(), bytes.end());
}

} // namespace weir::test
