// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QList>
#include <QMap>

namespace weir {

/// Puts together the changes of one edit: each remembers what was there before, with the changes so far in effect.
///
/// What cannot be done (an element or a parent that is not there) is left out: an edit is made from what is seen now.
class Edits
{
public:
    /// \a catalog must outlive the edits; it does not change.
    explicit Edits(const Catalog &catalog) : m_catalog(catalog) {}

    /// The document of \a element as the changes so far leave it; absent when there is none.
    JsonValue document(const ElementRef &element) const;
    /// The value at \a pointer of it; absent when there is none.
    JsonValue value(const ElementRef &element, const QString &pointer) const;

    /// Gives \a pointer this value. Members on the way that are missing become objects; an index behind the last item, or
    /// `-`, appends. Nothing happens when the value is there already.
    void set(const ElementRef &element, const QString &pointer, const Json &value);
    /// Appends \a item to the array at \a pointer, which is made when it is missing.
    void append(const ElementRef &element, const QString &pointer, const Json &item);
    /// Removes the member or item at \a pointer.
    void remove(const ElementRef &element, const QString &pointer);
    /// Adds an element, unless there is one of that name.
    void addElement(const ElementRef &element, const Json &document);
    void removeElement(const ElementRef &element);

    bool isEmpty() const { return m_changes.isEmpty(); }
    const QList<Change> &changes() const { return m_changes; }

private:
    void push(const ElementRef &element, const QString &pointer, const JsonValue &before, const JsonValue &after);

    const Catalog &m_catalog;
    QMap<ElementRef, JsonValue> m_touched;
    QList<Change> m_changes;
};

} // namespace weir
