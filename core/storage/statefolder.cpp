// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/statefolder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace weir {

using namespace Qt::StringLiterals;

QString stateFolder()
{
    // XDG Base Directory Specification: a relative path counts as none.
    const QString wanted = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = QDir::isAbsolutePath(wanted) ? wanted : QDir::homePath() + u"/.local/state"_s;
    return base + u"/weir"_s;
}

QString projectKey(const QString &root)
{
    constexpr qsizetype length = 20;
    const QFileInfo info(root);
    const QString canonical = info.canonicalFilePath();
    const QString path = canonical.isEmpty() ? info.absoluteFilePath() : canonical;
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QString::fromLatin1(hash.first(length));
}

} // namespace weir
