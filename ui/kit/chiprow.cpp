// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/chiprow.h"

#include "ui/kit/chipbutton.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/typography.h"

#include <QApplication>
#include <QEvent>
#include <QLocale>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int chipRowGap = 8;

} // namespace

ChipRow::ChipRow(QWidget *parent) : QWidget(parent), m_more(new LinkButton(QString(), this))
{
    m_more->setObjectName(u"moreChips"_s);
    m_more->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_more, &QPushButton::clicked, this, &ChipRow::moreRequested);
}

bool ChipRow::setChips(const QList<ChipButton *> &chips)
{
    const QWidget *focus = QApplication::focusWidget();
    const auto had = std::find(m_chips.cbegin(), m_chips.cend(), focus);
    const bool hadFocus = focus && (had != m_chips.cend() || focus == m_more);
    const qsizetype place = had - m_chips.cbegin();
    for (ChipButton *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->deleteLater();
    }
    m_chips = chips;
    for (ChipButton *chip : std::as_const(m_chips)) {
        chip->setParent(this);
        chip->show();
    }
    m_more->raise(); // the last child: Tab reaches it after the chips
    arrange();
    updateGeometry();
    if (!hadFocus)
        return true;
    if (m_chips.isEmpty())
        return false;
    m_chips.at(std::min<qsizetype>(place, std::max(m_shown, 1) - 1))->setFocus();
    return true;
}

QSize ChipRow::sizeHint() const
{
    int width = 0;
    for (const ChipButton *chip : m_chips)
        width += (width > 0 ? chipRowGap : 0) + chip->sizeHint().width();
    return {width, px(26, this)};
}

QSize ChipRow::minimumSizeHint() const
{
    if (m_chips.isEmpty())
        return {0, px(26, this)};
    const int more = m_chips.size() > 1 ? chipRowGap + m_more->sizeHint().width() : 0;
    return {m_chips.first()->minimumSizeHint().width() + more, px(26, this)};
}

bool ChipRow::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::FontChange
        || event->type() == QEvent::LayoutDirectionChange)
        arrange();
    return handled;
}

void ChipRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ChipRow::arrange()
{
    const auto textOf = [](qsizetype hidden) { return tr("+%1").arg(QLocale().toString(hidden)); };
    m_more->setText(textOf(m_chips.size()));
    const int moreWidth = m_more->sizeHint().width();
    int used = 0;
    m_shown = 0;
    for (const ChipButton *chip : std::as_const(m_chips)) {
        const int next = used + (used > 0 ? chipRowGap : 0) + chip->sizeHint().width();
        const bool isLast = m_shown + 1 == m_chips.size();
        if (m_shown > 0 && next + (isLast ? 0 : chipRowGap + moreWidth) > width())
            break;
        used = next;
        ++m_shown;
    }
    const int hidden = int(m_chips.size()) - m_shown;
    const auto place = [this](QWidget *widget, int left, int wide) {
        const int high = widget->sizeHint().height();
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(),
                                               QRect(left, (height() - high) / 2, wide, high)));
    };
    int left = 0;
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        ChipButton *chip = m_chips.at(i);
        chip->setVisible(i < m_shown);
        if (i >= m_shown)
            continue;
        const int room = width() - left - (hidden > 0 ? chipRowGap + moreWidth : 0);
        const int wide = std::min(chip->sizeHint().width(), std::max(room, 0));
        place(chip, left, wide);
        left += wide + chipRowGap;
    }
    m_more->setVisible(hidden > 0);
    m_more->setText(textOf(hidden));
    m_more->setToolTip(tr("More filters are active"));
    m_more->setAccessibleName(tr("%1 more filters").arg(QLocale().toString(hidden)));
    place(m_more, left, m_more->sizeHint().width());
}

} // namespace segmentdesk
