// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowpreferences.h"

#include "models/session/mirrorupdater.h"
#include "models/session/storesession.h"
#include "models/settings/settings.h"
#include "ui/dialogs/settingsdialog.h"

#include <QSettings>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

int WindowPreferences::reserve() const
{
    return std::clamp(
        StoreSettings(m_settings).reservePercent().value_or(SettingsDialog::usualReserve), 0,
        SettingsDialog::maxReserve);
}

int WindowPreferences::checkMinutes() const
{
    return std::clamp(
        StoreSettings(m_settings).checkMinutes().value_or(SettingsDialog::usualCheckMinutes), 0,
        MirrorUpdater::maxCheckMinutes);
}

bool WindowPreferences::notifies() const
{
    return WindowSettings(m_settings).notifies();
}

void WindowPreferences::edit(QWidget *window,
                             const std::function<NetworkState(const QUrl &)> &networkState,
                             const QUrl &apiPath)
{
    SettingsDialog::Values values{reserve(), checkMinutes(), notifies(), std::nullopt};
    if (networkState)
        values.network = networkState(apiPath);
    auto *dialog = new SettingsDialog(values, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::reserveChanged, this, [this](int percent) {
        StoreSettings(m_settings).setReservePercent(percent);
        Q_EMIT reserveChanged(percent);
    });
    connect(dialog, &SettingsDialog::checkMinutesChanged, this, [this](int minutes) {
        StoreSettings(m_settings).setCheckMinutes(minutes);
        Q_EMIT checkMinutesChanged(minutes);
    });
    connect(dialog, &SettingsDialog::notifiesChanged, this,
            [this](bool on) { WindowSettings(m_settings).setNotifies(on); });
    dialog->open();
}

} // namespace segmentdesk
