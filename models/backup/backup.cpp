// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/backup.h"

#include "models/domain/foldedtext.h"
#include "models/system/filekind.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr qint64 maxMarkBytes = 1'048'576;
constexpr qsizetype maxSlug = 40;
using Kind = BackupError::Kind;

tl::unexpected<BackupError> failed(Kind kind, const QString &file = {}, qint64 line = 0,
                                   const QString &text = {})
{
    BackupError error;
    error.kind = kind;
    error.file = file;
    error.line = line;
    error.text = text;
    return tl::unexpected(error);
}

/// The columns of a file by their names, wherever they stand; -1: not there.
template <size_t count>
std::array<int, count> columnsOf(const CsvReader &header,
                                 const std::array<QLatin1String, count> &names)
{
    std::array<int, count> columns;
    columns.fill(-1);
    for (int i = 0; i < header.size(); ++i) {
        const QString name = header.text(i).trimmed().toLower();
        for (size_t column = 0; column < count; ++column) {
            if (name == names[column])
                columns[column] = i;
        }
    }
    return columns;
}

/// A file of a backup, line by line.
class Rows
{
public:
    Rows(const QString &folder, const QString &name)
        : m_name(name), m_path(folder + u'/' + name) { }

    /// Opens the file and reads its header.
    std::optional<BackupError> open()
    {
        if (!QFileInfo(m_path).isFile())
            return failed(Kind::MissingFile, m_name).value();
        auto file = openPlainFile(m_path);
        if (!file)
            return failed(Kind::CannotRead, m_name, 0, file.error()).value();
        m_file = std::move(*file);
        CsvDialect dialect;
        const QByteArray head = m_file->read(3);
        m_file->seek(0);
        if (head == "\xEF\xBB\xBF") // an editor's doing
            dialect.start = 3;
        m_reader = std::make_unique<CsvReader>(*m_file, dialect);
        m_reader->setTakesGuard(false); // texts are as they are
        if (!m_reader->next())
            return failed(Kind::NoColumns, m_name, 1).value();
        return trouble();
    }
    /// False at the end.
    bool next()
    {
        m_reader->setExpectedColumns(m_columns);
        return m_reader->next();
    }
    /// Of the line. A byte 0 is none: a store may have one in a text, and it was written so.
    std::optional<BackupError> trouble() const
    {
        using RowError = CsvReader::RowError;
        if (m_reader->trouble() == RowError::None
            || (m_reader->trouble() == RowError::Nul
                && (m_columns == 0 || m_reader->size() == m_columns)))
            return std::nullopt;
        if (m_reader->trouble() == RowError::ReadFailed)
            return failed(Kind::CannotRead, m_name, 0, m_reader->errorString()).value();
        BackupError error = failed(Kind::Damaged, m_name, m_reader->line()).value();
        error.trouble = m_reader->trouble();
        return error;
    }
    void expectColumns() { m_columns = m_reader->size(); }
    CsvReader &reader() { return *m_reader; }
    tl::unexpected<BackupError> error(Kind kind, const QString &text = {}) const
    {
        return failed(kind, m_name, m_reader->line(), text);
    }

private:
    QString m_name;
    QString m_path;
    std::unique_ptr<QFile> m_file;
    std::unique_ptr<CsvReader> m_reader;
    int m_columns = 0;
};

/// Reads a backup's files, one after the other.
class Reading
{
public:
    Reading(const QString &folder, const BackupProgress &progress)
        : m_folder(folder), m_progress(progress)
    {
    }

    tl::expected<Backup, BackupError> run()
    {
        const auto mark = readBackupMark(m_folder);
        if (!mark)
            return tl::unexpected(mark.error());
        if (!mark->complete)
            return failed(Kind::Incomplete);
        m_backup.store = mark->store;
        m_backup.madeWithSegments = mark->segments;
        m_backup.madeWithMemberships = mark->memberships;
        m_lines = mark->lines;
        if (const auto error = readSegments())
            return tl::unexpected(*error);
        qint64 done = 0;
        for (BackupSegment &segment : m_backup.segments) {
            if (m_progress && !m_progress(done, m_backup.segments.size()))
                return failed(Kind::Cancelled);
            if (const auto error = readMembers(segment))
                return tl::unexpected(*error);
            ++done;
        }
        // An earlier version wrote down the sum alone: whose lines are gone is not known.
        const qint64 missing = m_backup.madeWithMemberships - m_read;
        if (m_lines.isEmpty() && !m_backup.lostSegments && missing > 0) {
            for (BackupSegment &segment : m_backup.segments)
                missLines(segment, missing);
        }
        return std::move(m_backup);
    }

private:
    std::optional<BackupError> readSegments()
    {
        Rows rows(m_folder, backup::segmentsFile());
        if (const auto error = rows.open())
            return error;
        CsvReader &reader = rows.reader();
        constexpr std::array names{QLatin1String("name"), QLatin1String("file"),
                                   QLatin1String("id"), QLatin1String("description")};
        const auto columns = columnsOf(reader, names);
        for (size_t needed = 0; needed < 2; ++needed) {
            if (columns[needed] < 0)
                return rows.error(Kind::NoColumns, names[needed]).value();
        }
        rows.expectColumns();
        SegmentLines lines;
        while (rows.next()) {
            if (m_backup.segments.size() == maxSegmentsPerStore)
                return rows.error(Kind::TooManySegments).value();
            BackupSegment segment;
            const std::optional<BackupError> error =
                rows.trouble() ? rows.trouble() : readSegment(rows, columns, &segment, &lines);
            if (!error) {
                m_backup.segments.append(segment);
            } else if (error->kind == Kind::CannotRead) {
                return error;
            } else {
                m_backup.lostSegments = true;
                setAside(*error);
            }
        }
        return std::nullopt;
    }

    /// Where names and ids stand.
    struct SegmentLines
    {
        QHash<QString, qint64> names;
        QHash<SegmentId, qint64> ids;
    };

    /// The segment of a line, or why that is none.
    static std::optional<BackupError> readSegment(Rows &rows, const std::array<int, 4> &columns,
                                                  BackupSegment *segment, SegmentLines *lines)
    {
        const CsvReader &reader = rows.reader();
        segment->name = reader.text(columns[0]);
        segment->file = reader.text(columns[1]);
        if (columns[3] >= 0)
            segment->description = reader.text(columns[3]);
        // A store may hold a name of nothing but blanks: only a new segment may not have
        // one.
        if (segment->name.isEmpty())
            return rows.error(Kind::NoName).value();
        if (segment->name.size() > Backup::maxName)
            return rows.error(Kind::NameTooLong, segment->name.left(255)).value();
        const QString id = columns[2] < 0 ? QString() : reader.text(columns[2]).trimmed();
        if (!id.isEmpty()) {
            const auto known = SegmentId::fromString(id);
            if (!known)
                return rows.error(Kind::BadId, id).value();
            segment->id = *known;
        }
        const auto repeats = [&rows](Kind kind, const QString &text, qint64 first) {
            BackupError error = rows.error(kind, text).value();
            error.otherLine = first;
            return error;
        };
        if (lines->names.contains(segment->name))
            return repeats(Kind::SameName, segment->name, lines->names.value(segment->name));
        if (!segment->id.isNull() && lines->ids.contains(segment->id))
            return repeats(Kind::SameId, id, lines->ids.value(segment->id));
        // Nothing outside the folder is read, whatever the file says.
        const QString start = backup::membersFolder() + u'/';
        if (!segment->file.startsWith(start)
            || !backup::isMembersFile(segment->file.mid(start.size())))
            return rows.error(Kind::BadFileName, segment->file).value();
        lines->names.insert(segment->name, reader.line());
        lines->ids.insert(segment->id, reader.line());
        return std::nullopt;
    }

    void setAside(const BackupError &error)
    {
        ++m_backup.setAside;
        if (m_backup.why.size() < Backup::maxSetAside)
            m_backup.why.append(error);
    }

    /// Lines that were written are not there: no one leaves the segment for that.
    void missLines(BackupSegment &segment, qint64 number)
    {
        segment.unread += number;
        BackupError error;
        error.kind = Kind::FewerLines;
        error.file = segment.file;
        setAside(error);
    }

    std::optional<BackupError> readMembers(BackupSegment &segment)
    {
        Rows rows(m_folder, segment.file);
        if (const auto error = rows.open())
            return error;
        CsvReader &reader = rows.reader();
        constexpr std::array names{QLatin1String("customer_id"), QLatin1String("email"),
                                   QLatin1String("profile_id")};
        const auto columns = columnsOf(reader, names);
        if (columns[0] < 0 && columns[1] < 0)
            return rows.error(Kind::NoColumns, names[0]).value();
        rows.expectColumns();
        ++m_stamp;
        qint64 lines = 0;
        while (rows.next()) {
            ++lines;
            BackupPerson person;
            QByteArrayView email;
            const std::optional<BackupError> error =
                rows.trouble() ? rows.trouble() : readPerson(rows, columns, &person, &email);
            if (error && error->kind == Kind::CannotRead)
                return error;
            if (error) {
                ++segment.unread;
                setAside(*error);
                continue;
            }
            const qint32 index = indexOf(person, email);
            if (index < 0 || m_backup.memberships >= Backup::maxMemberships)
                return rows.error(Kind::TooManyPeople).value();
            if (std::exchange(m_seenIn[index], m_stamp) == m_stamp)
                continue; // named twice
            segment.members.append(index);
            ++m_backup.memberships;
        }
        segment.members.squeeze();
        m_read += lines;
        const qint64 written = m_lines.value(segment.file, 0);
        if (written == BackupMark::notWhole || lines < written)
            missLines(segment, std::max<qint64>(written - lines, 1));
        return std::nullopt;
    }

    /// The person of a line, or why that names no one.
    static std::optional<BackupError> readPerson(Rows &rows, const std::array<int, 3> &columns,
                                                 BackupPerson *person, QByteArrayView *email)
    {
        const CsvReader &reader = rows.reader();
        const auto cell = [&reader](int column) {
            return column < 0 ? QByteArrayView() : reader.cell(column).trimmed();
        };
        const QByteArrayView number = cell(columns[0]);
        if (!number.isEmpty()) {
            bool ok = false;
            const qint64 id = number.toLongLong(&ok);
            if (!ok || id <= 0)
                return rows.error(Kind::BadId, QString::fromUtf8(number)).value();
            person->customerId = CustomerId(id);
        }
        const QByteArrayView profile = cell(columns[2]);
        if (!profile.isEmpty()) {
            const auto id = ProfileId::fromString(QString::fromLatin1(profile));
            if (!id)
                return rows.error(Kind::BadId, QString::fromUtf8(profile)).value();
            person->profileId = *id;
        }
        // As it is: the look-up sees whether it has blanks around it.
        *email = columns[1] < 0 ? QByteArrayView() : reader.cell(columns[1]);
        if (email->trimmed().isEmpty() && number.isEmpty())
            return rows.error(Kind::NoPersonNamed).value();
        return std::nullopt;
    }

    /// The number of a person named before; -1: there are too many.
    qint32 indexOf(BackupPerson &person, QByteArrayView email)
    {
        const bool byId = toNumber(person.customerId) > 0;
        const QByteArray key = byId ? QByteArray() : email.trimmed().toByteArray().toLower();
        if (byId) {
            const auto found = m_byId.constFind(person.customerId);
            if (found != m_byId.constEnd())
                return *found;
        } else {
            const auto found = m_byEmail.constFind(key);
            if (found != m_byEmail.constEnd())
                return *found;
        }
        if (m_backup.people.size() >= Backup::maxPeople)
            return -1;
        person.emailAt = quint32(m_backup.emails.size());
        person.emailSize = quint32(email.size());
        m_backup.emails.append(email);
        const auto index = qint32(m_backup.people.size());
        m_backup.people.append(person);
        m_seenIn.append(0);
        if (byId)
            m_byId.insert(person.customerId, index);
        else
            m_byEmail.insert(key, index);
        return index;
    }

    QString m_folder;
    const BackupProgress &m_progress;
    Backup m_backup;
    QMap<QString, qint64> m_lines; ///< see BackupMark
    qint64 m_read = 0; ///< lines of all files of members
    QHash<CustomerId, qint32> m_byId;
    QHash<QByteArray, qint32> m_byEmail;
    QList<qint32> m_seenIn; ///< of each person: the last segment
    qint32 m_stamp = 0;
};

} // namespace

QString backup::markFile()
{
    return u"backup.json"_s;
}

QString backup::segmentsFile()
{
    return u"segments.csv"_s;
}

QString backup::membersFolder()
{
    return u"members"_s;
}

QString backup::membersFile(const Segment &segment, bool fullId)
{
    // Letters that every file system knows and none folds together.
    QString slug;
    const QString folded = foldedText(segment.name);
    for (const QChar c : folded) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            slug.append(c);
        else if (!slug.isEmpty() && !slug.endsWith(u'-'))
            slug.append(u'-');
    }
    slug.truncate(maxSlug);
    while (slug.endsWith(u'-'))
        slug.chop(1);
    if (slug.isEmpty())
        slug = u"segment"_s;
    const QString id = segment.id.toString();
    return slug + u'-' + (fullId ? id : id.left(8)) + u".csv"_s;
}

bool backup::isMembersFile(const QString &name)
{
    static const QRegularExpression ours(
        QRegularExpression::anchoredPattern(u"[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}\\.csv"_s));
    return ours.match(name).hasMatch();
}

bool backup::isOwnMembersFile(const QString &name)
{
    static const QRegularExpression own(QRegularExpression::anchoredPattern(
        u"[a-z0-9-]+-[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?\\.csv"_s));
    return own.match(name).hasMatch();
}

QByteArray backup::markBytes(const BackupMark &mark)
{
    QJsonObject lines;
    for (auto it = mark.lines.cbegin(); it != mark.lines.cend(); ++it)
        lines.insert(it.key(), it.value());
    // No time: a store that has not changed has the same backup, and version control knows when.
    const QJsonObject object{{u"format"_s, u"segmentdesk-backup"_s},
                             {u"version"_s, Backup::version},
                             {u"store"_s, mark.store},
                             {u"segments"_s, mark.segments},
                             {u"memberships"_s, mark.memberships},
                             {u"lines"_s, lines},
                             {u"complete"_s, mark.complete}};
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

tl::expected<BackupMark, BackupError> readBackupMark(const QString &folder)
{
    if (!QFileInfo(folder).isDir())
        return failed(Kind::NoFolder);
    const QString path = folder + u'/' + backup::markFile();
    if (!QFileInfo::exists(path))
        return failed(Kind::NotABackup);
    const auto file = openPlainFile(path);
    if (!file)
        return failed(Kind::CannotRead, backup::markFile(), 0, file.error());
    const QJsonObject object = QJsonDocument::fromJson((*file)->read(maxMarkBytes)).object();
    if (object.value(u"format"_s) != u"segmentdesk-backup"_s)
        return failed(Kind::NotABackup);
    if (object.value(u"version"_s).toInt() > Backup::version)
        return failed(Kind::Newer);
    BackupMark mark;
    mark.store = object.value(u"store"_s).toString();
    mark.segments = object.value(u"segments"_s).toInteger();
    mark.memberships = object.value(u"memberships"_s).toInteger();
    mark.complete = object.value(u"complete"_s).toBool();
    const QJsonObject lines = object.value(u"lines"_s).toObject();
    for (auto it = lines.constBegin(); it != lines.constEnd(); ++it)
        mark.lines.insert(it.key(), it.value().toInteger(BackupMark::notWhole));
    return mark;
}

tl::expected<Backup, BackupError> readBackup(const QString &folder, const BackupProgress &progress)
{
    return Reading(folder, progress).run();
}

} // namespace segmentdesk
