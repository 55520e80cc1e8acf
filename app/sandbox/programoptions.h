// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/options.h"

#include <QList>

#include <variant>

class QCommandLineParser;

namespace segmentdesk::sandbox {

/// One option of the program segmentdesk-sandbox, and what it sets.
struct ProgramOption
{
    using Member = std::variant<quint16 Options::*, int Options::*, quint64 Options::*,
                                QString Options::*, QStringList Options::*, bool Options::*>;

    QString name; ///< without dashes
    QString placeholder; ///< of its value: "number", "ms", "file"; empty: a flag
    QString text; ///< a sentence
    Member member;
    QString standard; ///< its value if not given; empty: none, or said in the text

    /// The sentence with the value that it has if not given.
    QString description() const;
};

/// All of them, in the order of --help.
QList<ProgramOption> programOptions();
/// What the program is, in a sentence or two.
QString programText();

/// Makes @p parser accept them.
void addProgramOptions(QCommandLineParser &parser);
/// Sets in @p options what was given; returns what is wrong, in plain words; empty if nothing is.
QString readProgramOptions(const QCommandLineParser &parser, Options &options);

} // namespace segmentdesk::sandbox
