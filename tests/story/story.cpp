// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/story/story.h"

#include "models/tables/peopletablemodel.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/kitroles.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace segmentdesk::story {

namespace {

const QString sidebar = u"segmentList"_s;
const QString people = u"peopleTable"_s;
constexpr int specialRows = 2; ///< "All profiles" and "Without profile" above the segments
constexpr int nameColumn = static_cast<int>(PeopleTableModel::Column::Name);
constexpr int emailColumn = static_cast<int>(PeopleTableModel::Column::Email);
constexpr int customerColumn = static_cast<int>(PeopleTableModel::Column::CustomerId);
constexpr int dragged = 120;

void print(const QString &text)
{
    std::fputs(qPrintable(text), stdout);
    std::fflush(stdout);
}

QString counted(qint64 number)
{
    return QLocale().toString(number);
}

/// The first number in a text, with or without separators; -1 if there is none.
qint64 numberIn(const QString &text)
{
    static const QRegularExpression digits(u"\\d[\\d,]*"_s);
    const QString found = digits.match(text).captured().remove(u',');
    return found.isEmpty() ? -1 : found.toLongLong();
}

QJsonArray listOf(const QJsonObject &answer)
{
    return answer.value(u"data").toArray();
}

} // namespace

Story::Story(Stage &stage, std::function<Witness()> witness, const QString &exportFile)
    : m_stage(stage), m_findWitness(std::move(witness)), m_exportFile(exportFile)
{
}

bool Story::perform()
{
    struct Scene
    {
        const char *title;
        const char *picture;
        Step step;
    };
    const Scene scenes[] = {
        {"Opens the sandbox store", "open", &Story::openSandbox},
        {"Looks at the segments and how many are in them", "segments", &Story::seeSegments},
        {"Filters the segments by name", "filter", &Story::filterSegments},
        {"Creates a segment", "create", &Story::createSegment},
        {"Renames it in the list", "rename", &Story::renameSegment},
        {"Changes its description", "describe", &Story::describeSegment},
        {"Looks through all profiles, from the first to the last", "everybody",
         &Story::seeEverybody},
        {"Selects 120 people and drags them onto the segment", "dragged", &Story::dragPeople},
        {"Looks at the segment's members", "members", &Story::seeMembers},
        {"Takes three of them out with Del", "taken-out", &Story::takeThreeOut},
        {"Takes that back, and does it again", "undo", &Story::undoAndRedo},
        {"Creates profiles for customers who have none", "profiles", &Story::createProfiles},
        {"Looks at one person, and takes them out of a segment there", "person",
         &Story::seeOnePerson},
        {"Exports the segment", "export", &Story::exportSegment},
        {"Deletes a profile", "delete-profile", &Story::deleteProfile},
        {"Deletes the segment", "delete-segment", &Story::deleteSegment},
    };
    int number = 0;
    for (const Scene &scene : scenes) {
        print(u"[%1/%2] %3\n"_s.arg(++number, 2)
                  .arg(std::size(scenes))
                  .arg(QLatin1String(scene.title)));
        QElapsedTimer clock;
        clock.start();
        try {
            const QString seen = (this->*scene.step)();
            m_stage.picture(QLatin1String(scene.picture));
            print(u"        saw: %1 (%2 s)\n"_s.arg(seen).arg(double(clock.elapsed()) / 1000, 0,
                                                              'f', 1));
        } catch (const Failure &failure) {
            print(u"        FAILED: "_s + failure.what + u'\n');
            try {
                m_stage.picture(u"failed-"_s + QLatin1String(scene.picture));
            } catch (const Failure &second) {
                print(u"        "_s + second.what + u'\n');
            }
            return false;
        }
    }
    return true;
}

qint64 Story::count(const QString &label)
{
    return numberIn(m_stage.text(label));
}

int Story::segmentRow(const QString &name)
{
    return m_stage.rowWith(sidebar, 0, name);
}

void Story::openPlace(int row)
{
    m_stage.clickCell(sidebar, row, 0);
}

QString Story::segmentPath() const
{
    return u"/segments/"_s + m_segmentId + u"/shopper-profiles"_s;
}

qint64 Story::membersByStore() const
{
    return m_store->total(segmentPath());
}

void Story::waitForMembers(qint64 members)
{
    m_stage.wait(u"the window shows "_s + counted(members) + u" members"_s, [&] {
        return count(u"pageCount"_s) == members && m_stage.rows(people) == members;
    });
    same(u"members by the store"_s, membersByStore(), members);
}

QString Story::openSandbox()
{
    m_stage.waitFor(u"openSandbox"_s);
    m_stage.picture(u"welcome"_s);
    m_stage.click(u"openSandbox"_s);
    m_stage.wait(u"the table has people"_s, [&] { return isNamed(0); });
    m_store = m_findWitness();
    const qint64 seen = count(u"pageCount"_s);
    const qint64 profiles = m_store->total(u"/shopper-profiles"_s);
    same(u"profiles above the table"_s, seen, profiles);
    same(u"rows of the table"_s, m_stage.rows(people), profiles);
    return counted(seen) + u" profiles, as the store says; the first is "_s
        + m_stage.cell(people, 0, nameColumn);
}

QString Story::seeSegments()
{
    const QJsonArray segments = listOf(m_store->get(u"/segments?limit=250"_s));
    same(u"segments in the list"_s, m_stage.rows(sidebar) - specialRows, segments.size());
    QStringList seen;
    for (int i = 0; i < segments.size(); i += 6) {
        const QString name = segments.at(i).toObject().value(u"name").toString();
        const QString id = segments.at(i).toObject().value(u"id").toString();
        const int row = segmentRow(name);
        check(row >= specialRows, u"the segment "_s + name + u" is not in the list"_s);
        m_stage.hand.moveTo(m_stage.cellPoint(sidebar, row, 0)); // counts come for rows in sight
        m_stage.wait(u"the members of "_s + name + u" are counted"_s,
                     [&] { return numberIn(m_stage.cell(sidebar, row, 0, CountTextRole)) >= 0; });
        const qint64 members = numberIn(m_stage.cell(sidebar, row, 0, CountTextRole));
        same(u"members of "_s + name, members,
             m_store->total(u"/segments/"_s + id + u"/shopper-profiles"_s));
        seen.append(name + u' ' + counted(members));
    }
    return counted(segments.size()) + u" segments; "_s + seen.join(u", "_s);
}

QString Story::filterSegments()
{
    const QString needle = u"lo"_s;
    const QJsonArray segments = listOf(m_store->get(u"/segments?limit=250"_s));
    int expected = 0;
    for (const QJsonValue &segment : segments) {
        if (segment.toObject().value(u"name").toString().contains(needle, Qt::CaseInsensitive))
            ++expected;
    }
    check(expected > 0 && expected < segments.size(), u"the filter would tell nothing apart"_s);
    m_stage.fill(u"segmentFilter"_s, needle);
    m_stage.wait(u"the list is filtered"_s,
                 [&] { return m_stage.rows(sidebar) <= expected + specialRows; });
    int shown = 0;
    for (int row = 0; row < m_stage.rows(sidebar); ++row) {
        if (m_stage.cell(sidebar, row, 0).contains(needle, Qt::CaseInsensitive))
            ++shown;
    }
    same(u"segments that the filter shows"_s, shown, expected);
    m_stage.picture(u"filtered"_s);
    m_stage.hand.key(XPointer::Escape);
    m_stage.wait(u"all segments are back"_s,
                 [&] { return m_stage.rows(sidebar) == segments.size() + specialRows; });
    return u"%1 of %2 contain “%3”, all are back after Esc"_s.arg(shown)
        .arg(segments.size())
        .arg(needle);
}

QString Story::createSegment()
{
    const qint64 before = m_store->total(u"/segments"_s);
    m_segmentName = u"Spring lookbook"_s;
    m_stage.click(u"newSegmentButton"_s);
    m_stage.fill(u"segmentName"_s, m_segmentName);
    m_stage.fill(u"segmentDescription"_s, u"People who asked for it"_s);
    m_stage.picture(u"new-segment"_s);
    m_stage.click(u"submitButton"_s);
    m_stage.waitGone(u"segmentDialog"_s);
    m_stage.wait(u"the segment is in the list"_s, [&] { return segmentRow(m_segmentName) >= 0; });
    const QJsonObject segment = segmentByStore();
    m_segmentId = segment.value(u"id").toString();
    check(segment.value(u"description").toString() == u"People who asked for it",
          u"the store has another description"_s);
    same(u"segments by the store"_s, m_store->total(u"/segments"_s), before + 1);
    return m_segmentName + u" in the list, and in the store as "_s + m_segmentId;
}

QString Story::renameSegment()
{
    m_stage.clickCell(sidebar, segmentRow(m_segmentName), 0);
    m_stage.hand.key(XPointer::F2);
    const QString before = m_segmentName;
    m_segmentName = u"Spring lookbook 2027"_s;
    m_stage.waitForEditor(sidebar);
    m_stage.hand.hold(XPointer::Control);
    m_stage.hand.key(u'a');
    m_stage.hand.letGo(XPointer::Control);
    m_stage.hand.type(m_segmentName + u'\n');
    m_stage.wait(u"the new name is in the list"_s, [&] { return segmentRow(m_segmentName) >= 0; });
    m_stage.wait(u"the store has the new name"_s, [&] { return !segmentByStore().isEmpty(); });
    check(segmentRow(before) < 0, u"the old name is still in the list"_s);
    return before + u" is now "_s + m_segmentName + u", with the same id"_s;
}

QString Story::describeSegment()
{
    m_stage.hand.moveTo(m_stage.cellPoint(sidebar, segmentRow(m_segmentName), 0));
    m_stage.hand.rightClick();
    m_stage.choose(u"Name and description"_s);
    const QString description = u"Asked for the catalogue, April"_s;
    m_stage.fill(u"segmentDescription"_s, description);
    m_stage.picture(u"edit-segment"_s);
    m_stage.click(u"submitButton"_s);
    m_stage.waitGone(u"segmentDialog"_s);
    m_stage.wait(u"the store has the new description"_s,
                 [&] { return segmentByStore().value(u"description").toString() == description; });
    return u"the store says “"_s + description + u'”';
}

QString Story::seeEverybody()
{
    openPlace(0);
    const qint64 total = m_store->total(u"/shopper-profiles"_s);
    m_stage.wait(u"all profiles are there"_s,
                 [&] { return m_stage.rows(people) == total && isNamed(0); });

    // With the mouse to the end, where the last page of the list has not been loaded yet.
    const auto [from, to] = m_stage.scrollBarEnds(people);
    QElapsedTimer clock;
    clock.start();
    const QPoint further(0, 20); // past the end, as a person does who wants the end
    m_stage.hand.drag(from, to + further);
    const int last = static_cast<int>(total) - 1;
    m_stage.wait(u"the last person is there"_s, [&] { return isNamed(last); });
    const qint64 waited = clock.elapsed();
    m_stage.picture(u"the-end"_s);
    const QJsonArray profile =
        listOf(m_store->get(u"/shopper-profiles?limit=1&page=%1"_s.arg(total)));
    const qint64 customer = profile.at(0).toObject().value(u"customer_id").toInteger();
    same(u"customer id in the last row"_s, m_stage.cell(people, last, customerColumn).toLongLong(),
         customer);
    checkPerson(last, customer);

    m_stage.hand.drag(to, from - further);
    m_stage.wait(u"the first person is back"_s,
                 [&] { return isNamed(0) && m_stage.isInSight(people, 0); });
    return u"%1 rows; the last is %2, customer %3, %4 ms after the scroll bar was seized"_s
        .arg(counted(total), m_stage.cell(people, last, nameColumn))
        .arg(customer)
        .arg(waited);
}

QString Story::dragPeople()
{
    m_stage.clickCell(people, 0, emailColumn);
    m_stage.hand.hold(XPointer::Shift);
    m_stage.clickCell(people, dragged - 1, emailColumn);
    m_stage.hand.letGo(XPointer::Shift);
    const QString selected = m_stage.words(u"selectionBar"_s);
    same(u"selected by the bar"_s, numberIn(selected), dragged);

    const QPoint from = m_stage.cellPoint(people, dragged - 3, emailColumn);
    const QPoint to = m_stage.cellPoint(sidebar, segmentRow(m_segmentName), 0);
    m_stage.hand.moveTo(from);
    m_stage.hand.press();
    m_stage.hand.moveTo(from + QPoint(-60, -30)); // a drag begins after some way
    m_stage.hand.moveTo(to);
    m_stage.wait(u"the segment says what a drop would add"_s, [&] {
        return m_stage.cell(sidebar, segmentRow(m_segmentName), 0, DropTextRole)
            == u'+' + QString::number(dragged);
    });
    m_stage.picture(u"dragging"_s);
    m_stage.hand.release();
    m_stage.wait(u"the store has the members"_s, [&] { return membersByStore() == dragged; });
    return u"“"_s + selected.section(u'\n', 0, 0) + u"”, then "_s + counted(membersByStore())
        + u" members by the store"_s;
}

QString Story::seeMembers()
{
    openPlace(segmentRow(m_segmentName));
    waitForMembers(dragged);
    m_stage.wait(u"the members have names"_s, [&] { return isNamed(0) && isNamed(10); });
    checkPerson(0, m_stage.cell(people, 0, customerColumn).toLongLong());
    return m_stage.text(u"pageTitle"_s) + u" with "_s + m_stage.text(u"pageCount"_s)
        + u"; the first is "_s + m_stage.cell(people, 0, nameColumn);
}

QString Story::takeThreeOut()
{
    QStringList out;
    m_stage.clickCell(people, 2, emailColumn);
    m_stage.hand.hold(XPointer::Control);
    m_stage.clickCell(people, 4, emailColumn);
    m_stage.clickCell(people, 5, emailColumn);
    m_stage.hand.letGo(XPointer::Control);
    for (int row : {2, 4, 5})
        out.append(m_stage.cell(people, row, customerColumn));
    same(u"selected by the bar"_s, numberIn(m_stage.words(u"selectionBar"_s)), 3);
    m_stage.hand.key(XPointer::Delete);
    m_stage.waitFor(u"messageBar"_s);
    waitForMembers(dragged - 3);
    for (const QString &customer : std::as_const(out))
        check(m_stage.rowWith(people, customerColumn, customer) < 0,
              u"customer "_s + customer + u" is still in the table"_s);
    return u"“"_s + m_stage.words(u"messageBar"_s).simplified() + u"”, "_s
        + m_stage.text(u"pageCount"_s);
}

QString Story::undoAndRedo()
{
    m_stage.hand.hold(XPointer::Control);
    m_stage.hand.key(u'z');
    m_stage.hand.letGo(XPointer::Control);
    waitForMembers(dragged);
    m_stage.hand.hold(XPointer::Control);
    m_stage.hand.key(u'Z');
    m_stage.hand.letGo(XPointer::Control);
    waitForMembers(dragged - 3);
    return u"%1 after Undo, %2 after Redo"_s.arg(dragged).arg(dragged - 3);
}

QString Story::createProfiles()
{
    const qint64 before = m_store->total(u"/shopper-profiles"_s);
    openPlace(1);
    m_stage.wait(u"customers without a profile are found"_s,
                 [&] { return m_stage.rows(people) >= 3 && isNamed(2); });
    QStringList ids;
    for (int row = 0; row < 3; ++row)
        ids.append(m_stage.cell(people, row, customerColumn));
    m_stage.picture(u"without-profile"_s);

    openPlace(0);
    m_stage.wait(u"all profiles are there"_s, [&] { return m_stage.rows(people) == before; });
    m_stage.click(u"addPeopleButton"_s);
    m_stage.waitFor(u"createProfilesDialog"_s);
    m_stage.fill(u"customerIds"_s, ids.join(u", "_s));
    m_stage.picture(u"create-profiles"_s);
    m_stage.click(u"createButton"_s);
    m_stage.waitGone(u"createProfilesDialog"_s);
    m_stage.wait(u"the profiles are in the table"_s,
                 [&] { return m_stage.rows(people) == before + 3; });
    same(u"profiles by the store"_s, m_store->total(u"/shopper-profiles"_s), before + 3);
    for (const QString &id : std::as_const(ids)) {
        const QJsonArray found =
            listOf(m_store->get(u"/customers?include=shopper_profile_id&id:in="_s + id));
        check(!found.at(0).toObject().value(u"shopper_profile_id").toString().isEmpty(),
              u"customer "_s + id + u" has no profile"_s);
    }
    return u"customers %1 have one now, %2 profiles in all"_s.arg(ids.join(u", "_s),
                                                                  counted(before + 3));
}

QString Story::seeOnePerson()
{
    openPlace(segmentRow(m_segmentName));
    waitForMembers(dragged - 3);
    m_stage.wait(u"the members have names"_s, [&] { return isNamed(9); });

    // A person who is in another segment too.
    int row = -1;
    QJsonObject person;
    while (person.value(u"segment_ids").toArray().size() < 2) {
        check(++row < 10, u"no one in the first rows is in two segments"_s);
        person = listOf(m_store->get(u"/customers?include=shopper_profile_id,segment_ids&id:in="_s
                                     + m_stage.cell(people, row, customerColumn)))
                     .at(0)
                     .toObject();
    }
    const QJsonArray memberOf = person.value(u"segment_ids").toArray();
    const QJsonValue other = memberOf.at(memberOf.at(0).toString() == m_segmentId ? 1 : 0);
    const QString otherName = listOf(m_store->get(u"/segments?id:in="_s + other.toString()))
                                  .at(0)
                                  .toObject()
                                  .value(u"name")
                                  .toString();

    m_stage.clickCell(people, row, nameColumn);
    const QString name = m_stage.cell(people, row, nameColumn);
    m_stage.wait(u"the details are of "_s + name,
                 [&] { return m_stage.text(u"detailsName"_s) == name; });
    m_stage.wait(u"all segments of the person are listed"_s,
                 [&] { return count(u"detailsSegmentCount"_s) == memberOf.size(); });
    m_stage.picture(u"details"_s);
    m_stage.hand.moveTo(m_stage.chipCross(otherName));
    m_stage.hand.click();
    m_stage.wait(u"the details have one segment less"_s,
                 [&] { return count(u"detailsSegmentCount"_s) == memberOf.size() - 1; });
    const QString path =
        u"/shopper-profiles/"_s + person.value(u"shopper_profile_id").toString() + u"/segments"_s;
    m_stage.wait(u"the store has taken the person out"_s,
                 [&] { return m_store->total(path) == memberOf.size() - 1; });
    same(u"members of the open segment"_s, membersByStore(), dragged - 3);
    return u"%1 was in %2 segments, and is not in %3 any more"_s.arg(name)
        .arg(memberOf.size())
        .arg(otherName);
}

QString Story::exportSegment()
{
    m_stage.click(u"exportSelectionButton"_s);
    m_stage.waitFor(u"exportDialog"_s);
    m_stage.clickText(u"All members of"_s); // not the one who is selected
    m_stage.picture(u"export-dialog"_s);
    m_stage.click(u"exportButton"_s);
    m_stage.waitGone(u"exportDialog"_s);
    m_stage.wait(u"the file is there"_s, [&] { return QFile::exists(m_exportFile); });

    QFile file(m_exportFile);
    check(file.open(QFile::ReadOnly), u"the file cannot be read"_s);
    const QString text = QString::fromUtf8(file.readAll());
    int rows = -1; // without the head
    for (const QString &line : text.split(u"\r\n"_s, Qt::SkipEmptyParts)) {
        check(!line.isEmpty(), u"a line is empty"_s);
        ++rows;
    }
    same(u"rows of the file"_s, rows, membersByStore());
    const QJsonArray members = listOf(m_store->get(segmentPath() + u"?limit=250"_s));
    for (const QJsonValue &member : members) {
        const QString id = member.toObject().value(u"id").toString();
        check(text.contains(id), u"the member "_s + id + u" is not in the file"_s);
    }
    return u"%1 rows, every member of the store's list; first line: %2"_s.arg(rows).arg(
        text.section(u"\r\n"_s, 0, 0).remove(QChar::ByteOrderMark));
}

QString Story::deleteProfile()
{
    const qint64 before = m_store->total(u"/shopper-profiles"_s);
    m_stage.clickCell(people, 0, nameColumn);
    const QString name = m_stage.cell(people, 0, nameColumn);
    m_stage.wait(u"the details are of "_s + name,
                 [&] { return m_stage.text(u"detailsName"_s) == name; });
    m_stage.click(u"deleteProfileButton"_s);
    const QString warning =
        confirmByNumber(u"confirmDeleteProfilesDialog"_s, 1, u"The customer stays"_s);
    m_stage.wait(u"the store has one profile less"_s,
                 [&] { return m_store->total(u"/shopper-profiles"_s) == before - 1; });
    waitForMembers(dragged - 4);
    return u"“"_s + warning + u"”; "_s + counted(before - 1) + u" profiles are left"_s;
}

QString Story::deleteSegment()
{
    const qint64 before = m_store->total(u"/segments"_s);
    const int row = segmentRow(m_segmentName);
    m_stage.hand.moveTo(m_stage.cellPoint(sidebar, row, 0));
    m_stage.hand.rightClick();
    m_stage.choose(u"Delete segment"_s);
    const QString warning = confirmByNumber(u"confirmDeleteSegmentsDialog"_s, dragged - 4,
                                            u"No person, profile or other segment is deleted"_s);
    m_stage.wait(u"the segment is gone from the list"_s,
                 [&] { return segmentRow(m_segmentName) < 0; });
    same(u"segments by the store"_s, m_store->total(u"/segments"_s), before - 1);
    return u"“"_s + warning + u"”; "_s + counted(before - 1) + u" segments are left"_s;
}

QString Story::confirmByNumber(const QString &dialog, qint64 number, const QString &kept)
{
    m_stage.waitFor(dialog);
    const QString words = m_stage.words(dialog);
    check(words.contains(kept), u"the dialog does not say what is kept: "_s + words);
    const bool typed = number > 1; // of one the question is enough
    check(!typed || !m_stage.isEnabled(u"danger"_s),
          u"it could be deleted without typing the number"_s);
    m_stage.picture(u"confirm"_s);
    if (typed)
        m_stage.fill(u"typedNumber"_s, QString::number(number));
    m_stage.click(u"danger"_s);
    m_stage.waitGone(dialog);
    return words.split(u'\n').value(0);
}

QJsonObject Story::segmentByStore() const
{
    const QJsonArray segments = listOf(m_store->get(u"/segments?limit=250"_s));
    for (const QJsonValue &segment : segments) {
        if (segment.toObject().value(u"name").toString() == m_segmentName)
            return segment.toObject();
    }
    return {};
}

bool Story::isNamed(int row)
{
    return !m_stage.cell(people, row, emailColumn).isEmpty();
}

void Story::checkPerson(int row, qint64 customer)
{
    const QJsonObject person =
        listOf(m_store->get(u"/customers?id:in="_s + QString::number(customer))).at(0).toObject();
    const QString email = person.value(u"email").toString();
    check(m_stage.cell(people, row, emailColumn) == email,
          u"row %1 says %2, the store says %3"_s.arg(row).arg(
              m_stage.cell(people, row, emailColumn), email));
}

} // namespace segmentdesk::story
