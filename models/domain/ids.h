// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QStringView>
#include <QUuid>

#include <compare>
#include <optional>

namespace segmentdesk {

/// An id that the store gives as a UUID string. Tag keeps segments and profiles apart at compile
/// time. A default-constructed id is null and never sent.
template <typename Tag>
class UuidId
{
public:
    UuidId() = default;
    explicit UuidId(const QUuid &uuid) : m_uuid(uuid) { }

    /// The id in @p text, a UUID with or without braces in any case; nothing if it is not one.
    static std::optional<UuidId> fromString(QStringView text)
    {
        const QUuid uuid = QUuid::fromString(text);
        if (uuid.isNull())
            return std::nullopt;
        return UuidId(uuid);
    }

    /// Lower case, without braces: the form that the store uses.
    QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    QUuid uuid() const { return m_uuid; }
    bool isNull() const { return m_uuid.isNull(); }

    friend bool operator==(const UuidId &a, const UuidId &b) { return a.m_uuid == b.m_uuid; }
    friend bool operator!=(const UuidId &a, const UuidId &b) { return a.m_uuid != b.m_uuid; }
    friend bool operator<(const UuidId &a, const UuidId &b) { return a.m_uuid < b.m_uuid; }
    friend size_t qHash(const UuidId &id, size_t seed = 0) { return qHash(id.m_uuid, seed); }

private:
    QUuid m_uuid;
};

using SegmentId = UuidId<struct SegmentTag>;
using ProfileId = UuidId<struct ProfileTag>;

/// The number of a registered customer, above 0. Exact in all 64 bits; 0 means none.
enum class CustomerId : qint64 {};

constexpr qint64 toNumber(CustomerId id)
{
    return static_cast<qint64>(id);
}

inline size_t qHash(CustomerId id, size_t seed = 0)
{
    return ::qHash(toNumber(id), seed);
}

} // namespace segmentdesk
