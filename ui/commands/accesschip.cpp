// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/accesschip.h"

#include "ui/kit/icon.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"
#include "ui/words/words.h"

#include <QMenu>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int side = 9; ///< at both ends
constexpr int iconSide = 12;
constexpr int gap = 5;

} // namespace

AccessChip::AccessChip(QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(u"readOnlyChip"_s);
    setText(tr("Read-only"));
    setType(this, TypeRole::Caption);
    setToolTip(words::readOnlyToken());
    setStatusTip(words::readOnlyToken());
    setAccessibleDescription(words::readOnlyToken());
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRadius", 14);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &AccessChip::openMenu);
    hide();
}

QSize AccessChip::sizeHint() const
{
    return {2 * side + 2 * (iconSide + gap) + fontMetrics().horizontalAdvance(text()) + 1,
            px(24, this)};
}

void AccessChip::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"readOnlyMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *other = menu->addAction(Icon::get(u"key"_s), tr("Use another token…"), this,
                                     &AccessChip::anotherTokenRequested);
    other->setObjectName(u"useAnotherToken"_s);
    QAction *check = menu->addAction(Icon::get(u"refresh"_s), tr("Check this token again"), this,
                                     &AccessChip::checkRequested);
    check->setObjectName(u"checkTokenAgain"_s);
    menu->popup(mapToGlobal(QPoint(0, height() + 2)));
}

void AccessChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(underMouse() ? QPen(theme.warn, 1) : QPen(Qt::NoPen));
    painter.setBrush(theme.warnBg);
    const QRectF pill = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    const auto mirrored = [this](const QRect &part) {
        return QStyle::visualRect(layoutDirection(), rect(), part);
    };
    const int top = (height() - iconSide) / 2;
    Icon::paint(&painter, mirrored({side, top, iconSide, iconSide}), u"lock"_s, theme.warn);
    Icon::paint(&painter, mirrored({width() - side - iconSide, top, iconSide, iconSide}),
                u"chevron-down"_s, theme.warn);
    painter.setPen(theme.text);
    painter.drawText(mirrored(rect().adjusted(side + iconSide + gap, 0, -side - iconSide, 0)),
                     int(Qt::AlignLeft | Qt::AlignVCenter), text());
}

} // namespace segmentdesk
