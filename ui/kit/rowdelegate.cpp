// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/rowdelegate.h"

#include "ui/kit/deskstyle.h"
#include "ui/kit/icon.h"
#include "ui/kit/plaintips.h"
#include "ui/kit/tableview.h"
#include "ui/kit/typography.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int rowIconSide = 16;
constexpr int iconGap = 6;

const TableView *tableOf(const QStyleOptionViewItem &option)
{
    return qobject_cast<const TableView *>(option.widget);
}

/// The whole row in the viewport, as wide as its columns.
QRect rowRect(const TableView *view, const QStyleOptionViewItem &option)
{
    return {0, option.rect.top(), view->viewport()->width(), option.rect.height()};
}

QString failedWords()
{
    return RowDelegate::tr("Could not be read.");
}

QString retryWord()
{
    return RowDelegate::tr("Retry");
}

/// Where the words of a row that could not be read begin.
int failedLeft(const TableView *view)
{
    const int column = view->checkColumn() >= 0 ? view->checkColumn() : -1;
    const int left = column >= 0
        ? view->columnViewportPosition(column) + view->columnWidth(column) + 8
        : view->cellMargins(view->horizontalHeader()->logicalIndex(0)).left();
    return qMax(left, 8);
}

} // namespace

RowDelegate::RowDelegate(QObject *parent) : QStyledItemDelegate(parent)
{
}

LoadState RowDelegate::loadState(const QModelIndex &index) const
{
    return static_cast<LoadState>(index.data(LoadStateRole).toInt());
}

bool RowDelegate::isMuted(const QModelIndex &index) const
{
    const QVariant muted = index.data(MutedRole);
    return muted.isValid() ? muted.toBool() : m_mutedColumns.contains(index.column());
}

bool RowDelegate::isSelected(const QStyleOptionViewItem &option)
{
    return option.state & QStyle::State_Selected;
}

QRect RowDelegate::contentRect(const QStyleOptionViewItem &option)
{
    QMargins margins(8, 0, 8, 0);
    if (const TableView *view = tableOf(option))
        margins = view->cellMargins(option.index.column());
    // The line at the bottom is not part of the row's height for the eye.
    return option.rect.marginsRemoved(margins).adjusted(0, 0, 0, -1);
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    item.index = index;
    painter->save();
    painter->setClipRect(item.rect, Qt::IntersectClip);
    const LoadState state = loadState(index);
    paintGround(painter, item, index);

    const TableView *view = tableOf(item);
    const bool isBox = view && view->checkColumn() == index.column();
    if (state == LoadState::Loading) {
        paintLoading(painter, item, index);
    } else if (isBox) {
        const QRect content = contentRect(item);
        const QRect box(content.left(), content.center().y() + 1 - 8, 16, 16);
        const QPoint pointer = view->viewport()->mapFromGlobal(QCursor::pos());
        const bool hover = view->hoveredRow() == index.row() && item.rect.contains(pointer);
        DeskStyle::drawCheckBox(painter, box, isSelected(item) ? Qt::Checked : Qt::Unchecked,
                                view->isEnabled(), hover, item.palette);
    } else if (state == LoadState::Failed) {
        paintFailed(painter, item, index);
    } else {
        paintContent(painter, item, index);
    }

    if (view && view->currentIndex().row() == index.row()) {
        // One ring around the row, drawn by each cell in its part.
        painter->setRenderHint(QPainter::Antialiasing, false);
        const Theme &theme = Theme::of(item.palette);
        const QRect row = rowRect(view, item);
        const QRect &cell = item.rect;
        painter->fillRect(QRect(cell.left(), row.top(), cell.width(), 1), theme.accLine);
        painter->fillRect(QRect(cell.left(), row.bottom() - 1, cell.width(), 1), theme.accLine);
        const QHeaderView *head = view->horizontalHeader();
        const int visual = head->visualIndex(index.column());
        if (visual == view->firstVisualColumn())
            painter->fillRect(QRect(cell.left(), row.top(), 1, row.height() - 1), theme.accLine);
        if (visual == view->lastVisualColumn())
            painter->fillRect(QRect(cell.right(), row.top(), 1, row.height() - 1), theme.accLine);
    }
    painter->restore();
}

void RowDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    const bool selected = isSelected(option);
    const TableView *view = tableOf(option);
    const bool hover =
        view ? view->hoveredRow() == index.row() : bool(option.state & QStyle::State_MouseOver);
    painter->fillRect(option.rect, selected ? theme.sel : hover ? theme.hover : theme.base);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      selected ? theme.selh : theme.hair);
}

void RowDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    QRect rect = contentRect(option);
    const QString iconName = index.data(IconNameRole).toString();
    if (!iconName.isEmpty()) {
        const QVariant tone = index.data(ToneRole);
        const QColor color =
            toneColor(theme, tone.isValid() ? static_cast<Tone>(tone.toInt()) : Tone::Second);
        const QRect icon(rect.left(), rect.center().y() + 1 - rowIconSide / 2, rowIconSide,
                         rowIconSide);
        Icon::paint(painter, QStyle::visualRect(option.direction, rect, icon), iconName, color);
        if (option.direction == Qt::RightToLeft)
            rect.setRight(rect.right() - rowIconSide - iconGap);
        else
            rect.setLeft(rect.left() + rowIconSide + iconGap);
    }
    const QString text = displayText(index.data(Qt::DisplayRole), option.locale);
    if (text.isEmpty())
        return;
    const QVariant wish = index.data(Qt::TextAlignmentRole);
    const bool right =
        wish.isValid() && (Qt::Alignment(wish.toInt()) & (Qt::AlignRight | Qt::AlignTrailing));
    const bool mirrored = option.direction == Qt::RightToLeft;
    const Qt::Alignment side = right != mirrored ? Qt::AlignRight : Qt::AlignLeft;
    const QVariant font = index.data(Qt::FontRole);
    const QFont used = font.isValid() ? font.value<QFont>().resolve(option.font) : option.font;
    painter->setFont(used);
    const bool enabled = option.state & QStyle::State_Enabled;
    painter->setPen(!enabled ? theme.dis : isMuted(index) ? theme.secondaryText : theme.text);
    const QFontMetrics metrics(used);
    const bool fits = metrics.horizontalAdvance(text) <= rect.width();
    // A name that reads from the right stays at the side where the column's names are.
    painter->drawText(rect, int(side | Qt::AlignAbsolute | Qt::AlignVCenter) | Qt::TextSingleLine,
                      fits ? text : metrics.elidedText(text, Qt::ElideRight, rect.width()));
}

void RowDelegate::paintLoading(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    const QColor color = isSelected(option) ? theme.selh : theme.hair;
    const QRect rect = contentRect(option);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    const TableView *view = tableOf(option);
    if (view && view->checkColumn() == index.column()) {
        painter->drawRoundedRect(QRect(rect.left(), rect.center().y() + 1 - 8, 16, 16), 4, 4);
        return;
    }
    // Widths that look like words and stay the same for a cell.
    const uint mix = (uint(index.row()) * 2654435761u) ^ (uint(index.column()) * 40503u);
    const int part = 45 + int((mix >> 7) % 36);
    const int width = qBound(20, rect.width() * part / 100, 190);
    QRect bar(rect.left(), rect.center().y() + 1 - 5, qMin(width, rect.width()), 10);
    const QVariant wish = index.data(Qt::TextAlignmentRole);
    if (wish.isValid() && (Qt::Alignment(wish.toInt()) & (Qt::AlignRight | Qt::AlignTrailing)))
        bar.moveRight(rect.right());
    painter->drawRoundedRect(QStyle::visualRect(option.direction, rect, bar), 5, 5);
}

QRect RowDelegate::retryRect(const TableView *view, int row)
{
    const QFontMetrics metrics(view->font());
    const int left = failedLeft(view) + rowIconSide + iconGap
        + metrics.horizontalAdvance(failedWords()) + metrics.horizontalAdvance(u' ');
    return {left, view->rowViewportPosition(row), metrics.horizontalAdvance(retryWord()) + 4,
            view->rowHeight(row)};
}

void RowDelegate::paintFailed(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const TableView *view = tableOf(option);
    const Theme &theme = Theme::of(option.palette);
    if (!view) {
        painter->setPen(theme.secondaryText);
        painter->drawText(contentRect(option), Qt::AlignVCenter | Qt::AlignLeft, failedWords());
        return;
    }
    // The words run over the cells; each cell draws what lies in it.
    const QRect row = rowRect(view, option).adjusted(0, 0, 0, -1);
    int x = failedLeft(view);
    Icon::paint(painter, QRect(x, row.center().y() + 1 - rowIconSide / 2, rowIconSide, rowIconSide),
                u"error"_s, theme.err);
    x += rowIconSide + iconGap;
    QFont font = option.font;
    painter->setFont(font);
    painter->setPen(theme.secondaryText);
    const int width = QFontMetrics(font).horizontalAdvance(failedWords());
    painter->drawText(QRect(x, row.top(), width + 1, row.height()),
                      Qt::AlignVCenter | Qt::AlignLeft, failedWords());
    const QRect retry = retryRect(view, index.row()).adjusted(0, 0, 0, -1);
    font.setUnderline(view->hoveredRow() == index.row());
    painter->setFont(font);
    painter->setPen(theme.accText);
    painter->drawText(retry, Qt::AlignVCenter | Qt::AlignLeft, retryWord());
}

QString RowDelegate::tipFor(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString text = displayText(index.data(Qt::DisplayRole), option.locale);
    int width = contentRect(option).width();
    if (!index.data(IconNameRole).toString().isEmpty())
        width -= rowIconSide + iconGap;
    return QFontMetrics(option.font).horizontalAdvance(text) > width ? text : QString();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    return {item.fontMetrics.horizontalAdvance(item.text) + 16, px(34, option.widget)};
}

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                            const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    if (index.data(Qt::ToolTipRole).isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStyleOptionViewItem item(option);
    item.index = index;
    item.widget = view;
    const QString tip = loadState(index) == LoadState::Ready ? tipFor(item, index) : QString();
    // Names may look like markup; they are shown as they are.
    QToolTip::showText(event->globalPos(), plainAsRich(tip), view, option.rect);
    return true;
}

} // namespace segmentdesk
