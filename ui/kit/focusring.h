// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>

class QApplication;
class QFocusFrame;
class QWidget;

namespace segmentdesk {

/// Shows one ring around the widget that has the focus, but only after the keyboard moved it (Tab,
/// Backtab, a shortcut, or a key that opened or closed a dialog), never after a click. Tables and
/// lists ring their current row themselves. Owned by the application.
class FocusRing : public QObject
{
    Q_OBJECT

public:
    explicit FocusRing(QApplication *application);
    ~FocusRing() override;

    /// The widget with the ring, or null.
    QWidget *ringed() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(QWidget *widget);
    void hide();

    QPointer<QFocusFrame> m_frame;
    bool m_byKey = false; ///< the last that was pressed was a key, not a button of the mouse
};

} // namespace segmentdesk
