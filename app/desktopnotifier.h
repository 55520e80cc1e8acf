// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>

class QWidget;

namespace segmentdesk {

/// Notifies the user on the desktop of what happened in a window that they do not look at: by the
/// notification service of the desktop (org.freedesktop.Notifications), where there is one, and by
/// marking the window in the task bar. A click on the notification brings the window to the front:
/// on Wayland with the token that the service gives for that, without which no window may.
class DesktopNotifier : public QObject
{
    Q_OBJECT

public:
    explicit DesktopNotifier(QObject *parent = nullptr);

    /// @p text is one sentence, plain text. Never blocks; a desktop without a service is no error.
    void notify(QWidget *window, const QString &text);

private Q_SLOTS:
    void activationToken(uint id, const QString &token);
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    void show(QWidget *window, const QString &text);

    static constexpr int maxOpen = 50; ///< notifications that may still be clicked
    static constexpr qsizetype longestToken = 1000;

    QHash<uint, QPointer<QWidget>> m_windows; ///< by the service's id
    QHash<uint, QString> m_tokens; ///< of notifications that are about to be clicked
    bool m_listens = false;
};

} // namespace segmentdesk
