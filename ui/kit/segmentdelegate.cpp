// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/segmentdelegate.h"

#include "ui/kit/icon.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/marker.h"
#include "ui/kit/plaintips.h"
#include "ui/kit/typography.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int outside = 8;
constexpr int separatorHeight = 13;
constexpr int segmentMarkerSide = 10;
constexpr int segmentIconSide = 16;
constexpr int textLeft = 27; ///< from the row's ground
constexpr int textLeftTwoLines = 36;

/// Property of an editor: the row it is for.
constexpr auto editedIndex = "editedIndex";

DropState dropState(const QModelIndex &index)
{
    return static_cast<DropState>(index.data(DropStateRole).toInt());
}

bool hasTwoLines(const QModelIndex &index)
{
    return index.data(DetailRole).isValid();
}

bool isOpen(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QVariant open = index.data(OpenRole);
    return open.isValid() ? open.toBool() : bool(option.state & QStyle::State_Selected);
}

} // namespace

SegmentDelegate::SegmentDelegate(QObject *parent) : QStyledItemDelegate(parent)
{
}

void SegmentDelegate::prepare(QListView *list)
{
    list->setFrameShape(QFrame::NoFrame);
    list->setMouseTracking(true);
    list->viewport()->setBackgroundRole(QPalette::Window);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setTextElideMode(Qt::ElideRight);
}

QRect SegmentDelegate::groundRect(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *list = qobject_cast<const QAbstractItemView *>(option.widget);
    // The scroll bar takes the room at the right when it is there.
    const int right = list && list->verticalScrollBar()->isVisible() ? 0 : outside;
    QRect rect = option.rect.adjusted(option.direction == Qt::RightToLeft ? right : outside, 0,
                                      option.direction == Qt::RightToLeft ? -outside : -right, 0);
    if (index.data(SeparatorAboveRole).toBool())
        rect.setTop(rect.top() + separatorHeight);
    return rect;
}

QRect SegmentDelegate::nameRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect ground = groundRect(option, index);
    const QString count = index.data(CountTextRole).toString();
    int right = 10;
    if (!count.isEmpty()) {
        right +=
            8 + QFontMetrics(typeFont(TypeRole::Caption, option.widget)).horizontalAdvance(count);
    }
    const int left = hasTwoLines(index) ? textLeftTwoLines : textLeft;
    const QRect name = ground.adjusted(left, 0, -right, 0);
    return QStyle::visualRect(option.direction, ground, name);
}

void SegmentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    const DropState drop = dropState(index);
    const bool open = isOpen(option, index);
    const bool twoLines = hasTwoLines(index);
    const QRect ground = groundRect(option, index);
    const auto mirrored = [&](const QRect &part) {
        return QStyle::visualRect(option.direction, ground, part);
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);

    if (index.data(SeparatorAboveRole).toBool()) {
        painter->fillRect(QRect(ground.left() + 8, option.rect.top() + separatorHeight / 2,
                                ground.width() - 16, 1),
                          theme.line);
    }

    painter->setPen(Qt::NoPen);
    if (drop == DropState::Target) {
        painter->setPen(QPen(theme.accLine, 2));
        painter->setBrush(theme.sel);
        painter->drawRoundedRect(QRectF(ground).adjusted(1, 1, -1, -1), 5, 5);
    } else if (drop == DropState::None) {
        const bool hover = option.state & QStyle::State_MouseOver;
        const bool selected = option.state & QStyle::State_Selected;
        if (open || selected || hover) {
            painter->setBrush(open ? theme.sideOn : selected ? theme.sel : theme.sideHover);
            painter->drawRoundedRect(ground, 6, 6);
        }
        const bool focus = (option.state & QStyle::State_HasFocus)
            && (option.state & QStyle::State_KeyboardFocusChange);
        if (focus) {
            painter->setPen(QPen(theme.accLine, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(ground).adjusted(1, 1, -1, -1), 5, 5);
        }
    }

    const bool off = drop == DropState::Impossible || !(option.state & QStyle::State_Enabled);
    const int lineTop = twoLines
        ? ground.top() + ground.height() / 2 - QFontMetrics(option.font).height() + 1
        : ground.top();
    const int lineHeight = twoLines ? QFontMetrics(option.font).height() : ground.height();
    const int middle = lineTop + lineHeight / 2;

    const QString iconName = index.data(IconNameRole).toString();
    if (!iconName.isEmpty()) {
        const QVariant tone = index.data(ToneRole);
        const QColor color = off
            ? theme.dis
            : toneColor(theme, tone.isValid() ? static_cast<Tone>(tone.toInt()) : Tone::Second);
        const int left = ground.left() + (twoLines ? 10 : 5);
        Icon::paint(
            painter,
            mirrored(QRect(left, middle - segmentIconSide / 2, segmentIconSide, segmentIconSide)),
            iconName, color);
    } else if (const QVariant marker = index.data(MarkerRole); marker.isValid()) {
        paintMarker(painter,
                    mirrored(QRect(ground.left() + 8, middle - segmentMarkerSide / 2,
                                   segmentMarkerSide, segmentMarkerSide)),
                    theme, marker.toInt(), 3, !off);
    }

    // The number at the right: the count, or what a drop would add.
    const bool target = drop == DropState::Target;
    const QString count =
        target ? index.data(DropTextRole).toString() : index.data(CountTextRole).toString();
    const QFont countFont =
        typeFont(target ? TypeRole::CaptionStrong : TypeRole::Caption, option.widget);
    const int countWidth =
        count.isEmpty() ? 0 : QFontMetrics(countFont).horizontalAdvance(count) + 1;
    if (countWidth > 0) {
        painter->setFont(countFont);
        painter->setPen(off                                   ? theme.dis
                            : target                          ? theme.accText
                            : open && drop == DropState::None ? theme.text
                                                              : theme.secondaryText);
        painter->drawText(
            mirrored(QRect(ground.right() + 1 - 10 - countWidth, lineTop, countWidth, lineHeight)),
            Qt::AlignVCenter | Qt::AlignRight | Qt::AlignAbsolute, count);
    }

    const int textX = ground.left() + (twoLines ? textLeftTwoLines : textLeft);
    const int textRight = ground.right() + 1 - 10 - (countWidth > 0 ? countWidth + 8 : 0);
    const QRect nameArea(textX, lineTop, textRight - textX, lineHeight);
    QFont font = option.font;
    font.setBold(target || (open && drop == DropState::None));
    painter->setFont(font);
    painter->setPen(off ? theme.dis : theme.text);
    const QString name = displayText(index.data(Qt::DisplayRole), option.locale);
    const Qt::Alignment side = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    painter->drawText(mirrored(nameArea),
                      int(side | Qt::AlignAbsolute | Qt::AlignVCenter) | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(name, Qt::ElideRight, nameArea.width()));
    if (twoLines) {
        const QFont small = typeFont(TypeRole::Caption, option.widget);
        painter->setFont(small);
        painter->setPen(off ? theme.dis : theme.secondaryText);
        const QRect detail(textX, lineTop + lineHeight, ground.right() - 10 - textX,
                           QFontMetrics(small).height());
        painter->drawText(mirrored(detail), int(side | Qt::AlignAbsolute | Qt::AlignVCenter),
                          QFontMetrics(small).elidedText(index.data(DetailRole).toString(),
                                                         Qt::ElideRight, detail.width()));
    }
    painter->restore();
}

QSize SegmentDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    int height = px(hasTwoLines(index) ? 51 : 30, option.widget);
    if (index.data(SeparatorAboveRole).toBool())
        height += separatorHeight;
    return {px(120, option.widget), height};
}

bool SegmentDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()
        || index.data(Qt::ToolTipRole).isValid()) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    const QString name = displayText(index.data(Qt::DisplayRole), option.locale);
    QFont font = option.font;
    font.setBold(isOpen(option, index));
    const bool cut = QFontMetrics(font).horizontalAdvance(name) > nameRect(option, index).width();
    QToolTip::showText(event->globalPos(), cut ? plainAsRich(name) : QString(), view, option.rect);
    return true;
}

QWidget *SegmentDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                       const QModelIndex &index) const
{
    auto *editor = new QLineEdit(parent);
    editor->setAccessibleName(tr("Name of the segment"));
    editor->setObjectName(u"nameEditor"_s);
    if (m_refusal) {
        editor->setProperty(editedIndex, QVariant::fromValue(QPersistentModelIndex(index)));
        connect(editor, &QLineEdit::textEdited, this,
                [this, editor] { showRefusal(editor, refusalOf(editor)); });
    }
    return editor;
}

QString SegmentDelegate::refusalOf(const QWidget *editor) const
{
    const auto *field = qobject_cast<const QLineEdit *>(editor);
    const QModelIndex index = field
        ? QModelIndex(field->property(editedIndex).value<QPersistentModelIndex>())
        : QModelIndex();
    return m_refusal && index.isValid() ? m_refusal(index, field->text()) : QString();
}

void SegmentDelegate::showRefusal(QWidget *editor, const QString &why)
{
    constexpr int stays = 60'000;
    editor->setAccessibleDescription(why);
    QToolTip::showText(editor->mapToGlobal(QPoint(0, editor->height() - 12)), plainAsRich(why),
                       editor, {}, stays);
}

void SegmentDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const auto *edit = qobject_cast<const QLineEdit *>(editor);
    if (!edit || !edit->isModified())
        QStyledItemDelegate::setEditorData(editor, index);
}

void SegmentDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                   const QModelIndex &index) const
{
    if (const QString why = refusalOf(editor); !why.isEmpty())
        Q_EMIT refused(why);
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

bool SegmentDelegate::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        auto *editor = qobject_cast<QWidget *>(watched);
        const bool takes = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab
            || key == Qt::Key_Backtab;
        if (const QString why = takes ? refusalOf(editor) : QString(); !why.isEmpty()) {
            showRefusal(editor, why);
            return true;
        }
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

void SegmentDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                           const QModelIndex &index) const
{
    const QRect ground = groundRect(option, index);
    editor->setGeometry(
        QStyle::visualRect(option.direction, ground, ground.adjusted(textLeft - 9, 0, 0, 0)));
}

} // namespace segmentdesk
