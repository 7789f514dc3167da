// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace weir {

static void install(QCoreApplication &application, const QLocale &locale, const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(&application);
    if (translator->load(locale, name, u"_"_s, folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

void installTranslations(QCoreApplication &application, const QLocale &locale)
{
    // English comes first, so that its plurals are there when the other language lacks a text.
    install(application, QLocale(QLocale::English), u"weir"_s, u":/i18n"_s);
    if (locale.language() == QLocale::English)
        return;
    install(application, locale, u"weir"_s, u":/i18n"_s);
    install(application, locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
}

} // namespace weir
