// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/calendarpopup.h"

#include "ui/kit/controls.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/monthview.h"
#include "ui/kit/popupplace.h"
#include "ui/kit/theme.h"

#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

CalendarPopup::CalendarPopup(QWidget *parent)
    : PopupFrame(parent), m_days(new MonthView), m_title(new Label({}, TypeRole::Strong))
{
    setObjectName(u"calendarPopup"_s);
    setAccessibleName(tr("Calendar"));
    m_title->setObjectName(u"calendarTitle"_s);
    m_title->setAlignment(Qt::AlignCenter);

    auto *head = new QHBoxLayout;
    head->setSpacing(0);
    const auto step = [this, head](const QString &icon, const QString &name, int months) {
        QToolButton *button = makeToolButton(icon, name);
        connect(button, &QToolButton::clicked, this,
                [this, months] { m_days->setCurrentDay(m_days->currentDay().addMonths(months)); });
        head->addWidget(button);
    };
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto back = [mirrored](const QString &left, const QString &right) {
        return mirrored ? right : left;
    };
    step(back(u"chevrons-left"_s, u"chevrons-right"_s), tr("Previous year"), -12);
    step(back(u"chevron-left"_s, u"chevron-right"_s), tr("Previous month"), -1);
    head->addWidget(m_title, 1);
    step(back(u"chevron-right"_s, u"chevron-left"_s), tr("Next month"), 1);
    step(back(u"chevrons-right"_s, u"chevrons-left"_s), tr("Next year"), 12);

    auto *toToday = new LinkButton(tr("Today"));
    toToday->setObjectName(u"calendarToday"_s);
    auto *any = new LinkButton(tr("Any day"));
    any->setObjectName(u"calendarAny"_s);
    auto *foot = new QHBoxLayout;
    foot->addWidget(toToday);
    foot->addStretch(1);
    foot->addWidget(any);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_days, 0, Qt::AlignHCenter);
    layout->addWidget(new Line);
    layout->addLayout(foot);

    connect(m_days, &MonthView::monthShown, this, [this](QDate month) {
        m_title->setText(tr("%1 %2", "month and year")
                             .arg(QLocale().standaloneMonthName(month.month()),
                                  QLocale().toString(month, u"yyyy"_s)));
    });
    connect(m_days, &MonthView::dayChosen, this, &CalendarPopup::choose);
    connect(toToday, &QPushButton::clicked, this, [this] { choose(m_today); });
    connect(any, &QPushButton::clicked, this, [this] { choose(QDate()); });
}

void CalendarPopup::openAt(QWidget *anchor, QDate day, QDate today)
{
    m_today = today;
    m_days->setToday(today);
    m_days->setChosenDay(day);
    m_days->setCurrentDay(day.isValid() ? day : today);
    adjustSize();
    move(popupPlace(this, anchor));
    show();
    m_days->setFocus(Qt::PopupFocusReason);
}

void CalendarPopup::choose(QDate day)
{
    close();
    Q_EMIT dayChosen(day);
}

void CalendarPopup::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.raised);
    painter.setPen(theme.isDark ? theme.btnLine : theme.line);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace segmentdesk
