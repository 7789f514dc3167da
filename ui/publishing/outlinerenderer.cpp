// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publishing/outlinerenderer.h"

#include "core/document/handwritten.h"
#include "ui/publishing/diagramimage.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QTextFrame>
#include <QTextList>
#include <QTextTable>
#include <QUrl>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr double bodySize = 14;
constexpr double codeSize = 12.5;
constexpr double lineHeight = 145; ///< Percent.
constexpr double cellPadding = 7;

/// Size, weight and space above of a heading.
struct HeadingLook
{
    double size;
    QFont::Weight weight;
    double above, below;
};

HeadingLook lookOf(int level)
{
    switch (level) {
    case 1:
        return {27, QFont::Bold, 0, 14};
    case 2:
        return {20, QFont::Bold, 34, 8};
    case 3:
        return {16, QFont::DemiBold, 24, 6};
    default:
        return {14, QFont::DemiBold, 16, 4};
    }
}

QTextBlockFormat blockFormat(double above, double below)
{
    QTextBlockFormat format;
    format.setTopMargin(above);
    format.setBottomMargin(below);
    format.setLineHeight(lineHeight, QTextBlockFormat::ProportionalHeight);
    return format;
}

} // namespace

OutlineRenderer::OutlineRenderer(const Theme &theme, double width, double ratio)
    : m_theme(theme)
    , m_width(width)
    , m_ratio(ratio)
{}

QString OutlineRenderer::anchor(qsizetype block)
{
    return u"block-%1"_s.arg(block);
}

void OutlineRenderer::render(const Outline &outline, QTextDocument &document)
{
    document.clear();
    document.setDocumentMargin(0);
    document.setDefaultFont(charFormat(bodySize, QFont::Normal).font());
    m_cursor = QTextCursor(&document);
    m_cursor.beginEditBlock();
    m_atStart = true;
    for (qsizetype index = 0; index < outline.blocks.size(); ++index)
        std::visit([this, index](const auto &block) { add(block, index); }, outline.blocks[index]);
    m_cursor.endEditBlock();
}

void OutlineRenderer::add(const Heading &heading, qsizetype index)
{
    const HeadingLook look = lookOf(heading.level);
    QTextBlockFormat format = blockFormat(look.above, look.below);
    format.setHeadingLevel(heading.level);
    startBlock(format);
    QTextCharFormat text = charFormat(look.size, look.weight);
    text.setAnchorNames({anchor(index)});
    insert(heading.text, text);
}

void OutlineRenderer::add(const Paragraph &paragraph, qsizetype)
{
    startBlock(blockFormat(0, paragraph.introduces ? 2 : 10));
    insert(paragraph.text, charFormat(bodySize, QFont::Normal));
}

void OutlineRenderer::add(const BulletList &list, qsizetype)
{
    insertItems(list.items, blockFormat(0, 3));
}

void OutlineRenderer::add(const Table &table, qsizetype)
{
    startBlock(blockFormat(0, 4));
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(cellPadding);
    format.setHeaderRowCount(1);
    format.setTopMargin(4);
    format.setBottomMargin(14);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    QTextTable *made = m_cursor.insertTable(int(table.rows.size()) + 1, int(table.columns.size()), format);
    QTextTableCellFormat line;
    line.setBottomBorder(1);
    line.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    line.setBottomBorderBrush(m_theme.color(Role::Line));
    line.setPadding(cellPadding);
    const auto write = [&](int row, int column, const Text &text, const QTextCharFormat &characters) {
        QTextTableCell cell = made->cellAt(row, column);
        cell.setFormat(line);
        m_cursor = cell.firstCursorPosition();
        QTextBlockFormat block;
        if (table.columns[column].alignment == Table::Alignment::Right)
            block.setAlignment(Qt::AlignRight);
        m_cursor.setBlockFormat(block);
        insert(text, characters);
    };
    QTextCharFormat head = charFormat(12, QFont::DemiBold);
    head.setForeground(m_theme.color(Role::DimText));
    for (int column = 0; column < int(table.columns.size()); ++column) {
        write(0, column, Text(table.columns[column].title), head);
        for (int row = 0; row < int(table.rows.size()); ++row)
            write(row + 1, column, table.rows[row].value(column), charFormat(13, QFont::Normal));
    }
    m_cursor.movePosition(QTextCursor::End);
    m_atStart = true;
}

void OutlineRenderer::add(const CodeBlock &code, qsizetype)
{
    startBlock(blockFormat(0, 2));
    QTextFrameFormat frame;
    frame.setBackground(m_theme.color(Role::Window));
    frame.setPadding(12);
    frame.setBorder(0);
    frame.setTopMargin(2);
    frame.setBottomMargin(14);
    m_cursor.insertFrame(frame);
    QTextBlockFormat block;
    block.setNonBreakableLines(false);
    m_cursor.setBlockFormat(block);
    QTextCharFormat text;
    QFont fixed = font(TextStyle::Code);
    fixed.setPixelSize(qRound(codeSize));
    text.setFont(fixed);
    text.setForeground(m_theme.color(Role::Text));
    QString lines = code.text;
    while (lines.endsWith(u'\n'))
        lines.chop(1);
    m_cursor.insertText(lines.replace(u'\n', QChar::LineSeparator), text);
    m_cursor.movePosition(QTextCursor::End);
    m_atStart = true;
}

void OutlineRenderer::add(const Diagram &diagram, qsizetype index)
{
    const DrawnOn surface = m_theme.isDark() ? DrawnOn::Dark : DrawnOn::Light;
    const QImage image = diagramImage(diagram.content, surface,
                                      m_theme.color(m_theme.isDark() ? Role::Canvas : Role::Panel), m_width, m_ratio);
    QTextBlockFormat block = blockFormat(6, 16);
    block.setLineHeight(100,
                        QTextBlockFormat::ProportionalHeight); // A line as high as its picture, not half as much again.
    startBlock(block);
    if (image.isNull()) {
        m_cursor.insertText(diagram.title, charFormat(bodySize, QFont::Normal));
        return;
    }
    const QString name = u"diagram:%1"_s.arg(index);
    m_cursor.document()->addResource(QTextDocument::ImageResource, QUrl(name), image);
    QTextImageFormat format;
    format.setName(name);
    format.setWidth(image.width() / m_ratio);
    format.setHeight(image.height() / m_ratio);
    format.setToolTip(diagram.title);
    m_cursor.insertImage(format);
}

void OutlineRenderer::add(const Callout &callout, qsizetype)
{
    startBlock(blockFormat(0, 2));
    QTextFrameFormat frame;
    frame.setBackground(m_theme.color(Role::Window));
    frame.setPadding(14);
    frame.setBorder(0);
    frame.setTopMargin(4);
    frame.setBottomMargin(16);
    m_cursor.insertFrame(frame);
    m_cursor.setBlockFormat(blockFormat(0, 6));
    QTextCharFormat head = charFormat(bodySize, QFont::DemiBold);
    head.setForeground(m_theme.color(Role::Warning));
    m_cursor.insertText(callout.title, head);
    insertItems(callout.items, blockFormat(0, 2));
    m_cursor.movePosition(QTextCursor::End);
    m_atStart = true;
}

void OutlineRenderer::add(const HandWritten &text, qsizetype)
{
    startBlock(blockFormat(0, 10));
    m_cursor.insertHtml(handWrittenHtml(text.markdown));
}

void OutlineRenderer::startBlock(const QTextBlockFormat &format)
{
    if (m_atStart)
        m_cursor.setBlockFormat(format);
    else
        m_cursor.insertBlock(format);
    m_cursor.setCharFormat(charFormat(bodySize, QFont::Normal));
    m_atStart = false;
}

void OutlineRenderer::insert(const Text &text, const QTextCharFormat &base)
{
    for (const Span &span : text.spans()) {
        QTextCharFormat format = base;
        if (span.style == Span::Style::Bold)
            format.setFontWeight(QFont::DemiBold);
        if (span.style == Span::Style::Code) {
            format.setFontFamilies(font(TextStyle::Code).families());
            format.setFontFixedPitch(true);
            format.setBackground(m_theme.color(Role::Window));
        }
        m_cursor.insertText(span.text, format);
    }
}

void OutlineRenderer::insertItems(const QList<Text> &items, const QTextBlockFormat &format)
{
    QTextListFormat bullets;
    bullets.setStyle(QTextListFormat::ListDisc);
    bullets.setIndent(1);
    QTextList *list = nullptr;
    for (const Text &item : items) {
        startBlock(format);
        if (list)
            list->add(m_cursor.block());
        else
            list = m_cursor.createList(bullets);
        insert(item, charFormat(bodySize, QFont::Normal));
    }
    startBlock(blockFormat(0, 4));
    m_atStart = true;
}

QTextCharFormat OutlineRenderer::charFormat(double size, QFont::Weight weight) const
{
    QFont made = font(TextStyle::Body);
    made.setPixelSize(qRound(size));
    made.setWeight(weight);
    QTextCharFormat format;
    format.setFont(made);
    format.setForeground(m_theme.color(Role::Text));
    return format;
}

} // namespace weir
