// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/person.h"
#include "models/jobs/plan.h"

#include <QObject>

#include <functional>
#include <memory>

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
};

/// Freezes a selection: makes of rows, loaded or not, a list of people, each once. Reads the pages
/// that are not loaded, 10 requests in flight.
class CollectPeople : public QObject
{
    Q_OBJECT

public:
    /// Tells a row that is loaded; null: it is not.
    using KnownRow = std::function<const Person *(qint64 row)>;

    CollectPeople(PageSource<Person> source, Selection selection, KnownRow known,
                  QObject *parent = nullptr);
    ~CollectPeople() override;

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
    static constexpr int maxPages = 40'000; ///< 10,000,000 people

    void pump();
    void take(int number, const Page<Person> &page);
    void finish();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
