// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/savedsearches.h"

#include "models/domain/datetext.h"
#include "models/settings/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

const QStringList matches{u"atLeast"_s, u"odd"_s, u"exactly"_s};

QJsonArray toArray(const QList<SegmentId> &segments)
{
    QJsonArray array;
    for (const SegmentId &id : segments)
        array.append(id.toString());
    return array;
}

/// Nothing if one of them is no id: a search without it would find others than were meant.
std::optional<QList<SegmentId>> toSegments(const QJsonValue &value)
{
    QList<SegmentId> segments;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &text : array) {
        const auto id = SegmentId::fromString(text.toString());
        if (!id)
            return std::nullopt;
        segments.append(*id);
    }
    if (segments.size() > SegmentSet::maxSegments)
        return std::nullopt;
    return segments;
}

/// The keys of a range of days: either its ends, or what moves on with the calendar.
struct DaysKeys
{
    QString first;
    QString last;
    QString phrase;
};
const DaysKeys customerDays{u"from"_s, u"to"_s, u"days"_s};
const DaysKeys profileDays{u"profileFrom"_s, u"profileTo"_s, u"profileDays"_s};

/// Nothing if it cannot be read: an open end would let more people through.
std::optional<DateRange> toDays(const QJsonObject &object, const DaysKeys &keys)
{
    DateRange days;
    if (object.contains(keys.phrase)) {
        days.phrase = object.value(keys.phrase).toString();
        days = onDay(days, QDate::currentDate());
        return days.isEmpty() ? std::nullopt : std::optional(days);
    }
    for (const auto &[key, day] :
         {std::pair(keys.first, &days.first), std::pair(keys.last, &days.last)}) {
        if (!object.contains(key))
            continue;
        *day = QDate::fromString(object.value(key).toString(), Qt::ISODate);
        if (!day->isValid())
            return std::nullopt;
    }
    return days;
}

QJsonObject toObject(const PeopleFilter &filter)
{
    QJsonObject object;
    if (!filter.text.isEmpty())
        object.insert(u"text"_s, filter.text);
    if (filter.hasProfile)
        object.insert(u"hasProfile"_s, *filter.hasProfile);
    if (filter.memberOf)
        object.insert(u"memberOf"_s, filter.memberOf->toString());
    if (!filter.segments.of.isEmpty()) {
        object.insert(u"of"_s, toArray(filter.segments.of));
        object.insert(u"match"_s, matches.at(int(filter.segments.match)));
        object.insert(u"atLeast"_s, filter.segments.atLeast);
        QJsonArray combinations;
        for (const quint32 bits : filter.segments.combinations)
            combinations.append(qint64(bits));
        if (!combinations.isEmpty())
            object.insert(u"combinations"_s, combinations);
    }
    if (!filter.segments.notIn.isEmpty())
        object.insert(u"notIn"_s, toArray(filter.segments.notIn));
    if (filter.customerGroup)
        object.insert(u"group"_s, *filter.customerGroup);
    const auto addDays = [&object](const DaysKeys &keys, const DateRange &days) {
        if (!days.phrase.isEmpty()) {
            object.insert(keys.phrase, days.phrase);
            return;
        }
        if (days.first.isValid())
            object.insert(keys.first, days.first.toString(Qt::ISODate));
        if (days.last.isValid())
            object.insert(keys.last, days.last.toString(Qt::ISODate));
    };
    addDays(customerDays, filter.customerSince);
    addDays(profileDays, filter.profileSince);
    return object;
}

std::optional<PeopleFilter> toFilter(const QJsonObject &object)
{
    static const QStringList known{
        u"text"_s,    u"hasProfile"_s,  u"memberOf"_s,  u"of"_s,           u"match"_s,
        u"atLeast"_s, u"notIn"_s,       u"group"_s,     u"combinations"_s, u"from"_s,
        u"to"_s,      u"profileFrom"_s, u"profileTo"_s, u"days"_s,         u"profileDays"_s};
    const QStringList keys = object.keys();
    for (const QString &key : keys) {
        if (!known.contains(key))
            return std::nullopt; // a later version's: without it, the search would mean something
                                 // else
    }
    PeopleFilter filter;
    filter.text = object.value(u"text").toString();
    if (object.contains(u"hasProfile"))
        filter.hasProfile = object.value(u"hasProfile").toBool();
    if (object.contains(u"memberOf")) {
        filter.memberOf = SegmentId::fromString(object.value(u"memberOf").toString());
        if (!filter.memberOf)
            return std::nullopt;
    }
    const auto of = toSegments(object.value(u"of"));
    const auto notIn = toSegments(object.value(u"notIn"));
    const qsizetype match = matches.indexOf(object.value(u"match").toString(matches.first()));
    if (!of || !notIn || match < 0)
        return std::nullopt;
    filter.segments.of = *of;
    filter.segments.notIn = *notIn;
    filter.segments.match = static_cast<SegmentSet::Match>(match);
    filter.segments.atLeast = object.value(u"atLeast").toInt(1);
    const QJsonArray combinations = object.value(u"combinations").toArray();
    for (const QJsonValue &bits : combinations)
        filter.segments.combinations.append(quint32(bits.toInteger()));
    if (object.contains(u"group"))
        filter.customerGroup = object.value(u"group").toInteger();
    const auto customerSince = toDays(object, customerDays);
    const auto profileSince = toDays(object, profileDays);
    if (!customerSince || !profileSince)
        return std::nullopt;
    filter.customerSince = *customerSince;
    filter.profileSince = *profileSince;
    return filter;
}

} // namespace

PeopleFilter SavedSearch::filterOn(QDate today) const
{
    PeopleFilter now = filter;
    now.customerSince = onDay(filter.customerSince, today);
    now.profileSince = onDay(filter.profileSince, today);
    return now;
}

SavedSearches::SavedSearches(QSettings &settings, const QString &accountId, QObject *parent)
    : QObject(parent), m_settings(settings), m_account(accountId),
      m_all(fromJson(AccountSettings(settings, accountId).savedSearches()))
{
}

QByteArray SavedSearches::toJson(const QList<SavedSearch> &searches)
{
    QJsonArray array;
    for (const SavedSearch &search : searches) {
        array.append(QJsonObject{{u"id"_s, search.id.toString(QUuid::WithoutBraces)},
                                 {u"name"_s, search.name},
                                 {u"filter"_s, toObject(search.filter)}});
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<SavedSearch> SavedSearches::fromJson(const QByteArray &json)
{
    QList<SavedSearch> searches;
    const QJsonArray array = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : array) {
        SavedSearch search;
        search.id = QUuid::fromString(value[u"id"].toString());
        search.name = value[u"name"].toString().left(maxName);
        const std::optional<PeopleFilter> filter = toFilter(value[u"filter"].toObject());
        if (search.id.isNull() || search.name.isEmpty() || !filter
            || searches.size() >= maxSearches)
            continue;
        search.filter = *filter;
        searches.append(search);
    }
    return searches;
}

const SavedSearch *SavedSearches::find(const QUuid &id) const
{
    const auto at = std::find_if(m_all.cbegin(), m_all.cend(),
                                 [&id](const SavedSearch &search) { return search.id == id; });
    return at == m_all.cend() ? nullptr : &*at;
}

QUuid SavedSearches::add(const QString &name, const PeopleFilter &filter)
{
    const QString shortName = name.trimmed().left(maxName);
    if (isFull() || shortName.isEmpty() || isTaken(shortName))
        return {};
    const SavedSearch search{QUuid::createUuid(), shortName, filter};
    m_all.append(search);
    write();
    return search.id;
}

bool SavedSearches::isTaken(const QString &name, const QUuid &except) const
{
    return std::any_of(m_all.cbegin(), m_all.cend(), [&](const SavedSearch &search) {
        return search.id != except && search.name.compare(name.trimmed(), Qt::CaseInsensitive) == 0;
    });
}

QString SavedSearches::freeName(const QString &name) const
{
    constexpr int roomForNumber = 4;
    const QString wanted = name.trimmed().isEmpty() ? tr("Search") : name.trimmed().left(maxName);
    QString free = wanted;
    for (int i = 2; isTaken(free); ++i)
        free = tr("%1 %2").arg(wanted.left(maxName - roomForNumber), QString::number(i));
    return free;
}

bool SavedSearches::restore(const SavedSearch &search)
{
    if (find(search.id))
        return true;
    if (isFull())
        return false;
    m_all.append({search.id, freeName(search.name), search.filter});
    write();
    return true;
}

bool SavedSearches::rename(const QUuid &id, const QString &name)
{
    const QString shortName = name.trimmed().left(maxName);
    if (shortName.isEmpty() || isTaken(shortName, id))
        return false;
    for (SavedSearch &search : m_all) {
        if (search.id == id && search.name != shortName) {
            search.name = shortName;
            write();
            break;
        }
    }
    return true;
}

void SavedSearches::setFilter(const QUuid &id, const PeopleFilter &filter)
{
    for (SavedSearch &search : m_all) {
        if (search.id == id && search.filter != filter) {
            search.filter = filter;
            write();
            return;
        }
    }
}

void SavedSearches::remove(const QUuid &id)
{
    const qsizetype before = m_all.size();
    // A copy: the id may be that of the entry that goes.
    m_all.removeIf([id](const SavedSearch &search) { return search.id == id; });
    if (m_all.size() != before)
        write();
}

void SavedSearches::forget(QSettings &settings, const QString &accountId)
{
    AccountSettings(settings, accountId).removeSavedSearches();
}

void SavedSearches::write()
{
    std::sort(m_all.begin(), m_all.end(), [](const SavedSearch &a, const SavedSearch &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    AccountSettings(m_settings, m_account).setSavedSearches(toJson(m_all));
    Q_EMIT changed();
}

} // namespace segmentdesk
