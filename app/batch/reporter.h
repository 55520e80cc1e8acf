// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QString>

#include <cstdio>

namespace segmentdesk {

/// How a batch command ended; also the exit code, unless a signal stopped it (128 and its number).
namespace batchcode {
inline constexpr int done = 0;
inline constexpr int trouble = 1;
inline constexpr int failedRows = 3;
inline constexpr int refused = 4;
inline constexpr int noAccess = 5;
inline constexpr int signalled = 128;
} // namespace batchcode

struct BatchOutcome
{
    int code = batchcode::done;
    QString text; ///< a sentence for people
    QJsonObject facts; ///< the same for programs
};

/// What a batch command says: a JSON object a line, or short plain text. Text goes to standard
/// output, warnings and errors to standard error.
class Reporter
{
public:
    /// @p outputIsTaken: standard output carries a file; everything goes to standard error.
    Reporter(bool json, bool outputIsTaken);

    void start(QJsonObject facts);
    void plan(const QString &text, QJsonObject facts);
    /// A line of a list.
    void entry(const QString &text, QJsonObject facts);
    /// Text only on a terminal. At most one a second, which the caller sees to.
    void progress(const QString &text, qint64 done, qint64 total);
    void warning(const QString &text, const QString &word);
    void stopping();
    /// Answers the exit code: what could not be said is no success.
    [[nodiscard]] int outcome(const BatchOutcome &outcome);

private:
    void event(const QString &name, QJsonObject facts);
    void say(FILE *stream, const QString &text);
    void write(FILE *stream, const QByteArray &line);

    bool m_json;
    FILE *m_out;
    QString m_unwritten; ///< why something could not be written; empty: all was
};

} // namespace segmentdesk
