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
#include <QSet>
#include <QScrollBar>

#include <cstdio>

namespace segmentdesk::story {

namespace {

const QString sidebar = QStringLiteral("segmentList");
const QString people = QStringLiteral("peopleTable");
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
    static const QRegularExpression digits(QStringLiteral("\\d[\\d,]*"));
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
        {"Looks through all profiles, from the first to the last", "everybody", &Story::seeEverybody},
        {"Selects 120 people and drags them onto the segment", "dragged", &Story::dragPeople},
        {"Looks at the segment's members", "members", &Story::seeMembers},
        {"Takes three of them out with Del", "taken-out", &Story::takeThreeOut},
        {"Takes that back, and does it again", "undo", &Story::undoAndRedo},
        {"Creates profiles for customers who have none", "profiles", &Story::createProfiles},
        {"Looks at one person, and takes them out of a segment there", "person", &Story::seeOnePerson},
        {"Exports the segment", "export", &Story::exportSegment},
        {"Deletes a profile", "delete-profile", &Story::deleteProfile},
        {"Deletes the segment", "delete-segment", &Story::deleteSegment},
    };
    int number = 0;
    for (const Scene &scene : scenes) {
        print(u"[%1/%2] %3\n"_qs.arg(++number, 2)
                      .arg(std::size(scenes))
                      .arg(QLatin1String(scene.title)));
        QElapsedTimer clock;
        clock.start();
        try {
            const QString seen = (this->*scene.step)();
            m_stage.picture(QLatin1String(scene.picture));
            print(u"        saw: %1 (%2 s)\n"_qs.arg(seen).arg(double(clock.elapsed()) / 1000, 0,
                                                               'f', 1));
        } catch (const Failure &failure) {
            print(u"        FAILED: "_qs + failure.what + u'\n');
            try {
                m_stage.picture(u"failed-"_qs + QLatin1String(scene.picture));
            } catch (const Failure &second) {
                print(u"        "_qs + second.what + u'\n');
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
    return u"/segments/"_qs + m_segmentId + u"/shopper-profiles"_qs;
}

qint64 Story::membersByStore() const
{
    return m_store->total(segmentPath());
}

void Story::waitForMembers(qint64 members)
{
    m_stage.wait(u"the window shows "_qs + counted(members) + u" members"_qs, [&] {
        return count(u"pageCount"_qs) == members && m_stage.rows(people) == members;
    });
    same(u"members by the store"_qs, membersByStore(), members);
}

QString Story::openSandbox()
{
    m_stage.waitFor(u"openSandbox"_qs);
    m_stage.picture(u"welcome"_qs);
    m_stage.click(u"openSandbox"_qs);
    m_stage.wait(u"the table has people"_qs, [&] { return isNamed(0); });
    m_store = m_findWitness();
    const qint64 seen = count(u"pageCount"_qs);
    const qint64 profiles = m_store->total(u"/shopper-profiles"_qs);
    same(u"profiles above the table"_qs, seen, profiles);
    same(u"rows of the table"_qs, m_stage.rows(people), profiles);
    return counted(seen) + u" profiles, as the store says; the first is "_qs
            + m_stage.cell(people, 0, nameColumn);
}

QString Story::seeSegments()
{
    const QJsonArray segments = listOf(m_store->get(u"/segments?limit=250"_qs));
    same(u"segments in the list"_qs, m_stage.rows(sidebar) - specialRows, segments.size());
    QStringList seen;
    for (int i = 0; i < segments.size(); i += 6) {
        const QString name = segments.at(i).toObject().value(u"name").toString();
        const QString id = segments.at(i).toObject().value(u"id").toString();
        const int row = segmentRow(name);
        check(row >= specialRows, u"the segment "_qs + name + u" is not in the list"_qs);
        m_stage.hand.moveTo(m_stage.cellPoint(sidebar, row, 0)); // counts come for rows in sight
        m_stage.wait(u"the members of "_qs + name + u" are counted"_qs, [&] {
            return numberIn(m_stage.cell(sidebar, row, 0, CountTextRole)) >= 0;
        });
        const qint64 members = numberIn(m_stage.cell(sidebar, row, 0, CountTextRole));
        same(u"members of "_qs + name, members,
             m_store->total(u"/segments/"_qs + id + u"/shopper-profiles"_qs));
        seen.append(name + u' ' + counted(members));
    }
    return counted(segments.size()) + u" segments; "_qs + seen.join(u", "_qs);
}

QString Story::filterSegments()
{
    const QString needle = u"lo"_qs;
    const QJsonArray segments = listOf(m_store->get(u"/segments?limit=250"_qs));
    int expected = 0;
    for (const QJsonValue &segment : segments) {
        if (segment.toObject().value(u"name").toString().contains(needle, Qt::CaseInsensitive))
            ++expected;
    }
    check(expected > 0 && expected < segments.size(), u"the filter would tell nothing apart"_qs);
    m_stage.fill(u"segmentFilter"_qs, needle);
    m_stage.wait(u"the list is filtered"_qs,
                 [&] { return m_stage.rows(sidebar) <= expected + specialRows; });
    int shown = 0;
    for (int row = 0; row < m_stage.rows(sidebar); ++row) {
        if (m_stage.cell(sidebar, row, 0).contains(needle, Qt::CaseInsensitive))
            ++shown;
    }
    same(u"segments that the filter shows"_qs, shown, expected);
    m_stage.picture(u"filtered"_qs);
    m_stage.hand.key(XPointer::Escape);
    m_stage.wait(u"all segments are back"_qs,
                 [&] { return m_stage.rows(sidebar) == segments.size() + specialRows; });
    return u"%1 of %2 contain “%3”, all are back after Esc"_qs.arg(shown).arg(segments.size()).arg(
            needle);
}

QString Story::createSegment()
{
    const qint64 before = m_store->total(u"/segments"_qs);
    m_segmentName = u"Spring lookbook"_qs;
    m_stage.click(u"newSegmentButton"_qs);
    m_stage.fill(u"segmentName"_qs, m_segmentName);
    m_stage.fill(u"segmentDescription"_qs, u"People who asked for it"_qs);
    m_stage.picture(u"new-segment"_qs);
    m_stage.click(u"submitButton"_qs);
    m_stage.waitGone(u"segmentDialog"_qs);
    m_stage.wait(u"the segment is in the list"_qs, [&] { return segmentRow(m_segmentName) >= 0; });
    const QJsonObject segment = segmentByStore();
    m_segmentId = segment.value(u"id").toString();
    check(segment.value(u"description").toString() == u"People who asked for it",
          u"the store has another description"_qs);
    same(u"segments by the store"_qs, m_store->total(u"/segments"_qs), before + 1);
    return m_segmentName + u" in the list, and in the store as "_qs + m_segmentId;
}

QString Story::renameSegment()
{
    m_stage.clickCell(sidebar, segmentRow(m_segmentName), 0);
    m_stage.hand.key(XPointer::F2);
    const QString before = m_segmentName;
    m_segmentName = u"Spring lookbook 2027"_qs;
    m_stage.waitForEditor(sidebar);
    m_stage.hand.hold(XPointer::Control);
    m_stage.hand.key(u'a');
    m_stage.hand.letGo(XPointer::Control);
    m_stage.hand.type(m_segmentName + u'\n');
    m_stage.wait(u"the new name is in the list"_qs, [&] { return segmentRow(m_segmentName) >= 0; });
    m_stage.wait(u"the store has the new name"_qs, [&] { return !segmentByStore().isEmpty(); });
    check(segmentRow(before) < 0, u"the old name is still in the list"_qs);
    return before + u" is now "_qs + m_segmentName + u", with the same id"_qs;
}

QString Story::describeSegment()
{
    m_stage.hand.moveTo(m_stage.cellPoint(sidebar, segmentRow(m_segmentName), 0));
    m_stage.hand.rightClick();
    m_stage.choose(u"Name and description"_qs);
    const QString description = u"Asked for the catalogue, April"_qs;
    m_stage.fill(u"segmentDescription"_qs, description);
    m_stage.picture(u"edit-segment"_qs);
    m_stage.click(u"submitButton"_qs);
    m_stage.waitGone(u"segmentDialog"_qs);
    m_stage.wait(u"the store has the new description"_qs, [&] {
        return segmentByStore().value(u"description").toString() == description;
    });
    return u"the store says “"_qs + description + u'”';
}

QString Story::seeEverybody()
{
    openPlace(0);
    const qint64 total = m_store->total(u"/shopper-profiles"_qs);
    m_stage.wait(u"all profiles are there"_qs,
                 [&] { return m_stage.rows(people) == total && isNamed(0); });

    // With the mouse to the end, where the last page of the list has not been loaded yet.
    const auto [from, to] = m_stage.scrollBarEnds(people);
    QElapsedTimer clock;
    clock.start();
    const QPoint further(0, 20); // past the end, as a person does who wants the end
    m_stage.hand.drag(from, to + further);
    const int last = static_cast<int>(total) - 1;
    m_stage.wait(u"the last person is there"_qs, [&] { return isNamed(last); });
    const qint64 waited = clock.elapsed();
    m_stage.picture(u"the-end"_qs);
    const QJsonArray profile = listOf(m_store->get(u"/shopper-profiles?limit=1&page=%1"_qs.arg(total)));
    const qint64 customer = profile.at(0).toObject().value(u"customer_id").toInteger();
    same(u"customer id in the last row"_qs, m_stage.cell(people, last, customerColumn).toLongLong(),
         customer);
    checkPerson(last, customer);

    m_stage.hand.drag(to, from - further);
    m_stage.wait(u"the first person is back"_qs,
                 [&] { return isNamed(0) && m_stage.isInSight(people, 0); });
    return u"%1 rows; the last is %2, customer %3, %4 ms after the scroll bar was seized"_qs
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
    const QString selected = m_stage.words(u"selectionBar"_qs);
    same(u"selected by the bar"_qs, numberIn(selected), dragged);

    const QPoint from = m_stage.cellPoint(people, dragged - 3, emailColumn);
    const QPoint to = m_stage.cellPoint(sidebar, segmentRow(m_segmentName), 0);
    m_stage.hand.moveTo(from);
    m_stage.hand.press();
    m_stage.hand.moveTo(from + QPoint(-60, -30)); // a drag begins after some way
    m_stage.hand.moveTo(to);
    m_stage.wait(u"the segment says what a drop would add"_qs, [&] {
        return m_stage.cell(sidebar, segmentRow(m_segmentName), 0, DropTextRole)
                == u'+' + QString::number(dragged);
    });
    m_stage.picture(u"dragging"_qs);
    m_stage.hand.release();
    m_stage.wait(u"the store has the members"_qs, [&] { return membersByStore() == dragged; });
    return u"“"_qs + selected.section(u'\n', 0, 0) + u"”, then "_qs + counted(membersByStore())
            + u" members by the store"_qs;
}

QString Story::seeMembers()
{
    openPlace(segmentRow(m_segmentName));
    waitForMembers(dragged);
    m_stage.wait(u"the members have names"_qs, [&] { return isNamed(0) && isNamed(10); });
    checkPerson(0, m_stage.cell(people, 0, customerColumn).toLongLong());
    return m_stage.text(u"pageTitle"_qs) + u" with "_qs + m_stage.text(u"pageCount"_qs)
            + u"; the first is "_qs + m_stage.cell(people, 0, nameColumn);
}

QString Story::takeThreeOut()
{
    QStringList out;
    m_stage.clickCell(people, 2, emailColumn);
    m_stage.hand.hold(XPointer::Control);
    m_stage.clickCell(people, 4, emailColumn);
    m_stage.clickCell(people, 5, emailColumn);
    m_stage.hand.letGo(XPointer::Control);
    for (int row : { 2, 4, 5 })
        out.append(m_stage.cell(people, row, customerColumn));
    same(u"selected by the bar"_qs, numberIn(m_stage.words(u"selectionBar"_qs)), 3);
    m_stage.hand.key(XPointer::Delete);
    m_stage.waitFor(u"undoBar"_qs);
    waitForMembers(dragged - 3);
    for (const QString &customer : std::as_const(out))
        check(m_stage.rowWith(people, customerColumn, customer) < 0,
              u"customer "_qs + customer + u" is still in the table"_qs);
    return u"“"_qs + m_stage.words(u"undoBar"_qs).simplified() + u"”, "_qs
            + m_stage.text(u"pageCount"_qs);
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
    return u"%1 after Undo, %2 after Redo"_qs.arg(dragged).arg(dragged - 3);
}

QString Story::createProfiles()
{
    const qint64 before = m_store->total(u"/shopper-profiles"_qs);
    openPlace(1);
    m_stage.wait(u"customers without a profile are found"_qs,
                 [&] { return m_stage.rows(people) >= 3 && isNamed(2); });
    QStringList ids;
    for (int row = 0; row < 3; ++row)
        ids.append(m_stage.cell(people, row, customerColumn));
    m_stage.picture(u"without-profile"_qs);

    openPlace(0);
    m_stage.wait(u"all profiles are there"_qs, [&] { return m_stage.rows(people) == before; });
    m_stage.click(u"addPeopleButton"_qs);
    m_stage.waitFor(u"createProfilesDialog"_qs);
    m_stage.fill(u"customerIds"_qs, ids.join(u", "_qs));
    m_stage.picture(u"create-profiles"_qs);
    m_stage.click(u"createButton"_qs);
    m_stage.waitGone(u"createProfilesDialog"_qs);
    m_stage.wait(u"the profiles are in the table"_qs,
                 [&] { return m_stage.rows(people) == before + 3; });
    same(u"profiles by the store"_qs, m_store->total(u"/shopper-profiles"_qs), before + 3);
    for (const QString &id : std::as_const(ids)) {
        const QJsonArray found = listOf(
                m_store->get(u"/customers?include=shopper_profile_id&id:in="_qs + id));
        check(!found.at(0).toObject().value(u"shopper_profile_id").toString().isEmpty(),
              u"customer "_qs + id + u" has no profile"_qs);
    }
    return u"customers %1 have one now, %2 profiles in all"_qs.arg(ids.join(u", "_qs),
                                                                  counted(before + 3));
}

QString Story::seeOnePerson()
{
    openPlace(segmentRow(m_segmentName));
    waitForMembers(dragged - 3);
    m_stage.wait(u"the members have names"_qs, [&] { return isNamed(9); });

    // Somebody who is in another segment too.
    int row = -1;
    QJsonObject person;
    while (person.value(u"segment_ids").toArray().size() < 2) {
        check(++row < 10, u"nobody in the first rows is in two segments"_qs);
        person = listOf(m_store->get(u"/customers?include=shopper_profile_id,segment_ids&id:in="_qs
                                     + m_stage.cell(people, row, customerColumn)))
                         .at(0)
                         .toObject();
    }
    const QJsonArray memberOf = person.value(u"segment_ids").toArray();
    const QJsonValue other = memberOf.at(memberOf.at(0).toString() == m_segmentId ? 1 : 0);
    const QString otherName = listOf(m_store->get(u"/segments?id:in="_qs + other.toString()))
                                      .at(0)
                                      .toObject()
                                      .value(u"name")
                                      .toString();

    m_stage.clickCell(people, row, nameColumn);
    const QString name = m_stage.cell(people, row, nameColumn);
    m_stage.wait(u"the details are of "_qs + name,
                 [&] { return m_stage.text(u"detailsName"_qs) == name; });
    m_stage.wait(u"all segments of the person are listed"_qs,
                 [&] { return count(u"detailsSegmentCount"_qs) == memberOf.size(); });
    m_stage.picture(u"details"_qs);
    m_stage.hand.moveTo(m_stage.chipCross(otherName));
    m_stage.hand.click();
    m_stage.wait(u"the details have one segment less"_qs,
                 [&] { return count(u"detailsSegmentCount"_qs) == memberOf.size() - 1; });
    const QString path = u"/shopper-profiles/"_qs + person.value(u"shopper_profile_id").toString()
            + u"/segments"_qs;
    m_stage.wait(u"the store has taken the person out"_qs,
                 [&] { return m_store->total(path) == memberOf.size() - 1; });
    same(u"members of the open segment"_qs, membersByStore(), dragged - 3);
    return u"%1 was in %2 segments, and is not in %3 any more"_qs.arg(name)
            .arg(memberOf.size())
            .arg(otherName);
}

QString Story::exportSegment()
{
    m_stage.click(u"exportPageButton"_qs);
    m_stage.waitFor(u"exportDialog"_qs);
    m_stage.clickText(u"All members of"_qs); // one person is selected
    m_stage.picture(u"export-dialog"_qs);
    m_stage.click(u"exportButton"_qs);
    m_stage.waitGone(u"exportDialog"_qs);
    m_stage.wait(u"the file is there"_qs, [&] { return QFile::exists(m_exportFile); });

    QFile file(m_exportFile);
    check(file.open(QFile::ReadOnly), u"the file cannot be read"_qs);
    const QString text = QString::fromUtf8(file.readAll());
    int rows = -1; // without the head
    for (const QString &line : text.split(u"\r\n"_qs, Qt::SkipEmptyParts)) {
        check(!line.isEmpty(), u"a line is empty"_qs);
        ++rows;
    }
    same(u"rows of the file"_qs, rows, membersByStore());
    const QJsonArray members = listOf(m_store->get(segmentPath() + u"?limit=250"_qs));
    for (const QJsonValue &member : members) {
        const QString id = member.toObject().value(u"id").toString();
        check(text.contains(id), u"the member "_qs + id + u" is not in the file"_qs);
    }
    return u"%1 rows, every member of the store's list; first line: %2"_qs
            .arg(rows)
            .arg(text.section(u"\r\n"_qs, 0, 0).remove(QChar::ByteOrderMark));
}

QString Story::deleteProfile()
{
    const qint64 before = m_store->total(u"/shopper-profiles"_qs);
    m_stage.clickCell(people, 0, nameColumn);
    const QString name = m_stage.cell(people, 0, nameColumn);
    m_stage.wait(u"the details are of "_qs + name,
                 [&] { return m_stage.text(u"detailsName"_qs) == name; });
    m_stage.click(u"deleteProfileButton"_qs);
    const QString warning = confirmByNumber(u"confirmDeleteProfilesDialog"_qs, 1, u"The customer stays"_qs);
    m_stage.wait(u"the store has one profile less"_qs,
                 [&] { return m_store->total(u"/shopper-profiles"_qs) == before - 1; });
    waitForMembers(dragged - 4);
    return u"“"_qs + warning + u"”; "_qs + counted(before - 1) + u" profiles are left"_qs;
}

QString Story::deleteSegment()
{
    const qint64 before = m_store->total(u"/segments"_qs);
    const int row = segmentRow(m_segmentName);
    m_stage.hand.moveTo(m_stage.cellPoint(sidebar, row, 0));
    m_stage.hand.rightClick();
    m_stage.choose(u"Delete segment"_qs);
    const QString warning = confirmByNumber(u"confirmDeleteSegmentsDialog"_qs, dragged - 4,
                                            u"No person, profile or other segment is deleted"_qs);
    m_stage.wait(u"the segment is gone from the list"_qs,
                 [&] { return segmentRow(m_segmentName) < 0; });
    same(u"segments by the store"_qs, m_store->total(u"/segments"_qs), before - 1);
    return u"“"_qs + warning + u"”; "_qs + counted(before - 1) + u" segments are left"_qs;
}

QString Story::confirmByNumber(const QString &dialog, qint64 number, const QString &kept)
{
    m_stage.waitFor(dialog);
    const QString words = m_stage.words(dialog);
    check(words.contains(kept), u"the dialog does not say what is kept: "_qs + words);
    check(!m_stage.isEnabled(u"danger"_qs), u"it could be deleted without typing the number"_qs);
    m_stage.picture(u"confirm"_qs);
    m_stage.fill(u"typedNumber"_qs, QString::number(number));
    m_stage.click(u"danger"_qs);
    m_stage.waitGone(dialog);
    return words.split(u'\n').value(0);
}

QJsonObject Story::segmentByStore() const
{
    const QJsonArray segments = listOf(m_store->get(u"/segments?limit=250"_qs));
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
            listOf(m_store->get(u"/customers?id:in="_qs + QString::number(customer))).at(0).toObject();
    const QString email = person.value(u"email").toString();
    check(m_stage.cell(people, row, emailColumn) == email,
          u"row %1 says %2, the store says %3"_qs.arg(row).arg(
                  m_stage.cell(people, row, emailColumn), email));
}

} // namespace segmentdesk::story
