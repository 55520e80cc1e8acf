// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/restoretablemodel.h"

#include "models/domain/foldedtext.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/theme.h"
#include "ui/words/backupwords.h"
#include "ui/words/words.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int toLeft = int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter);
constexpr int toRight = int(Qt::AlignRight | Qt::AlignVCenter);

} // namespace

RestoreTableModel::RestoreTableModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void RestoreTableModel::setCheck(std::shared_ptr<const RestorePreview> check)
{
    beginResetModel();
    m_check = std::move(check);
    endResetModel();
}

void RestoreTableModel::setChoice(bool createProfiles, bool removeOthers)
{
    m_createProfiles = createProfiles;
    m_removeOthers = removeOthers;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int RestoreTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_check ? 0 : int(m_check->segments().size());
}

int RestoreTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

qint64 RestoreTableModel::number(int row, Column column) const
{
    const RestoreSegment &segment = m_check->segments().at(row);
    switch (column) {
    case Column::Add:
        return segment.joining.size() - (m_createProfiles ? 0 : segment.withoutProfile);
    case Column::Remove:
        return m_removeOthers ? segment.leaving.size() : 0;
    case Column::NotFound:
        return segment.missing.size();
    case Column::Box:
    case Column::Segment:
    case Column::State:
        break;
    }
    return 0;
}

QString RestoreTableModel::toolTip(int row, Column column) const
{
    const RestoreSegment &segment = m_check->segments().at(row);
    switch (column) {
    case Column::Segment:
        return words::toolTip(m_check->backup().segments.at(row).description);
    case Column::State:
        if (segment.nameRefused)
            return segment.isNew() ? tr("A store takes no segment with this name")
                                   : tr("A store takes no such name; this one stays %1")
                                         .arg(words::quoted(segment.store->name).toHtmlEscaped());
        if (segment.nameTaken && segment.isNew())
            return tr("Another segment of the store has this name, so it cannot be created");
        if (segment.nameTaken)
            return tr("Another segment of the store has this name; this one stays %1")
                .arg(words::quoted(segment.store->name));
        if (segment.renames)
            return tr("It is called %1 now").arg(words::quoted(segment.store->name));
        if (segment.describes)
            return segment.store->description.isEmpty()
                ? tr("It has no description now")
                : tr("Its description now: %1").arg(words::toolTip(segment.store->description));
        break;
    case Column::Add:
        if (segment.withoutProfile > 0)
            return tr("%1 of them have no shopper profile")
                .arg(words::count(segment.withoutProfile));
        break;
    case Column::Remove:
        if (!segment.leaving.isEmpty())
            return m_removeOthers ? tr("Of %1 now").arg(words::members(segment.members))
                                  : tr("%1 are not in the backup and stay")
                                        .arg(words::members(segment.leaving.size()));
        break;
    case Column::Box:
    case Column::NotFound:
        break;
    }
    return {};
}

QVariant RestoreTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const auto column = static_cast<Column>(index.column());
    const RestoreSegment &segment = m_check->segments().at(row);
    const QString &name = m_check->backup().segments.at(row).name;
    const bool isNumber =
        column == Column::Add || column == Column::Remove || column == Column::NotFound;
    switch (role) {
    case Qt::DisplayRole:
        if (column == Column::Segment)
            return words::shown(name);
        if (column == Column::State)
            return words::restoreState(segment, m_removeOthers);
        if (isNumber)
            return number(row, column) > 0 ? words::count(number(row, column)) : u"–"_s;
        return {};
    case SortRole:
        if (column == Column::Segment)
            return foldedText(name);
        if (column == Column::State)
            return words::restoreState(segment, m_removeOthers);
        return number(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return isNumber ? toRight : toLeft;
    case MutedRole:
        if (column == Column::State)
            return !segment.changes(m_createProfiles, m_removeOthers);
        return isNumber && number(row, column) == 0;
    case IconNameRole:
        if (column == Column::State && (segment.nameTaken || segment.nameRefused))
            return u"warning"_s;
        if (column == Column::State && segment.isNew())
            return u"plus"_s;
        return {};
    case ToneRole:
        return int(column == Column::State && segment.isNew() && segment.canRestore() ? Tone::Ok
                                                                                      : Tone::Warn);
    default:
        return {};
    }
}

QVariant RestoreTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return column >= Column::Add ? toRight : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Box:
        return {};
    case Column::Segment:
        return tr("Segment");
    case Column::State:
        return tr("New?");
    case Column::Add:
        return tr("Add");
    case Column::Remove:
        return tr("Remove");
    case Column::NotFound:
        return tr("Not found");
    }
    return {};
}

RestorePeopleModel::RestorePeopleModel(QObject *parent)
    : PersonTableModel(tr("What will happen"), Reasons::Hidden, parent)
{
}

void RestorePeopleModel::setSegment(std::shared_ptr<const RestorePreview> check, int segment,
                                    bool createProfiles, bool removeOthers)
{
    beginResetModel();
    m_check = std::move(check);
    m_segment = m_check ? segment : -1;
    m_createProfiles = createProfiles;
    m_rows.clear();
    if (m_segment >= 0) {
        const RestoreSegment &row = this->segment();
        for (const qint32 index : row.missing) {
            const bool several = m_check->status(index) == RestorePerson::Ambiguous;
            m_rows.append({several ? Fate::Ambiguous : Fate::NotFound, index});
        }
        for (const qint32 index : row.joining) {
            if (!m_check->person(index).hasProfile())
                m_rows.append({Fate::NoProfile, index});
        }
        for (const qint32 index : row.joining) {
            if (m_check->person(index).hasProfile())
                m_rows.append({Fate::Joins, index});
        }
        for (qint32 i = 0; removeOthers && i < row.leaving.size(); ++i)
            m_rows.append({Fate::Leaves, i});
    }
    endResetModel();
}

CustomerId RestorePeopleModel::customerAt(int row) const
{
    const Row &at = m_rows.at(row);
    switch (at.fate) {
    case Fate::NotFound:
    case Fate::Ambiguous:
        return {};
    case Fate::NoProfile:
    case Fate::Joins:
        return m_check->person(at.index).customerId;
    case Fate::Leaves:
        return segment().leaving.at(at.index).customerId;
    }
    return {};
}

PersonTableModel::Status RestorePeopleModel::statusAt(int row) const
{
    switch (m_rows.at(row).fate) {
    case Fate::NotFound:
        return {tr("Not found"), u"warning"_s, Tone::Warn};
    case Fate::Ambiguous:
        return {tr("Several have this address"), u"warning"_s, Tone::Warn};
    case Fate::NoProfile:
        if (m_createProfiles)
            return {tr("Will be added, with a new profile"), u"plus"_s, Tone::Ok};
        return {tr("Has no profile"), u"warning"_s, Tone::Warn};
    case Fate::Joins:
        return {tr("Will be added"), u"plus"_s, Tone::Ok};
    case Fate::Leaves:
        return {tr("Will be removed"), u"minus"_s, Tone::Warn};
    }
    return {};
}

QString RestorePeopleModel::emailAt(int row) const
{
    const Row &at = m_rows.at(row);
    if (at.fate == Fate::Leaves)
        return nameOf(customerAt(row)).email;
    return words::shown(m_check->backup().email(m_check->backup().people.at(at.index)));
}

CustomerId RestorePeopleModel::numberAt(int row) const
{
    const Row &at = m_rows.at(row);
    if (at.fate != Fate::NotFound && at.fate != Fate::Ambiguous)
        return customerAt(row);
    // The number of another store means nothing here.
    return m_check->isOtherStore() ? CustomerId()
                                   : m_check->backup().people.at(at.index).customerId;
}

} // namespace segmentdesk
