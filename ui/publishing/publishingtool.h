// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/document/outline.h"

#include <QObject>
#include <QTimer>

class QSettings;

namespace weir {

class ProjectDocument;

/// The document of the open project: computed when it is looked at, exported on request.
class PublishingTool : public QObject
{
    Q_OBJECT

public:
    /// Where each project was exported to last is kept in \a state.
    PublishingTool(const ProjectDocument &document, QSettings &state, QObject *parent = nullptr);

    const Outline &outline() const { return m_outline; }
    /// What the design leaves open, as findings that can be jumped to.
    const Findings &openPoints() const { return m_openPoints; }

    /// While it is watched, the document follows edits after a short while; otherwise nothing is computed.
    void setWatched(bool watched);

    /// Writes the document to \a path: Markdown for `.md`, else HTML. Remembers the place.
    Result<void> exportTo(const QString &path);
    /// Writes the design for another tool: `asyncapi` to the file \a path (YAML for `.yaml` and `.yml`, else JSON),
    /// `eventcatalog` to the folder \a path, which must be new or empty. Returns what the other tool does not learn.
    Result<Findings> exportForeignTo(const QString &format, const QString &path) const;
    /// Where the project was exported to last; empty when it was not.
    QString lastExport() const;
    /// A place for a first export: beside the project, under its name, with \a ending (`.html`).
    QString suggestedPlace(const QString &ending) const;

signals:
    void changed();

private:
    void refresh();
    QString stateKey() const;

    const ProjectDocument &m_document;
    QSettings &m_state;
    Outline m_outline;
    Findings m_openPoints;
    QTimer m_delay;
    bool m_watched = false;
    bool m_isStale = true;
};

} // namespace weir
