// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/columnroles.h"
#include "models/csv/csvreader.h"
#include "models/domain/ids.h"
#include "models/domain/plan.h"
#include "models/domain/result.h"
#include "models/mirror/peopleindex.h"
#include "models/rows/rowsource.h"
#include "models/sources/peoplelookup.h"

#include <QDateTime>
#include <QIODevice>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace segmentdesk {

enum class ImportMode : quint8 { Add, Remove, MakeEqual };

/// What an import is to do, and how its file is to be read.
struct ImportSpec
{
    QString fileName; ///< of pasted text: unused
    QByteArray text; ///< pasted text, in the dialect's encoding, instead of a file; null: a file
    CsvDialect dialect;
    QList<ColumnRole> roles; ///< by column; at least one is not None
    ImportMode mode = ImportMode::Add;
    SegmentId segmentId;
    QString segmentName;

    bool isText() const { return !text.isNull(); }
    /// Open for reading; null: cannot be, see @p error.
    std::unique_ptr<QIODevice> open(QString *error = nullptr) const;
    /// Its rows, the heading among them; null: as open().
    std::unique_ptr<RowSource> openRows(QString *error = nullptr) const;
};

/// What was found for a row of the file.
enum class ImportStatus : quint8 {
    WillChange, ///< will be added, or taken out
    NothingToDo, ///< a member already (adding), not a member (removing)
    NoProfile, ///< a customer without a profile: cannot be a member
    NoSuchCustomer, ///< no customer has this id, address, profile or name
    Ambiguous, ///< several customers have this address or name, or the columns name different
               ///< people
    Repeats, ///< names the same person as an earlier row; see ImportRow::other
    Damaged, ///< an id that a spreadsheet has rounded, such as 1.23E+15
    Unreadable, ///< see ImportRow::reason
    ByName, ///< would change, but only the name says who; see ImportPreview::setUsesNames()
    NamesNoOne, ///< the columns that say who are empty: a line of totals, a second address
};
inline constexpr int importStatuses = 10;

/// Why a row cannot be read, or what it named in vain.
enum class ImportReason : quint8 {
    None,
    Csv, ///< see ImportRow::trouble
    BrokenRow, ///< the rest of a row that a line break cut in two
    ForeignId, ///< an id of another system, see ImportRows::Counts::idsAreForeign
    SeveralAddresses, ///< in one cell
    NotAnId,
    NotAnAddress,
    NotAProfileId,
    NameNeedsCopy, ///< a name, which only the local copy can look up
    NoSuchProfile,
    NoSuchName,
};

/// A row of the file, without its texts: these are read again where they are shown.
struct ImportRow
{
    qint64 offset = 0; ///< in the file, bytes
    qint32 line = 0; ///< in the file, from 1
    /// Of a person found: number in ImportPreview::people(). Of a row that repeats another: index
    /// of that row. Ambiguous: for ImportPreview::candidates(). Else -1.
    qint32 other = -1;
    ImportStatus status = ImportStatus::Unreadable;
    ImportReason reason = ImportReason::None;
    /// Of a row that could be read: Ragged, its last cells are missing; or what is wrong with a
    /// cell that decides nothing.
    RowSource::RowError trouble = RowSource::RowError::None;
    bool byName = false;
};
static_assert(sizeof(ImportRow) <= 24);

/// Why there is no check.
struct ImportError
{
    enum class Kind {
        Store, ///< see api
        CannotRead, ///< the file cannot be opened, or reading broke off; see text
        Changed, ///< the file is another one than when the check began
        TooManyRows, ///< over ImportPreview::maxRows
        Copy, ///< the local copy cannot be used; see api
    };

    Kind kind = Kind::Store;
    ApiError api;
    QString text; ///< what the system said
};

/// Knows a file again: by size, time and the hash of its first bytes. Pasted text never changes.
class FileStamp
{
public:
    static FileStamp of(const ImportSpec &spec);
    friend bool operator==(const FileStamp &, const FileStamp &) = default;

private:
    qint64 m_size = -1;
    QDateTime m_modified;
    QByteArray m_head;
};

/// The rows of an import: reads them, keeps the keys of those that wait for an answer, and decides
/// what each comes to. Of one thread at a time; reads files, so never the window's.
class ImportRows
{
public:
    static constexpr qint64 maxRows = maxPlanItems;
    /// People listed for a row that is not clear, and numbers kept for all such rows.
    static constexpr int maxCandidates = 5;
    static constexpr size_t maxCandidateNumbers = 600'000;
    /// Rows in which ids and addresses are compared, and how many at least must disagree before ids
    /// are not trusted.
    static constexpr qint64 comparedRows = 200;
    static constexpr qint64 foreignAtLeast = 3;

    /// @p findsNames: whether the index that resolve() gets knows names.
    ImportRows(ImportSpec spec, bool findsNames);

    std::optional<ImportError> open();
    /// Reads up to @p most rows. False: the file has ended.
    tl::expected<bool, ImportError> readOn(int most);
    qint64 offset() const { return m_reader ? m_reader->offset() : 0; }
    qint64 fileSize() const { return m_size; }

    /// Rows that wait for resolve(), and how much memory their keys take.
    int waiting() const { return m_waiting; }
    qsizetype waitingBytes() const { return m_keys.size(); }
    /// What is to be asked for them, each once; not what @p known has.
    PeopleKeys keys(const PeopleIndex &known) const;
    /// Decides the rows that wait. Another call may have the same index with more people in it.
    void resolve(const PeopleIndex &index);
    /// Counts, and closes the file. Says if it has changed meanwhile.
    std::optional<ImportError> end(const PeopleIndex &index);

    const ImportSpec &spec() const { return m_spec; }
    const QStringList &header() const { return m_header; }
    const QList<ImportRow> &rows() const { return m_rows; }
    const FileStamp &stamp() const { return m_stamp; }
    /// Numbers of the people who may be meant, up to maxCandidates; of an Ambiguous row.
    QList<qint32> candidates(const ImportRow &row) const;
    /// Whether a row names this person, or may.
    bool isKept(qint32 number) const
    {
        return size_t(number) < m_isKept.size() && m_isKept[size_t(number)];
    }

    struct Counts
    {
        std::array<qint64, importStatuses> of{}; ///< by status
        qint64 noProfileByName = 0; ///< part of NoProfile
        qint64 members = 0;
        qint64 leaving = 0; ///< members whom no row names
        qint64 named = 0; ///< people whom a row names, or may name
        qint64 protecting = 0; ///< rows that cannot be read as a whole, but name who may be meant
        qint64 unread = 0; ///< rows that name no one knows whom: of another make, damaged, bad ids
        qint64 badEncoding = 0; ///< rows that are no text in the encoding, or show U+FFFD
        qint64 foreignNotFound = 0; ///< not found, with letters other than A to Z
        qint64 shortRows = 0; ///< read although their last cells are missing
        qint64 longRows = 0; ///< not read: more cells than there are columns
        qint64 idsAgree = 0; ///< of the first rows with both, ids that are of the address
        qint64 idsDisagree = 0; ///< and ids that are not
        /// Most of them are not: the ids are those of another system, and no one is found by them.
        bool idsAreForeign = false;
    };
    const Counts &counts() const { return m_counts; }

private:
    struct Keys
    {
        qint32 row = 0;
        qint64 id = 0;
        ProfileId profile;
        QByteArrayView email; ///< folded
        QByteArrayView name; ///< folded
        bool onlyProtects = false; ///< another cell of the row is wrong
        bool isEmailTaken = false; ///< from a cell that has more than the address
        enum class Part : quint8 { Whole, More, Last };
        Part part = Part::Whole; ///< a row with several addresses has one for each
    };
    class KeyReader;

    void readRow();
    bool isRestOfRow(int size) const;
    bool hasTotal(bool wholly) const;
    void keep(const Keys &keys);
    void judgeIds(const PeopleIndex &index);
    void resolvePart(const Keys &keys, qint32 byEmail, const PeopleIndex &index);
    void resolve(const Keys &keys, qint32 byEmail, const PeopleIndex &index);
    void decide(const Keys &keys, qint32 person, const PeopleIndex &index);
    void resolveName(const Keys &keys, const PeopleIndex &index);
    void setCandidates(ImportRow &row, const QList<qint32> &people);

    ImportSpec m_spec;
    bool m_findsNames;
    FileStamp m_stamp;
    std::unique_ptr<RowSource> m_reader;
    qint64 m_size = 0;
    bool m_hasHeader = false;
    int m_expected = 0; ///< columns
    int m_named = 0; ///< columns up to the last that has a name; without a heading, all
    int m_before = 0; ///< cells of the row before, if some were missing
    QStringList m_header;
    QList<ImportRow> m_rows;
    QByteArray m_keys; ///< of the rows that wait, see keep()
    int m_waiting = 0;
    QByteArray m_email; ///< of the row that is read
    QByteArrayList m_moreEmails; ///< of that, beside the first
    QByteArray m_name;
    QList<qint32> m_fits; ///< of a row with several addresses, until the last of them
    qint32 m_fitsId = -1; ///< of that, who has the id
    bool m_idFits = false; ///< and has one of the addresses
    bool m_addressFits = false; ///< of that, whether anyone has one of them
    std::vector<qint32> m_firstRow; ///< of a person, by number; -1: none
    std::vector<bool> m_isKept; ///< by number
    std::vector<bool> m_isChainKept; ///< by number of the first with a name
    std::vector<qint32> m_candidates; ///< -1 behind each list
    Counts m_counts;
};

} // namespace segmentdesk
