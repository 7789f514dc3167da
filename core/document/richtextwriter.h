// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/outline.h"

#include <QString>

namespace weir {

/// Colours and fonts of rich text, as CSS colours.
struct RichTextStyle
{
    QString text = QStringLiteral("#1F1F1F");
    QString dimText = QStringLiteral("#6B6B66");
    QString line = QStringLiteral("#DEDED8");
    QString code = QStringLiteral("#F3F3F0");   ///< Background of code.
    QString notice = QStringLiteral("#FFF3E2"); ///< Background of open points.
    QString accent = QStringLiteral("#0B6BCB");
    QString monospace = QStringLiteral("monospace");
};

/// \a outline in the part of HTML that `QTextDocument` shows. The n-th heading has the anchor `heading-n`, the n-th diagram is the
/// image `diagram:n`, both counted from 0; whoever shows the text provides the images. Text of the model is never markup.
QString toRichText(const Outline &outline, const RichTextStyle &style = {});

/// The diagrams of \a outline in their order, for the images of toRichText().
QList<Diagram> diagramsOf(const Outline &outline);

} // namespace weir
