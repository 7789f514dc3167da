// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace weir {

/// The text in the user's language, for code outside QObject; with a  count its form for that many (`%n`). A class whose
/// members call tr() declares Q_DECLARE_TR_FUNCTIONS(weir) instead: lupdate looks such calls up in the context of their
/// class.
inline QString tr(const char *text, const char *comment = nullptr, int count = -1)
{
    return QCoreApplication::translate("weir", text, comment, count);
}

} // namespace weir
