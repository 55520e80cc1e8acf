// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/peopletablemodel.h"

#include "models/domain/datetext.h"
#include "models/tables/plaintext.h"

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr int maxLookupsInFlight = 3;

/// Invalid if it is not a date's column, or not known.
QDateTime timeIn(const Person &person, PeopleColumn column)
{
    if (column == PeopleColumn::CustomerSince)
        return person.customer.dateCreated;
    return column == PeopleColumn::ProfileSince && person.profile ? person.profile->createdAt
                                                                  : QDateTime();
}

} // namespace

PeopleTableModel::PeopleTableModel(QObject *parent) : PagedTableModel(parent)
{
}

PeopleTableModel::~PeopleTableModel() = default;

void PeopleTableModel::setCustomerLookup(CustomerLookup lookup)
{
    m_lookup = std::move(lookup);
}

void PeopleTableModel::setOpenSegment(std::optional<SegmentId> segment)
{
    m_openSegment = segment;
    const int column = int(Column::OtherSegments);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column));
}

void PeopleTableModel::setSegmentNames(std::function<QString(SegmentId)> names)
{
    m_segmentNames = std::move(names);
}

void PeopleTableModel::setMembership(ProfileId profile, SegmentId segment, bool member)
{
    for (int page : loadedPageNumbers()) {
        QList<Person> &people = *loadedPage(page);
        for (qsizetype i = 0; i < people.size(); ++i) {
            if (people.at(i).profileId() != profile || !people.at(i).customer.segmentIds)
                continue;
            QList<SegmentId> &segments = *people[i].customer.segmentIds;
            if (segments.contains(segment) == member)
                continue;
            if (member)
                segments.append(segment);
            else
                segments.removeAll(segment);
            const QModelIndex cell = index(firstRowOf(page) + int(i), int(Column::OtherSegments));
            Q_EMIT dataChanged(cell, cell);
        }
    }
}

QList<ProfileId> PeopleTableModel::profilesIn(const QList<RowRange> &ranges, qint64 *others) const
{
    QList<ProfileId> profiles;
    QSet<ProfileId> seen;
    qint64 passedOver = 0;
    for (const RowRange &range : ranges) {
        for (int row = std::max(range.first, 0); row <= std::min(range.last, rowCount() - 1);
             ++row) {
            const Person *person = rowAt(row);
            if (!person || !person->profile) {
                ++passedOver;
            } else if (!seen.contains(person->profile->id)) {
                seen.insert(person->profile->id);
                profiles.append(person->profile->id);
            }
        }
    }
    if (others)
        *others = passedOver;
    return profiles;
}

int PeopleTableModel::rowOf(ProfileId profile) const
{
    for (int page : loadedPageNumbers()) {
        for (int row = firstRowOf(page); const Person *person = rowAt(row); ++row) {
            if (pageOf(row) != page)
                break;
            if (person->profileId() == profile)
                return row;
        }
    }
    return -1;
}

int PeopleTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

/// Of a row that the store sent in a form that cannot be read.
QVariant PeopleTableModel::oddData(const QModelIndex &index, int role) const
{
    const QString problem = problemOf(index.row());
    if (problem.isEmpty())
        return {};
    if (role == Qt::ToolTipRole)
        return toolTipText(tr("The store sent a row that cannot be read: %1").arg(problem));
    const bool isName = index.column() == int(Column::Name);
    if (role == Qt::AccessibleTextRole || (role == Qt::DisplayRole && isName))
        return tr("Cannot be read");
    return {};
}

QVariant PeopleTableModel::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
    case Qt::TextAlignmentRole:
    case RowStateRole:
    case SortRole:
    case IdRole:
    case SegmentsRole:
    case DetailsRole:
        break;
    default:
        return {};
    }
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};

    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole) {
        const bool right = peopleColumn(column).isRightAligned();
        // Absolute: names written from right to left stay at the column's left.
        return QVariant::fromValue(
            Qt::Alignment(right ? Qt::AlignRight | Qt::AlignVCenter
                                : Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter));
    }
    const Person *person = rowAt(index.row());
    if (!person) {
        if (role == RowStateRole)
            return QVariant::fromValue(rowState(index.row()));
        return oddData(index, role);
    }

    switch (role) {
    case Qt::DisplayRole:
        return displayText(text(*person, column));
    case Qt::AccessibleTextRole:
        if (cellState(*person, column) == RowState::Loading)
            return tr("Loading");
        if (cellState(*person, column) == RowState::Failed)
            return tr("Could not be loaded");
        return displayText(text(*person, column));
    case Qt::ToolTipRole:
        return toolTipText(text(*person, column));
    case RowStateRole:
        return QVariant::fromValue(cellState(*person, column));
    case SortRole:
        return sortValue(*person, column);
    case IdRole:
        if (person->profile)
            return QVariant::fromValue(person->profile->id);
        return QVariant::fromValue(person->customerId);
    case SegmentsRole:
        return QVariant::fromValue(otherSegments(*person));
    case DetailsRole:
        return QVariant::fromValue(person->details);
    default:
        return {};
    }
}

QVariant PeopleTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole) {
        const bool right = peopleColumn(column).isRightAligned();
        return QVariant::fromValue(
            Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (column == Column::Box && role == Qt::DisplayRole)
        return QString();
    if (column == Column::OtherSegments && m_openSegment)
        return tr("Other segments");
    return peopleColumnTitle(column);
}

Qt::ItemFlags PeopleTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled
        | Qt::ItemNeverHasChildren;
}

QUuid PeopleTableModel::keyOf(const Person &person) const
{
    if (person.profile)
        return person.profile->id.uuid();
    // Customers without a profile: their number in the first half, a UUID that no store gives out.
    const auto number = quint64(toNumber(person.customerId));
    return QUuid(uint(number >> 32), ushort(number >> 16), ushort(number), 0, 0, 0, 0, 0, 0, 0, 0);
}

void PeopleTableModel::storeAnswer(int page)
{
    const QList<Person> before = loadedPage(page) ? *loadedPage(page) : QList<Person>();
    dropPage(page);
    PagedTableModel::storeAnswer(page);

    // A name that was there does not blink while it is reread.
    QHash<CustomerId, const Customer *> known;
    for (const Person &person : before) {
        if (person.details == Person::Details::Known)
            known.insert(person.customerId, &person.customer);
    }
    if (known.isEmpty())
        return;
    QSet<CustomerId> &oldDetails = m_oldDetails[page];
    for (Person &person : *loadedPage(page)) {
        const Customer *customer = known.value(person.customerId);
        if (person.details == Person::Details::Unknown && customer) {
            person.customer = *customer;
            person.details = Person::Details::Known;
            oldDetails.insert(person.customerId);
        }
    }
}

void PeopleTableModel::dropPage(int page)
{
    if (QObject *context = m_lookups.take(page))
        context->deleteLater();
    m_oldDetails.remove(page);
    PagedTableModel::dropPage(page);
}

void PeopleTableModel::dropPages()
{
    for (QObject *context : std::as_const(m_lookups))
        context->deleteLater();
    m_lookups.clear();
    m_oldDetails.clear();
    PagedTableModel::dropPages();
}

void PeopleTableModel::visiblePagesReady()
{
    if (!m_lookup)
        return;
    for (int page = firstVisiblePage(); page <= lastVisiblePage(); ++page) {
        if (m_lookups.size() >= maxLookupsInFlight)
            return;
        if (!m_lookups.contains(page))
            lookUp(page);
    }
}

void PeopleTableModel::lookUp(int page)
{
    const QList<Person> *people = loadedPage(page);
    if (!people)
        return;
    const QSet<CustomerId> old = m_oldDetails.take(page);
    QList<CustomerId> ids;
    QSet<CustomerId> seen;
    for (const Person &person : *people) {
        const bool wanted =
            person.details == Person::Details::Unknown || old.contains(person.customerId);
        if (wanted && !seen.contains(person.customerId)) {
            seen.insert(person.customerId);
            ids.append(person.customerId);
        }
    }
    if (ids.isEmpty())
        return;
    auto *context = new QObject(this);
    m_lookups.insert(page, context);
    m_lookup(ids, context, [this, page, context, ids](const Result<QList<Customer>> &answer) {
        if (m_lookups.value(page) != context)
            return;
        m_lookups.remove(page);
        context->deleteLater();
        found(page, ids, answer);
    });
}

void PeopleTableModel::found(int page, const QList<CustomerId> &asked,
                             const Result<QList<Customer>> &answer)
{
    QList<Person> *people = loadedPage(page);
    if (!people)
        return;
    QHash<CustomerId, const Customer *> customers;
    if (answer) {
        for (const Customer &customer : *answer)
            customers.insert(customer.id, &customer);
    }
    const QSet<CustomerId> wanted(asked.begin(), asked.end());
    for (Person &person : *people) {
        if (!wanted.contains(person.customerId))
            continue;
        if (!answer) {
            if (person.details == Person::Details::Unknown)
                person.details = Person::Details::Failed;
        } else if (const Customer *customer = customers.value(person.customerId)) {
            person.customer = *customer;
            person.details =
                customer->isUnreadable ? Person::Details::Unreadable : Person::Details::Known;
        } else {
            person.customer = {};
            person.details = Person::Details::Missing;
        }
    }
    emitPageChanged(page);
    if (!answer)
        Q_EMIT loadFailed(answer.error());
    visiblePagesReady();
}

bool PeopleTableModel::retrying()
{
    bool isAny = false;
    for (int page : loadedPageNumbers()) {
        bool changed = false;
        QList<Person> *people = loadedPage(page);
        for (qsizetype i = 0; i < people->size(); ++i) {
            if (people->at(i).details == Person::Details::Failed) {
                (*people)[i].details = Person::Details::Unknown;
                changed = true;
            }
        }
        if (changed)
            emitPageChanged(page);
        isAny = isAny || changed;
    }
    return isAny;
}

QString PeopleTableModel::text(const Person &person, Column column) const
{
    switch (column) {
    case Column::Box:
        return {};
    case Column::Name:
        if (person.details == Person::Details::Missing)
            return tr("Customer no longer exists");
        if (person.details == Person::Details::Unreadable)
            return tr("Customer cannot be read");
        return person.displayName();
    case Column::Email:
        return person.customer.email;
    case Column::Company:
        return person.customer.company;
    case Column::CustomerId:
        return QString::number(toNumber(person.customerId));
    case Column::ProfileUuid:
        return person.profile ? person.profile->id.toString() : QString();
    case Column::OtherSegments: {
        QStringList names;
        if (m_segmentNames) {
            for (SegmentId segment : otherSegments(person)) {
                const QString name = m_segmentNames(segment);
                if (!name.isEmpty())
                    names.append(name);
            }
        }
        return QLocale().createSeparatedList(names);
    }
    case Column::CustomerSince:
    case Column::ProfileSince: {
        const QDateTime time = timeIn(person, column);
        return time.isValid() ? displayDate(time.toLocalTime().date()) : QString();
    }
    }
    return {};
}

QVariant PeopleTableModel::sortValue(const Person &person, Column column) const
{
    switch (column) {
    case Column::Box:
        return {};
    case Column::Name:
        return person.displayName();
    case Column::Email:
        return person.customer.email;
    case Column::Company:
        return person.customer.company;
    case Column::CustomerId:
        return QVariant::fromValue(toNumber(person.customerId));
    case Column::ProfileUuid:
        return person.profile ? person.profile->id.toString() : QString();
    case Column::OtherSegments:
        return otherSegments(person).size();
    case Column::CustomerSince:
    case Column::ProfileSince:
        return timeIn(person, column);
    }
    return {};
}

PagedTableModelBase::RowState PeopleTableModel::cellState(const Person &person, Column column) const
{
    if (!peopleColumn(column).isOfCustomer)
        return RowState::Ready;
    switch (person.details) {
    case Person::Details::Unknown:
        return m_lookup ? RowState::Loading : RowState::Ready;
    case Person::Details::Failed:
        return RowState::Failed;
    case Person::Details::Known:
    case Person::Details::Missing:
    case Person::Details::Unreadable:
        return RowState::Ready;
    }
    return RowState::Ready;
}

QList<SegmentId> PeopleTableModel::otherSegments(const Person &person) const
{
    QList<SegmentId> segments = person.customer.segmentIds.value_or(QList<SegmentId>());
    if (m_openSegment)
        segments.removeAll(*m_openSegment);
    return segments;
}

} // namespace segmentdesk
