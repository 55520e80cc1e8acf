// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QLocale>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using Kind = ApiError::Kind;

namespace {

constexpr std::array allKinds{
    Kind::InvalidArguments, Kind::NoConnection, Kind::TlsFailure,       Kind::Timeout,
    Kind::OutcomeUnknown,   Kind::Unauthorized, Kind::Forbidden,        Kind::NotFound,
    Kind::Conflict,         Kind::TooLarge,     Kind::Rejected,         Kind::RateLimited,
    Kind::ServerFailure,    Kind::Redirected,   Kind::UnexpectedAnswer, Kind::AnswerTooLarge};

constexpr std::array allOperations{WhatFailed::OpenStore,
                                   WhatFailed::TestToken,
                                   WhatFailed::ReadSegments,
                                   WhatFailed::ReadMembers,
                                   WhatFailed::ReadProfiles,
                                   WhatFailed::ReadCustomers,
                                   WhatFailed::ReadSegmentsOfPerson,
                                   WhatFailed::Search,
                                   WhatFailed::CreateSegment,
                                   WhatFailed::ChangeSegment,
                                   WhatFailed::DeleteSegments,
                                   WhatFailed::EmptySegment,
                                   WhatFailed::CreateProfiles,
                                   WhatFailed::DeleteProfiles,
                                   WhatFailed::AddMembers,
                                   WhatFailed::RemoveMembers,
                                   WhatFailed::Export};

ApiError errorOf(Kind kind)
{
    ApiError error;
    error.kind = kind;
    if (kind == Kind::Conflict)
        error.httpStatus = 409; // only the store says so
    return error;
}

} // namespace

class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void shown_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("safe");
        QTest::newRow("plain") << u"VIP"_s << u"VIP"_s;
        QTest::newRow("markup stays as written") << u"<b>VIP</b>"_s << u"<b>VIP</b>"_s;
        QTest::newRow("line break") << u"a\nb\r\tc"_s << u"a b  c"_s;
        QTest::newRow("null and escape") << QString(u"a"_s + QChar(0) + QChar(0x1b)) << u"a��"_s;
        QTest::newRow("override") << u"invoice\u202Efdp.exe"_s << u"invoice\uFFFDfdp.exe"_s;
        QTest::newRow("isolates") << u"a\u2066b\u2069"_s << u"a\uFFFDb\uFFFD"_s;
        QTest::newRow("arabic") << u"ليلى الخطيب"_s << u"ليلى الخطيب"_s;
        QTest::newRow("joiner") << u"می\u200Cخواهم"_s << u"می\u200Cخواهم"_s;
        QTest::newRow("emoji") << u"👩\u200D🚀"_s << u"👩\u200D🚀"_s;
        QTest::newRow("half a surrogate") << QString(QChar(0xd83d)) << u"\uFFFD"_s;
        QTest::newRow("paragraph separator") << u"a\u2029b"_s << u"a b"_s;
    }

    void shown()
    {
        QFETCH(QString, text);
        QFETCH(QString, safe);
        QCOMPARE(words::shown(text), safe);
    }

    void escapes()
    {
        QCOMPARE(words::toolTip(u"<img src=x>"_s), u"<img src=x>"_s);
        QCOMPARE(words::toolTip(QString()), QString());
        QCOMPARE(words::buttonText(u"Fish & Chips"_s), u"Fish && Chips"_s);
        QCOMPARE(words::quoted(u"VIP\n2"_s), u"“VIP 2”"_s);
    }

    void shortened()
    {
        QCOMPARE(words::shortened(u"abcdefghij"_s, 10), u"abcdefghij"_s);
        QCOMPARE(words::shortened(u"abcdefghijk"_s, 7), u"abc…ijk"_s);
        const QString rockets = u"🚀"_s.repeated(20);
        const QString cut = words::shortened(rockets, 10);
        QVERIFY(cut.size() <= 10);
        QVERIFY(!words::shown(cut).contains(QChar(QChar::ReplacementCharacter)));
    }

    void counts()
    {
        QCOMPARE(words::people(0), u"0 people"_s);
        QCOMPARE(words::people(1), u"1 person"_s);
        QCOMPARE(words::people(1240), u"1,240 people"_s);
        QCOMPARE(words::requests(1), u"1 request"_s);
        QCOMPARE(words::count(98211), u"98,211"_s);
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(words::people(1240), u"1.240 people"_s);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void ages_data()
    {
        QTest::addColumn<int>("secondsAgo");
        QTest::addColumn<QString>("words");
        QTest::newRow("now") << 0 << u"updated just now"_s;
        QTest::newRow("59 s") << 59 << u"updated just now"_s;
        QTest::newRow("a minute") << 60 << u"updated 1 min ago"_s;
        QTest::newRow("59 min") << 3599 << u"updated 59 min ago"_s;
        QTest::newRow("3 h") << 3 * 3600 + 5 << u"updated 3 h ago"_s;
        QTest::newRow("a day") << 24 * 3600 << u"updated Nov 5, 2025"_s;
        QTest::newRow("clock set back") << -500 << u"updated just now"_s;
    }

    void ages()
    {
        QFETCH(int, secondsAgo);
        QFETCH(QString, words);
        const QDateTime now(QDate(2025, 11, 6), QTime(12, 0));
        QCOMPARE(words::age(now.addSecs(-secondsAgo), now), words);
    }

    void noAge()
    {
        QCOMPARE(words::age(QDateTime()), QString());
        QCOMPARE(words::date(QDateTime()), QString());
        QCOMPARE(words::dateTime(QDateTime()), QString());
        const QDate from(2023, 1, 1);
        const QDate to(2023, 1, 31);
        QCOMPARE(words::days({}), QString());
        QCOMPARE(words::days({from, {}}), u"Jan 1, 2023 or later"_s);
        QCOMPARE(words::days({{}, to}), u"Jan 31, 2023 or earlier"_s);
        QCOMPARE(words::days({from, to}), u"Jan 1, 2023 – Jan 31, 2023"_s);
        QCOMPARE(words::days({from, from}), u"Jan 1, 2023"_s);
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << qint64(0) << u"less than a second"_s;
        QTest::newRow("rounded up") << qint64(1001) << u"2 s"_s;
        QTest::newRow("59 s") << qint64(59'000) << u"59 s"_s;
        QTest::newRow("a minute") << qint64(59'001) << u"1 min"_s;
        QTest::newRow("two minutes") << qint64(61'000) << u"2 min"_s;
        QTest::newRow("an hour") << qint64(3'600'000) << u"1 h"_s;
        QTest::newRow("hours") << qint64(7'500'000) << u"2 h 5 min"_s;
    }

    void durations()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, words);
        QCOMPARE(words::duration(std::chrono::milliseconds(ms)), words);
        QCOMPARE(words::timeLeft(std::chrono::milliseconds(ms)), QString(words + u" left"_s));
    }

    void rates()
    {
        QCOMPARE(words::rate(0.05), QString());
        QCOMPARE(words::rate(2.25), u"2.3/s"_s);
        QCOMPARE(words::rate(1240.4), u"1,240/s"_s);
    }

    void dates_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("words");
        QTest::newRow("en_US") << QLocale(QLocale::English, QLocale::UnitedStates)
                               << u"Nov 6, 2025"_s;
        QTest::newRow("en_GB") << QLocale(QLocale::English, QLocale::UnitedKingdom)
                               << u"6 Nov 2025"_s;
        QTest::newRow("sv_SE") << QLocale(QLocale::Swedish, QLocale::Sweden) << u"2025-11-06"_s;
        QTest::newRow("C") << QLocale::c() << u"6 Nov 2025"_s;
    }

    void dates()
    {
        QFETCH(QLocale, locale);
        QFETCH(QString, words);
        const QLocale before;
        QLocale::setDefault(locale);
        const QString said = words::date(QDateTime(QDate(2025, 11, 6), QTime(12, 0)));
        QLocale::setDefault(before);
        QCOMPARE(said, words);
    }

    /// No failure of any operation is left without a heading, a sentence and (but for none) advice.
    void everyFailureHasWords()
    {
        for (const Kind kind : allKinds) {
            for (const WhatFailed operation : allOperations) {
                const ErrorWords said = words::errorWords(errorOf(kind), operation);
                QVERIFY(!said.title.isEmpty());
                QVERIFY(!said.title.endsWith(u'.'));
                QVERIFY2(said.text.endsWith(u'.'), qPrintable(said.text));
                QVERIFY2(said.whatToDo.endsWith(u'.'), qPrintable(said.title + said.whatToDo));
                QCOMPARE(said.sentence(), QString(said.text + u' ' + said.whatToDo));
            }
            QVERIFY(!words::errorDetails(errorOf(kind)).isEmpty());
        }
    }

    void wordsOfFailures_data()
    {
        QTest::addColumn<ApiError::Kind>("kind");
        QTest::addColumn<WhatFailed>("operation");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("members with a read-only token")
            << Kind::Forbidden << WhatFailed::ReadMembers
            << u"This token can list segments but cannot see their members. Give it the Customers: "
               u"modify "
               "scope. The store requires it even to see members."_s;
        QTest::newRow("writing with a read-only token")
            << Kind::Forbidden << WhatFailed::AddMembers
            << u"This token can read but cannot change anything. Give it the "
               "Customers: modify scope."_s;
        QTest::newRow("name taken")
            << Kind::Conflict << WhatFailed::CreateSegment
            << u"The store already has a segment with this name. Choose another "
               "name."_s;
        QTest::newRow("lost answer")
            << Kind::OutcomeUnknown << WhatFailed::AddMembers
            << u"The connection was lost before the store answered, so it may or "
               "may not have made the change. Refresh (F5) to see what is "
               "there before you repeat it."_s;
        QTest::newRow("wrong hash")
            << Kind::NotFound << WhatFailed::TestToken
            << u"There is no store at this address. Check the API path or the "
               "store hash: one wrong letter is enough."_s;
    }

    void wordsOfFailures()
    {
        QFETCH(ApiError::Kind, kind);
        QFETCH(WhatFailed, operation);
        QFETCH(QString, sentence);
        QCOMPARE(words::errorWords(errorOf(kind), operation).sentence(), sentence);
    }

    /// Found by ourselves after an answer was lost: it was not refused.
    void nameOfWhichNothingProvesWhoseItIs()
    {
        ApiError found;
        found.kind = Kind::Conflict;
        const ErrorWords said = words::errorWords(found, WhatFailed::CreateSegment);
        QVERIFY(said.text.contains(u"exists now"_s));
        QCOMPARE(said.whatToDo, u"Use that segment, or choose another name."_s);
    }

    void whatTheStoreSaidIsShownSafely()
    {
        ApiError error = errorOf(Kind::Rejected);
        error.httpStatus = 422;
        error.title = u"<script>\u202Ebad\n"_s;
        error.requestId = u"r-1"_s;
        error.fields = {{u"name"_s, u"too long"_s}};
        error.details = u"POST /segments\n{\"x\":1}\u0007"_s;
        const ErrorWords said = words::errorWords(error, WhatFailed::CreateSegment);
        QCOMPARE(said.text, u"The store did not accept this. It says: “<script>\uFFFDbad”"_s);
        QCOMPARE(
            words::errorDetails(error),
            u"Problem: Not accepted\nHTTP status: 422\nRequest ID: r-1\n"
            "The store said: <script>\uFFFDbad \n  name: too long\n\nPOST /segments\n{\"x\":1}\uFFFD"_s);
    }

    void waitIsNamed()
    {
        ApiError error = errorOf(Kind::RateLimited);
        error.retryAfter = std::chrono::milliseconds(13'200);
        QCOMPARE(words::errorWords(error, WhatFailed::ReadSegments).whatToDo,
                 u"Try again in 14 s."_s);
    }

    void membersAlready()
    {
        ApiError error = errorOf(Kind::Conflict);
        const ProfileId id(QUuid::createUuid());
        error.alreadyMembers = {id};
        QCOMPARE(words::errorWords(error, WhatFailed::AddMembers).text,
                 u"1 of these people is a member already."_s);
        error.alreadyMembers = {id, id};
        QCOMPARE(words::errorWords(error, WhatFailed::AddMembers).text,
                 u"2 of these people are members already."_s);
    }

    void apiPathRefusals_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("begin");
        QTest::newRow("empty") << u" "_s << u"Paste the API path"_s;
        QTest::newRow("http") << u"http://api.bigcommerce.com/stores/a1b2/v3"_s
                              << u"The address must begin"_s;
        QTest::newRow("user") << u"https://a:b@x.example/stores/a1b2/v3"_s
                              << u"The address must name"_s;
        QTest::newRow("path") << u"https://api.bigcommerce.com/v3"_s << u"An API path looks like"_s;
        QTest::newRow("hash") << u"my store"_s << u"A store hash has"_s;
    }

    void apiPathRefusals()
    {
        QFETCH(QString, input);
        QFETCH(QString, begin);
        const auto result = apiPathFromInput(input);
        QVERIFY(!result);
        QVERIFY(words::apiPathRefusal(result.error()).startsWith(begin));
    }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
