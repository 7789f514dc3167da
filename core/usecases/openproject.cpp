// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/openproject.h"

#include <QIODevice>

namespace weir {

Result<Project> openInput(const QString &path, QIODevice *standardInput)
{
    if (path == QStringLiteral("-") && standardInput != nullptr)
        return readBundle(standardInput->readAll(), path);
    return openProject(path);
}

Error locatedError(const Error &error, const Project &project)
{
    const auto element = ElementRef::fromPath(error.place.file);
    if (error.place.line > 0 || !element || !project.catalog.contains(*element))
        return error;
    Error located = error;
    located.place = project.sources.place(*element, error.place.pointer);
    return located;
}

} // namespace weir
