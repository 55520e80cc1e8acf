// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/restoretablemodel.h"

#include "models/domain/foldedtext.h"
#include "ui/backupwords.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/theme.h"

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

void RestoreTableModel::setCheck(std::shared_ptr<const RestoreCheck> check)
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
        if (segment.nameTaken && segment.isNew())
            return tr("Another segment of the store has this name, so it cannot be created");
        if (segment.nameTaken)
            return tr("Another segment of the store has this name; this one stays %1")
                .arg(words::quoted(segment.store->name).toHtmlEscaped());
        if (segment.renames)
            return tr("It is called %1 now")
                .arg(words::quoted(segment.store->name).toHtmlEscaped());
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
        if (column == Column::State && segment.nameTaken)
            return u"warning"_s;
        if (column == Column::State && segment.isNew())
            return u"plus"_s;
        return {};
    case ToneRole:
        return int(column == Column::State && segment.isNew() && !segment.nameTaken ? Tone::Ok
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

RestorePeopleModel::RestorePeopleModel(QObject *parent) : PersonRowsModel(parent)
{
}

void RestorePeopleModel::setSegment(std::shared_ptr<const RestoreCheck> check, int segment,
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
            m_rows.append({several ? What::Ambiguous : What::NotFound, index});
        }
        for (const qint32 index : row.joining) {
            if (!m_check->person(index).hasProfile())
                m_rows.append({What::NoProfile, index});
        }
        for (const qint32 index : row.joining) {
            if (m_check->person(index).hasProfile())
                m_rows.append({What::ComesIn, index});
        }
        for (qint32 i = 0; removeOthers && i < row.leaving.size(); ++i)
            m_rows.append({What::GoesOut, i});
    }
    endResetModel();
}

int RestorePeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RestorePeopleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

CustomerId RestorePeopleModel::customerAt(int row) const
{
    const Row &at = m_rows.at(row);
    switch (at.what) {
    case What::NotFound:
    case What::Ambiguous:
        return {};
    case What::NoProfile:
    case What::ComesIn:
        return m_check->person(at.index).customerId;
    case What::GoesOut:
        return segment().leaving.at(at.index).customerId;
    }
    return {};
}

QString RestorePeopleModel::text(const Row &row, Column column) const
{
    const bool isMissing = row.what == What::NotFound || row.what == What::Ambiguous;
    const bool isOut = row.what == What::GoesOut;
    const CustomerId who = isMissing ? m_check->backup().people.at(row.index).customerId
        : isOut                      ? segment().leaving.at(row.index).customerId
                                     : m_check->person(row.index).customerId;
    switch (column) {
    case Column::What:
        switch (row.what) {
        case What::NotFound:
            return tr("Not found");
        case What::Ambiguous:
            return tr("Several have this address");
        case What::NoProfile:
            return m_createProfiles ? tr("Will be added, with a new profile")
                                    : tr("Has no profile");
        case What::ComesIn:
            return tr("Will be added");
        case What::GoesOut:
            return tr("Will be removed");
        }
        break;
    case Column::Name:
        return isMissing ? QString() : nameOf(who).name;
    case Column::Email:
        return isOut
            ? nameOf(who).email
            : words::shown(m_check->backup().email(m_check->backup().people.at(row.index)));
    case Column::CustomerId:
        // The number of another store means nothing here.
        if (toNumber(who) == 0 || (isMissing && m_check->isOtherStore()))
            return {};
        return QString::number(toNumber(who));
    }
    return {};
}

QVariant RestorePeopleModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole: {
        const QString shown = text(row, column);
        return shown.isEmpty() ? u"–"_s : shown;
    }
    case Qt::TextAlignmentRole:
        return column == Column::CustomerId ? toRight : toLeft;
    case MutedRole:
        return column == Column::Email || column == Column::CustomerId;
    case IconNameRole:
        if (column != Column::What)
            return {};
        switch (row.what) {
        case What::NotFound:
        case What::Ambiguous:
            return u"warning"_s;
        case What::NoProfile:
            return m_createProfiles ? u"plus"_s : u"warning"_s;
        case What::ComesIn:
            return u"plus"_s;
        case What::GoesOut:
            return u"minus"_s;
        }
        return {};
    case ToneRole: {
        const bool in =
            row.what == What::ComesIn || (row.what == What::NoProfile && m_createProfiles);
        return int(in ? Tone::Ok : Tone::Warn);
    }
    default:
        return {};
    }
}

QVariant RestorePeopleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return column == Column::CustomerId ? toRight : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::What:
        return tr("What will happen");
    case Column::Name:
        return tr("Name");
    case Column::Email:
        return tr("E-mail");
    case Column::CustomerId:
        return tr("Customer ID");
    }
    return {};
}

} // namespace segmentdesk
