// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/noticebar.h"

#include "ui/kit/controls.h"
#include "ui/kit/label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent), m_icon(new IconLabel(u"warning"_s, Tone::Warn)), m_text(new Label),
      m_actions(new QHBoxLayout)
{
    setObjectName(u"noticeBar"_s);
    m_text->setObjectName(u"noticeText"_s);
    m_text->setWordWrap(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 16, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    m_actions->setSpacing(8);
    layout->addLayout(m_actions);
    hide();
}

void NoticeBar::announce(Tone tone, const QString &text, const QList<Action> &actions)
{
    m_tone = tone;
    m_icon->setIcon(tone == Tone::Err ? u"error"_s : u"warning"_s, tone);
    m_text->setText(text);
    setAccessibleName(text);
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const Action &action : actions) {
        QPushButton *button = makeButton(action.text);
        setButtonSmall(button);
        button->setEnabled(action.whyOff.isEmpty());
        button->setToolTip(action.whyOff);
        button->setStatusTip(action.whyOff);
        m_actions->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, run = action.run] {
            hide();
            run();
        });
    }
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString NoticeBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), m_tone == Tone::Err ? theme.errBg : theme.warnBg);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
}

} // namespace segmentdesk
