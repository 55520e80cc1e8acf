// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace segmentdesk {

/// What the user asked for on the command line. Needs no QCoreApplication, so that --version and
/// --help work without a display.
struct CommandLine
{
    enum class Action {
        Run,
        ShowVersion,
        ShowHelp,
        Refuse, ///< not understood: message says why
    };

    Action action = Action::Run;
    bool sandbox = false; ///< open the embedded store at once
    bool verbose = false; ///< with the version: what support asks for
    bool selfTest = false; ///< start everything without showing it
    QUrl apiPath; ///< open this store without keeping it; empty: none
    QString dataDir; ///< absolute; empty: the standard places
    QString file; ///< to import; absolute; empty: none
    QString message; ///< Refuse: why, in words, for stderr

    /// @p arguments without the program's name.
    static CommandLine parse(const QStringList &arguments);
    static QString helpText();
};

/// What is wrong with the value of --api-path, by the word that apiPathFromInput() has for it.
QString apiPathTrouble(const QString &word);

/// The token in the environment variable SEGMENTDESK_TOKEN, or empty. Wipes it from the
/// environment, so that neither programs started from here nor /proc tell it.
QByteArray takeTokenFromEnvironment();

} // namespace segmentdesk
