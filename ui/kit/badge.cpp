// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/badge.h"

#include "ui/kit/icon.h"
#include "ui/kit/typography.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int badgePadding = 7;
constexpr int badgeIconSide = 14;
constexpr int badgeGap = 5;

QColor ground(const Theme &theme, Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return theme.okBg;
    case Tone::Warn:
        return theme.warnBg;
    case Tone::Err:
        return theme.errBg;
    case Tone::Accent:
        return theme.sel;
    default:
        return theme.neutralBg;
    }
}

} // namespace

Badge::Badge(QWidget *parent) : QWidget(parent)
{
    setType(this, TypeRole::Caption);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

Badge::Badge(Status status, QWidget *parent) : Badge(parent)
{
    setStatus(status);
}

void Badge::setStatus(Status status)
{
    set(iconName(status), tone(status), word(status));
}

void Badge::set(const QString &icon, Tone tone, const QString &text)
{
    m_icon = icon;
    m_tone = tone;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QString Badge::iconName(Status status)
{
    switch (status) {
    case Status::Done:
        return u"check-circle"_s;
    case Status::DoneWithWarnings:
        return u"warning"_s;
    case Status::Failed:
        return u"error"_s;
    case Status::Cancelled:
        return u"minus-circle"_s;
    case Status::Running:
    case Status::Stopping:
        return u"running"_s;
    }
    return {};
}

Tone Badge::tone(Status status)
{
    switch (status) {
    case Status::Done:
        return Tone::Ok;
    case Status::DoneWithWarnings:
        return Tone::Warn;
    case Status::Failed:
        return Tone::Err;
    case Status::Running:
        return Tone::Accent;
    case Status::Cancelled:
    case Status::Stopping:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

QString Badge::word(Status status)
{
    switch (status) {
    case Status::Done:
        return tr("Done");
    case Status::DoneWithWarnings:
        return tr("Done with warnings");
    case Status::Failed:
        return tr("Failed");
    case Status::Cancelled:
        return tr("Cancelled");
    case Status::Running:
        return tr("Running");
    case Status::Stopping:
        return tr("Stopping…");
    }
    return {};
}

QSize Badge::sizeHint() const
{
    const int icon = m_icon.isEmpty() ? 0 : badgeIconSide + badgeGap;
    return {2 * badgePadding + icon + fontMetrics().horizontalAdvance(m_text) + 1, px(22, this)};
}

QSize Badge::minimumSizeHint() const
{
    return sizeHint();
}

void Badge::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground(theme, m_tone));
    painter.drawRoundedRect(rect(), 5, 5);
    const QColor color = toneColor(theme, m_tone);
    QRect text = rect().adjusted(badgePadding, 0, -badgePadding, 0);
    if (!m_icon.isEmpty()) {
        const QRect icon(text.left(), (height() - badgeIconSide) / 2, badgeIconSide, badgeIconSide);
        Icon::paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon), m_icon, color);
        text.setLeft(text.left() + badgeIconSide + badgeGap);
    }
    painter.setPen(color);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), text),
                     Qt::AlignVCenter | Qt::AlignLeft, m_text);
}

} // namespace segmentdesk
