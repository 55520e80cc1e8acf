// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/journalformat.h"

#include <QIODevice>

namespace segmentdesk {

namespace {

// What may stand in a record. Without a default: one that is new is a warning here, and not a
// record that counts as damaged.
constexpr bool exists(ItemStatus what)
{
    switch (what) {
    case ItemStatus::NotSent:
    case ItemStatus::Changed:
    case ItemStatus::NothingToDo:
    case ItemStatus::NoProfile:
    case ItemStatus::NotFound:
    case ItemStatus::Failed:
    case ItemStatus::Unknown:
        return true;
    }
    return false;
}

constexpr bool exists(Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::NothingToDo:
    case Effect::NoProfile:
    case Effect::NotFound:
    case Effect::Unknown:
        return true;
    }
    return false;
}

constexpr bool exists(Operation operation)
{
    switch (operation) {
    case Operation::AddMembers:
    case Operation::RemoveMembers:
    case Operation::CreateProfiles:
    case Operation::DeleteProfiles:
    case Operation::CreateSegment:
    case Operation::UpdateSegment:
    case Operation::DeleteSegments:
        return true;
    }
    return false;
}

constexpr bool exists(Step::Kind kind)
{
    switch (kind) {
    case Step::Kind::Single:
    case Step::Kind::Move:
    case Step::Kind::Merge:
    case Step::Kind::AddWithProfiles:
    case Step::Kind::MakeEqual:
    case Step::Kind::Restore:
        return true;
    }
    return false;
}

template <typename Enum>
Enum readEnum(QDataStream &in)
{
    quint8 number = 0;
    in >> number;
    if (!exists(static_cast<Enum>(number)))
        in.setStatus(QDataStream::ReadCorruptData);
    return static_cast<Enum>(number);
}

} // namespace

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
    in >> item.customerId >> item.profileId;
    item.effect = readEnum<Effect>(in);
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

/// Reads a list as QDataStream writes it. QList's own operator makes room for as many entries as
/// the bytes claim, which ends the program if they are damaged; here a list is never longer than
/// the bytes that are left.
template <typename T>
static void readList(QDataStream &in, QList<T> &list)
{
    quint32 size = 0;
    in >> size;
    list.clear();
    if (in.status() != QDataStream::Ok || size > in.device()->bytesAvailable()) {
        in.setStatus(QDataStream::ReadCorruptData);
        return;
    }
    for (quint32 i = 0; i < size && in.status() == QDataStream::Ok; ++i) {
        T entry{};
        in >> entry;
        list.append(std::move(entry));
    }
}

static QDataStream &operator<<(QDataStream &out, const SegmentChange &change)
{
    return out << change.before << change.after << change.members << change.membersKept;
}

static QDataStream &operator>>(QDataStream &in, SegmentChange &change)
{
    in >> change.before >> change.after;
    readList(in, change.members);
    return in >> change.membersKept;
}

static QDataStream &operator<<(QDataStream &out, const ItemResult &result)
{
    return out << result.item << static_cast<quint8>(result.what) << result.reason
               << result.profileId;
}

static QDataStream &operator>>(QDataStream &in, ItemResult &result)
{
    in >> result.item;
    result.what = readEnum<ItemStatus>(in);
    return in >> result.reason >> result.profileId;
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
std::optional<QList<T>> readWholeList(const QByteArray &bytes)
{
    return read<QList<T>>(bytes, [](QDataStream &in, QList<T> &list) { readList(in, list); });
}

enum class PlanLayout { WithoutStep, WithStep };

std::optional<Plan> planOfLayout(const QByteArray &bytes, PlanLayout layout)
{
    return read<Plan>(bytes, [layout](QDataStream &in, Plan &plan) {
        plan.operation = readEnum<Operation>(in);
        in >> plan.segmentId >> plan.segmentName;
        readList(in, plan.items);
        readList(in, plan.segments);
        readList(in, plan.notFoundTexts);
        if (layout == PlanLayout::WithoutStep)
            return;
        plan.step.kind = readEnum<Step::Kind>(in);
        bool more = false;
        in >> plan.step.id >> more;
        if (more) {
            // What came then in plans of before ChangeGroup: such a plan is its first half now,
            // which alone loses no one.
            Segment segment;
            readEnum<Operation>(in);
            in >> segment;
        }
    });
}

} // namespace

QByteArray toBytes(const Plan &plan)
{
    return written([&plan](QDataStream &out) {
        out << static_cast<quint8>(plan.operation) << plan.segmentId << plan.segmentName
            << plan.items << plan.segments << plan.notFoundTexts
            << static_cast<quint8>(plan.step.kind) << plan.step.id << false;
    });
}

std::optional<Plan> planFrom(const QByteArray &bytes, int format)
{
    if (format < 1 || format > recordFormat)
        return std::nullopt;
    std::optional<Plan> plan = planOfLayout(bytes, PlanLayout::WithStep);
    // Both layouts are read to their very end, so that one cannot be taken for the other.
    if (!plan && format == 1)
        plan = planOfLayout(bytes, PlanLayout::WithoutStep);
    return plan;
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
        in >> segment.change;
        segment.what = readEnum<ItemStatus>(in);
        in >> segment.reason;
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
        in >> kind >> error.httpStatus >> error.title >> error.details >> error.requestId;
        readList(in, error.fields);
        constexpr auto last = static_cast<qint32>(ApiError::Kind::AnswerTooLarge);
        if (kind >= 0 && kind <= last)
            error.kind = static_cast<ApiError::Kind>(kind);
    });
}

QByteArray toBytes(const QList<PersonRef> &people)
{
    return writtenWhole(people);
}

std::optional<QList<PersonRef>> peopleFrom(const QByteArray &bytes)
{
    return readWholeList<PersonRef>(bytes);
}

QByteArray toBytes(const QList<SegmentChange> &segments)
{
    return writtenWhole(segments);
}

std::optional<QList<SegmentChange>> segmentsFrom(const QByteArray &bytes)
{
    return readWholeList<SegmentChange>(bytes);
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
        in >> readBack.done >> readBack.expected >> readBack.found;
        readList(in, readBack.different);
    });
}

QByteArray toBytes(const QList<ItemResult> &results)
{
    return writtenWhole(results);
}

std::optional<QList<ItemResult>> resultsFrom(const QByteArray &bytes)
{
    return readWholeList<ItemResult>(bytes);
}

QByteArray toBytes(const QList<qint32> &items)
{
    return writtenWhole(items);
}

std::optional<QList<qint32>> itemsFrom(const QByteArray &bytes)
{
    return readWholeList<qint32>(bytes);
}

QByteArray toBytes(const HistoryRecord &record)
{
    return written([&record](QDataStream &out) {
        out << record.at << record.jobs << record.segmentName << record.newName
            << toBytes(record.plan);
    });
}

std::optional<HistoryRecord> historyRecordFrom(const QByteArray &bytes, int format)
{
    if (format < 1 || format > recordFormat)
        return std::nullopt;
    const auto ofLayout = [&bytes, format](bool withJobs) -> std::optional<HistoryRecord> {
        QByteArray planBytes;
        auto record = read<HistoryRecord>(bytes, [&](QDataStream &in, HistoryRecord &into) {
            in >> into.at;
            if (withJobs)
                readList(in, into.jobs);
            in >> into.segmentName >> into.newName >> planBytes;
        });
        const std::optional<Plan> plan = record ? planFrom(planBytes, format) : std::nullopt;
        if (!plan)
            return std::nullopt;
        record->plan = *plan;
        return record;
    };
    std::optional<HistoryRecord> record = ofLayout(true);
    if (!record && format == 1)
        record = ofLayout(false);
    return record;
}

} // namespace segmentdesk
