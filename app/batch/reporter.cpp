// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/reporter.h"

#include "models/system/process.h"
#include "models/system/standardstreams.h"
#include "ui/words/words.h"

#include <QDateTime>
#include <QJsonDocument>

#include <cerrno>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString word(int code)
{
    switch (code) {
    case batchcode::done:
        return u"done"_s;
    case batchcode::failedRows:
        return u"done_with_failed_rows"_s;
    case batchcode::refused:
        return u"refused"_s;
    case batchcode::noAccess:
        return u"no_access"_s;
    default:
        return code > batchcode::signalled ? u"stopped"_s : u"failed"_s;
    }
}

} // namespace

Reporter::Reporter(bool json, bool outputIsTaken)
    : m_json(json), m_out(outputIsTaken ? stderr : stdout)
{
}

void Reporter::start(QJsonObject facts)
{
    if (m_json)
        event(u"start"_s, std::move(facts));
}

void Reporter::plan(const QString &text, QJsonObject facts)
{
    if (m_json)
        event(u"plan"_s, std::move(facts));
    else
        say(m_out, text);
}

void Reporter::entry(const QString &text, QJsonObject facts)
{
    if (m_json)
        event(u"entry"_s, std::move(facts));
    else
        say(m_out, text);
}

void Reporter::progress(const QString &text, qint64 done, qint64 total)
{
    if (m_json)
        event(u"progress"_s,
              {{u"doing"_s, text},
               {u"done"_s, done},
               {u"total"_s, total < 0 ? QJsonValue() : QJsonValue(total)}});
    else if (isTerminal(stderr))
        say(stderr,
            total < 0 ? u"%1: %2"_s.arg(text).arg(done)
                      : u"%1: %2 of %3"_s.arg(text).arg(done).arg(total));
}

void Reporter::warning(const QString &text, const QString &word)
{
    if (m_json)
        event(u"warning"_s, {{u"warning"_s, word}, {u"text"_s, text}});
    say(stderr, u"segmentdesk: "_s + text);
}

void Reporter::stopping()
{
    say(stderr, u"Stopping…"_s);
}

int Reporter::outcome(const BatchOutcome &outcome)
{
    if (m_json) {
        QJsonObject facts = outcome.facts;
        facts.insert(u"result"_s, word(outcome.code));
        facts.insert(u"exit_code"_s, outcome.code);
        facts.insert(u"text"_s, outcome.text);
        event(u"outcome"_s, facts);
    }
    const bool fine = outcome.code == batchcode::done || outcome.code == batchcode::failedRows;
    if (!fine)
        say(stderr, u"segmentdesk: "_s + outcome.text);
    else if (!m_json)
        say(m_out, outcome.text);
    if (!fine || m_unwritten.isEmpty())
        return outcome.code;
    say(stderr,
        u"segmentdesk: "_s + outcome.text + u" But that could not be written to the output: "_s
            + m_unwritten);
    return batchcode::trouble;
}

void Reporter::event(const QString &name, QJsonObject facts)
{
    facts.insert(u"event"_s, name);
    facts.insert(u"time"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    write(m_out, QJsonDocument(facts).toJson(QJsonDocument::Compact) + '\n');
}

void Reporter::say(FILE *stream, const QString &text)
{
    // One line, whatever stands in names: a terminal obeys what it is sent.
    write(stream, words::shown(text).toUtf8() + '\n');
}

void Reporter::write(FILE *stream, const QByteArray &line)
{
    if (!writeTo(stream, line) && stream == m_out && m_unwritten.isEmpty())
        m_unwritten = qt_error_string(errno);
}

} // namespace segmentdesk
