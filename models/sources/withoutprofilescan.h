// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/person.h"

#include <QObject>

#include <memory>
#include <optional>

namespace segmentdesk {

class StoreApi;

/// Looks through all customers of the store for those without a profile: 10 requests in flight,
/// behind everything that the user waits for. What was found can be shown while it still looks.
class WithoutProfileScan : public QObject
{
    Q_OBJECT

public:
    /// Most people that are kept; the scan ends there and isComplete() stays false.
    static constexpr qsizetype maxFound = 1'000'000;

    /// @p api must outlive the scan.
    explicit WithoutProfileScan(StoreApi &api, QObject *parent = nullptr);
    ~WithoutProfileScan() override;

    /// Begins from the start, forgetting what was found before.
    void start();
    /// Ends without finished(); what was found stays.
    void stop();

    bool isRunning() const;
    bool isComplete() const; ///< every customer was looked at
    qint64 read() const; ///< customers looked at
    qint64 total() const; ///< customers of the store; -1: not known yet
    qint64 found() const;
    QDateTime finishedAt() const; ///< UTC; invalid unless complete
    /// Why it ended early; nothing if it did not.
    const std::optional<ApiError> &error() const;

    /// The people found so far; each page's total is what is found at that moment.
    /// Ends with the scan: answers nothing after it is destroyed.
    PageSource<Person> source();
    /// Takes people out of what was found, such as those who were just given a profile.
    void forget(const QList<CustomerId> &customers);

Q_SIGNALS:
    /// At most 4 times a second, and once at the end.
    void progress(qint64 read, qint64 total, qint64 found);
    /// Complete, or ended by an error or by maxFound.
    void finished();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
