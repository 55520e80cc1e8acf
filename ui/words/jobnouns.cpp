// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/jobnouns.h"

#include "ui/words/words.h"

#include <QCoreApplication>

namespace segmentdesk {

namespace {

/// Gives every text of this file one context for the translators.
struct JobNouns
{
    Q_DECLARE_TR_FUNCTIONS(JobNouns)
};

QString numberOr(qint64 number, QString (*words)(qint64), const QString &unknown)
{
    return number < 0 ? unknown : words(number);
}

} // namespace

QString words::somePeople(qint64 number)
{
    return numberOr(number, words::people, JobNouns::tr("people"));
}

QString words::someProfiles(qint64 number)
{
    return numberOr(number, words::profiles, JobNouns::tr("profiles"));
}

QString words::whichSegments(const JobFacts &facts)
{
    return facts.number > 1 ? words::segments(facts.number) : words::quoted(facts.segmentName);
}

QString words::someSegments(const JobFacts &facts)
{
    return facts.number < 0 ? JobNouns::tr("the segments") : words::segments(facts.number);
}

QString words::exported(const JobFacts &facts)
{
    return facts.segmentName.isEmpty() ? JobNouns::tr("people")
                                       : words::shortened(facts.segmentName);
}

} // namespace segmentdesk
