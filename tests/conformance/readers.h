// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/place.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <vector>

namespace weir::test {

/// What a reader said of a text.
struct Answer
{
    bool isRefused = false; ///< The whole, or a part of it.
    QList<Place> errors;    ///< Of everything wrong that makes Weir leave something out.
    QString message;        ///< The first of them.
};

/// One reader of texts from outside, and texts that it reads without complaint.
struct Reader
{
    QString name;
    QList<QByteArray> texts;
    std::function<Answer(const QByteArray &text)> read;
    /// Where the text cannot hold \ref poison: offsets of one text; empty: nowhere.
    std::function<QList<qsizetype>(const QByteArray &text)> soft;
    QByteArray poison = QByteArray("\x01"); ///< No such text may hold it.
};

/// All of them, texts from our own test data; the corpora's come on top where they are there.
std::vector<Reader> allReaders();

} // namespace weir::test
