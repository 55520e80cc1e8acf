// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words.h"

#include "models/domain/datetext.h"
#include "models/tables/plaintext.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using std::chrono::milliseconds;

/// Gives every text of this file one context for the translators.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

/// tr() counts in int; no list here comes near its end.
int clamped(qint64 number)
{
    return static_cast<int>(qBound(qint64(0), number, qint64(std::numeric_limits<int>::max())));
}

bool isWrite(WhatFailed operation)
{
    switch (operation) {
    case WhatFailed::OpenStore:
    case WhatFailed::TestToken:
    case WhatFailed::ReadSegments:
    case WhatFailed::ReadMembers:
    case WhatFailed::ReadProfiles:
    case WhatFailed::ReadCustomers:
    case WhatFailed::ReadSegmentsOfPerson:
    case WhatFailed::Search:
    case WhatFailed::Export:
        return false;
    case WhatFailed::CreateSegment:
    case WhatFailed::ChangeSegment:
    case WhatFailed::DeleteSegments:
    case WhatFailed::EmptySegment:
    case WhatFailed::CreateProfiles:
    case WhatFailed::DeleteProfiles:
    case WhatFailed::AddMembers:
    case WhatFailed::RemoveMembers:
        return true;
    }
    return false;
}

QString titleOf(WhatFailed operation)
{
    switch (operation) {
    case WhatFailed::OpenStore:
        return Words::tr("Could not open the store");
    case WhatFailed::TestToken:
        return Words::tr("Connection test failed");
    case WhatFailed::ReadSegments:
        return Words::tr("Could not read the segments");
    case WhatFailed::ReadMembers:
        return Words::tr("Could not see the members");
    case WhatFailed::ReadProfiles:
        return Words::tr("Could not read the profiles");
    case WhatFailed::ReadCustomers:
        return Words::tr("Could not read the customers");
    case WhatFailed::ReadSegmentsOfPerson:
        return Words::tr("Could not read this person’s segments");
    case WhatFailed::Search:
        return Words::tr("Could not search");
    case WhatFailed::CreateSegment:
        return Words::tr("Could not create the segment");
    case WhatFailed::ChangeSegment:
        return Words::tr("Could not change the segment");
    case WhatFailed::DeleteSegments:
        return Words::tr("Could not delete the segment");
    case WhatFailed::EmptySegment:
        return Words::tr("Could not empty the segment");
    case WhatFailed::CreateProfiles:
        return Words::tr("Could not create the profiles");
    case WhatFailed::DeleteProfiles:
        return Words::tr("Could not delete the profiles");
    case WhatFailed::AddMembers:
        return Words::tr("Could not add the people");
    case WhatFailed::RemoveMembers:
        return Words::tr("Could not remove the people");
    case WhatFailed::Export:
        return Words::tr("Could not export");
    }
    return {};
}

/// 403: what the scopes and plans of api-contract.md mean for this operation.
void sayForbidden(WhatFailed operation, ErrorWords *words)
{
    switch (operation) {
    case WhatFailed::ReadMembers:
        words->text = Words::tr("This token can list segments but cannot see their members.");
        words->whatToDo = Words::tr(
            "Give it the Customers: modify scope. The store requires it even to see members.");
        return;
    case WhatFailed::Export:
        words->text = Words::tr("This token cannot see what you want to export.");
        words->whatToDo = Words::tr(
            "Give it the Customers: modify scope. The store requires it even to see members.");
        return;
    case WhatFailed::OpenStore:
    case WhatFailed::TestToken:
    case WhatFailed::ReadSegments:
    case WhatFailed::ReadProfiles:
    case WhatFailed::ReadSegmentsOfPerson:
        words->text = Words::tr("This token cannot read segments, or the store’s plan does not "
                                "include them: customer segments belong to Enterprise plans.");
        words->whatToDo =
            Words::tr("Give the token the Customers scope, read-only to view or modify to change. "
                      "If it has that, ask BigCommerce whether the plan includes "
                      "customer segmentation.");
        return;
    case WhatFailed::ReadCustomers:
    case WhatFailed::Search:
        words->text = Words::tr("This token cannot read the store’s customers.");
        words->whatToDo =
            Words::tr("Give it the Customers scope, read-only to view or modify to change.");
        return;
    case WhatFailed::CreateSegment:
    case WhatFailed::ChangeSegment:
    case WhatFailed::DeleteSegments:
    case WhatFailed::EmptySegment:
    case WhatFailed::CreateProfiles:
    case WhatFailed::DeleteProfiles:
    case WhatFailed::AddMembers:
    case WhatFailed::RemoveMembers:
        words->text =
            Words::tr("This token can read but cannot change anything. Nothing was changed.");
        words->whatToDo = Words::tr("Give it the Customers: modify scope.");
        return;
    }
}

void sayNotFound(WhatFailed operation, ErrorWords *words)
{
    switch (operation) {
    case WhatFailed::OpenStore:
    case WhatFailed::TestToken:
    case WhatFailed::ReadSegments:
    case WhatFailed::ReadProfiles:
    case WhatFailed::ReadCustomers:
    case WhatFailed::Search:
        words->text = Words::tr("There is no store at this address.");
        words->whatToDo =
            Words::tr("Check the API path or the store hash: one wrong letter is enough.");
        return;
    case WhatFailed::ReadSegmentsOfPerson:
    case WhatFailed::DeleteProfiles:
    case WhatFailed::CreateProfiles:
        words->text = Words::tr("The store no longer has this person.");
        words->whatToDo = Words::tr("Refresh (F5) to see who is there.");
        return;
    case WhatFailed::AddMembers:
    case WhatFailed::RemoveMembers:
        words->text = Words::tr("The store no longer has this segment, or one of these people.");
        words->whatToDo = Words::tr("Refresh (F5) to see what is there.");
        return;
    case WhatFailed::ReadMembers:
    case WhatFailed::CreateSegment:
    case WhatFailed::ChangeSegment:
    case WhatFailed::DeleteSegments:
    case WhatFailed::EmptySegment:
    case WhatFailed::Export:
        words->text = Words::tr("The store no longer has this segment. Someone else, or another "
                                "app, may have deleted it.");
        words->whatToDo = Words::tr("Refresh (F5) to see which segments are there.");
        return;
    }
}

void sayConflict(const ApiError &error, WhatFailed operation, ErrorWords *words)
{
    if (operation == WhatFailed::CreateSegment || operation == WhatFailed::ChangeSegment) {
        words->text = Words::tr("The store already has a segment with this name.");
        words->whatToDo = Words::tr("Choose another name.");
    } else if (operation == WhatFailed::CreateProfiles) {
        words->text = Words::tr("Some of these customers have a profile already.");
        words->whatToDo =
            Words::tr("Refresh (F5), then create the profiles that are still missing.");
    } else if (operation == WhatFailed::AddMembers) {
        const auto already = error.alreadyMembers.size();
        words->text = already == 0 ? Words::tr("Some of these people are members already.")
            : already == 1
            ? Words::tr("%Ln of these people is a member already.", nullptr, 1)
            : Words::tr("%Ln of these people are members already.", nullptr, clamped(already));
        words->whatToDo = Words::tr("Refresh (F5), then add the others.");
    } else {
        words->text = Words::tr("The store says that this conflicts with its data.");
        words->whatToDo = Words::tr("Refresh (F5) to see what is there.");
    }
}

void sayRejected(const ApiError &error, ErrorWords *words)
{
    const QString said = !error.title.isEmpty() ? error.title
        : error.fields.isEmpty()                ? QString()
                                                : error.fields.constFirst().second;
    words->text = said.isEmpty() ? Words::tr("The store did not accept this.")
                                 : Words::tr("The store did not accept this. It says: “%1”")
                                       .arg(words::shortened(said, 200));
    words->whatToDo = Words::tr("The details say what it did not accept.");
}

QString kindName(ApiError::Kind kind)
{
    switch (kind) {
    case ApiError::Kind::InvalidArguments:
        return Words::tr("Refused by Segment Desk, nothing was sent");
    case ApiError::Kind::NoConnection:
        return Words::tr("No connection");
    case ApiError::Kind::TlsFailure:
        return Words::tr("The certificate was not accepted");
    case ApiError::Kind::Timeout:
        return Words::tr("No answer in time");
    case ApiError::Kind::OutcomeUnknown:
        return Words::tr("The answer to a change was lost");
    case ApiError::Kind::Unauthorized:
        return Words::tr("Token not accepted");
    case ApiError::Kind::Forbidden:
        return Words::tr("Not allowed");
    case ApiError::Kind::NotFound:
        return Words::tr("Not found");
    case ApiError::Kind::Conflict:
        return Words::tr("Conflict");
    case ApiError::Kind::TooLarge:
        return Words::tr("Too much in one request");
    case ApiError::Kind::Rejected:
        return Words::tr("Not accepted");
    case ApiError::Kind::RateLimited:
        return Words::tr("Too many requests");
    case ApiError::Kind::ServerFailure:
        return Words::tr("The store failed");
    case ApiError::Kind::Redirected:
        return Words::tr("Sent to another address, not followed");
    case ApiError::Kind::UnexpectedAnswer:
        return Words::tr("Unexpected answer");
    case ApiError::Kind::IncompleteList:
        return Words::tr("Incomplete list");
    case ApiError::Kind::AnswerTooLarge:
        return Words::tr("Answer too large");
    }
    return {};
}

bool isHarmful(char32_t c)
{
    // Controls that are no white space, direction overrides, embeddings, isolates and marks,
    // interlinear annotation, the byte order mark and noncharacters.
    return (c < 0x20) || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f
        || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f)
        || (c >= 0xfff9 && c <= 0xfffb) || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

/// As words::shown(), but for texts of several lines.
QString shownLines(const QString &text)
{
    QStringList lines;
    const QStringList parts = QString(text).replace(u"\r\n"_s, u"\n"_s).split(u'\n');
    lines.reserve(parts.size());
    for (const QString &line : parts)
        lines.append(words::shown(line));
    return lines.join(u'\n');
}

} // namespace

QString ErrorWords::sentence() const
{
    return whatToDo.isEmpty() ? text : text + u' ' + whatToDo;
}

QString words::shown(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\n' || c == u'\r' || c == u'\t' || c == u'\v' || c == u'\f' || c == QChar(0x2028)
            || c == QChar(0x2029) || c == QChar(0x85)) {
            safe += u' ';
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            safe += c;
            safe += text.at(++i);
        } else if (c.isSurrogate() || isHarmful(c.unicode())) {
            safe += QChar(QChar::ReplacementCharacter);
        } else {
            safe += c;
        }
    }
    return safe;
}

QString words::toolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    // A tag makes Qt read the whole as rich text, and break long lines; everything in it is
    // escaped.
    return u"<span>"_s + shown(text).toHtmlEscaped() + u"</span>"_s;
}

QString words::buttonText(const QString &text)
{
    return shown(text).replace(u"&"_s, u"&&"_s);
}

QString words::shortened(const QString &text, int length)
{
    const QString line = shown(text).trimmed();
    if (line.size() <= length)
        return line;
    const qsizetype head = (length - 1) / 2 + (length - 1) % 2;
    QString left = line.left(head);
    QString right = line.right((length - 1) / 2);
    if (left.back().isHighSurrogate())
        left.chop(1);
    if (!right.isEmpty() && right.front().isLowSurrogate())
        right.remove(0, 1);
    return left + u'…' + right;
}

QString words::quoted(const QString &name)
{
    return Words::tr("“%1”").arg(shortened(name));
}

QString words::count(qint64 number)
{
    return QLocale().toString(number);
}

// The form for one stands apart, because the source language has no translation file to make it.
QString words::people(qint64 number)
{
    return number == 1 ? Words::tr("%Ln person", nullptr, 1)
                       : Words::tr("%Ln people", nullptr, clamped(number));
}

QString words::members(qint64 number)
{
    return number == 1 ? Words::tr("%Ln member", nullptr, 1)
                       : Words::tr("%Ln members", nullptr, clamped(number));
}

QString words::profiles(qint64 number)
{
    return number == 1 ? Words::tr("%Ln profile", nullptr, 1)
                       : Words::tr("%Ln profiles", nullptr, clamped(number));
}

QString words::customers(qint64 number)
{
    return number == 1 ? Words::tr("%Ln customer", nullptr, 1)
                       : Words::tr("%Ln customers", nullptr, clamped(number));
}

QString words::segments(qint64 number)
{
    return number == 1 ? Words::tr("%Ln segment", nullptr, 1)
                       : Words::tr("%Ln segments", nullptr, clamped(number));
}

QString words::requests(qint64 number)
{
    return number == 1 ? Words::tr("%Ln request", nullptr, 1)
                       : Words::tr("%Ln requests", nullptr, clamped(number));
}

QString words::rows(qint64 number)
{
    return number == 1 ? Words::tr("%Ln row", nullptr, 1)
                       : Words::tr("%Ln rows", nullptr, clamped(number));
}

QString words::ago(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    // A clock that was set back must not make the data come from the future.
    const qint64 seconds = qMax<qint64>(0, when.secsTo(now));
    if (seconds < 60)
        return Words::tr("just now");
    if (seconds < 60 * 60)
        return Words::tr("%Ln min ago", nullptr, clamped(seconds / 60));
    if (seconds < 24 * 60 * 60)
        return Words::tr("%Ln h ago", nullptr, clamped(seconds / 3600));
    return date(when);
}

QString words::age(const QDateTime &when, const QDateTime &now)
{
    const QString text = ago(when, now);
    return text.isEmpty() ? text : Words::tr("updated %1").arg(text);
}

QString words::duration(milliseconds time)
{
    if (time < milliseconds(1000))
        return Words::tr("less than a second");
    const qint64 seconds = (time.count() + 999) / 1000;
    if (seconds < 60)
        return Words::tr("%Ln s", nullptr, clamped(seconds));
    const qint64 minutes = (seconds + 59) / 60;
    if (minutes < 60)
        return Words::tr("%Ln min", nullptr, clamped(minutes));
    if (minutes % 60 == 0)
        return Words::tr("%Ln h", nullptr, clamped(minutes / 60));
    return Words::tr("%1 h %2 min").arg(count(minutes / 60), count(minutes % 60));
}

QString words::timeLeft(milliseconds time)
{
    return Words::tr("%1 left").arg(duration(time));
}

QString words::rate(double perSecond)
{
    if (perSecond < 0.1)
        return {};
    if (perSecond < 10)
        return Words::tr("%1/s").arg(QLocale().toString(perSecond, 'f', 1));
    return Words::tr("%1/s").arg(count(qRound64(perSecond)));
}

QString words::days(const DateRange &days)
{
    if (days.isEmpty())
        return {};
    if (!days.last.isValid())
        return Words::tr("%1 or later").arg(displayDate(days.first));
    if (!days.first.isValid())
        return Words::tr("%1 or earlier").arg(displayDate(days.last));
    if (days.first == days.last)
        return displayDate(days.first);
    return Words::tr("%1 – %2", "two days").arg(displayDate(days.first), displayDate(days.last));
}

QString words::date(const QDateTime &when)
{
    if (!when.isValid())
        return {};
    return displayDate(when.toLocalTime().date());
}

QString words::dateTime(const QDateTime &when)
{
    if (!when.isValid())
        return {};
    return date(when) + u' ' + QLocale().toString(when.toLocalTime().time(), QLocale::ShortFormat);
}

ErrorWords words::errorWords(const ApiError &error, WhatFailed operation)
{
    ErrorWords words;
    words.title = titleOf(operation);
    const QString unchanged =
        isWrite(operation) ? u' ' + Words::tr("Nothing was changed.") : QString();
    const QString tryAgain = Words::tr("Try again in a moment.");

    switch (error.kind) {
    case ApiError::Kind::InvalidArguments:
        words.text = Words::tr("Segment Desk refused to send the request.") + unchanged;
        words.whatToDo = Words::tr("The details say why.");
        break;
    case ApiError::Kind::NoConnection:
        words.text = Words::tr("The store cannot be reached from this computer.") + unchanged;
        words.whatToDo = operation == WhatFailed::TestToken || operation == WhatFailed::OpenStore
            ? Words::tr("Check the network and the API path, then try again.")
            : Words::tr("Check the network, then try again.");
        break;
    case ApiError::Kind::TlsFailure:
        words.text =
            Words::tr("The connection is not safe: the store’s certificate was not accepted, so "
                      "nothing was sent.");
        words.whatToDo =
            Words::tr("Check the date and time of this computer. A proxy or virus scanner "
                      "that inspects connections can also be the cause.");
        break;
    case ApiError::Kind::Timeout:
        words.text = Words::tr("The store did not answer in time.");
        words.whatToDo = tryAgain;
        break;
    case ApiError::Kind::OutcomeUnknown:
        words.text =
            Words::tr("The connection was lost before the store answered, so it may or may not "
                      "have made the change.");
        words.whatToDo = Words::tr("Refresh (F5) to see what is there before you repeat it.");
        break;
    case ApiError::Kind::Unauthorized:
        words.text =
            Words::tr("The store does not accept this token: it is mistyped, was revoked, or "
                      "belongs to another store.")
            + unchanged;
        words.whatToDo = operation == WhatFailed::TestToken
            ? Words::tr("Paste the token again, or create a new API account and paste its token.")
            : Words::tr("Paste the token again: store menu › Change token.");
        break;
    case ApiError::Kind::Forbidden:
        sayForbidden(operation, &words);
        break;
    case ApiError::Kind::NotFound:
        sayNotFound(operation, &words);
        break;
    case ApiError::Kind::Conflict:
        sayConflict(error, operation, &words);
        break;
    case ApiError::Kind::TooLarge:
        words.text = Words::tr("That was more than the store takes in one request.") + unchanged;
        words.whatToDo = Words::tr("Try it with fewer at once.");
        break;
    case ApiError::Kind::Rejected:
        sayRejected(error, &words);
        break;
    case ApiError::Kind::RateLimited:
        words.text =
            Words::tr("The store takes no more requests for now: this and other apps have used "
                      "up its quota.")
            + unchanged;
        words.whatToDo = error.retryAfter > milliseconds(0)
            ? Words::tr("Try again in %1.").arg(duration(error.retryAfter))
            : tryAgain;
        break;
    case ApiError::Kind::ServerFailure:
        words.text = error.httpStatus > 0 ? Words::tr("The store has an internal problem (%1).")
                                                .arg(QString::number(error.httpStatus))
                                          : Words::tr("The store has an internal problem.");
        words.whatToDo = isWrite(operation)
            ? Words::tr("Refresh (F5) to see what is there, then try again in a moment.")
            : tryAgain;
        break;
    case ApiError::Kind::Redirected:
        words.text = Words::tr("This address redirects to another one. Segment Desk did not follow "
                               "it, because the token would have been sent there.");
        words.whatToDo = Words::tr("Check the API path.");
        break;
    case ApiError::Kind::IncompleteList:
        words.text =
            Words::tr("The store sent an incomplete list each time it was asked. Nothing is "
                      "decided from a list in which people may be missing.");
        words.whatToDo = Words::tr("Try again in a few minutes. The details say what was missing.");
        break;
    case ApiError::Kind::UnexpectedAnswer:
        words.text = Words::tr("The answer did not come from a store. It may come from a sign-in "
                               "page of this network or a proxy.");
        words.whatToDo = operation == WhatFailed::TestToken || operation == WhatFailed::OpenStore
            ? Words::tr("Check the API path, and whether this network wants you to sign in.")
            : Words::tr("Check whether this network wants you to sign in, then try again.");
        break;
    case ApiError::Kind::AnswerTooLarge:
        words.text = Words::tr("The answer was larger than any store’s page, so it was not read.");
        words.whatToDo = tryAgain;
        break;
    }
    return words;
}

QString words::errorDetails(const ApiError &error)
{
    QStringList lines;
    lines.append(Words::tr("Problem: %1").arg(kindName(error.kind)));
    lines.append(error.httpStatus > 0
                     ? Words::tr("HTTP status: %1").arg(QString::number(error.httpStatus))
                     : Words::tr("HTTP status: none, there was no answer"));
    if (!error.requestId.isEmpty())
        lines.append(Words::tr("Request ID: %1").arg(shown(error.requestId)));
    if (error.retryAfter > milliseconds(0))
        lines.append(Words::tr("Wait asked for: %1").arg(duration(error.retryAfter)));
    if (!error.title.isEmpty())
        lines.append(Words::tr("The store said: %1").arg(shown(error.title)));
    for (const auto &[field, text] : error.fields)
        lines.append(u"  "_s + shown(field) + u": "_s + shown(text));
    if (!error.details.isEmpty()) {
        lines.append(QString());
        lines.append(shownLines(error.details));
    }
    return lines.join(u'\n');
}

QString words::storeLabel(const Account &account, const QList<Account> &all)
{
    QString label = account.name;
    bool sameName = false;
    bool sameHost = false;
    for (const Account &other : all) {
        if (other.id == account.id || other.name.compare(label, Qt::CaseInsensitive) != 0)
            continue;
        sameName = true;
        sameHost = sameHost || other.apiPath.authority() == account.apiPath.authority();
    }
    if (sameName && account.kind != Account::Kind::Sandbox)
        label = Words::tr("%1 (%2)").arg(
            label, sameHost ? storeHash(account.apiPath) : account.apiPath.authority());
    if (account.kind == Account::Kind::Visit)
        label = Words::tr("%1, only visited").arg(label);
    return label;
}

QString words::readOnlyToken()
{
    return Words::tr("This token can look but not change anything. Use another token with the "
                     "Customers: modify scope.");
}

QString words::apiPathRefusal(const ApiError &error)
{
    if (error.title == u"empty")
        return Words::tr("Paste the API path or the store hash.");
    if (error.title == u"scheme")
        return Words::tr(
            "The address must begin with https://, so that the token is encrypted on its way.");
    if (error.title == u"host")
        return Words::tr("The address must name a server, without a user name or password.");
    if (error.title == u"path")
        return Words::tr("An API path looks like https://api.bigcommerce.com/stores/abc123/v3/");
    return Words::tr("A store hash has only letters and digits, such as abc123.");
}

QStringList words::tokenSteps()
{
    return {Words::tr("Open Settings › Store-level API accounts in the control panel."),
            Words::tr("Create an API account with the scope Customers: modify."),
            Words::tr("Paste its token here and test again.")};
}

} // namespace segmentdesk
