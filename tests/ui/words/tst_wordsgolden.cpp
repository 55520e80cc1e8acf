// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What ui/words says of jobs, outcomes, errors and plans: a folder of golden/ for each. A line of
// an .in file is a case, of key=value with "…" around a value with blanks.

#include "tests/support/golden.h"
#include "ui/words/errorwords.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/outcomewords.h"
#include "ui/words/planwords.h"

#include <QHash>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include <cstddef>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// A value of an enum, as the files name it.
template <typename T>
struct Name
{
    const char *name;
    T value;
};

constexpr Name<JobFacts::Kind> kinds[]{
    {"AddMembers", JobFacts::Kind::AddMembers},
    {"RemoveMembers", JobFacts::Kind::RemoveMembers},
    {"CreateProfiles", JobFacts::Kind::CreateProfiles},
    {"DeleteProfiles", JobFacts::Kind::DeleteProfiles},
    {"CreateSegment", JobFacts::Kind::CreateSegment},
    {"UpdateSegment", JobFacts::Kind::UpdateSegment},
    {"DeleteSegments", JobFacts::Kind::DeleteSegments},
    {"Export", JobFacts::Kind::Export},
    {"ReadStore", JobFacts::Kind::ReadStore},
    {"BackUp", JobFacts::Kind::BackUp},
};
constexpr Name<JobFacts::Purpose> purposes[]{
    {"Change", JobFacts::Purpose::Change},   {"Undo", JobFacts::Purpose::Undo},
    {"Redo", JobFacts::Purpose::Redo},       {"Retry", JobFacts::Purpose::Retry},
    {"Resumed", JobFacts::Purpose::Resumed},
};
constexpr Name<JobResult> results[]{
    {"Done", JobResult::Done},
    {"DoneWithWarnings", JobResult::DoneWithWarnings},
    {"Failed", JobResult::Failed},
    {"Cancelled", JobResult::Cancelled},
};
constexpr Name<Operation> operations[]{
    {"AddMembers", Operation::AddMembers},         {"RemoveMembers", Operation::RemoveMembers},
    {"CreateProfiles", Operation::CreateProfiles}, {"DeleteProfiles", Operation::DeleteProfiles},
    {"CreateSegment", Operation::CreateSegment},   {"UpdateSegment", Operation::UpdateSegment},
    {"DeleteSegments", Operation::DeleteSegments},
};
constexpr Name<Effect> effects[]{
    {"WillChange", Effect::WillChange}, {"NothingToDo", Effect::NothingToDo},
    {"NoProfile", Effect::NoProfile},   {"NotFound", Effect::NotFound},
    {"Unknown", Effect::Unknown},
};
constexpr Name<ItemStatus> statuses[]{
    {"NotSent", ItemStatus::NotSent},         {"Changed", ItemStatus::Changed},
    {"NothingToDo", ItemStatus::NothingToDo}, {"NoProfile", ItemStatus::NoProfile},
    {"NotFound", ItemStatus::NotFound},       {"Failed", ItemStatus::Failed},
    {"Unknown", ItemStatus::Unknown},
};
constexpr Name<WhatFailed> calls[]{
    {"OpenStore", WhatFailed::OpenStore},
    {"TestToken", WhatFailed::TestToken},
    {"ReadSegments", WhatFailed::ReadSegments},
    {"ReadMembers", WhatFailed::ReadMembers},
    {"ReadProfiles", WhatFailed::ReadProfiles},
    {"ReadCustomers", WhatFailed::ReadCustomers},
    {"ReadSegmentsOfPerson", WhatFailed::ReadSegmentsOfPerson},
    {"Search", WhatFailed::Search},
    {"CreateSegment", WhatFailed::CreateSegment},
    {"ChangeSegment", WhatFailed::ChangeSegment},
    {"DeleteSegments", WhatFailed::DeleteSegments},
    {"EmptySegment", WhatFailed::EmptySegment},
    {"CreateProfiles", WhatFailed::CreateProfiles},
    {"DeleteProfiles", WhatFailed::DeleteProfiles},
    {"AddMembers", WhatFailed::AddMembers},
    {"RemoveMembers", WhatFailed::RemoveMembers},
    {"Export", WhatFailed::Export},
};
constexpr Name<ApiError::Kind> errorKinds[]{
    {"InvalidArguments", ApiError::Kind::InvalidArguments},
    {"NoConnection", ApiError::Kind::NoConnection},
    {"TlsFailure", ApiError::Kind::TlsFailure},
    {"Timeout", ApiError::Kind::Timeout},
    {"OutcomeUnknown", ApiError::Kind::OutcomeUnknown},
    {"Unauthorized", ApiError::Kind::Unauthorized},
    {"Forbidden", ApiError::Kind::Forbidden},
    {"NotFound", ApiError::Kind::NotFound},
    {"Conflict", ApiError::Kind::Conflict},
    {"TooLarge", ApiError::Kind::TooLarge},
    {"Rejected", ApiError::Kind::Rejected},
    {"RateLimited", ApiError::Kind::RateLimited},
    {"ServerFailure", ApiError::Kind::ServerFailure},
    {"Redirected", ApiError::Kind::Redirected},
    {"UnexpectedAnswer", ApiError::Kind::UnexpectedAnswer},
    {"IncompleteList", ApiError::Kind::IncompleteList},
    {"AnswerTooLarge", ApiError::Kind::AnswerTooLarge},
    {"NotApplied", ApiError::Kind::NotApplied},
};
constexpr Name<ApiError::Shape> shapes[]{
    {"Unknown", ApiError::Shape::Unknown},     {"Cut", ApiError::Shape::Cut},
    {"Empty", ApiError::Shape::Empty},         {"WebPage", ApiError::Shape::WebPage},
    {"Json", ApiError::Shape::Json},           {"Other", ApiError::Shape::Other},
    {"LocalCopy", ApiError::Shape::LocalCopy},
};
constexpr Name<JobError::Kind> jobErrors[]{
    {"Store", JobError::Kind::Store},
    {"SegmentGone", JobError::Kind::SegmentGone},
    {"TooManyFailures", JobError::Kind::TooManyFailures},
    {"CannotOpenFile", JobError::Kind::CannotOpenFile},
    {"CannotWriteFile", JobError::Kind::CannotWriteFile},
    {"DiskFull", JobError::Kind::DiskFull},
    {"Journal", JobError::Kind::Journal},
    {"Mirror", JobError::Kind::Mirror},
    {"CopyIncomplete", JobError::Kind::CopyIncomplete},
    {"CopyUnreadable", JobError::Kind::CopyUnreadable},
    {"FolderNotEmpty", JobError::Kind::FolderNotEmpty},
    {"BackupOfOtherStore", JobError::Kind::BackupOfOtherStore},
    {"NewerBackup", JobError::Kind::NewerBackup},
    {"Question", JobError::Kind::Question},
};

/// A line of an .in file.
class Case
{
public:
    explicit Case(const QString &line)
    {
        static const QRegularExpression pair(u"(\\w+)=(?:\"([^\"]*)\"|(\\S+))"_s);
        for (const QRegularExpressionMatch &match : pair.globalMatch(line))
            m_values.insert(match.captured(1), match.captured(2) + match.captured(3));
    }

    QString text(const QString &key) const { return m_values.value(key); }
    qint64 number(const QString &key) const { return text(key).toLongLong(); }
    /// The value of that name; the first without the key.
    template <typename T, std::size_t n>
    T value(const QString &key, const Name<T> (&names)[n]) const
    {
        return m_values.contains(key) ? named(text(key), names).value : names[0].value;
    }
    /// Several, with commas.
    template <typename T, std::size_t n>
    QList<Name<T>> values(const QString &key, const Name<T> (&names)[n]) const
    {
        QList<Name<T>> found;
        for (const QString &each : text(key).split(u','))
            found.append(named(each, names));
        return found;
    }

private:
    template <typename T, std::size_t n>
    static Name<T> named(const QString &text, const Name<T> (&names)[n])
    {
        for (const Name<T> &each : names) {
            if (text == QLatin1String(each.name))
                return each;
        }
        qFatal("no such name: %s", qPrintable(text));
    }

    QHash<QString, QString> m_values;
};

JobFacts factsOf(const Case &given)
{
    JobFacts facts;
    facts.kind = given.value(u"kind"_s, kinds);
    facts.purpose = given.value(u"purpose"_s, purposes);
    facts.segmentName = given.text(u"segment"_s);
    facts.newName = given.text(u"new"_s);
    facts.number = given.number(u"number"_s);
    facts.fileName = given.text(u"file"_s);
    return facts;
}

ApiError errorOf(const Case &given)
{
    ApiError error;
    error.kind = given.value(u"error"_s, errorKinds);
    error.httpStatus = int(given.number(u"status"_s));
    error.title = given.text(u"title"_s);
    error.details = given.text(u"details"_s);
    error.shape = given.value(u"shape"_s, shapes);
    return error;
}

/// What is said, a line each.
using Said = QList<std::pair<QString, QString>>;

Said said(const ErrorWords &error)
{
    return {{u"title"_s, error.title}, {u"text"_s, error.text}, {u"advice"_s, error.whatToDo}};
}

Said ofJob(const Case &given)
{
    const JobFacts facts = factsOf(given);
    return {{u"doing"_s, words::jobDoing(facts)},
            {u"did"_s, words::jobDid(facts)},
            {u"change"_s, words::change(facts)},
            {u"could not"_s, words::couldNot(facts)}};
}

Said ofOutcome(const Case &given)
{
    const JobFacts facts = factsOf(given);
    const JobResult end = given.value(u"end"_s, results);
    OutcomeCounts counts;
    counts.changed = given.number(u"changed"_s);
    counts.nothingToDo = given.number(u"nothing"_s);
    counts.noProfile = given.number(u"noProfile"_s);
    counts.notFound = given.number(u"notFound"_s);
    counts.failed = given.number(u"failed"_s);
    counts.notSent = given.number(u"notSent"_s);
    Said said{{u"title"_s, words::endTitle(facts, end, counts.changed)},
              {u"heading"_s, words::historyHeading(facts, end, counts.changed, counts.total())},
              {u"counts"_s, words::jobCounts(facts.kind, counts)},
              {u"sentence"_s, words::doneSentence(facts, counts)}};
    if (const qint64 left = counts.failed + counts.notSent; left > 0)
        said.append({u"button"_s, words::retryText(end, left)});
    return said;
}

Said ofError(const Case &given)
{
    Said all;
    for (const auto &[name, call] : given.values(u"for"_s, calls)) {
        for (const auto &[what, text] : said(words::errorWords(errorOf(given), call)))
            all.append({QLatin1String(name) + u' ' + what, text});
    }
    return all;
}

Said ofFailure(const Case &given)
{
    JobError error;
    error.kind = given.value(u"because"_s, jobErrors);
    error.api = errorOf(given);
    error.text = given.text(u"text"_s);
    return said(words::failure(error, factsOf(given)));
}

Said ofPlan(const Case &given)
{
    Said all;
    for (const auto &[name, operation] : given.values(u"for"_s, operations)) {
        for (const auto &[planned, effect] : effects)
            all.append({QLatin1String(name) + u", planned "_s + QLatin1String(planned),
                        words::effect(operation, effect) + u" | … "_s
                            + words::effectTile(operation, effect)});
        for (const auto &[happened, status] : statuses)
            all.append({QLatin1String(name) + u", was "_s + QLatin1String(happened),
                        words::what(operation, status) + u" | 1 "_s
                            + words::whatTile(operation, status, 1) + u" | 2 "_s
                            + words::whatTile(operation, status, 2)});
    }
    return all;
}

std::function<Said(const Case &)> speakerOf(const QString &folder)
{
    static const QList<std::pair<QString, std::function<Said(const Case &)>>> speakers{
        {u"jobs"_s, ofJob},         {u"outcomes"_s, ofOutcome}, {u"errors"_s, ofError},
        {u"failures"_s, ofFailure}, {u"plans"_s, ofPlan},
    };
    for (const auto &[name, speaker] : speakers) {
        if (name == folder)
            return speaker;
    }
    return {};
}

} // namespace

class TestWordsGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void sentences_data() { test::addGoldenRows(QFINDTESTDATA("golden")); }

    void sentences()
    {
        QFETCH(QString, path);
        const auto say = speakerOf(path.section(u'/', -2, -2));
        QVERIFY2(say, "no words are for this folder");
        QString text;
        const QString input = QString::fromUtf8(test::goldenInput(path));
        for (const QString &line : input.split(u'\n', Qt::SkipEmptyParts)) {
            text += line + u'\n';
            for (const auto &[what, words] : say(Case(line))) {
                if (!words.isEmpty())
                    text += u"    "_s + what + u": "_s + words + u'\n';
            }
        }
        const QByteArray difference = test::goldenDifference(path, text.toUtf8());
        QVERIFY2(difference.isEmpty(), difference.constData());
    }
};

QTEST_APPLESS_MAIN(TestWordsGolden)
#include "tst_wordsgolden.moc"
