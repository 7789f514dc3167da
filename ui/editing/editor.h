// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QMap>
#include <QObject>
#include <QPoint>

namespace weir {

class ProjectDocument;

/// The only way to change a project: each verb is one named undo step, and nothing changes when it fails.
class Editor : public QObject
{
    Q_OBJECT

public:
    explicit Editor(ProjectDocument &document, QObject *parent = nullptr);

    /// Sets the value at \a pointer of \a element's document; an absent value removes it. Parents that are missing are
    /// made (as objects). No step when nothing would change. \a text names the step ("Set timeout").
    Result<void> setValue(const ElementRef &element, const QString &pointer, const JsonValue &value,
                          const QString &text);
    /// The display name (a scenario's and view's title, the project's title); an empty one removes it.
    Result<void> rename(const ElementRef &element, const QString &name);
    /// An event's summary, the description of others; an empty one removes it.
    Result<void> setSummary(const ElementRef &element, const QString &summary);

    /// Adds an element with \a document, whose `id` is made from \a name and free. Returns what it became.
    Result<ElementRef> addElement(Kind kind, const QString &name, const JsonValue &document = {});
    /// Removes elements with everything that belongs to them alone; references to them stay and become findings.
    Result<void> removeElements(const QList<ElementRef> &elements);

    /// A number that marks the start of a new gesture: moves with the same number become one undo step.
    int beginGesture();
    /// Puts nodes (`kind/id`) of a view at grid positions. The view is made when there is none.
    Result<void> moveNodes(const QString &view, const QMap<QString, QPoint> &positions, int gesture);
    /// The result of a layout command: positions and bends replace what the view has for these nodes and edges.
    Result<void> arrange(const QString &view, const QMap<QString, QPoint> &positions,
                         const QMap<QString, QList<QPoint>> &bends, const QString &text);

    /// Several changes as one step (fixes, suggestions); all of them or none.
    Result<void> apply(const QList<Change> &changes, const QString &text);

private:
    Result<void> push(const QList<Change> &changes, const QString &text, int gesture = 0);

    ProjectDocument &m_document;
    int m_gesture = 0;
};

} // namespace weir
