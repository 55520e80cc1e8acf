// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/columnroles.h"
#include "models/csv/csvreader.h"
#include "models/domain/customer.h"
#include "models/domain/page.h"
#include "models/domain/shopperprofile.h"
#include "models/jobs/plan.h"

#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QObject>
#include <QSet>

#include <array>
#include <memory>
#include <optional>

namespace segmentdesk {

class StoreApi;

/// Who is looked for at once.
struct PeopleKeys
{
    QList<CustomerId> ids;
    QStringList emails;
};

/// Finds customers by id and by address, with their profiles; those that are not there are missing.
using PeopleLookup = std::function<void(const PeopleKeys &keys, QObject *context,
                                        Callback<QList<Customer>> callback)>;

/// By the live API, in as few requests as fit in a URL, 10 at a time. @p api must outlive what is
/// returned, and every request.
PeopleLookup livePeopleLookup(StoreApi &api);

enum class ImportMode : quint8 { Add, Remove, MakeEqual };

/// What an import is to do, and how its file is to be read.
struct ImportSpec
{
    QString fileName;
    CsvDialect dialect;
    QList<ColumnRole> roles; ///< by column; at least one is not None
    ImportMode mode = ImportMode::Add;
    SegmentId segmentId;
    QString segmentName;
};

/// What was found for a row of the file.
enum class ImportStatus : quint8 {
    WillChange, ///< will be added, or taken out
    NothingToDo, ///< a member already (adding), not a member (removing)
    NoProfile, ///< a customer without a profile: cannot be a member
    NoSuchCustomer,
    Ambiguous, ///< several customers have this address, or the columns name different people
    Repeats, ///< names somebody whom an earlier row named; see ImportRow::other
    Damaged, ///< an id that a spreadsheet has rounded, such as 1.23E+15
    Unreadable, ///< see ImportRow::reason
};
inline constexpr int importStatuses = 8;

/// Why a row cannot be read.
enum class ImportReason : quint8 {
    None,
    Csv, ///< see ImportRow::trouble
    NobodyNamed, ///< the columns that say who are empty
    NotAnId,
    NotAnAddress,
    NotAProfileId,
};

/// A row of the file, without its texts: these are read again where they are shown.
struct ImportRow
{
    qint64 offset = 0; ///< in the file, bytes
    qint32 line = 0; ///< in the file, from 1
    /// Of a person found: index for ImportCheck::person(). Of a row that repeats another: index of
    /// that row. Else -1.
    qint32 other = -1;
    ImportStatus status = ImportStatus::Unreadable;
    ImportReason reason = ImportReason::None;
    CsvReader::Trouble trouble = CsvReader::Trouble::None;
};
static_assert(sizeof(ImportRow) <= 24);

/// Why there is no check.
struct ImportError
{
    enum class Kind {
        Store, ///< see api
        CannotRead, ///< the file cannot be opened, or reading broke off; see text
        Changed, ///< the file is another one than when the check began
        TooManyRows, ///< over ImportCheck::maxRows
    };

    Kind kind = Kind::Store;
    ApiError api;
    QString text; ///< what the system said
};

/// Knows a file again: by size, time and the hash of its first bytes.
class FileStamp
{
public:
    static FileStamp of(const QString &fileName);
    friend bool operator==(const FileStamp &, const FileStamp &) = default;

private:
    qint64 m_size = -1;
    QDateTime m_modified;
    QByteArray m_head;
};

/// Reads a file row by row and finds out what importing it would do; changes nothing. Holds 24
/// bytes a row and 24 a person, no texts. Deleting it ends what is under way.
class ImportCheck : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 maxRows = maxPlanItems;
    /// Taking out more than this part of the members asks for the number.
    static constexpr double guardedPart = 0.2;

    /// @p members: those of the segment.
    ImportCheck(ImportSpec spec, PeopleLookup lookup, PageSource<ShopperProfile> members,
                QObject *parent = nullptr);
    ~ImportCheck() override;

    void start();

    const ImportSpec &spec() const { return m_spec; }
    /// Names of the columns; empty if the file has no header.
    QStringList header() const { return m_header; }

    // Once finished() was told:
    const QList<ImportRow> &rows() const { return m_rows; }
    qint64 count(ImportStatus status) const { return m_counts[size_t(status)]; }
    /// Of a row that is WillChange, NothingToDo or NoProfile; else nobody.
    PersonRef person(const ImportRow &row) const;
    /// The people found; see ImportRow::other.
    const QList<PersonRef> &people() const { return m_people; }
    qint64 memberCount() const { return m_members.size(); }
    /// The row's texts, read again; nothing if the file has changed or the row has no cells.
    std::optional<QStringList> texts(const ImportRow &row) const;
    /// Whether the file is still the one that was read.
    bool isFileUnchanged() const;

    /// What the rows from @p first on will do, in their order; of at most @p most people who will
    /// change or need a profile. MakeEqual: those who come in.
    Plan plan(qint64 most = maxRows, qint64 skip = 0) const;
    /// Customers among those who need a profile first; never of Remove.
    QList<CustomerId> withoutProfile(qint64 most = maxRows, qint64 skip = 0) const;
    /// MakeEqual: the members whom no row names. A row that several people fit keeps them all.
    Plan leavingPlan() const;
    /// Whether so many are taken out that the number has to be typed.
    bool isGuarded() const;

Q_SIGNALS:
    /// Bytes of the file; members of the segment count as nothing. @p total is -1 while they are
    /// read.
    void progress(qint64 done, qint64 total);
    /// Once, if not failed().
    void finished();
    void failed(const segmentdesk::ImportError &error);

private:
    /// A row that waits for its answer.
    struct Pending
    {
        qint32 row;
        CustomerId id{};
        QString email; ///< as written; case does not count
        ProfileId profile;
    };

    void readMembers();
    void open();
    void readOn();
    void readRow();
    void resolve(const QList<Customer> &found);
    void decide(const Pending &pending, const PersonRef &person);
    void end();
    void fail(ImportError::Kind kind, const QString &text, const ApiError &api = {});
    Plan emptyPlan(Operation operation) const;
    template <typename Visit>
    void visitChanging(qint64 most, qint64 skip, Visit visit) const;

    ImportSpec m_spec;
    PeopleLookup m_lookup;
    PageSource<ShopperProfile> m_source;
    std::unique_ptr<QObject> m_work; ///< context of requests
    FileStamp m_stamp;
    std::unique_ptr<QFile> m_file;
    std::unique_ptr<CsvReader> m_reader;
    QStringList m_header;
    QHash<ProfileId, CustomerId> m_members;
    QSet<ProfileId> m_kept; ///< named by a row
    QList<ImportRow> m_rows;
    QList<PersonRef> m_people;
    QHash<PersonRef, qint32> m_firstRow; ///< of a person
    std::array<qint64, importStatuses> m_counts{};
    QList<Pending> m_pending;
    mutable std::unique_ptr<QFile> m_shownFile;
    mutable std::unique_ptr<CsvReader> m_shown; ///< reads texts again
};

} // namespace segmentdesk
