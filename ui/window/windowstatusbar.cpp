// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowstatusbar.h"

#include "models/session/storesession.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/kit/fitrow.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/quotagauge.h"
#include "ui/kit/typography.h"
#include "ui/people/peoplesources.h"
#include "ui/window/storeview.h"
#include "ui/words/words.h"

#include <QEvent>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

WindowStatusBar::WindowStatusBar(QWidget &window, std::function<StoreView *()> view)
    : QObject(&window), m_window(window), m_view(std::move(view))
{
    m_bar = new QWidget;
    m_bar->setObjectName(u"statusBar"_s);
    m_bar->setFixedHeight(px(28, &window));
    m_storeIcon = new IconLabel(u"store"_s);
    m_storeName = new Label({}, TypeRole::Caption, Tone::Second);
    m_storeName->setObjectName(u"statusStore"_s);
    m_connections = new Label({}, TypeRole::Caption, Tone::Second);
    m_connections->setObjectName(u"statusConnections"_s);
    m_age = new Label({}, TypeRole::Caption, Tone::Second);
    m_age->setObjectName(u"statusAge"_s);
    m_quota = new QuotaGauge;
    m_quota->setObjectName(u"quotaGauge"_s);
    const auto line = [] {
        auto *separator = new Line(Qt::Vertical);
        separator->setFixedHeight(16);
        return separator;
    };
    m_layout = new QHBoxLayout(m_bar);
    m_layout->setContentsMargins(14, 0, 14, 0);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_storeIcon);
    m_layout->addWidget(m_storeName);
    m_layout->addSpacing(4);
    m_storeLine = line();
    m_layout->addWidget(m_storeLine);
    m_layout->addSpacing(4);
    m_layout->addWidget(m_connections, 1);
    m_layout->addWidget(m_age);
    m_layout->addSpacing(4);
    m_quotaLine = line();
    m_layout->addWidget(m_quotaLine);
    m_layout->addSpacing(4);
    m_layout->addWidget(m_quota);
    m_bar->installEventFilter(this);
    connect(&m_timer, &QTimer::timeout, this, &WindowStatusBar::update);
    m_timer.start(1000);
}

void WindowStatusBar::setStore(const QString &label, const QString &icon)
{
    m_storeIcon->setIcon(icon, Tone::Second);
    m_storeName->setText(words::shown(label));
}

void WindowStatusBar::setHint(const QString &hint)
{
    m_hint = hint;
    update();
}

void WindowStatusBar::setTip(const QString &tip)
{
    m_tip = tip;
    update();
}

void WindowStatusBar::update()
{
    const StoreView *open = m_view();
    if (!open)
        return;
    const QuotaUsage traffic = open->session().traffic();
    // A hint of a drag names segments in bold; names in it are escaped where it is made.
    m_connections->setTextFormat(m_hint.isEmpty() ? Qt::PlainText : Qt::RichText);
    // A sentence must not make the window wider; the figures are whole.
    const bool isSentence = !m_hint.isEmpty() || !m_tip.isEmpty();
    m_connections->setSizePolicy(isSentence ? QSizePolicy::Ignored : QSizePolicy::Preferred,
                                 QSizePolicy::Preferred);
    if (isSentence) {
        m_connections->setTone(Tone::Text);
        m_connections->setText(m_hint.isEmpty() ? m_connections->fontMetrics().elidedText(
                                   m_tip, Qt::ElideRight, m_connections->width())
                                                : m_hint);
    } else {
        m_connections->setTone(Tone::Second);
        QString text = tr("%1 of %2 connections")
                           .arg(words::count(traffic.inFlight), words::count(traffic.maxInFlight));
        if (traffic.queued > 0)
            text += tr(", %Ln waiting", nullptr, traffic.queued);
        m_connections->setText(text);
    }
    const QString copied = open->sources().statusWords();
    const QString read = words::ago(open->segments().readAt());
    m_age->setText(!copied.isEmpty()    ? copied
                       : read.isEmpty() ? QString()
                                        : tr("Segments updated %1").arg(read));
    m_age->setToolTip(open->sources().status().error);
    int seconds = -1;
    if (traffic.resetsAt.isValid())
        seconds = std::max(0, int(QDateTime::currentDateTimeUtc().secsTo(traffic.resetsAt)));
    // What a store had left before it could not be reached is not what it has left.
    const bool isQuotaKnown =
        (traffic.quota > 0 || traffic.hourLeft >= 0) && !open->sources().status().offline;
    m_quota->setQuota(traffic.quotaLeft, traffic.quota, seconds, traffic.hourLeft);
    m_quota->setShort(m_window.width() < 1100);
    // The tool bar names the store, too. A sentence takes what room there is.
    const int room = isSentence ? QWIDGETSIZE_MAX : m_bar->width();
    fitRow(*m_layout, room,
           {{m_storeName},
            {m_storeIcon},
            {m_storeLine},
            {m_age},
            {m_quotaLine, isQuotaKnown},
            {m_quota, isQuotaKnown}});
}

bool WindowStatusBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_bar && event->type() == QEvent::Resize)
        update();
    return QObject::eventFilter(watched, event);
}

} // namespace segmentdesk
