// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

class QSettings;

namespace segmentdesk {

class DataFolder;
class StoreSession;
struct Keychain;
struct NetworkState;

/// What helps to find out what is wrong somewhere else, as lines of text to send: versions, the
/// platform, sizes, settings, the last failures with their request ids. Never a token, a name or an
/// address: neither of people nor of stores, servers or folders.
namespace support {

/// Program, libraries and system; needs no application object.
QStringList programLines(const QString &version);
/// What is kept on this computer, and how large it is.
QStringList folderLines(const DataFolder &folder);
QStringList settingsLines(QSettings &settings);
QStringList networkLines(const NetworkState &network);
QStringList keychainLines(const Keychain &keychain);
/// The windowing system; needs a QGuiApplication.
QStringList screenLines();
/// An open store; @p number distinguishes it from others.
QStringList storeLines(StoreSession &session, int number);

} // namespace support

} // namespace segmentdesk
