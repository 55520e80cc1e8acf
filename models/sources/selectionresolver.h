// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/person.h"
#include "models/domain/plan.h"

#include <QObject>

#include <functional>
#include <memory>
#include <utility>

namespace segmentdesk {

/// What is selected in a table of people.
struct Selection
{
    /// Rows from first to last, both counted, from 0.
    struct RowRange
    {
        qint64 first = 0;
        qint64 last = -1;
    };

    QList<RowRange> rows; ///< ascending, not overlapping
    bool everybody = false; ///< all rows of the list, however many it has now; rows is ignored
    QList<PersonRef> except; ///< people who are not meant, wherever their row is now
    /// Rows of the list when the rows were chosen; -1: not known. A list of another length is not
    /// the one that was chosen from.
    qint64 total = -1;
    /// Who was seen in some rows when they were chosen. Another person there means that the rows
    /// have moved.
    QList<std::pair<qint64, PersonRef>> seen;
};

/// Freezes a selection: makes of rows, loaded or not, a list of people, each once. Reads the pages
/// that are not loaded, 10 requests in flight. A row that is not loaded is no person yet:
/// where the list is not as it was when its rows were chosen, that fails with IncompleteList, and
/// where everybody is meant, the list is read as a complete one.
class SelectionResolver : public QObject
{
    Q_OBJECT

public:
    /// Returns a row that is loaded; null: it is not.
    using KnownRow = std::function<const Person *(qint64 row)>;

    /// Most people that an export takes. Changes take maxPlanItems.
    static constexpr qint64 maxRows = 10'000'000;

    /// More than @p limit rows are refused before any is collected (TooLarge).
    SelectionResolver(PageSource<Person> source, Selection selection, KnownRow known,
                      QObject *parent = nullptr, qint64 limit = maxPlanItems);
    ~SelectionResolver() override;

    /// Begins; once.
    void start();
    /// Ends without collected() and failed().
    void cancel();

    qint64 read() const;
    qint64 total() const;

Q_SIGNALS:
    void progress(qint64 read, qint64 total);
    /// In the order of the rows.
    void collected(const QList<segmentdesk::PersonRef> &people);
    void failed(const segmentdesk::ApiError &error);

private:
    void readAll();
    void pump();
    void take(int number, const Page<Person> &page);
    bool hasMoved(int number, const Page<Person> &page) const;
    void fail(const ApiError &error);
    void finish();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
