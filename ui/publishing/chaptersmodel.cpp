// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/publishing/chaptersmodel.h"

#include "ui/theme/fonts.h"

namespace weir {

namespace {

constexpr int deepestLevel = 3;
constexpr int indentPerLevel = 3; ///< Blanks.

} // namespace

void ChaptersModel::setOutline(const Outline &outline)
{
    QList<Chapter> chapters;
    for (qsizetype index = 0; index < outline.blocks.size(); ++index) {
        const auto *heading = std::get_if<Heading>(&outline.blocks[index]);
        if (heading && heading->level > 1 && heading->level <= deepestLevel)
            chapters.append({index, heading->level, heading->text.toPlain()});
    }
    if (chapters == m_chapters)
        return;
    beginResetModel();
    m_chapters = chapters;
    endResetModel();
}

int ChaptersModel::rowOf(qsizetype block) const
{
    int row = -1;
    while (row + 1 < int(m_chapters.size()) && m_chapters[row + 1].block <= block)
        ++row;
    return row;
}

int ChaptersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_chapters.size());
}

QVariant ChaptersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_chapters.size())
        return {};
    const Chapter &chapter = m_chapters.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return QString((chapter.level - 2) * indentPerLevel, u' ') + chapter.text;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return chapter.text;
    case Qt::FontRole:
        return font(chapter.level == 2 ? TextStyle::Heading : TextStyle::Body);
    case BlockRole:
        return chapter.block;
    case LevelRole:
        return chapter.level;
    default:
        return {};
    }
}

} // namespace weir
