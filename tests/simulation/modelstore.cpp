// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/modelstore.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace modelstore {

namespace {

QString both(const Segment &segment)
{
    return segment.name + u'\n' + segment.description;
}

Effect effect(Effect::Kind kind, int request, qint64 at)
{
    Effect effect;
    effect.kind = kind;
    effect.request = request;
    effect.at = at;
    return effect;
}

} // namespace

Id Store::newId()
{
    // Spread, so that the order of ids is not the order of making.
    quint64 high = ++m_lastId * 0x9e3779b97f4a7c15ULL;
    high ^= high >> 29;
    return QUuid(uint(high >> 32), ushort(high >> 16), ushort(0x4000 | (high & 0xfff)), 0x80, 0, 0,
                 0, uchar(m_lastId >> 24), uchar(m_lastId >> 16), uchar(m_lastId >> 8),
                 uchar(m_lastId))
        .toString(QUuid::WithoutBraces);
}

bool Store::isMember(const Id &segment, const Id &profile) const
{
    const auto found = m_members.find(segment);
    return found != m_members.end() && found->second.contains(profile);
}

std::set<Id> Store::members(const Id &segment) const
{
    const auto found = m_members.find(segment);
    return found == m_members.end() ? std::set<Id>() : found->second;
}

std::set<Id> Store::segmentsOf(const Id &profile) const
{
    std::set<Id> segments;
    for (const auto &[segment, members] : m_members) {
        if (members.contains(profile))
            segments.insert(segment);
    }
    return segments;
}

std::set<Id> Store::segmentsOf(const Id &profile, qint64 at) const
{
    std::set<Id> segments = segmentsOf(profile);
    for (auto effect = m_log.rbegin(); effect != m_log.rend() && effect->at > at; ++effect) {
        if (effect->kind == Effect::Kind::Left && effect->profile == profile)
            segments.insert(effect->segment);
        else if (effect->kind == Effect::Kind::Joined && effect->profile == profile)
            segments.erase(effect->segment);
        else if (effect->kind == Effect::Kind::SegmentDeleted && effect->lost.count(profile) > 0)
            segments.insert(effect->segment);
    }
    return segments;
}

void Store::addCustomer(const Customer &customer)
{
    m_customers[customer.id] = customer;
}

bool Store::join(const Id &segment, const Id &profile, int request, qint64 at)
{
    if (!m_segments.contains(segment) || !m_profiles.contains(profile)
        || !m_members[segment].insert(profile).second)
        return false;
    Effect joined = effect(Effect::Kind::Joined, request, at);
    joined.segment = segment;
    joined.profile = profile;
    m_log.push_back(joined);
    return true;
}

bool Store::leave(const Id &segment, const Id &profile, int request, qint64 at)
{
    if (!m_segments.contains(segment) || m_members[segment].erase(profile) == 0)
        return false;
    Effect left = effect(Effect::Kind::Left, request, at);
    left.segment = segment;
    left.profile = profile;
    m_log.push_back(left);
    return true;
}

bool Store::isNameTaken(const QString &name, const Id &besides) const
{
    for (const auto &[id, segment] : m_segments) {
        if (segment.name == name && id != besides)
            return true;
    }
    return false;
}

Id Store::makeSegment(const QString &name, const QString &description, int request, qint64 at,
                      qint64 wall)
{
    if (name.isEmpty() || isNameTaken(name))
        return {};
    Segment segment{newId(), name, description, wall, wall};
    m_segments[segment.id] = segment;
    Effect made = effect(Effect::Kind::SegmentMade, request, at);
    made.segment = segment.id;
    made.name = both(segment);
    m_log.push_back(made);
    return segment.id;
}

bool Store::changeSegment(const Id &id, const std::optional<QString> &name,
                          const std::optional<QString> &description, int request, qint64 at,
                          qint64 wall)
{
    const auto found = m_segments.find(id);
    if (found == m_segments.end() || (name && isNameTaken(*name, id)))
        return false;
    Segment &segment = found->second;
    Effect changed = effect(Effect::Kind::SegmentChanged, request, at);
    changed.segment = id;
    changed.before = both(segment);
    segment.name = name.value_or(segment.name);
    segment.description = description.value_or(segment.description);
    changed.name = both(segment);
    if (changed.name == changed.before)
        return false;
    segment.changedAt = wall;
    m_log.push_back(changed);
    return true;
}

bool Store::deleteSegment(const Id &id, int request, qint64 at)
{
    const auto found = m_segments.find(id);
    if (found == m_segments.end())
        return false;
    Effect deleted = effect(Effect::Kind::SegmentDeleted, request, at);
    deleted.segment = id;
    deleted.before = both(found->second);
    deleted.lost = members(id);
    m_members.erase(id);
    m_segments.erase(found);
    m_log.push_back(deleted);
    return true;
}

Id Store::makeProfile(qint64 customer, int request, qint64 at)
{
    const auto found = m_customers.find(customer);
    if (found == m_customers.end() || !found->second.profile.isEmpty())
        return {};
    const Id id = newId();
    found->second.profile = id;
    m_profiles[id] = customer;
    Effect made = effect(Effect::Kind::ProfileMade, request, at);
    made.profile = id;
    made.customer = customer;
    m_log.push_back(made);
    return id;
}

bool Store::deleteProfile(const Id &profile, int request, qint64 at)
{
    const auto found = m_profiles.find(profile);
    if (found == m_profiles.end())
        return false;
    Effect deleted = effect(Effect::Kind::ProfileDeleted, request, at);
    deleted.profile = profile;
    deleted.customer = found->second;
    deleted.lost = segmentsOf(profile);
    for (auto &[segment, members] : m_members)
        members.erase(profile);
    m_customers[found->second].profile.clear();
    m_profiles.erase(found);
    m_log.push_back(deleted);
    return true;
}

} // namespace modelstore
