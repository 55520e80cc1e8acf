// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/network/networkstate.h"

#include <QObject>

#include <functional>

class QSettings;
class QWidget;

namespace segmentdesk {

/// What a window's settings dialog asks, kept for all its stores.
class WindowPreferences : public QObject
{
    Q_OBJECT

public:
    /// @p settings must outlive it.
    explicit WindowPreferences(QSettings &settings) : m_settings(settings) { }

    /// Percent of a store's quota that jobs leave to its other programs.
    int reserve() const;
    /// Minutes between two looks at what has changed in a store; 0: none.
    int checkMinutes() const;
    bool notifies() const;
    /// Opens the dialog. @p networkState: see MainWindow::Services; @p apiPath: of the store that
    /// is shown.
    void edit(QWidget *window, const std::function<NetworkState(const QUrl &url)> &networkState,
              const QUrl &apiPath);

Q_SIGNALS:
    void reserveChanged(int percent);
    void checkMinutesChanged(int minutes);

private:
    QSettings &m_settings;
};

} // namespace segmentdesk
