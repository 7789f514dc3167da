// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

class QCoreApplication;

namespace weir {

/// Makes \a application speak \a locale's language where there is a translation, and English otherwise.
void installTranslations(QCoreApplication &application, const QLocale &locale);

} // namespace weir
