// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/account.h"
#include "models/domain/daterange.h"

#include <QDateTime>
#include <QString>

#include <chrono>

namespace segmentdesk {

/// All functions that turn facts into words of the interface. They are pure, but for QLocale's
/// default and the installed translation.
namespace words {

// ---- what comes from the store, made safe to show

/// @p text on one line, as it may stand in a label, cell or title: line breaks and tabs become
/// blanks, control characters and those that change the direction of the text around them become
/// U+FFFD. Text that is written from right to left, joiners and emoji stay. Show it as
/// Qt::PlainText.
QString shown(const QString &text);
/// As shown(), for a tooltip: escaped, so that Qt shows markup as it is written. Empty stays empty.
QString toolTip(const QString &text);
/// As shown(), for the text of a menu entry or button: an & stays an &, not a mnemonic.
QString buttonText(const QString &text);
/// As shown(), cut in the middle after @p length characters, for a name inside a sentence.
QString shortened(const QString &text, int length = 60);
/// A segment's name in quotation marks: “VIP”.
QString quoted(const QString &name);

/// What a store is called among others: its name, with its host or hash where another has the same
/// name, and that it is only visited. Not made safe to show.
QString storeLabel(const Account &account, const QList<Account> &all);
/// Why a token that can only read keeps actions off, in a sentence, and what helps.
QString readOnlyToken();

// ---- numbers and times, in the locale of the window

QString count(qint64 number); ///< "12,340"
QString people(qint64 number); ///< "1 person", "1,240 people"
QString members(qint64 number);
QString profiles(qint64 number);
QString customers(qint64 number);
QString segments(qint64 number);
QString requests(qint64 number);
QString rows(qint64 number);
/// How long ago something was seen: "seen just now", "seen 2 min ago", "seen 3 h ago", after a day
/// "seen 6 Nov 2025". Empty if @p when is invalid.
QString age(const QDateTime &when, const QDateTime &now = QDateTime::currentDateTimeUtc());
/// The same without "seen": "just now", "2 min ago".
QString ago(const QDateTime &when, const QDateTime &now = QDateTime::currentDateTimeUtc());
/// "less than a second", "5 s", "2 min", "1 h 5 min"; rounded up, since being early is welcome.
QString duration(std::chrono::milliseconds time);
QString timeLeft(std::chrono::milliseconds time); ///< "2 s left"
QString rate(double perSecond); ///< "1,240/s"; empty under one in ten seconds
/// "Jan 1, 2023 – Jan 31, 2023", "Jan 1, 2023 or later", "Jan 1, 2023"; empty if any day is meant.
QString days(const DateRange &days);
QString date(const QDateTime &when); ///< "6 Nov 2025", in local time; empty if invalid
QString dateTime(const QDateTime &when); ///< "6 Nov 2025 09:12", in local time; empty if invalid

/// "10:42"; of another day with its date; in local time.
QString timeOfCopy(const QDateTime &readAt);
/// "Today 09:12", "Yesterday 17:55", else the date: in local time; empty if invalid.
QString dayTime(const QDateTime &when, const QDateTime &now = QDateTime::currentDateTimeUtc());
/// The same within a sentence: "today 09:12", "yesterday 17:55", "on 3 Nov 2026 17:55".
QString dayTimeInside(const QDateTime &when,
                      const QDateTime &now = QDateTime::currentDateTimeUtc());

} // namespace words

} // namespace segmentdesk
