// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publishing/publishingtool.h"

#include "core/document/eventdocument.h"
#include "core/usecases/exportforeign.h"
#include "core/usecases/exportproject.h"
#include "ui/editing/projectdocument.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr auto refreshDelay = std::chrono::milliseconds(200);

Findings findingsOf(const QList<OpenPoint> &points)
{
    Findings findings;
    for (const OpenPoint &point : points) {
        Finding finding;
        finding.rule = u"document/open-point"_s;
        finding.severity = Severity::Info;
        finding.message = point.text;
        finding.element = point.element;
        findings.append(finding);
    }
    return findings;
}

} // namespace

PublishingTool::PublishingTool(const ProjectDocument &document, QSettings &state, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_state(state)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(refreshDelay);
    connect(&m_delay, &QTimer::timeout, this, &PublishingTool::refresh);
    const auto invalidate = [this] {
        m_isStale = true;
        if (m_watched)
            m_delay.start();
    };
    connect(&document, &ProjectDocument::elementsChanged, this, invalidate);
    connect(&document, &ProjectDocument::catalogReset, this, [this] {
        m_isStale = true;
        if (m_watched)
            refresh();
    });
}

void PublishingTool::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && m_isStale)
        refresh();
}

Result<void> PublishingTool::exportTo(const QString &path)
{
    const QString format = path.endsWith(".md"_L1) ? u"markdown"_s : u"html"_s;
    const Result<QByteArray> bytes = exportProject(m_document.catalog(), {format, {}, nullptr});
    if (!bytes)
        return bytes.error();
    Result<void> done = writeExport(*bytes, path);
    if (done)
        m_state.setValue(stateKey(), path);
    return done;
}

Result<Findings> PublishingTool::exportForeignTo(const QString &format, const QString &path) const
{
    const Result<ForeignExport> exported = exportForeign(m_document.catalog(), {format, {}, path});
    if (!exported)
        return exported.error();
    const Result<void> written =
        isFolder(*exported) ? writeFolder(*exported, path) : writeExport(exported->files.value({}), path);
    if (!written)
        return written.error();
    return exported->losses;
}

QString PublishingTool::lastExport() const
{
    return m_state.value(stateKey()).toString();
}

QString PublishingTool::suggestedPlace(const QString &ending) const
{
    const QString location = m_document.location();
    QString name = location.isEmpty() ? m_document.title() : QFileInfo(location).fileName();
    for (const QString &own : {u".json"_s, u".weir"_s}) {
        if (name.endsWith(own))
            name.chop(own.size());
    }
    const QDir folder(location.isEmpty() ? QDir::homePath() : QFileInfo(location).absolutePath());
    return folder.filePath((name.isEmpty() ? u"document"_s : name.replace(u'/', u'-')) + ending);
}

void PublishingTool::refresh()
{
    m_isStale = false;
    m_outline = m_document.isOpen() ? eventDocument(m_document.catalog()) : Outline();
    m_openPoints = m_document.isOpen() ? findingsOf(weir::openPoints(m_document.catalog())) : Findings();
    emit changed();
}

QString PublishingTool::stateKey() const
{
    const QString project = m_document.location().isEmpty() ? m_document.title() : m_document.location();
    return u"exports/"_s + QString::fromLatin1(project.toUtf8().toBase64(QByteArray::Base64UrlEncoding));
}

} // namespace weir
