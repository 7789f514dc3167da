// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/sourcemap.h"

namespace weir {

namespace {

/// Whether the value at \a ancestor contains the one at \a pointer, or is it.
bool contains(QByteArrayView ancestor, QByteArrayView pointer)
{
    return pointer.startsWith(ancestor) && (pointer.size() == ancestor.size() || pointer[ancestor.size()] == '/');
}

} // namespace

void SourceMap::setFile(const ElementRef &element, const QString &file)
{
    m_files[element].file = file;
}

void SourceMap::add(const ElementRef &element, const QString &pointer, int line, int column)
{
    File &file = m_files[element];
    const QByteArray bytes = pointer.toUtf8();
    file.positions.append({file.pointers.size(), bytes.size(), line, column});
    file.pointers += bytes;
}

void SourceMap::remove(const ElementRef &element)
{
    m_files.remove(element);
}

Place SourceMap::place(const ElementRef &element, const QString &pointer) const
{
    Place place;
    place.pointer = pointer;
    const auto found = m_files.constFind(element);
    if (found == m_files.constEnd())
        return place;
    place.file = found->file;
    const QByteArray wanted = pointer.toUtf8();
    qsizetype nearest = -1;
    for (const Position &position : found->positions) {
        if (position.size < nearest)
            continue;
        if (contains(QByteArrayView(found->pointers).sliced(position.start, position.size), wanted)) {
            nearest = position.size;
            place.line = position.line;
            place.column = position.column;
        }
    }
    return place;
}

} // namespace weir
