// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/outcome.h"
#include "models/import/importpreview.h"

#include <memory>

namespace segmentdesk {

/// An import from its preview to its result: what is run, what it sums up to, and what would forbid
/// it. Of the window and of batch mode: each has its own words, and asks or refuses by itself.
/// Sends nothing.
class ImportRun
{
public:
    /// People whom a first try is about.
    static constexpr int tried = 10;

    /// What the user chose after the preview.
    struct Options
    {
        bool createsProfiles = false; ///< for customers without one
        bool triesFirst = false; ///< the first part is of `tried` people; never of MakeEqual
    };

    /// What is sent as one change: those who come in, or are taken out by Remove; those who get a
    /// profile first; and who leaves by MakeEqual.
    struct Part
    {
        Plan plan;
        QList<CustomerId> createProfilesFor;
        Plan leaving;
    };

    /// Why an import must not run without a question. Batch mode cannot ask.
    enum class Refusal {
        None,
        NoRows, ///< the file has none
        NamesNoCustomer, ///< no row does
        WouldEmpty, ///< no row does, and so all members would leave
        UnreadRows, ///< rows that cannot be read may name people who would leave
    };
    /// What was allowed beforehand.
    struct Allowed
    {
        bool emptying = false;
        bool unreadRows = false;
    };

    struct Sums
    {
        OutcomeCounts counts;
        qint64 added = 0;
        qint64 removed = 0;

        qint64 failed() const { return counts.failed + counts.notFound; }
    };

    /// Nothing was checked yet: isReady() is false.
    ImportRun() = default;
    /// @p preview has finished.
    explicit ImportRun(std::shared_ptr<const ImportPreview> preview);

    bool isReady() const { return m_preview != nullptr; }
    /// Forgets the preview; what was run stays.
    void dropPreview() { m_preview.reset(); }

    bool isRemoval() const;
    /// Members whom the whole import takes out.
    qint64 removedCount() const;
    /// Rows of which nothing will come.
    qint64 lostRows(const Options &options) const;
    Refusal refusal(const Allowed &allowed) const;

    /// People whom the next part is about, without those who leave.
    qint64 nextCount(const Options &options) const;
    /// The next part, which counts as run from now on.
    Part takeNext(const Options &options);

    void add(const QList<Outcome> &outcomes) { m_outcomes += outcomes; }
    const QList<Outcome> &outcomes() const { return m_outcomes; }
    Sums sums() const;

private:
    qint64 most(const Options &options) const;

    std::shared_ptr<const ImportPreview> m_preview;
    qint64 m_ran = 0; ///< people who are behind us
    QList<Outcome> m_outcomes;
};

} // namespace segmentdesk
