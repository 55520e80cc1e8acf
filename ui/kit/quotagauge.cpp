// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/quotagauge.h"

#include "ui/kit/icon.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int barWidth = 96;
constexpr int barHeight = 6;
constexpr int gaugeGap = 8;
constexpr int gaugeIconSide = 14;

bool isLow(int left, int quota)
{
    return quota > 0 && qint64(left) * 5 < quota;
}

} // namespace

QuotaGauge::QuotaGauge(QWidget *parent) : QWidget(parent)
{
    setType(this, TypeRole::Caption);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    updateName();
}

void QuotaGauge::setQuota(int left, int quota, int resetSeconds, qint64 hourLeft)
{
    if (left == m_left && quota == m_quota && resetSeconds == m_resetSeconds
        && hourLeft == m_hourLeft)
        return;
    m_left = left;
    m_quota = quota;
    m_resetSeconds = resetSeconds;
    m_hourLeft = hourLeft;
    updateName();
    updateGeometry();
    update();
}

void QuotaGauge::setShort(bool shortWords)
{
    if (shortWords == m_short)
        return;
    m_short = shortWords;
    updateGeometry();
    update();
}

QString QuotaGauge::words() const
{
    const QLocale locale;
    if (m_quota <= 0)
        return m_hourLeft < 0 ? tr("not known yet")
                              : tr("%1 left this hour").arg(locale.toString(m_hourLeft));
    const QString left = tr("%1 of %2 left").arg(locale.toString(m_left), locale.toString(m_quota));
    if (m_short || m_resetSeconds < 0)
        return left;
    return tr("%1, resets in %2 s").arg(left, locale.toString(m_resetSeconds));
}

void QuotaGauge::updateName()
{
    const QLocale locale;
    const QString hour = m_hourLeft < 0
        ? QString()
        : tr("%1 requests left this hour").arg(locale.toString(m_hourLeft));
    QString text =
        tr("%1 of %2 requests left").arg(locale.toString(m_left), locale.toString(m_quota));
    if (m_quota <= 0)
        text = hour.isEmpty() ? tr("not known yet") : hour;
    else if (!hour.isEmpty())
        text += u", "_s + hour;
    setAccessibleName(tr("Quota: %1").arg(text));
    setToolTip(accessibleName());
}

QSize QuotaGauge::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    int width =
        metrics.horizontalAdvance(tr("Quota")) + gaugeGap + metrics.horizontalAdvance(words()) + 2;
    if (m_quota > 0)
        width += barWidth + gaugeGap;
    if (isLow(m_left, m_quota))
        width += gaugeIconSide + 5;
    return {width, px(20, this)};
}

QSize QuotaGauge::minimumSizeHint() const
{
    return sizeHint();
}

void QuotaGauge::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    const bool low = isLow(m_left, m_quota);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto mirrored = [this](const QRect &part) {
        return QStyle::visualRect(layoutDirection(), rect(), part);
    };
    const QString head = tr("Quota");
    int x = 0;
    painter.setPen(theme.secondaryText);
    painter.drawText(mirrored(QRect(x, 0, width(), height())), Qt::AlignVCenter | Qt::AlignLeft,
                     head);
    x += fontMetrics().horizontalAdvance(head) + gaugeGap;

    // Of the hour it is not known how many requests it has.
    const QRectF groove(mirrored(QRect(x, (height() - barHeight) / 2, barWidth, barHeight)));
    if (m_quota > 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.track);
        painter.drawRoundedRect(groove, barHeight / 2.0, barHeight / 2.0);
        x += barWidth + gaugeGap;
    }
    if (m_quota > 0 && m_left > 0) {
        QRectF filled = groove;
        filled.setWidth(
            qBound<qreal>(barHeight, groove.width() * m_left / m_quota, groove.width()));
        if (layoutDirection() == Qt::RightToLeft)
            filled.moveRight(groove.right());
        painter.setBrush(low ? theme.warn : theme.secondaryText);
        painter.drawRoundedRect(filled, barHeight / 2.0, barHeight / 2.0);
    }
    if (low) {
        Icon::paint(
            &painter,
            mirrored(QRect(x, (height() - gaugeIconSide) / 2, gaugeIconSide, gaugeIconSide)),
            u"warning"_s, theme.warn);
        x += gaugeIconSide + 5;
    }
    painter.setPen(low ? theme.warn : theme.secondaryText);
    painter.drawText(mirrored(QRect(x, 0, width() - x, height())), Qt::AlignVCenter | Qt::AlignLeft,
                     words());
}

} // namespace segmentdesk
