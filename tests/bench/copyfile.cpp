// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/copyfile.h"

#include "models/csv/csvwriter.h"
#include "models/mirror/mirrordatabase.h"
#include "tests/bench/measure.h"

#include <QDir>
#include <QFile>
#include <QSqlQuery>

namespace segmentdesk::bench {

namespace {

bool fill(const QSqlDatabase &database, int people, SegmentId segment)
{
    const QString all = u"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n "
                        "WHERE i + 1 < %1) "_qs.arg(people);
    const QString first = QString::number(firstCustomer);
    const QStringList statements{
        u"BEGIN"_qs,
        u"INSERT INTO people (id, email, first_name, last_name, company, phone, created, modified, "
        "profile, profile_created, profile_updated, segments, name_key, email_key, company_key) "_qs
            + all
            + u"SELECT %1 + i, 'person.number' || i || '@example.org', 'Zoë', 'Lindqvist ' || i, "
              "'Nordlys Outdoor', '+47 555 ' || i, 1700000000, 1700000000, randomblob(16), "
              "1700000000, 1700000000, i % 2, 'zoe lindqvist ' || i, "
              "'person.number' || i || '@example.org', 'nordlys outdoor' FROM n"_qs.arg(first),
        u"INSERT INTO memberships "_qs + all
            + u"SELECT 1, %1 + i FROM n WHERE i % 2 = 1"_qs.arg(first),
        u"INSERT INTO meta VALUES ('read', strftime('%s', 'now'))"_qs,
        u"COMMIT"_qs,
    };
    QSqlQuery query(database);
    query.prepare(u"INSERT INTO segments (number, id, name) VALUES (1, ?, 'Bench')"_qs);
    query.addBindValue(segment.uuid().toRfc4122());
    return query.exec()
        && std::all_of(statements.cbegin(), statements.cend(),
                       [&query](const QString &sql) { return query.exec(sql); });
}

} // namespace

std::unique_ptr<Mirror> makeCopy(const QString &folder, int people, SegmentId segment)
{
    {
        MirrorDatabase database(QDir(folder).filePath(u"copy.sqlite"_qs), u"bench"_qs,
                                MirrorDatabase::Access::Write);
        if (!database.open().error.isEmpty() || !fill(database.connection(), people, segment))
            return {};
    }
    auto mirror = std::make_unique<Mirror>(folder, u"bench"_qs);
    Wait opened;
    QObject::connect(mirror.get(), &Mirror::stateChanged, mirror.get(),
                     [&opened] { opened.done(); });
    if (!opened.run(60'000) || mirror->state() != Mirror::State::Complete)
        return {};
    return mirror;
}

bool writePeopleFile(const QString &path, int people)
{
    using Column = CsvWriter::Column;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    CsvWriter writer(file,
                     {Column::Typed, Column::Text, Column::Text, Column::Text, Column::Typed,
                      Column::Typed, Column::Text},
                     {});
    bool fine = writer.writeHeader({u"Number"_qs, u"E-mail"_qs, u"First name"_qs, u"Last name"_qs,
                                    u"Order"_qs, u"Created"_qs, u"Company"_qs});
    for (int i = 0; fine && i < people; ++i) {
        // Not in the order of the copy, and some in capitals.
        const qint64 number = qint64(i) * 7'919 % people;
        QString email = u"person.number"_qs + QString::number(number) + u"@example.org"_qs;
        if (i % 5 == 0)
            email.replace(0, 1, u'P');
        fine = writer.writeRow({QString::number(number), email, u"Zoë"_qs,
                                i % 10 == 0 ? u"Lindqvist, the \"younger\""_qs : u"Lindqvist"_qs,
                                u"7c1e0f2a-5b7d-4c1e-9a51-0d3f6b1290af"_qs,
                                u"2026-11-05T12:13:14Z"_qs, u"Nordlys Outdoor"_qs});
    }
    return fine && writer.finish();
}

} // namespace segmentdesk::bench
