// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/sourcetext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace weir {

namespace {

quint8 byteAt(QByteArrayView bytes, qsizetype offset)
{
    return quint8(bytes[offset]);
}

/// Bytes of the UTF-8 character that starts at \a offset; 0 when it is malformed (RFC 3629 §4).
qsizetype characterSize(QByteArrayView bytes, qsizetype offset)
{
    const quint8 lead = byteAt(bytes, offset);
    if (lead < 0x80)
        return 1;
    const qsizetype size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || offset + size > bytes.size())
        return 0;
    for (qsizetype i = 1; i < size; ++i) {
        if ((byteAt(bytes, offset + i) & 0xc0U) != 0x80)
            return 0;
    }
    const quint8 second = byteAt(bytes, offset + 1);
    const bool isOverlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool isSurrogate = lead == 0xed && second >= 0xa0;
    const bool isTooLarge = lead == 0xf4 && second >= 0x90;
    return isOverlong || isSurrogate || isTooLarge ? 0 : size;
}

bool isForbidden(char c)
{
    return quint8(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

} // namespace

SourceText::SourceText(QByteArrayView bytes, QString file) : m_bytes(bytes), m_file(std::move(file)), m_lineStarts{0}
{
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const bool isCrLf = bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n';
        if (bytes[i] == '\n' || (bytes[i] == '\r' && !isCrLf))
            m_lineStarts.push_back(i + 1);
    }
}

Position SourceText::positionOf(qsizetype offset) const
{
    offset = std::clamp<qsizetype>(offset, 0, size());
    const auto next = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), offset);
    return {int(next - m_lineStarts.begin()), int(offset - *std::prev(next)) + 1};
}

qsizetype SourceText::offsetOf(int line, int characters) const
{
    if (line < 0 || line >= int(m_lineStarts.size()))
        return size();
    qsizetype offset = m_lineStarts[size_t(line)];
    for (int i = 0; i < characters && offset < size() && m_bytes[offset] != '\n'; ++i)
        offset += std::max<qsizetype>(1, characterSize(m_bytes, offset));
    return offset;
}

qsizetype SourceText::contentEnd() const
{
    qsizetype end = size();
    while (end > 0 && QByteArrayView(" \t\r\n").contains(m_bytes[end - 1]))
        --end;
    return end;
}

Error SourceText::errorAt(qsizetype offset, const QString &message, const QString &hint) const
{
    const Position position = positionOf(offset);
    return Error{message, Place{m_file, position.line, position.column, {}}, hint};
}

std::optional<Error> SourceText::defect(const ReadLimits &limits) const
{
    if (size() > limits.bytes) {
        return errorAt(limits.bytes,
                       QCoreApplication::translate("weir", "The file has %1, more than the %2 that are read.")
                           .arg(QLocale::c().formattedDataSize(size()), QLocale::c().formattedDataSize(limits.bytes)),
                       QCoreApplication::translate("weir", "Split it into smaller files."));
    }
    if (auto error = encodingDefect())
        return error;
    return conflictMarker();
}

std::optional<Error> SourceText::encodingDefect() const
{
    for (qsizetype i = 0; i < size();) {
        const qsizetype length = characterSize(m_bytes, i);
        if (length == 0) {
            return errorAt(i,
                           QCoreApplication::translate("weir", "The file is not UTF-8: byte %1 fits nowhere here.")
                               .arg(QString::number(byteAt(m_bytes, i), 16)),
                           QCoreApplication::translate("weir", "Save it with the encoding UTF-8."));
        }
        if (isForbidden(m_bytes[i])) {
            return errorAt(
                i,
                QCoreApplication::translate("weir", "The control character U+%1 is not allowed.")
                    .arg(int(m_bytes[i]), 4, 16, QLatin1Char('0')),
                QCoreApplication::translate("weir", "Write it as an escape in a quoted string, or remove it."));
        }
        i += length;
    }
    return std::nullopt;
}

std::optional<Error> SourceText::conflictMarker() const
{
    const QByteArrayView marker("<<<<<<<");
    for (qsizetype found = m_bytes.indexOf(marker); found >= 0; found = m_bytes.indexOf(marker, found + 1)) {
        if (found == 0 || m_bytes[found - 1] == '\n') {
            return errorAt(
                found, QCoreApplication::translate("weir", "The file has an unresolved merge conflict."),
                QCoreApplication::translate(
                    "weir", "Keep one of the two versions and remove the lines with <<<<<<<, ======= and >>>>>>>."));
        }
    }
    return std::nullopt;
}

} // namespace weir
