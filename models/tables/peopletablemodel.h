// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customerlookup.h"
#include "models/domain/person.h"
#include "models/tables/pagedtablemodel.h"
#include "models/tables/peoplecolumns.h"

#include <QSet>

namespace segmentdesk {

/// People, one a row: all profiles, the members of a segment, or what a search found.
/// Names that the pages lack are asked for by one CustomerLookup a visible page, never one a row.
class PeopleTableModel : public PagedTableModel<Person>
{
    Q_OBJECT

public:
    using Column = PeopleColumn;
    static constexpr int columns = peopleColumnCount;

    enum PeopleRole {
        /// QList<SegmentId>: the person's segments as the store lists them, but for the open one.
        /// An empty list if not known (see RowStateRole).
        SegmentsRole = FirstOwnRole,
        DetailsRole, ///< Person::Details
    };

    /// Rows from @p first to @p last, both included.
    struct RowRange
    {
        int first = 0;
        int last = -1;
    };

    explicit PeopleTableModel(QObject *parent = nullptr);
    ~PeopleTableModel() override;

    /// Without one, people of unknown details stay Unknown. Set it before the source.
    void setCustomerLookup(CustomerLookup lookup);
    /// The segment whose members are shown: not listed among the others.
    void setOpenSegment(std::optional<SegmentId> segment);
    /// Names for the text of Column::OtherSegments; an empty name is left out.
    void setSegmentNames(std::function<QString(SegmentId)> names);

    /// Sets in loaded rows at once what the store will say of them: the person of @p profile is now
    /// in
    /// @p segment, or not any more. Rows of the open segment stay; refresh() takes them away.
    void setMembership(ProfileId profile, SegmentId segment, bool member);

    /// The profiles in @p ranges, each once, in the order of the rows. Rows that are not loaded and
    /// people without a profile are passed over and counted in @p others.
    QList<ProfileId> profilesIn(const QList<RowRange> &ranges, qint64 *others = nullptr) const;
    /// The loaded row of a profile; -1: not loaded.
    int rowOf(ProfileId profile) const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    QUuid keyOf(const Person &person) const override;
    void storeAnswer(int page) override;
    void dropPage(int page) override;
    void dropPages() override;
    void visiblePagesReady() override;
    bool retrying() override;

private:
    QString text(const Person &person, Column column) const;
    QVariant sortValue(const Person &person, Column column) const;
    QVariant oddData(const QModelIndex &index, int role) const;
    RowState cellState(const Person &person, Column column) const;
    QList<SegmentId> otherSegments(const Person &person) const;
    void lookUp(int page);
    void found(int page, const QList<CustomerId> &asked, const Result<QList<Customer>> &answer);

    CustomerLookup m_lookup;
    std::function<QString(SegmentId)> m_segmentNames;
    std::optional<SegmentId> m_openSegment;
    QHash<int, QObject *> m_lookups; ///< context of the lookup under way, by page
    /// By page, customers whose details are from before the last refresh: shown until reread.
    QHash<int, QSet<CustomerId>> m_oldDetails;
};

} // namespace segmentdesk
