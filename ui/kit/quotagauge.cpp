// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/quotagauge.h"

#include "ui/kit/icon.h"
#include "ui/kit/theme.h"
#include "ui/kit/type.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int barWidth = 96;
constexpr int barHeight = 6;
constexpr int gap = 8;
constexpr int iconSide = 14;

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

void QuotaGauge::setQuota(int left, int quota, int resetSeconds)
{
    if (left == m_left && quota == m_quota && resetSeconds == m_resetSeconds)
        return;
    m_left = left;
    m_quota = quota;
    m_resetSeconds = resetSeconds;
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
    if (m_quota <= 0)
        return tr("not known yet");
    const QLocale locale;
    const QString left = tr("%1 of %2 left").arg(locale.toString(m_left), locale.toString(m_quota));
    if (m_short || m_resetSeconds < 0)
        return left;
    return tr("%1, resets in %2 s").arg(left, locale.toString(m_resetSeconds));
}

void QuotaGauge::updateName()
{
    if (m_quota <= 0) {
        setAccessibleName(tr("Quota: not known yet"));
        return;
    }
    const QLocale locale;
    setAccessibleName(
        tr("Quota: %1 of %2 requests left").arg(locale.toString(m_left), locale.toString(m_quota)));
}

QSize QuotaGauge::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    int width = metrics.horizontalAdvance(tr("Quota")) + gap + barWidth + gap
        + metrics.horizontalAdvance(words()) + 2;
    if (isLow(m_left, m_quota))
        width += iconSide + 5;
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
    painter.setPen(theme.t2);
    painter.drawText(mirrored(QRect(x, 0, width(), height())), Qt::AlignVCenter | Qt::AlignLeft,
                     head);
    x += fontMetrics().horizontalAdvance(head) + gap;

    const QRectF groove(mirrored(QRect(x, (height() - barHeight) / 2, barWidth, barHeight)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.track);
    painter.drawRoundedRect(groove, barHeight / 2.0, barHeight / 2.0);
    if (m_quota > 0 && m_left > 0) {
        QRectF filled = groove;
        filled.setWidth(
            qBound<qreal>(barHeight, groove.width() * m_left / m_quota, groove.width()));
        if (layoutDirection() == Qt::RightToLeft)
            filled.moveRight(groove.right());
        painter.setBrush(low ? theme.warn : theme.t2);
        painter.drawRoundedRect(filled, barHeight / 2.0, barHeight / 2.0);
    }
    x += barWidth + gap;
    if (low) {
        Icon::paint(&painter, mirrored(QRect(x, (height() - iconSide) / 2, iconSide, iconSide)),
                    u"warning"_s, theme.warn);
        x += iconSide + 5;
    }
    painter.setPen(low ? theme.warn : theme.t2);
    painter.drawText(mirrored(QRect(x, 0, width() - x, height())), Qt::AlignVCenter | Qt::AlignLeft,
                     words());
}

} // namespace segmentdesk
