// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/journalformat.h"

#include <QIODevice>

namespace segmentdesk {

// Not in the unnamed namespace: the operators of QList look for them where the types are.
template <typename Tag>
static QDataStream &operator<<(QDataStream &out, const UuidId<Tag> &id)
{
    return out << id.uuid();
}

template <typename Tag>
static QDataStream &operator>>(QDataStream &in, UuidId<Tag> &id)
{
    QUuid uuid;
    in >> uuid;
    id = UuidId<Tag>(uuid);
    return in;
}

static QDataStream &operator<<(QDataStream &out, CustomerId id)
{
    return out << toNumber(id);
}

static QDataStream &operator>>(QDataStream &in, CustomerId &id)
{
    qint64 number = 0;
    in >> number;
    id = CustomerId(number);
    return in;
}

static QDataStream &operator<<(QDataStream &out, const PersonRef &person)
{
    return out << person.customerId << person.profileId;
}

static QDataStream &operator>>(QDataStream &in, PersonRef &person)
{
    return in >> person.customerId >> person.profileId;
}

static QDataStream &operator<<(QDataStream &out, const PlanItem &item)
{
    return out << item.customerId << item.profileId << static_cast<quint8>(item.effect);
}

static QDataStream &operator>>(QDataStream &in, PlanItem &item)
{
    quint8 effect = 0;
    in >> item.customerId >> item.profileId >> effect;
    item.effect = static_cast<Effect>(effect);
    return in;
}

static QDataStream &operator<<(QDataStream &out, const Segment &segment)
{
    return out << segment.id << segment.name << segment.description << segment.createdAt
               << segment.updatedAt;
}

static QDataStream &operator>>(QDataStream &in, Segment &segment)
{
    return in >> segment.id >> segment.name >> segment.description >> segment.createdAt
        >> segment.updatedAt;
}

static QDataStream &operator<<(QDataStream &out, const SegmentChange &change)
{
    return out << change.before << change.after << change.members << change.membersKept;
}

static QDataStream &operator>>(QDataStream &in, SegmentChange &change)
{
    return in >> change.before >> change.after >> change.members >> change.membersKept;
}

static QDataStream &operator<<(QDataStream &out, const ItemResult &result)
{
    return out << result.item << static_cast<quint8>(result.what) << result.reason
               << result.profileId;
}

static QDataStream &operator>>(QDataStream &in, ItemResult &result)
{
    quint8 what = 0;
    in >> result.item >> what >> result.reason >> result.profileId;
    result.what = static_cast<What>(what);
    return in;
}

namespace {

constexpr QDataStream::Version format = QDataStream::Qt_6_4;

template <typename Write>
QByteArray written(Write write)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(format);
    write(out);
    return bytes;
}

template <typename T, typename Read>
std::optional<T> read(const QByteArray &bytes, Read read)
{
    QDataStream in(bytes);
    in.setVersion(format);
    T value;
    read(in, value);
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return std::nullopt;
    return value;
}

template <typename T>
QByteArray writtenWhole(const T &value)
{
    return written([&value](QDataStream &out) { out << value; });
}

template <typename T>
std::optional<T> readWhole(const QByteArray &bytes)
{
    return read<T>(bytes, [](QDataStream &in, T &value) { in >> value; });
}

} // namespace

QByteArray toBytes(const Plan &plan)
{
    return written([&plan](QDataStream &out) {
        out << static_cast<quint8>(plan.operation) << plan.segmentId << plan.segmentName
            << plan.items << plan.segments << plan.notFoundTexts
            << static_cast<quint8>(plan.step.kind) << plan.step.id << plan.then.has_value();
        if (plan.then)
            out << static_cast<quint8>(plan.then->operation) << plan.then->segment;
    });
}

std::optional<Plan> planFrom(const QByteArray &bytes)
{
    return read<Plan>(bytes, [](QDataStream &in, Plan &plan) {
        quint8 operation = 0;
        in >> operation >> plan.segmentId >> plan.segmentName >> plan.items >> plan.segments
            >> plan.notFoundTexts;
        plan.operation = static_cast<Operation>(operation);
        quint8 step = 0;
        bool more = false;
        quint8 then = 0;
        in >> step >> plan.step.id >> more;
        plan.step.kind = static_cast<Step::Kind>(step);
        if (more) {
            plan.then.emplace();
            in >> then >> plan.then->segment;
            plan.then->operation = static_cast<Operation>(then);
        }
        constexpr auto last = static_cast<quint8>(Operation::DeleteSegments);
        if (operation > last || then > last || step > static_cast<quint8>(Step::Kind::Restore))
            in.setStatus(QDataStream::ReadCorruptData);
    });
}

QByteArray toBytes(const SegmentOutcome &segment)
{
    return written([&segment](QDataStream &out) {
        out << segment.change << static_cast<quint8>(segment.what) << segment.reason;
    });
}

std::optional<SegmentOutcome> segmentFrom(const QByteArray &bytes)
{
    return read<SegmentOutcome>(bytes, [](QDataStream &in, SegmentOutcome &segment) {
        quint8 what = 0;
        in >> segment.change >> what >> segment.reason;
        segment.what = static_cast<What>(what);
    });
}

QByteArray toBytes(const ApiError &error)
{
    return written([&error](QDataStream &out) {
        out << static_cast<qint32>(error.kind) << error.httpStatus << error.title << error.details
            << error.requestId << error.fields;
    });
}

std::optional<ApiError> errorFrom(const QByteArray &bytes)
{
    return read<ApiError>(bytes, [](QDataStream &in, ApiError &error) {
        qint32 kind = 0;
        in >> kind >> error.httpStatus >> error.title >> error.details >> error.requestId
            >> error.fields;
        error.kind = static_cast<ApiError::Kind>(kind);
    });
}

QByteArray toBytes(const QList<PersonRef> &people)
{
    return writtenWhole(people);
}

std::optional<QList<PersonRef>> peopleFrom(const QByteArray &bytes)
{
    return readWhole<QList<PersonRef>>(bytes);
}

QByteArray toBytes(const QList<SegmentChange> &segments)
{
    return writtenWhole(segments);
}

std::optional<QList<SegmentChange>> segmentsFrom(const QByteArray &bytes)
{
    return readWhole<QList<SegmentChange>>(bytes);
}

QByteArray toBytes(const ReadBack &readBack)
{
    return written([&readBack](QDataStream &out) {
        out << readBack.done << readBack.expected << readBack.found << readBack.different;
    });
}

std::optional<ReadBack> readBackFrom(const QByteArray &bytes)
{
    return read<ReadBack>(bytes, [](QDataStream &in, ReadBack &readBack) {
        in >> readBack.done >> readBack.expected >> readBack.found >> readBack.different;
    });
}

QByteArray toBytes(const QList<ItemResult> &results)
{
    return writtenWhole(results);
}

std::optional<QList<ItemResult>> resultsFrom(const QByteArray &bytes)
{
    return readWhole<QList<ItemResult>>(bytes);
}

QByteArray toBytes(const QList<qint32> &items)
{
    return writtenWhole(items);
}

std::optional<QList<qint32>> itemsFrom(const QByteArray &bytes)
{
    return readWhole<QList<qint32>>(bytes);
}

} // namespace segmentdesk
