// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/reporter.h"

#include <QDateTime>
#include <QJsonDocument>

#include <unistd.h>

#include <utility>

namespace segmentdesk {

namespace {

QString word(int code)
{
    switch (code) {
    case batchcode::done:
        return QStringLiteral("done");
    case batchcode::failedRows:
        return QStringLiteral("done_with_failed_rows");
    case batchcode::refused:
        return QStringLiteral("refused");
    case batchcode::noAccess:
        return QStringLiteral("no_access");
    default:
        return code > batchcode::signalled ? QStringLiteral("stopped") : QStringLiteral("failed");
    }
}

} // namespace

Reporter::Reporter(bool json, bool outputIsTaken) : m_json(json), m_out(outputIsTaken ? stderr : stdout) { }

void Reporter::start(QJsonObject facts)
{
    if (m_json)
        event(QStringLiteral("start"), std::move(facts));
}

void Reporter::plan(const QString &text, QJsonObject facts)
{
    if (m_json)
        event(QStringLiteral("plan"), std::move(facts));
    else
        say(m_out, text);
}

void Reporter::progress(const QString &text, qint64 done, qint64 total)
{
    if (m_json)
        event(QStringLiteral("progress"),
              {{QStringLiteral("doing"), text},
               {QStringLiteral("done"), done},
               {QStringLiteral("total"), total < 0 ? QJsonValue() : QJsonValue(total)}});
    else if (::isatty(STDERR_FILENO))
        say(stderr, total < 0 ? QStringLiteral("%1: %2").arg(text).arg(done)
                              : QStringLiteral("%1: %2 of %3").arg(text).arg(done).arg(total));
}

void Reporter::warning(const QString &text, const QString &word)
{
    if (m_json)
        event(QStringLiteral("warning"), {{QStringLiteral("warning"), word}, {QStringLiteral("text"), text}});
    say(stderr, u"segmentdesk: " + text);
}

void Reporter::stopping()
{
    say(stderr, QStringLiteral("Stopping…"));
}

void Reporter::outcome(const BatchOutcome &outcome)
{
    if (m_json) {
        QJsonObject facts = outcome.facts;
        facts.insert(QStringLiteral("result"), word(outcome.code));
        facts.insert(QStringLiteral("exit_code"), outcome.code);
        facts.insert(QStringLiteral("text"), outcome.text);
        event(QStringLiteral("outcome"), facts);
    }
    const bool fine = outcome.code == batchcode::done || outcome.code == batchcode::failedRows;
    if (!fine)
        say(stderr, u"segmentdesk: " + outcome.text);
    else if (!m_json)
        say(m_out, outcome.text);
}

void Reporter::event(const QString &name, QJsonObject facts)
{
    facts.insert(QStringLiteral("event"), name);
    facts.insert(QStringLiteral("time"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    const QByteArray line = QJsonDocument(facts).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), m_out);
    std::fflush(m_out);
}

void Reporter::say(FILE *stream, const QString &text)
{
    const QByteArray line = text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stream);
    std::fflush(stream);
}

} // namespace segmentdesk
