// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/rulehelp.h"

#include "core/base/translate.h"
#include "core/model/valuewords.h"
#include "core/rules/rule.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <vector>

// Resources of a static library are registered by hand; the macro needs the global namespace.
static void loadHelp()
{
    Q_INIT_RESOURCE(help);
}

namespace weir {

using namespace Qt::StringLiterals;

namespace {

const QString root = u":/weir/help/rules/"_s;

QString severityWord(Severity severity)
{
    return severity == Severity::Error ? u"error"_s : severity == Severity::Warning ? u"warning"_s : u"info"_s;
}

} // namespace

QString ruleHelp(const QString &rule)
{
    loadHelp();
    QFile file(root + rule + u".md"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

Result<QString> explainRule(const QString &name)
{
    QString pages;
    std::vector<QString> names;
    for (const Rule &rule : allRules()) {
        const QString group = rule.id.section(u'/', 0, 0);
        names.push_back(rule.id);
        if (names.empty() || std::find(names.begin(), names.end(), group) == names.end())
            names.push_back(group);
        if (rule.id != name && group != name)
            continue;
        pages += (pages.isEmpty() ? QString() : u"\n"_s) + ruleHelp(rule.id);
    }
    if (!pages.isEmpty())
        return pages;
    // The part behind the slash is what people remember.
    const auto byName =
        std::find_if(names.begin(), names.end(), [&name](const QString &id) { return id.section(u'/', 1) == name; });
    const QString near = byName != names.end() ? *byName : nearestText(name, names);
    return Error{tr("There is no rule “%1”.").arg(name),
                 {},
                 near.isEmpty() ? tr("weir explain lists all rules.") : tr("Did you mean “%1”?").arg(near)};
}

QString rulesOverview()
{
    QString text;
    for (const Rule &rule : allRules())
        text += u"%1  %2  %3\n"_s.arg(rule.id, -34).arg(severityWord(rule.severity), -7).arg(rule.title);
    return text;
}

QStringList ruleHelpPages()
{
    loadHelp();
    QStringList pages;
    QDirIterator files(root, {u"*.md"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        pages.append(files.next().sliced(root.size()).chopped(3));
    pages.sort();
    return pages;
}

} // namespace weir
