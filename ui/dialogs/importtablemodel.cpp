// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/importtablemodel.h"

#include "ui/kit/kitroles.h"
#include "ui/kit/theme.h"
#include "ui/words/words.h"

#include <QSet>

#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int keptTexts = 2'000;

} // namespace

ImportTableModel::ImportTableModel(QObject *parent) : PersonRowsModel(parent), m_texts(keptTexts)
{
}

void ImportTableModel::setCheck(std::shared_ptr<const ImportPreview> check)
{
    beginResetModel();
    m_check = std::move(check);
    m_texts.clear();
    m_filter.reset();
    m_rows.clear();
    endResetModel();
}

void ImportTableModel::setFilter(std::optional<ImportStatus> status)
{
    beginResetModel();
    m_filter = status;
    m_rows.clear();
    if (m_check && status) {
        const QList<ImportRow> &rows = m_check->rows();
        for (qsizetype i = 0; i < rows.size(); ++i) {
            if (rows[i].status == *status)
                m_rows.append(qint32(i));
        }
    }
    endResetModel();
}

int ImportTableModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_check)
        return 0;
    return int(m_filter ? m_rows.size() : m_check->rows().size());
}

int ImportTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

const ImportRow &ImportTableModel::rowAt(int row) const
{
    return m_check->rows().at(m_filter ? m_rows.at(row) : row);
}

CustomerId ImportTableModel::customerAt(int row) const
{
    return m_check->person(rowAt(row)).customerId;
}

QList<CustomerId> ImportTableModel::customersAt(int row) const
{
    const ImportRow &at = rowAt(row);
    if (at.status != ImportStatus::Ambiguous)
        return {customerAt(row)};
    QList<CustomerId> ids;
    const QList<PersonRef> people = m_check->candidates(at);
    for (const PersonRef &person : people)
        ids.append(person.customerId);
    return ids;
}

/// The first of the cells that say who; of a name all of it.
QString ImportTableModel::textOf(const ImportRow &row) const
{
    if (const QString *kept = m_texts.object(row.offset))
        return *kept;
    QString text;
    if (const std::optional<QStringList> cells = m_check->texts(row)) {
        const QList<ColumnRole> &roles = m_check->spec().roles;
        QString name;
        for (int column = 0; column < roles.size() && text.isEmpty(); ++column) {
            const QString cell = cells->value(column).trimmed();
            if (isName(roles[column]))
                name += (name.isEmpty() ? QString() : QString(u' ')) + cell;
            else if (roles[column] != ColumnRole::None)
                text = cell;
        }
        text = words::shown(words::shortened(text.isEmpty() ? name.trimmed() : text, 100));
    }
    m_texts.insert(row.offset, new QString(text));
    return text;
}

QString ImportTableModel::statusWords(ImportStatus status, bool removing)
{
    switch (status) {
    case ImportStatus::WillChange:
        return removing ? tr("Will be removed") : tr("Will be added");
    case ImportStatus::NothingToDo:
        return removing ? tr("Not a member") : tr("Member already");
    case ImportStatus::NoProfile:
        return tr("No profile yet");
    case ImportStatus::NoSuchCustomer:
        return tr("Not found");
    case ImportStatus::Ambiguous:
        return tr("Ambiguous");
    case ImportStatus::Repeats:
        return tr("Repeated");
    case ImportStatus::Damaged:
        return tr("Damaged");
    case ImportStatus::Unreadable:
        return tr("Cannot be read");
    case ImportStatus::ByName:
        return tr("Matched by name");
    case ImportStatus::NamesNoOne:
        return tr("Names no one");
    }
    return {};
}

QString ImportTableModel::statusIcon(ImportStatus status, bool removing)
{
    switch (status) {
    case ImportStatus::WillChange:
        return removing ? u"person-minus"_s : u"plus"_s;
    case ImportStatus::NothingToDo:
        return u"member"_s;
    case ImportStatus::NoProfile:
        return u"person-x"_s;
    case ImportStatus::NoSuchCustomer:
    case ImportStatus::Ambiguous:
        return u"question"_s;
    case ImportStatus::Repeats:
        return u"copies"_s;
    case ImportStatus::Damaged:
        return u"warning"_s;
    case ImportStatus::Unreadable:
        return u"error"_s;
    case ImportStatus::ByName:
        return u"person"_s;
    case ImportStatus::NamesNoOne:
        return u"minus-circle"_s;
    }
    return {};
}

int ImportTableModel::statusTone(ImportStatus status)
{
    switch (status) {
    case ImportStatus::WillChange:
        return int(Tone::Ok);
    case ImportStatus::NothingToDo:
    case ImportStatus::NamesNoOne:
        return int(Tone::Second);
    case ImportStatus::NoProfile:
    case ImportStatus::NoSuchCustomer:
    case ImportStatus::Ambiguous:
    case ImportStatus::Repeats:
    case ImportStatus::ByName:
        return int(Tone::Warn);
    case ImportStatus::Damaged:
    case ImportStatus::Unreadable:
        return int(Tone::Err);
    }
    return int(Tone::Second);
}

QString ImportTableModel::trouble(const ImportRow &row) const
{
    switch (row.reason) {
    case ImportReason::BrokenRow:
        return tr("The rest of a broken row");
    case ImportReason::ForeignId:
        return tr("An ID of another system");
    case ImportReason::SeveralAddresses:
        return tr("Several addresses in one cell");
    case ImportReason::NotAnId:
        return tr("Not a customer ID");
    case ImportReason::NotAnAddress:
        return tr("Not an e-mail address");
    case ImportReason::NotAProfileId:
        return tr("Not a profile ID");
    case ImportReason::NameNeedsCopy:
        return tr("A name: needs the local copy");
    case ImportReason::NoSuchProfile:
        return tr("No such profile");
    case ImportReason::NoSuchName:
        return tr("No one has this name");
    case ImportReason::None:
    case ImportReason::Csv:
        break;
    }
    switch (row.trouble) {
    case CsvReader::RowError::Nul:
        return tr("Contains a zero byte");
    case CsvReader::RowError::BadEncoding:
        return tr("Letters of another encoding");
    case CsvReader::RowError::Ragged:
        return tr("More columns than the first row");
    case CsvReader::RowError::UnclosedQuote:
        return tr("A quote is not closed");
    case CsvReader::RowError::TextAfterQuote:
        return tr("Text after a closing quote");
    case CsvReader::RowError::TooLong:
        return tr("Too long");
    case CsvReader::RowError::TooManyColumns:
        return tr("Over %1 columns").arg(words::count(1000));
    case CsvReader::RowError::None:
    case CsvReader::RowError::ReadFailed:
        break;
    }
    return statusWords(row.status, false);
}

/// Who may be meant: how many, and what sets them apart.
QString ImportTableModel::candidates(const ImportRow &row) const
{
    const QList<PersonRef> people = m_check->candidates(row);
    if (people.isEmpty())
        return tr("Several people");
    QStringList names;
    QStringList addresses;
    for (const PersonRef &person : people) {
        const Name name = nameOf(person.customerId);
        const QString id = QString::number(toNumber(person.customerId));
        addresses.append(name.email.isEmpty() ? id : name.email);
        names.append(name.name.isEmpty() ? addresses.last() : name.name);
    }
    const bool alike = QSet<QString>(names.cbegin(), names.cend()).size() < names.size();
    const QString text =
        people.size() < ImportRows::maxCandidates ? tr("%1: %2") : tr("At least %1: %2");
    return text.arg(words::people(people.size()), (alike ? addresses : names).join(u", "_s));
}

/// Each with all that is known of them, a line each.
QString ImportTableModel::candidateLines(const ImportRow &row) const
{
    QStringList lines;
    const QList<PersonRef> people = m_check->candidates(row);
    for (const PersonRef &person : people) {
        const Name name = nameOf(person.customerId);
        QStringList parts{name.name, name.email, QString::number(toNumber(person.customerId))};
        parts.removeAll(QString());
        lines.append(parts.join(u", "_s));
    }
    return lines.join(u'\n');
}

QString ImportTableModel::found(const ImportRow &row) const
{
    if (row.status == ImportStatus::Repeats)
        return tr("Repeats line %1").arg(words::count(m_check->rows().at(row.other).line));
    if (row.status == ImportStatus::Damaged)
        return tr("Damaged by a spreadsheet");
    if (row.status == ImportStatus::Unreadable)
        return trouble(row);
    if (row.status == ImportStatus::NoSuchCustomer)
        return row.reason == ImportReason::None ? tr("No such customer") : trouble(row);
    return statusWords(row.status, m_check->spec().mode == ImportMode::Remove);
}

QVariant ImportTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<Column>(index.column());
    const bool isFound = column == Column::Found;
    const bool isNumber = column == Column::Line || column == Column::CustomerNumber;
    const auto dash = [](const QString &text) { return text.isEmpty() ? u"–"_s : text; };
    switch (role) {
    case Qt::DisplayRole: {
        const ImportRow &row = rowAt(index.row());
        switch (column) {
        case Column::Line:
            return words::count(row.line);
        case Column::Text:
            return dash(textOf(row));
        case Column::Person: {
            if (row.status == ImportStatus::Ambiguous)
                return dash(candidates(row));
            const Name name = nameOf(m_check->person(row).customerId);
            return dash(name.name.isEmpty() ? name.email : name.name);
        }
        case Column::CustomerNumber: {
            const CustomerId id = m_check->person(row).customerId;
            return toNumber(id) == 0 ? dash({}) : QString::number(toNumber(id));
        }
        case Column::Found:
            return found(row);
        }
        return {};
    }
    case Qt::ToolTipRole: {
        const ImportRow &row = rowAt(index.row());
        if (column == Column::Person && row.status == ImportStatus::Ambiguous)
            return candidateLines(row);
        if (isFound && row.reason == ImportReason::SeveralAddresses)
            return tr("Several addresses in one cell");
        if (isFound && row.status == ImportStatus::Ambiguous && !row.byName)
            return tr("The columns of this row are not of one person.");
        if (isFound && row.trouble == CsvReader::RowError::Ragged
            && row.status != ImportStatus::Unreadable)
            return tr("The row has fewer columns than the first one; those that identify the "
                      "person are there.");
        if (isFound && row.trouble == CsvReader::RowError::BadEncoding
            && row.status != ImportStatus::Unreadable)
            return tr("A cell that identifies no one has letters of another encoding.");
        if (isFound && row.byName && row.status != ImportStatus::NoSuchCustomer)
            return tr("Matched only by name.");
        return {};
    }
    case Qt::TextAlignmentRole:
        return isNumber ? int(Qt::AlignRight | Qt::AlignVCenter)
                        : int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter);
    case IconNameRole:
        if (isFound)
            return statusIcon(rowAt(index.row()).status,
                              m_check->spec().mode == ImportMode::Remove);
        return {};
    case ToneRole:
        if (isFound)
            return statusTone(rowAt(index.row()).status);
        return {};
    case MutedRole:
        return isNumber;
    default:
        return {};
    }
}

QVariant ImportTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return column == Column::Line || column == Column::CustomerNumber
            ? int(Qt::AlignRight | Qt::AlignVCenter)
            : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Line:
        return tr("Line");
    case Column::Text:
        return tr("In the file");
    case Column::Person:
        return tr("Person found");
    case Column::CustomerNumber:
        return tr("Customer ID");
    case Column::Found:
        return tr("Outcome");
    }
    return {};
}

} // namespace segmentdesk
