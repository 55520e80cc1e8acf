// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/focusring.h"

#include "ui/kit/upsetwidget.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFocusEvent>
#include <QFocusFrame>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace segmentdesk {

namespace {

bool movedByKeyboard(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
        || reason == Qt::ShortcutFocusReason;
}

/// Fields draw the focus inside their border, views ring their current row or column.
bool drawsItself(const QWidget *widget)
{
    const auto *combo = qobject_cast<const QComboBox *>(widget);
    return qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const QAbstractItemView *>(widget)
        || qobject_cast<const QAbstractSpinBox *>(widget) || qobject_cast<const QTextEdit *>(widget)
        || qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const UpSetWidget *>(widget)
        || (combo && combo->isEditable()) || widget->isWindow();
}

} // namespace

FocusRing::FocusRing(QApplication *application) : QObject(application)
{
    application->installEventFilter(this);
    connect(application, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (!now)
            hide();
    });
}

FocusRing::~FocusRing() = default;

QWidget *FocusRing::ringed() const
{
    return m_frame ? m_frame->widget() : nullptr;
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        auto *widget = qobject_cast<QWidget *>(watched);
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (!widget || QApplication::focusWidget() != widget)
            return false;
        // A dialog that a key opened or closed gives the focus without saying that it was a key.
        const bool windowByKey = m_byKey && reason == Qt::ActiveWindowFocusReason;
        if ((movedByKeyboard(reason) || windowByKey) && !drawsItself(widget))
            show(widget);
        else if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
            hide();
    } else if (event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        // Coming back to the window or from a menu shows the ring again.
        if (watched == ringed() && reason != Qt::ActiveWindowFocusReason
            && reason != Qt::PopupFocusReason) {
            hide();
        }
    } else if (event->type() == QEvent::KeyPress) {
        m_byKey = true;
    } else if (event->type() == QEvent::MouseButtonPress) {
        m_byKey = false;
        if (watched == ringed())
            hide();
    }
    return false;
}

void FocusRing::show(QWidget *widget)
{
    if (!m_frame)
        m_frame = new QFocusFrame(widget);
    m_frame->setAttribute(Qt::WA_TransparentForMouseEvents);
    const QVariant radius = widget->property("focusRadius");
    m_frame->setProperty("radius", radius.isValid() ? radius : QVariant(8));
    // On the ground of a tip the ring has the colour that is seen there.
    m_frame->setPalette(widget->palette());
    m_frame->setWidget(widget);
}

void FocusRing::hide()
{
    if (m_frame)
        m_frame->setWidget(nullptr);
}

} // namespace segmentdesk
