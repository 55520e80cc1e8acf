// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirrorcursor.h"
#include "models/sql/statement.h"

#include "models/mirror/mirrordatabase.h"
#include "models/mirror/mirrorreader.h"
#include "models/mirror/personrow.h"
#include "models/mirror/sqlitestatement.h"

#include <QHash>
#include <QSqlError>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QByteArray selectPerson()
{
    return QByteArray("SELECT ") + personColumns + " FROM people";
}

qint64 secondsIn(const SqliteStatement &row, int column)
{
    return row.isNull(column) ? MirrorPerson::noTime : row.number(column);
}

} // namespace

class MirrorCursor::Private
{
public:
    explicit Private(const Mirror::File &file)
        : database(file.name, file.store, MirrorDatabase::Access::Read)
    {
    }

    bool readSegments();
    bool prepare(SqliteStatement &statement, const QByteArray &sql);
    bool fail();
    bool nextOfAll();
    bool nextOfList();
    void take(const SqliteStatement &row);
    void addSegment(qint64 number);

    MirrorDatabase database;
    sqlite3 *handle = nullptr; ///< of its connection
    QString error;
    QList<Segment> segments;
    int listed = 0;
    QHash<qint64, int> segmentOf; ///< index by number

    bool wholeFile = false;
    qint64 total = 0;
    SqliteStatement rows;
    SqliteStatement rowByProfile;
    /// Of everybody, in the order of the people, one ahead; or of one person.
    SqliteStatement memberships;
    qint64 aheadPerson = -1; ///< -1: there is no more
    qint64 aheadSegment = 0;
    QList<qint64> ids; ///< of a query
    QList<PersonRef> refs; ///< of a list
    qsizetype at = -1;
    MirrorPerson person;
    bool found = false;
};

bool MirrorCursor::Private::fail()
{
    error = QString::fromUtf8(sqlite3_errmsg(handle));
    found = false;
    return false;
}

bool MirrorCursor::Private::prepare(SqliteStatement &statement, const QByteArray &sql)
{
    return statement.prepare(handle, sql) || fail();
}

bool MirrorCursor::Private::readSegments()
{
    SqliteStatement row;
    if (!prepare(row,
                 "SELECT number, id, name, description, created, updated, known FROM segments "
                 "ORDER BY known DESC, name, id"))
        return false;
    int answer = row.step();
    for (; answer == SQLITE_ROW; answer = row.step()) {
        segmentOf.insert(row.number(0), int(segments.size()));
        segments.append(segmentIn(row, 1));
        listed += row.number(6) != 0 ? 1 : 0;
    }
    return answer == SQLITE_DONE || fail();
}

void MirrorCursor::Private::take(const SqliteStatement &row)
{
    person.id = CustomerId(row.number(0));
    person.known = row.number(1) == 1;
    person.email = row.text(2);
    person.firstName = row.text(3);
    person.lastName = row.text(4);
    person.company = row.text(5);
    person.phone = row.text(6);
    person.customerGroup = row.number(7);
    person.created = secondsIn(row, 8);
    person.modified = secondsIn(row, 9);
    person.profile = row.blob(10);
    person.profileCreated = secondsIn(row, 11);
    person.profileUpdated = secondsIn(row, 12);
    person.segments.clear();
    found = true;
}

void MirrorCursor::Private::addSegment(qint64 number)
{
    const auto segment = segmentOf.constFind(number);
    if (segment != segmentOf.constEnd())
        person.segments.push_back(*segment);
}

bool MirrorCursor::Private::nextOfAll()
{
    const int answer = rows.step();
    if (answer != SQLITE_ROW) {
        found = false;
        return answer == SQLITE_DONE ? false : fail();
    }
    take(rows);
    const qint64 id = toNumber(person.id);
    while (aheadPerson >= 0 && aheadPerson <= id) {
        if (aheadPerson == id)
            addSegment(aheadSegment);
        const int more = memberships.step();
        if (more != SQLITE_ROW && more != SQLITE_DONE)
            return fail();
        aheadPerson = more == SQLITE_ROW ? memberships.number(0) : -1;
        aheadSegment = more == SQLITE_ROW ? memberships.number(1) : 0;
    }
    std::sort(person.segments.begin(), person.segments.end());
    return true;
}

bool MirrorCursor::Private::nextOfList()
{
    found = false;
    if (++at >= total)
        return false;
    const PersonRef ref = refs.isEmpty() ? PersonRef{CustomerId(ids.at(at)), {}} : refs.at(at);
    const bool byId = toNumber(ref.customerId) > 0;
    SqliteStatement &row = byId ? rows : rowByProfile;
    row.reset();
    if (byId)
        row.bind(1, toNumber(ref.customerId));
    else
        row.bind(1, ref.profileId.uuid().toRfc4122());
    const int answer = row.step();
    if (answer == SQLITE_DONE)
        return true;
    if (answer != SQLITE_ROW)
        return fail();
    take(row);
    memberships.reset();
    memberships.bind(1, toNumber(person.id));
    int more = memberships.step();
    for (; more == SQLITE_ROW; more = memberships.step())
        addSegment(memberships.number(0));
    if (more != SQLITE_DONE)
        return fail();
    std::sort(person.segments.begin(), person.segments.end());
    return true;
}

MirrorCursor::MirrorCursor(const Mirror::File &file) : d(std::make_unique<Private>(file))
{
}

MirrorCursor::~MirrorCursor() = default;

bool MirrorCursor::open()
{
    const MirrorDatabase::Opened opened = d->database.open();
    if (!opened.error.isEmpty()) {
        d->error = opened.error;
        return false;
    }
    const QSqlDatabase connection = d->database.connection();
    d->handle = SqliteStatement::handleOf(connection);
    if (!d->handle) {
        d->error = u"SQLite cannot be reached"_s;
        return false;
    }
    // What is written meanwhile does not show.
    if (!QSqlDatabase(connection).transaction()) {
        d->error = sql::errorText(connection.lastError());
        return false;
    }
    return d->readSegments();
}

bool MirrorCursor::start(const PeopleQuery &query)
{
    PeopleFilter rest = query.filter;
    rest.hasProfile.reset();
    d->wholeFile = rest.isEmpty() && query.order == PeopleOrder::CustomerId
        && query.direction == Qt::AscendingOrder;
    if (!d->wholeFile) {
        MirrorReader reader(d->database.connection());
        Result<QList<qint64>> ids = reader.ids(query, -1);
        if (!ids) {
            d->error = ids.error().details;
            return false;
        }
        d->ids = std::move(*ids);
        d->total = d->ids.size();
        return d->prepare(d->rows, selectPerson() + " WHERE id = ?")
            && d->prepare(d->memberships, "SELECT segment FROM memberships WHERE person = ?");
    }
    const QByteArray where = !query.filter.hasProfile ? QByteArray()
        : *query.filter.hasProfile                    ? QByteArray(" WHERE profile IS NOT NULL")
                                                      : QByteArray(" WHERE profile IS NULL");
    SqliteStatement count;
    if (!d->prepare(count, "SELECT count(*) FROM people" + where) || count.step() != SQLITE_ROW)
        return d->fail();
    d->total = count.number(0);
    if (!d->prepare(d->rows, selectPerson() + where + " ORDER BY id")
        || !d->prepare(d->memberships, "SELECT person, segment FROM memberships ORDER BY person"))
        return false;
    const int first = d->memberships.step();
    if (first == SQLITE_ROW) {
        d->aheadPerson = d->memberships.number(0);
        d->aheadSegment = d->memberships.number(1);
    }
    return first == SQLITE_ROW || first == SQLITE_DONE || d->fail();
}

bool MirrorCursor::start(const QList<PersonRef> &people)
{
    d->refs = people;
    d->total = people.size();
    return d->prepare(d->rows, selectPerson() + " WHERE id = ?")
        && d->prepare(d->rowByProfile, selectPerson() + " WHERE profile = ?")
        && d->prepare(d->memberships, "SELECT segment FROM memberships WHERE person = ?");
}

qint64 MirrorCursor::total() const
{
    return d->total;
}

bool MirrorCursor::next()
{
    return d->wholeFile ? d->nextOfAll() : d->nextOfList();
}

const MirrorPerson *MirrorCursor::person() const
{
    return d->found ? &d->person : nullptr;
}

PersonRef MirrorCursor::wanted() const
{
    return d->refs.value(d->at);
}

const QList<Segment> &MirrorCursor::segments() const
{
    return d->segments;
}

int MirrorCursor::listedSegments() const
{
    return d->listed;
}

std::optional<QList<qint64>> MirrorCursor::memberCounts()
{
    QList<qint64> counts(d->segments.size(), 0);
    SqliteStatement statement;
    if (!d->prepare(statement, "SELECT segment, count(*) FROM memberships GROUP BY segment"))
        return std::nullopt;
    int answer = statement.step();
    for (; answer == SQLITE_ROW; answer = statement.step()) {
        const int index = d->segmentOf.value(statement.number(0), -1);
        if (index >= 0)
            counts[index] = statement.number(1);
    }
    if (answer != SQLITE_DONE) {
        d->fail();
        return std::nullopt;
    }
    return counts;
}

QString MirrorCursor::errorString() const
{
    return d->error;
}

} // namespace segmentdesk
