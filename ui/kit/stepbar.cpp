// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/stepbar.h"

#include "ui/kit/icon.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int circle = 20;
constexpr int stepGap = 7;
constexpr int line = 22;

} // namespace

StepBar::StepBar(const QStringList &steps, QWidget *parent) : QWidget(parent), m_steps(steps)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    updateName();
}

void StepBar::setCurrent(int step)
{
    m_current = step;
    updateName();
    updateGeometry();
    update();
}

void StepBar::updateName()
{
    setAccessibleName(tr("Step %1 of %2: %3")
                          .arg(QLocale().toString(m_current + 1),
                               QLocale().toString(m_steps.size()), m_steps.value(m_current)));
}

QSize StepBar::sizeHint() const
{
    // As wide as if every word were bold, so that nothing moves from step to step.
    const QFontMetrics bold(typeFont(TypeRole::Strong, this));
    int width = 0;
    for (const QString &step : m_steps)
        width += circle + stepGap + bold.horizontalAdvance(step) + 2;
    width += int(qMax<qsizetype>(0, m_steps.size() - 1)) * (line + 2 * stepGap);
    return {width, px(24, this)};
}

QSize StepBar::minimumSizeHint() const
{
    return sizeHint();
}

void StepBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto mirrored = [this](const QRect &part) {
        return QStyle::visualRect(layoutDirection(), rect(), part);
    };
    int x = 0;
    const int middle = height() / 2;
    for (int i = 0; i < m_steps.size(); ++i) {
        if (i > 0) {
            painter.fillRect(mirrored(QRect(x + stepGap, middle, line, 1)), theme.btnLine);
            x += line + 2 * stepGap;
        }
        const bool present = i == m_current;
        const bool done = i < m_current;
        const QRect round = mirrored(QRect(x, middle - circle / 2, circle, circle));
        painter.setBrush(present ? QBrush(theme.acc) : QBrush(Qt::NoBrush));
        painter.setPen(present ? QPen(Qt::NoPen) : QPen(done ? theme.accLine : theme.ctl, 1.25));
        painter.drawEllipse(present ? QRectF(round) : QRectF(round).adjusted(0.7, 0.7, -0.7, -0.7));
        if (done) {
            Icon::paint(&painter, QRectF(round).adjusted(4, 4, -4, -4), u"check"_s, theme.accText);
        } else {
            painter.setFont(typeFont(present ? TypeRole::CaptionStrong : TypeRole::Caption, this));
            painter.setPen(present ? theme.onAcc : theme.secondaryText);
            painter.drawText(round, Qt::AlignCenter, QLocale().toString(i + 1));
        }
        x += circle + stepGap;
        const QFont font = typeFont(present ? TypeRole::Strong : TypeRole::Body, this);
        const int width = QFontMetrics(font).horizontalAdvance(m_steps.at(i)) + 2;
        painter.setFont(font);
        painter.setPen(present ? theme.text : theme.secondaryText);
        painter.drawText(mirrored(QRect(x, 0, width, height())), Qt::AlignVCenter | Qt::AlignLeft,
                         m_steps.at(i));
        x += width;
    }
}

} // namespace segmentdesk
