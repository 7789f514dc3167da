// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

#include <unistd.h>

namespace weir {

namespace {

bool isSet(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

const char *sequenceOf(Ink ink)
{
    switch (ink) {
    case Ink::Strong:
        return "\x1b[1m";
    case Ink::Faint:
        return "\x1b[2m";
    case Ink::Good:
        return "\x1b[32m";
    case Ink::Warning:
        return "\x1b[33m";
    case Ink::Bad:
        return "\x1b[31m";
    case Ink::Plain:
        break;
    }
    return "";
}

} // namespace

Console::Console()
    : m_outIsTerminal(isatty(STDOUT_FILENO) != 0)
    , m_errIsTerminal(isatty(STDERR_FILENO) != 0)
    , m_plainWanted(isSet("NO_COLOR") || qgetenv("TERM") == "dumb")
{}

Result<void> Console::print(const QString &text)
{
    return print(text.toUtf8());
}

Result<void> Console::print(const QByteArray &bytes)
{
    clearProgress();
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0)
        return Error{tr("Standard output could not be written."), {}, {}};
    return {};
}

void Console::say(const QString &line)
{
    if (!m_quiet)
        writeError(line + u'\n');
}

void Console::complain(const Error &error)
{
    const QString place = placeText(error.place);
    const QString start = place.isEmpty() ? QStringLiteral("weir") : place;
    QString text =
        QStringLiteral("%1: %2 %3\n").arg(start, inked(tr("error:"), Ink::Bad, m_errIsTerminal), error.message);
    if (!error.hint.isEmpty())
        text += QStringLiteral("  ") + error.hint + u'\n';
    writeError(text);
}

void Console::showProgress(const QString &what, double share)
{
    const int percent = static_cast<int>(share * 100);
    if (m_quiet || !m_errIsTerminal || percent == m_shownPercent)
        return;
    m_shownPercent = percent;
    const QByteArray line = QStringLiteral("\r%1 %2 %\x1b[K").arg(what).arg(percent).toUtf8();
    std::fputs(line.constData(), stderr);
}

void Console::clearProgress()
{
    if (m_shownPercent < 0)
        return;
    m_shownPercent = -1;
    std::fputs("\r\x1b[K", stderr);
}

QString Console::inked(const QString &text, Ink ink) const
{
    return inked(text, ink, m_outIsTerminal);
}

QString Console::inked(const QString &text, Ink ink, bool isTerminal) const
{
    const bool isColored =
        m_colorMode == ColorMode::Always || (m_colorMode == ColorMode::Auto && isTerminal && !m_plainWanted);
    if (!isColored || ink == Ink::Plain || text.isEmpty())
        return text;
    return QLatin1String(sequenceOf(ink)) + text + QLatin1String("\x1b[0m");
}

void Console::writeError(const QString &text)
{
    clearProgress();
    std::fputs(text.toUtf8().constData(), stderr);
}

QString placeText(const Place &place)
{
    QString text = place.file;
    if (text.isEmpty())
        return text;
    if (place.line > 0)
        text += u':' + QString::number(place.line);
    if (place.line > 0 && place.column > 0)
        text += u':' + QString::number(place.column);
    return text;
}

} // namespace weir
