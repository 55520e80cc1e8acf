// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/errorwords.h"

#include "ui/words/connectionwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

#include <chrono>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using std::chrono::milliseconds;

/// Gives every text of this file one context for the translators.
struct ErrorTexts
{
    Q_DECLARE_TR_FUNCTIONS(ErrorTexts)
};

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

/// What could not be read, where the caller did many things at once: what the request was about
/// says it better.
WhatFailed whatWasRead(const ApiError &error, WhatFailed operation)
{
    switch (error.subject) {
    case ApiError::Subject::Unknown:
        return operation;
    case ApiError::Subject::Segments:
        return WhatFailed::ReadSegments;
    case ApiError::Subject::Members:
        return WhatFailed::ReadMembers;
    case ApiError::Subject::Profiles:
        return WhatFailed::ReadProfiles;
    case ApiError::Subject::SegmentsOfPerson:
        return WhatFailed::ReadSegmentsOfPerson;
    case ApiError::Subject::Customers:
        return WhatFailed::ReadCustomers;
    }
    return operation;
}

QString titleOf(WhatFailed operation)
{
    switch (operation) {
    case WhatFailed::OpenStore:
        return ErrorTexts::tr("Could not open the store");
    case WhatFailed::TestToken:
        return ErrorTexts::tr("Connection test failed");
    case WhatFailed::ReadSegments:
        return ErrorTexts::tr("Could not read the segments");
    case WhatFailed::ReadMembers:
        return ErrorTexts::tr("Could not see the members");
    case WhatFailed::ReadProfiles:
        return ErrorTexts::tr("Could not read the profiles");
    case WhatFailed::ReadCustomers:
        return ErrorTexts::tr("Could not read the customers");
    case WhatFailed::ReadSegmentsOfPerson:
        return ErrorTexts::tr("Could not read this person’s segments");
    case WhatFailed::Search:
        return ErrorTexts::tr("Could not search");
    case WhatFailed::CreateSegment:
        return ErrorTexts::tr("Could not create the segment");
    case WhatFailed::ChangeSegment:
        return ErrorTexts::tr("Could not change the segment");
    case WhatFailed::DeleteSegments:
        return ErrorTexts::tr("Could not delete the segment");
    case WhatFailed::EmptySegment:
        return ErrorTexts::tr("Could not empty the segment");
    case WhatFailed::CreateProfiles:
        return ErrorTexts::tr("Could not create the profiles");
    case WhatFailed::DeleteProfiles:
        return ErrorTexts::tr("Could not delete the profiles");
    case WhatFailed::AddMembers:
        return ErrorTexts::tr("Could not add the people");
    case WhatFailed::RemoveMembers:
        return ErrorTexts::tr("Could not remove the people");
    case WhatFailed::Export:
        return ErrorTexts::tr("Could not export");
    }
    return {};
}

/// 403: what the scopes and plans of api-contract.md mean for this operation.
void sayForbidden(const ApiError &error, WhatFailed operation, ErrorWords *words)
{
    const bool isFirst = operation == WhatFailed::OpenStore || operation == WhatFailed::TestToken;
    switch (isWrite(operation) || isFirst ? operation : whatWasRead(error, operation)) {
    case WhatFailed::ReadMembers:
        words->text = ErrorTexts::tr("This token can list segments but cannot see their members.");
        words->whatToDo = ErrorTexts::tr(
            "Give it the Customers: modify scope. The store requires it even to see members.");
        return;
    case WhatFailed::Export:
        words->text = ErrorTexts::tr("This token cannot see what you want to export.");
        words->whatToDo = ErrorTexts::tr(
            "Give it the Customers: modify scope. The store requires it even to see members.");
        return;
    case WhatFailed::OpenStore:
    case WhatFailed::TestToken:
        words->text =
            ErrorTexts::tr("This token is not for this store hash, or it cannot read segments, "
                           "or the store’s plan does not include them: customer segments belong "
                           "to Enterprise plans.");
        words->whatToDo = ErrorTexts::tr(
            "Check the store hash, and give the token the Customers scope, read-only to view or "
            "modify to change. If both are right, ask BigCommerce whether the plan includes "
            "customer segmentation.");
        return;
    case WhatFailed::ReadSegments:
    case WhatFailed::ReadProfiles:
    case WhatFailed::ReadSegmentsOfPerson:
        words->text =
            ErrorTexts::tr("This token cannot read segments, or the store’s plan does not "
                           "include them: customer segments belong to Enterprise plans.");
        words->whatToDo = ErrorTexts::tr(
            "Give the token the Customers scope, read-only to view or modify to change. "
            "If it has that, ask BigCommerce whether the plan includes "
            "customer segmentation.");
        return;
    case WhatFailed::ReadCustomers:
    case WhatFailed::Search:
        words->text = ErrorTexts::tr("This token cannot read the store’s customers.");
        words->whatToDo =
            ErrorTexts::tr("Give it the Customers scope, read-only to view or modify to change.");
        return;
    case WhatFailed::CreateSegment:
    case WhatFailed::ChangeSegment:
    case WhatFailed::DeleteSegments:
    case WhatFailed::EmptySegment:
    case WhatFailed::CreateProfiles:
    case WhatFailed::DeleteProfiles:
    case WhatFailed::AddMembers:
    case WhatFailed::RemoveMembers:
        words->text = ErrorTexts::tr("This token can read but cannot change anything.");
        words->whatToDo = ErrorTexts::tr("Give it the Customers: modify scope.");
        return;
    }
}

void sayNoStore(ErrorWords *words)
{
    words->text = ErrorTexts::tr("There is no store at this address.");
    words->whatToDo =
        ErrorTexts::tr("Check the API path or the store hash: one wrong letter is enough.");
}

void sayNotFound(const ApiError &error, WhatFailed operation, ErrorWords *words)
{
    if (error.isOfStore) {
        sayNoStore(words);
        return;
    }
    switch (operation) {
    case WhatFailed::OpenStore:
    case WhatFailed::TestToken:
    case WhatFailed::ReadSegments:
    case WhatFailed::ReadProfiles:
    case WhatFailed::ReadCustomers:
    case WhatFailed::Search:
        sayNoStore(words);
        return;
    case WhatFailed::ReadSegmentsOfPerson:
    case WhatFailed::DeleteProfiles:
    case WhatFailed::CreateProfiles:
        words->text = ErrorTexts::tr("The store no longer has this person.");
        words->whatToDo = ErrorTexts::tr("Refresh (F5) to see who is there.");
        return;
    case WhatFailed::AddMembers:
    case WhatFailed::RemoveMembers:
        words->text =
            ErrorTexts::tr("The store no longer has this segment, or one of these people.");
        words->whatToDo = ErrorTexts::tr("Refresh (F5) to see what is there.");
        return;
    case WhatFailed::ReadMembers:
    case WhatFailed::CreateSegment:
    case WhatFailed::ChangeSegment:
    case WhatFailed::DeleteSegments:
    case WhatFailed::EmptySegment:
    case WhatFailed::Export:
        words->text =
            ErrorTexts::tr("The store no longer has this segment. Someone else, or another "
                           "app, may have deleted it.");
        words->whatToDo = ErrorTexts::tr("Refresh (F5) to see which segments are there.");
        return;
    }
}

void sayConflict(const ApiError &error, WhatFailed operation, ErrorWords *words)
{
    if (operation == WhatFailed::CreateSegment && error.httpStatus == 0) {
        // No answer said that: it was found after a lost answer.
        words->text =
            ErrorTexts::tr("A segment with this name exists now. The answer to this change was "
                           "lost, and nothing proves that it made that segment, so the "
                           "segment was left as it is.");
        words->whatToDo = ErrorTexts::tr("Use that segment, or choose another name.");
    } else if (operation == WhatFailed::CreateSegment || operation == WhatFailed::ChangeSegment) {
        words->text = ErrorTexts::tr("The store already has a segment with this name.");
        words->whatToDo = ErrorTexts::tr("Choose another name.");
    } else if (operation == WhatFailed::CreateProfiles) {
        words->text = ErrorTexts::tr("Some of these customers have a profile already.");
        words->whatToDo =
            ErrorTexts::tr("Refresh (F5), then create the profiles that are still missing.");
    } else if (operation == WhatFailed::AddMembers) {
        const auto already = error.alreadyMembers.size();
        words->text = already == 0 ? ErrorTexts::tr("Some of these people are members already.")
            : already == 1
            ? ErrorTexts::tr("%Ln of these people is a member already.", nullptr, 1)
            : ErrorTexts::tr("%Ln of these people are members already.", nullptr, int(already));
        words->whatToDo = ErrorTexts::tr("Refresh (F5), then add the others.");
    } else {
        words->text = ErrorTexts::tr("The store says that this conflicts with its data.");
        words->whatToDo = ErrorTexts::tr("Refresh (F5) to see what is there.");
    }
}

/// 423: the store is locked, for every request.
void sayLocked(ErrorWords *words)
{
    words->text = ErrorTexts::tr("The store is locked, so it does nothing for now.");
    words->whatToDo = ErrorTexts::tr("Ask the owner of the store, or BigCommerce, why.");
}

/// 507: nothing is wrong but the size.
void sayPlanLimit(ErrorWords *words)
{
    words->text =
        ErrorTexts::tr("A limit of the store’s plan is reached, so the store took no more.");
    words->whatToDo = ErrorTexts::tr("Make room in the store, or ask BigCommerce about the plan.");
}

void sayRejected(const ApiError &error, ErrorWords *words)
{
    if (error.httpStatus == 423) {
        sayLocked(words);
        return;
    }
    const QString said = !error.title.isEmpty() ? error.title
        : error.fields.isEmpty()                ? QString()
                                                : error.fields.constFirst().second;
    words->text = said.isEmpty()
        ? ErrorTexts::tr("The store did not accept this, and does not say why.")
        : ErrorTexts::tr("The store did not accept this. It says: “%1”")
              .arg(words::shortened(said, 200));
    words->whatToDo = said.isEmpty() ? ErrorTexts::tr("Ask BigCommerce what is wrong with it.")
                                     : ErrorTexts::tr("Change what it names, then try again.");
    if (said.isEmpty() && !error.requestId.isEmpty()) {
        words->whatToDo += u' '
            + ErrorTexts::tr("They find it by the request ID %1.")
                  .arg(words::shortened(error.requestId));
    }
}

/// A web page in the place of the store's answer; @p status as part of a sentence, or empty.
void sayWebPage(int status, ErrorWords *words)
{
    words->text = status > 0
        ? ErrorTexts::tr("A web page came in place of the store’s answer (%1), so that it was not "
                         "the store that answered.")
              .arg(QString::number(status))
        : ErrorTexts::tr("A web page came in place of the store’s answer, so that it was not the "
                         "store that answered.");
    words->whatToDo = ErrorTexts::tr(
        "It may be a sign-in page of this network, a proxy or a firewall: open any page in a "
        "browser to see, then try again.");
}

void sayUnexpected(const ApiError &error, WhatFailed operation, ErrorWords *words)
{
    const bool isNew = operation == WhatFailed::TestToken || operation == WhatFailed::OpenStore;
    const QString tryAgain = isNew
        ? ErrorTexts::tr("Check the API path, then try again in a moment.")
        : ErrorTexts::tr("Try again in a moment.");
    switch (error.shape) {
    case ApiError::Shape::WebPage:
        sayWebPage(0, words);
        if (isNew)
            words->whatToDo.prepend(ErrorTexts::tr("Check the API path.") + u' ');
        return;
    case ApiError::Shape::Cut:
        words->text = ErrorTexts::tr("The answer was cut off or damaged on its way.");
        words->whatToDo = tryAgain;
        return;
    case ApiError::Shape::Empty:
        words->text = ErrorTexts::tr("An empty answer came, where the store sends data.");
        words->whatToDo = tryAgain;
        return;
    case ApiError::Shape::Json:
        words->text = ErrorTexts::tr("The store’s answer is not as BigCommerce documents it, so "
                                     "nothing was taken from it: %1.")
                          .arg(words::shortened(error.details, 200));
        words->whatToDo = tryAgain + u' '
            + ErrorTexts::tr("If it stays so, Segment Desk may be too old for this store.");
        return;
    case ApiError::Shape::LocalCopy:
        words->text = ErrorTexts::tr("The local copy of the store cannot be read: %1.")
                          .arg(words::shortened(error.details, 200));
        words->whatToDo = ErrorTexts::tr("Refresh the store (F5), then try again.");
        return;
    case ApiError::Shape::Unknown:
    case ApiError::Shape::Other:
        words->text = ErrorTexts::tr("What answered is not a BigCommerce store.");
        words->whatToDo = isNew
            ? ErrorTexts::tr(
                "Check the API path, and whether a proxy of this network answers in its place.")
            : ErrorTexts::tr("Check whether a proxy of this network answers in its place, then "
                             "try again.");
        return;
    }
}

/// Whether a refusal is a web page's, so that it says nothing about the token.
bool isWebPagesRefusal(const ApiError &error)
{
    return error.shape == ApiError::Shape::WebPage
        && (error.kind == ApiError::Kind::Unauthorized || error.kind == ApiError::Kind::Forbidden
            || error.kind == ApiError::Kind::Rejected);
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

ErrorWords words::errorWords(const ApiError &error, WhatFailed operation)
{
    ErrorWords words;
    // A search reads customers; what else it may have to read first is said.
    const bool isOther =
        operation == WhatFailed::Search && error.subject != ApiError::Subject::Customers;
    words.title = titleOf(isOther ? whatWasRead(error, operation) : operation);
    const QString tryAgain = ErrorTexts::tr("Try again in a moment.");
    if (isWebPagesRefusal(error)) {
        sayWebPage(error.httpStatus, &words);
        return words;
    }

    switch (error.kind) {
    case ApiError::Kind::InvalidArguments:
        words.text = (error.details.isEmpty()
                          ? ErrorTexts::tr("Segment Desk refused to send the request.")
                          : ErrorTexts::tr("Segment Desk refused to send the request: %1.")
                                .arg(words::shortened(error.details, 200)));
        words.whatToDo = ErrorTexts::tr("This is a fault of Segment Desk: please report it.");
        break;
    case ApiError::Kind::NoConnection:
        words.text = ErrorTexts::tr("The store cannot be reached from this computer.");
        words.whatToDo = operation == WhatFailed::TestToken || operation == WhatFailed::OpenStore
            ? ErrorTexts::tr("Check the network and the API path, then try again.")
            : ErrorTexts::tr("Check the network, then try again.");
        if (error.connection)
            sayConnectionProblem(*error.connection, &words);
        break;
    case ApiError::Kind::TlsFailure:
        words.text = ErrorTexts::tr(
            "The connection is not safe: the store’s certificate was not accepted, so "
            "nothing was sent.");
        words.whatToDo =
            ErrorTexts::tr("Check the date and time of this computer. A proxy or virus scanner "
                           "that inspects connections can also be the cause.");
        if (error.connection)
            sayConnectionProblem(*error.connection, &words);
        break;
    case ApiError::Kind::Timeout:
        words.text = ErrorTexts::tr("The store did not answer in time.");
        words.whatToDo = tryAgain;
        break;
    case ApiError::Kind::OutcomeUnknown:
        words.text = ErrorTexts::tr(
            "The connection was lost before the store answered, so it may or may not "
            "have made the change.");
        words.whatToDo = ErrorTexts::tr("Refresh (F5) to see what is there before you repeat it.");
        break;
    case ApiError::Kind::Unauthorized:
        words.text =
            ErrorTexts::tr("The store does not accept this token: it is mistyped, was revoked, or "
                           "belongs to another store.");
        words.whatToDo = operation == WhatFailed::TestToken
            ? ErrorTexts::tr(
                "Paste the token again, or create a new API account and paste its token.")
            : ErrorTexts::tr("Paste the token again: store menu › Change token.");
        break;
    case ApiError::Kind::Forbidden:
        sayForbidden(error, operation, &words);
        break;
    case ApiError::Kind::NotFound:
        sayNotFound(error, operation, &words);
        break;
    case ApiError::Kind::Conflict:
        sayConflict(error, operation, &words);
        break;
    case ApiError::Kind::TooLarge:
        words.text = ErrorTexts::tr("That was more than the store takes in one request.");
        words.whatToDo = ErrorTexts::tr("Try it with fewer at once.");
        break;
    case ApiError::Kind::Rejected:
        sayRejected(error, &words);
        break;
    case ApiError::Kind::RateLimited:
        words.text = ErrorTexts::tr(
            "The store takes no more requests for now: this and other apps have used "
            "up its quota.");
        words.whatToDo = error.retryAfter > milliseconds(0)
            ? ErrorTexts::tr("Try again in %1.").arg(duration(error.retryAfter))
            : tryAgain;
        break;
    case ApiError::Kind::ServerFailure:
        if (error.httpStatus == 507) {
            sayPlanLimit(&words);
            break;
        }
        words.text = error.httpStatus > 0
            ? ErrorTexts::tr("The store has an internal problem (%1).")
                  .arg(QString::number(error.httpStatus))
            : ErrorTexts::tr("The store has an internal problem.");
        words.whatToDo = isWrite(operation)
            ? ErrorTexts::tr("Refresh (F5) to see what is there, then try again in a moment.")
            : tryAgain;
        break;
    case ApiError::Kind::Redirected:
        words.text =
            ErrorTexts::tr("This address redirects to another one. Segment Desk did not follow "
                           "it, because the token would have been sent there.");
        words.whatToDo = ErrorTexts::tr("Check the API path.");
        break;
    case ApiError::Kind::IncompleteList:
        words.text =
            ErrorTexts::tr("The store sent an incomplete list each time it was asked. Nothing is "
                           "decided from a list in which people may be missing.");
        words.whatToDo = ErrorTexts::tr("Try again in a few minutes.");
        break;
    case ApiError::Kind::UnexpectedAnswer:
        sayUnexpected(error, operation, &words);
        break;
    case ApiError::Kind::AnswerTooLarge:
        words.text =
            ErrorTexts::tr("The answer was larger than any store’s page, so it was not read.");
        words.whatToDo = tryAgain;
        break;
    case ApiError::Kind::NotApplied:
        words.text =
            ErrorTexts::tr("The store answered that this was done, but when it was checked "
                           "afterwards it was not so.");
        words.whatToDo = ErrorTexts::tr("Refresh (F5) to see what is there, then try again.");
        break;
    }
    return words;
}

QString words::errorKind(ApiError::Kind kind)
{
    switch (kind) {
    case ApiError::Kind::InvalidArguments:
        return ErrorTexts::tr("Refused by Segment Desk, nothing was sent");
    case ApiError::Kind::NoConnection:
        return ErrorTexts::tr("No connection");
    case ApiError::Kind::TlsFailure:
        return ErrorTexts::tr("The certificate was not accepted");
    case ApiError::Kind::Timeout:
        return ErrorTexts::tr("No answer in time");
    case ApiError::Kind::OutcomeUnknown:
        return ErrorTexts::tr("The answer to a change was lost");
    case ApiError::Kind::Unauthorized:
        return ErrorTexts::tr("Token not accepted");
    case ApiError::Kind::Forbidden:
        return ErrorTexts::tr("Not allowed");
    case ApiError::Kind::NotFound:
        return ErrorTexts::tr("Not found");
    case ApiError::Kind::Conflict:
        return ErrorTexts::tr("Conflict");
    case ApiError::Kind::TooLarge:
        return ErrorTexts::tr("Too much in one request");
    case ApiError::Kind::Rejected:
        return ErrorTexts::tr("Not accepted");
    case ApiError::Kind::RateLimited:
        return ErrorTexts::tr("Too many requests");
    case ApiError::Kind::ServerFailure:
        return ErrorTexts::tr("The store failed");
    case ApiError::Kind::Redirected:
        return ErrorTexts::tr("Sent to another address, not followed");
    case ApiError::Kind::UnexpectedAnswer:
        return ErrorTexts::tr("Unexpected answer");
    case ApiError::Kind::IncompleteList:
        return ErrorTexts::tr("Incomplete list");
    case ApiError::Kind::AnswerTooLarge:
        return ErrorTexts::tr("Answer too large");
    case ApiError::Kind::NotApplied:
        return ErrorTexts::tr("Not so in the store");
    }
    return {};
}

QString words::errorDetails(const ApiError &error)
{
    QStringList lines;
    lines.append(ErrorTexts::tr("Problem: %1").arg(errorKind(error.kind)));
    lines.append(error.httpStatus > 0
                     ? ErrorTexts::tr("HTTP status: %1").arg(QString::number(error.httpStatus))
                     : ErrorTexts::tr("HTTP status: none, there was no answer"));
    if (!error.requestId.isEmpty())
        lines.append(ErrorTexts::tr("Request ID: %1").arg(shown(error.requestId)));
    if (error.retryAfter > milliseconds(0))
        lines.append(ErrorTexts::tr("Wait asked for: %1").arg(duration(error.retryAfter)));
    if (!error.title.isEmpty())
        lines.append(ErrorTexts::tr("The store said: %1").arg(shown(error.title)));
    for (const auto &[field, text] : error.fields)
        lines.append(u"  "_s + shown(field) + u": "_s + shown(text));
    if (!error.details.isEmpty()) {
        lines.append(QString());
        lines.append(shownLines(error.details));
    }
    return lines.join(u'\n');
}

QString words::apiPathRefusal(const ApiError &error)
{
    if (error.title == u"empty")
        return ErrorTexts::tr("Paste the API path or the store hash.");
    if (error.title == u"scheme")
        return ErrorTexts::tr(
            "The address must begin with https://, so that the token is encrypted on its way.");
    if (error.title == u"host")
        return ErrorTexts::tr("The address must name a server, without a user name or password.");
    if (error.title == u"path")
        return ErrorTexts::tr(
            "An API path looks like https://api.bigcommerce.com/stores/abc123/v3/");
    return ErrorTexts::tr("A store hash has only letters, digits, - and _, such as abc123.");
}

QStringList words::tokenSteps()
{
    return {ErrorTexts::tr("Open Settings › Store-level API accounts in the control panel."),
            ErrorTexts::tr("Create an API account with the scope Customers: modify."),
            ErrorTexts::tr("Paste its token here and test again.")};
}

} // namespace segmentdesk
