// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/tableheader.h"

#include "ui/kit/deskstyle.h"
#include "ui/kit/icon.h"
#include "ui/kit/tableview.h"
#include "ui/kit/typography.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int headerChevronSide = 12;
constexpr int headerChevronGap = 4;

} // namespace

TableHeader::TableHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHighlightSections(false);
    setSectionsClickable(true);
    setSectionsMovable(false);
    setMinimumSectionSize(36);
    setSectionResizeMode(QHeaderView::Interactive);
    setType(this, TypeRole::Caption);
}

void TableHeader::setCheckSection(int section)
{
    m_checkSection = section;
    viewport()->update();
}

void TableHeader::setCheckState(Qt::CheckState state)
{
    if (state == m_checkState)
        return;
    m_checkState = state;
    viewport()->update();
}

QRect TableHeader::checkBoxRect() const
{
    if (m_checkSection < 0)
        return {};
    const auto *view = qobject_cast<const TableView *>(parentWidget());
    const int margin = view ? view->cellMargins(m_checkSection).left() : 8;
    return {sectionViewportPosition(m_checkSection) + margin, (height() - 16) / 2, 16, 16};
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), px(32, this)};
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    if (!rect.isValid())
        return;
    QStyleOptionHeader option;
    initStyleOption(&option);
    option.rect = rect;
    painter->save();
    style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);
    const Theme &theme = Theme::of(this);
    if (logicalIndex == m_checkSection) {
        const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
        DeskStyle::drawCheckBox(painter, checkBoxRect(), m_checkState, isEnabled(),
                                underMouse() && onCheckSection(pointer), palette());
        painter->restore();
        return;
    }
    const auto *view = qobject_cast<const TableView *>(parentWidget());
    const QMargins margins = view ? view->cellMargins(logicalIndex) : QMargins(8, 0, 8, 0);
    QRect words = rect.marginsRemoved(margins).adjusted(0, 0, 0, -1);
    const QVariant wish = model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole);
    const Qt::Alignment alignment =
        wish.isValid() ? Qt::Alignment(wish.toInt()) : defaultAlignment();
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const bool right = bool(alignment & (Qt::AlignRight | Qt::AlignTrailing)) != mirrored;
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == logicalIndex;
    const QString text = model()->headerData(logicalIndex, Qt::Horizontal).toString();
    const QFontMetrics metrics(font());
    const int room = words.width() - (sorted ? headerChevronSide + headerChevronGap : 0);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, qMax(0, room));
    const int width = qMin(room, metrics.horizontalAdvance(shown) + 1);
    QRect chevron(0, words.center().y() + 1 - headerChevronSide / 2, headerChevronSide,
                  headerChevronSide);
    if (right) {
        if (sorted) {
            chevron.moveRight(words.right());
            words.setRight(words.right() - headerChevronSide - headerChevronGap);
        }
    } else {
        chevron.moveLeft(words.left() + width + headerChevronGap);
    }
    painter->setFont(font());
    painter->setPen(isEnabled() ? theme.secondaryText : theme.dis);
    painter->drawText(
        words, int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter),
        shown);
    if (sorted) {
        Icon::paint(painter, chevron,
                    sortIndicatorOrder() == Qt::AscendingOrder ? u"chevron-up"_s
                                                               : u"chevron-down"_s,
                    theme.secondaryText);
    }
    painter->restore();
}

bool TableHeader::onCheckSection(const QPoint &position) const
{
    return m_checkSection >= 0 && logicalIndexAt(position) == m_checkSection;
}

void TableHeader::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && onCheckSection(event->position().toPoint())) {
        m_pressed = true;
        event->accept();
        return;
    }
    QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_pressed && event->button() == Qt::LeftButton) {
        m_pressed = false;
        if (onCheckSection(event->position().toPoint()))
            Q_EMIT checkClicked();
        return;
    }
    QHeaderView::mouseReleaseEvent(event);
}

void TableHeader::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed)
        QHeaderView::mouseMoveEvent(event);
}

bool TableHeader::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (onCheckSection(help->pos())) {
            QToolTip::showText(help->globalPos(),
                               m_checkState == Qt::Checked ? tr("Select none") : tr("Select all"),
                               this);
            return true;
        }
    }
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave
        || event->type() == QEvent::HoverMove) {
        if (m_checkSection >= 0)
            viewport()->update(checkBoxRect());
    }
    return QHeaderView::viewportEvent(event);
}

} // namespace segmentdesk
