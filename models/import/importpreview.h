// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customer.h"
#include "models/domain/page.h"
#include "models/domain/shopperprofile.h"
#include "models/import/importrows.h"
#include "models/mirror/peoplefeed.h"
#include "models/sources/peoplelookup.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace segmentdesk {

class Mirror;
class StoreApi;

/// Where an import looks people up: in the store, or all at once in its local copy.
struct ImportSources
{
    // The store:
    PeopleLookup lookup;
    PageSource<ShopperProfile> members; ///< of the segment
    /// Of the store; read only if the file has profile ids, which nothing else can look up.
    PageSource<ShopperProfile> profiles;
    // The copy; if it is there, nothing else is asked:
    /// Feeds everybody, and who is in the segment; see Mirror::feed().
    std::function<void(const std::shared_ptr<PeopleFeed> &feed, QObject *context,
                       Callback<bool> callback)>
        everybody;
};

/// @p api must outlive what is returned, and every request.
ImportSources storeImportSources(StoreApi &api, SegmentId segment);
/// The same; @p mirror is Complete.
ImportSources copyImportSources(Mirror &mirror);

/// Reads a file row by row and finds out what importing it would do; changes nothing. Rows are read
/// and decided in another thread. Holds 24 bytes a row and 25 a person, no texts; while it matches
/// with the local copy, about 75 bytes a person of that and keys of rows (up to maxWaitingBytes).
/// Deleting it ends what is under way.
class ImportPreview : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 maxRows = ImportRows::maxRows;
    static constexpr qsizetype maxWaitingBytes = 67'108'864;
    static constexpr qint64 shownLookMs = 1000;

    ImportPreview(const ImportSpec &spec, ImportSources sources, QObject *parent = nullptr);
    ~ImportPreview() override;

    void start();

    const ImportSpec &spec() const { return m_spec; }

    // Once finished() was told:
    /// Names of the columns; empty if the file has no header.
    const QStringList &header() const { return m_rows->header(); }
    const QList<ImportRow> &rows() const { return m_rows->rows(); }
    /// All that was found; does not change any more, and outlives the check.
    std::shared_ptr<const ImportRows> result() const { return m_rows; }
    qint64 count(ImportStatus status) const { return counts().of[size_t(status)]; }
    const ImportRows::Counts &counts() const { return m_rows->counts(); }
    /// Of a row with a match; else null.
    PersonRef person(const ImportRow &row) const;
    /// Those who may be meant by an Ambiguous row, the first few.
    QList<PersonRef> candidates(const ImportRow &row) const;
    /// The people found; see ImportRow::other. It has no look-up.
    std::shared_ptr<const PeopleIndex> people() const { return m_people; }
    qint64 memberCount() const { return counts().members; }
    /// The row's texts, read again; nothing if the file has changed (which is looked at each
    /// shownLookMs at most) or the row has no cells.
    std::optional<QStringList> texts(const ImportRow &row) const;
    /// Whether the file is still the one that was read.
    bool isFileUnchanged() const;

    /// Whether people whom only a name says are in what follows; at first they are not.
    void setUsesNames(bool uses) { m_usesNames = uses; }

    /// What the rows will do, in their order; of at most @p most people who will change or need a
    /// profile, after the first @p skip. MakeEqual: those who come in.
    Plan plan(qint64 most = maxRows, qint64 skip = 0) const;
    /// The counts of that plan, without making it.
    PlanCounts planCounts(qint64 most = maxRows, qint64 skip = 0) const;
    /// Customers among those who need a profile first; never of Remove.
    QList<CustomerId> withoutProfile(qint64 most = maxRows, qint64 skip = 0) const;
    /// MakeEqual: the members whom no row names. A row that several people fit keeps them all.
    Plan leavingPlan() const;
    qint64 leavingCount() const;
    /// Members whom the plan removes, in either mode.
    qint64 removedCount() const;
    /// Why it is not sure that those who leave are to leave.
    enum class LeavingDoubt {
        None,
        UnreadRows, ///< rows that cannot be read may name them
        NobodyNamed, ///< no row names anybody of the store
    };
    /// Of MakeEqual with members who leave; else None.
    LeavingDoubt leavingDoubt() const;
    /// Whether so many are taken out, or with such doubts, that the number has to be typed.
    bool isGuarded() const;
    bool isOverGuard() const; ///< more than guardedPart

Q_SIGNALS:
    /// Bytes of the file; members of the segment count as nothing. @p total is -1 while they, or
    /// the local copy, are read.
    void progress(qint64 done, qint64 total);
    /// Once, if not failed().
    void finished();
    void failed(const segmentdesk::ImportError &error);

private:
    /// What the other thread and this one have in common.
    struct Shared
    {
        std::atomic<bool> isCancelled = false;
        std::atomic<qint64> done = 0; ///< bytes
    };
    using Step = tl::expected<bool, ImportError>;

    void opened(const std::optional<ImportError> &error);
    void readWithCopy();
    void readProfiles();
    void readMembers();
    void readOn();
    void stepped(const Step &step);
    void end();
    void fail(const ImportError &error);
    Plan emptyPlan(Operation operation) const;
    bool isWanted(const ImportRow &row) const;
    bool isTimeToLook() const;
    bool isShownFileUnchanged() const;
    template <typename Visit>
    void visitChanging(qint64 most, qint64 skip, Visit visit) const;

    ImportSpec m_spec;
    ImportSources m_sources;
    bool m_usesNames = false;
    std::unique_ptr<QObject> m_work; ///< context of requests
    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<ImportRows> m_rows; ///< of the other thread while that works
    std::shared_ptr<PeopleIndex> m_people;
    QTimer m_progress;
    mutable std::unique_ptr<RowSource> m_shown; ///< reads texts once more
    mutable QDateTime m_shownModified; ///< that file, when it was opened; invalid: it is no file
    mutable QElapsedTimer m_shownLook; ///< since that file was looked at
    mutable bool m_isShownUnchanged = true; ///< as it was then
};

} // namespace segmentdesk
