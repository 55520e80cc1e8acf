// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/seeder.h"

#include "app/sandbox/database.h"
#include "app/sandbox/people.h"

#include <QSet>
#include <QSqlQuery>
#include <QVariant>

#include <cmath>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

constexpr qint64 storeOpened = 1'496'300'000; // 1 June 2017
constexpr qint64 profilesBegan = 1'663'200'000; // 15 September 2022
constexpr qint64 lastDay = 1'777'500'000; // 29 April 2026

/// Who can be in a segment.
enum class Who { All, Dach, Europe, Russian, Japanese };

struct SegmentSource
{
    const char16_t *name;
    const char16_t *description;
    double share; ///< of those who can be in it
    Who who = Who::All;
};

const SegmentSource segmentSources[] = {
    {u"VIP", u"Ten orders or more, or over 2,000 in a year", 0.126},
    {u"Lapsed 90 days", u"No order for 90 days; asked back by e-mail once a month", 0.051},
    {u"Wholesale", u"Trade customers with net prices", 0.0075},
    {u"Summer sale: bought twice", u"Two orders or more in the summer sale", 0.0216},
    {u"Newsletter EU", u"Agreed to the newsletter, lives in the EU", 0.62, Who::Europe},
    {u"First order, no second", u"One order, more than 30 days ago", 0.086},
    {u"Loyalty: Gold", u"", 0.037},
    {u"Loyalty: Silver", u"", 0.093},
    {u"Gift card holders", u"Have a gift card with something left on it", 0.054},
    {u"Händler DACH", u"Wiederverkäufer in Deutschland, Österreich und der Schweiz", 0.06,
     Who::Dach},
    {u"Birthday in December", u"", 0.02},
    {u"Returned twice", u"Two returns within a year: no free return label", 0.003},
    {u"Новые покупатели", u"Первый заказ за последние 30 дней", 0.22, Who::Russian},
    {u"初回購入 2026", u"2026年に初めて購入したお客様", 0.18, Who::Japanese},
    {u"Staff & family", u"Staff discount. Keep this list short!", 0.0007},
    {u"Test group A", u"Free shipping from 50", 0.063},
    {u"Test group B", u"Free shipping from 80", 0.063},
    {u"Left a review", u"", 0.033},
    {u"Cart left behind", u"Left a cart of more than 100 in the last week", 0.012},
    {u"Pro photographers", u"Asked for the studio catalogue", 0.0045},
    {u"Café & Bäckerei", u"", 0.011, Who::Dach},
    {u"Do not call", u"Asked not to be phoned", 0.0021},
    {u"Pre-order: autumn boots", u"", 0.0038},
    {u"Loyalty: Bronze", u"", 0.17},
};

const char16_t *const moreThemes[] = {
    u"Store event", u"Trade fair", u"Catalogue",    u"Sample box",     u"Click & collect",
    u"Workshop",    u"Outlet",     u"Early access", u"Refer a friend", u"Pop-up shop",
};

const char16_t *const morePlaces[] = {
    u"Malmö",     u"København", u"Łódź",        u"Wien",     u"Zürich",  u"Köln",
    u"São Paulo", u"A Coruña",  u"Dublin",      u"Lagos",    u"İzmir",   u"Hà Nội",
    u"Київ",      u"Αθήνα",     u"東京",        u"서울",     u"台北",    u"القاهرة",
    u"Montréal",  u"Reykjavík", u"Leeds",       u"Porto",    u"Bologna", u"Kraków",
    u"Plzeň",     u"Győr",      u"Cluj-Napoca", u"Auckland", u"Austin",  u"Chicago",
};

struct SegmentPlan
{
    QString name;
    QString description;
    double share = 0;
    Who who = Who::All;
};

SegmentPlan planOf(int index, Random &random)
{
    constexpr int known = int(std::size(segmentSources));
    if (index < known) {
        const SegmentSource &source = segmentSources[index];
        return {QString::fromUtf16(source.name), QString::fromUtf16(source.description),
                source.share, source.who};
    }
    constexpr int themes = int(std::size(moreThemes));
    constexpr int places = int(std::size(morePlaces));
    const int number = index - known;
    QString name = QString::fromUtf16(moreThemes[number % themes]) + u' '
        + QString::fromUtf16(morePlaces[number / themes % places]);
    const int year = 2026 - number / (themes * places);
    name += u' ' + QString::number(year);
    return {name, QString(), 0.0003 + 0.004 * std::pow(random.fraction(), 3)};
}

bool fits(Who who, Region region)
{
    switch (who) {
    case Who::All:
        return true;
    case Who::Dach:
        return region == Region::Dach;
    case Who::Europe:
        return region == Region::Dach || region == Region::Europe;
    case Who::Russian:
        return region == Region::Russian;
    case Who::Japanese:
        return region == Region::Japanese;
    }
    return false;
}

QByteArray makeUuid(Random &random)
{
    const quint64 halves[] = {random.next(), random.next()};
    QByteArray bytes(16, Qt::Uninitialized);
    for (int i = 0; i < 16; ++i)
        bytes[i] = char(uchar(halves[i / 8] >> (i % 8 * 8)));
    bytes[6] = char((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = char((bytes[8] & 0x3f) | 0x80); // variant of RFC 4122
    return bytes;
}

} // namespace

Seeder::Seeder(Database &database, const Options &options, Progress progress)
    : m_database(database), m_options(options), m_progress(std::move(progress)),
      m_profiles(options.profiles < 0 ? qint64(options.customers) * 19 / 20 : options.profiles)
{
    // Memberships are about one and a half for each profile; the last percents are the indexes.
    m_total = options.customers + m_profiles + m_profiles * 3 / 2;
}

bool Seeder::made(qint64 rows)
{
    m_done += rows;
    return m_progress(qMin(m_done, m_total), m_total);
}

bool Seeder::fill()
{
    if (!m_database.beginFilling() || !m_database.begin() || !fillPeople() || !fillSegments()
        || !m_database.commit() || !m_database.endFilling())
        return false;
    m_done = m_total;
    return made(0);
}

bool Seeder::fillPeople()
{
    const People people;
    Random random(m_options.seed * 0x2545f4914f6cdd1d + 1);
    Random chooser(m_options.seed * 0x2545f4914f6cdd1d
                   + 2); // own streams: one option does not move another
    Random ids(m_options.seed * 0x2545f4914f6cdd1d + 3);
    QSqlQuery customer(m_database.connection());
    QSqlQuery profile(m_database.connection());
    if (!customer.prepare(u"INSERT INTO customers VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
        || !profile.prepare(u"INSERT INTO profiles VALUES(?, ?, ?, ?, ?)"_s))
        return false;

    const qint64 count = m_options.customers;
    qint64 profilesLeft = m_profiles;
    m_regions.reserve(m_profiles);
    QSet<size_t> emails;
    emails.reserve(count);
    qint64 id = 102;
    qint64 created = storeOpened;
    qint64 profileCreated = profilesBegan;
    for (qint64 i = 0; i < count; ++i) {
        People::Person person = people.make(random);
        CustomerRow &row = person.row;
        id += random.chance(0.83) ? 1 : 1 + random.below(3); // accounts that were deleted since
        row.id = id;
        row.email = person.mailbox + u'@' + person.domain;
        for (qint64 number = 2 + random.below(90); emails.contains(qHash(row.email, 0));
             number += id)
            row.email = person.mailbox + QString::number(number) + u'@' + person.domain;
        emails.insert(qHash(row.email, 0));
        const double when = std::pow((double(i) + random.fraction()) / double(count), 0.7);
        created = qMax(created + 1, storeOpened + qint64(when * double(lastDay - storeOpened)));
        row.created = created;
        row.modified = created
            + qint64(std::pow(random.fraction(), 2) * double(qMax(qint64(0), lastDay - created)));

        customer.bindValue(0, row.id);
        customer.bindValue(1, row.email);
        customer.bindValue(2, row.firstName);
        customer.bindValue(3, row.lastName);
        customer.bindValue(4, row.company.isNull() ? QLatin1String("") : row.company);
        customer.bindValue(5, row.phone.isNull() ? QLatin1String("") : row.phone);
        customer.bindValue(6, row.groupId);
        customer.bindValue(7, row.created);
        customer.bindValue(8, row.modified);
        customer.bindValue(9, QString(row.firstName + u' ' + row.lastName).toCaseFolded());
        if (!customer.exec())
            return false;

        // Chosen so that exactly as many get one as were asked for.
        if (chooser.below(count - i) < profilesLeft) {
            --profilesLeft;
            profileCreated = qMax(profileCreated + 1 + ids.below(3), created + 60 + ids.below(600));
            profileCreated = qMin(profileCreated, lastDay + 86'400);
            profile.bindValue(0, m_regions.size() + 1);
            profile.bindValue(1, makeUuid(ids));
            profile.bindValue(2, row.id);
            profile.bindValue(3, profileCreated);
            profile.bindValue(4, profileCreated);
            if (!profile.exec())
                return false;
            m_regions.append(char(person.region));
        }
        if (i % 5'000 == 4'999 && !made(5'000 + 5'000 * m_profiles / count))
            return false;
    }
    return true;
}

bool Seeder::fillSegments()
{
    Random random(m_options.seed * 0x2545f4914f6cdd1d + 4);
    QSqlQuery member(m_database.connection());
    if (!member.prepare(u"INSERT INTO memberships VALUES(?, ?, 0)"_s))
        return false;
    for (int i = 0; i < m_options.segments; ++i) {
        const SegmentPlan plan = planOf(i, random);
        SegmentRow row;
        row.uuid = makeUuid(random);
        row.name = plan.name;
        row.description = plan.description;
        row.created = profilesBegan
            + qint64(double(lastDay - profilesBegan) * (i + random.fraction())
                     / m_options.segments);
        row.updated = row.created + random.below(qMax(qint64(1), lastDay - row.created));
        m_database.insertSegment(row);

        // Strides of random length instead of a dice for each profile.
        const double stride = -1.0 / std::log1p(-plan.share);
        double at = 0;
        qint64 rows = 0;
        while (true) {
            at += 1 + std::floor(-std::log1p(-random.fraction()) * stride);
            if (at > double(m_regions.size()))
                break;
            const qint64 profile = qint64(at);
            if (!fits(plan.who, Region(m_regions[profile - 1])))
                continue;
            member.bindValue(0, i + 1);
            member.bindValue(1, profile);
            if (!member.exec())
                return false;
            if (++rows % 5'000 == 0 && !made(5'000))
                return false;
        }
        if (!made(rows % 5'000))
            return false;
    }
    return true;
}

} // namespace segmentdesk::sandbox
