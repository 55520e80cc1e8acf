// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/progressstrip.h"

#include "ui/kit/label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QStyle>
#include <QVariantAnimation>

namespace segmentdesk {

namespace {

constexpr int steps = 10'000;

} // namespace

QProgressBar *makeProgressBar(QWidget *parent)
{
    auto *bar = new QProgressBar(parent);
    bar->setTextVisible(false);
    bar->setRange(0, steps);
    bar->setFixedHeight(6);
    bar->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return bar;
}

void setProgress(QProgressBar *bar, qint64 done, qint64 total)
{
    auto *motion = bar->findChild<QVariantAnimation *>(QString(), Qt::FindDirectChildrenOnly);
    if (total < 0) {
        bar->setRange(0, 0);
        // Still where the desktop wants no motion; the words beside it say "Working".
        if (bar->style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, bar) <= 0)
            return;
        if (!motion) {
            motion = new QVariantAnimation(bar);
            motion->setDuration(1600);
            motion->setLoopCount(-1);
            motion->setKeyValueAt(0, 0.0);
            motion->setKeyValueAt(0.5, 1.0);
            motion->setKeyValueAt(1, 0.0);
            QObject::connect(motion, &QVariantAnimation::valueChanged, bar,
                             [bar](const QVariant &value) {
                                 bar->setProperty("phase", value);
                                 bar->update();
                             });
            motion->start();
        }
        return;
    }
    delete motion;
    bar->setProperty("phase", QVariant());
    bar->setRange(0, steps);
    const double part = total > 0 ? double(done) / double(total) : 0.0;
    bar->setValue(int(qBound(0.0, part, 1.0) * steps));
}

ProgressStrip::ProgressStrip(QWidget *parent)
    : QWidget(parent), m_bar(makeProgressBar(this)),
      m_label(new Label(QString(), TypeRole::Caption, Tone::Second, this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_label);
    setProgress(0, -1);
}

void ProgressStrip::setProgress(qint64 done, qint64 total)
{
    segmentdesk::setProgress(m_bar, done, total);
    const QLocale locale;
    m_label->setText(total < 0 ? (done > 0 ? locale.toString(done) : tr("Working"))
                               : tr("%1 of %2").arg(locale.toString(done), locale.toString(total)));
    m_bar->setAccessibleName(tr("Progress: %1").arg(m_label->text()));
}

} // namespace segmentdesk
