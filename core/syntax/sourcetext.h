// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/syntax/reader.h"

#include <QByteArrayView>

#include <optional>
#include <vector>

namespace weir {

/// A line and a column, both from 1; columns count bytes.
struct Position
{
    int line = 0;
    int column = 0;
};

/// The bytes of a file about to be read: knows the line and column of each offset and what no text may contain.
class SourceText
{
public:
    /// \a bytes must outlive this.
    SourceText(QByteArrayView bytes, QString file);

    QByteArrayView bytes() const { return m_bytes; }
    QString file() const { return m_file; }
    qsizetype size() const { return m_bytes.size(); }
    /// The position of the byte at \a offset; an offset beyond the end counts as the end.
    Position positionOf(qsizetype offset) const;
    /// The inverse: the offset of \a line and \a column (both from 0, columns in characters).
    qsizetype offsetOf(int line, int characters) const;
    /// After the last byte that is no white space.
    qsizetype contentEnd() const;

    Error errorAt(qsizetype offset, const QString &message, const QString &hint = {}) const;

    /// What is wrong before any syntax: too large, not UTF-8, a control character, a conflict marker.
    std::optional<Error> defect(const ReadLimits &limits) const;

private:
    std::optional<Error> encodingDefect() const;
    std::optional<Error> conflictMarker() const;

    QByteArrayView m_bytes;
    QString m_file;
    std::vector<qsizetype> m_lineStarts;
};

} // namespace weir
