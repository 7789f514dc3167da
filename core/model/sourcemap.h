// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/place.h"
#include "core/model/element.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace weir {

/// Where each element and each of its members was read, so that findings can say file, line and column.
class SourceMap
{
public:
    /// The file an element stands in, relative to the project's root.
    void setFile(const ElementRef &element, const QString &file);
    /// Adds the place of the value at \a pointer of \a element.
    void add(const ElementRef &element, const QString &pointer, int line, int column);
    void remove(const ElementRef &element);

    /// The place of the value at \a pointer, or of its nearest ancestor that is known; only the file when nothing is.
    Place place(const ElementRef &element, const QString &pointer = {}) const;

private:
    struct Position
    {
        qsizetype start = 0, size = 0; ///< Of the pointer in `pointers`.
        int line = 0, column = 0;
    };
    struct File
    {
        QString file;
        QByteArray pointers; ///< All of them in UTF-8, one after the other: a project has hundreds of thousands.
        QList<Position> positions;
    };
    QHash<ElementRef, File> m_files;
};

} // namespace weir
