// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/tableview.h"
#include "ui/people/peopledelegate.h"
#include "ui/selection/peopleselection.h"

#include <optional>

class QSettings;

namespace segmentdesk {

class PeopleTableModel;

/// The table of people: selects over unloaded rows, drags what is selected, remembers its columns.
class PeopleTable : public TableView
{
    Q_OBJECT

public:
    /// @p model must outlive the table.
    PeopleTable(PeopleTableModel &model, PeopleDelegate::ChipsFor chipsFor,
                QWidget *parent = nullptr);

    /// Makes what a drag carries; called when a drag begins.
    void setSelectionSource(const std::function<PeopleSelection()> &source)
    {
        m_selection = source;
    }

    /// Whether the user shows a column. Columns for which there is no room are hidden as well and
    /// come back with the room: Company, Profile since, Customer since, Other segments, Customer ID
    /// go in that order, Name and E-mail never.
    void setColumnWanted(int column, bool wanted);
    bool isColumnWanted(int column) const { return !m_unwanted.contains(column); }
    /// The column says nothing for the present list (other segments of people without a profile).
    void setColumnMeaningless(int column, bool meaningless);

    void saveColumns(QSettings &settings) const;
    void restoreColumns(QSettings &settings);
    void resetColumns();

Q_SIGNALS:
    void removeRequested();
    void contextMenuRequested(const QPoint &globalPosition);
    /// The menu was asked for where no one is meant: beside the rows, or by key with nothing
    /// selected.
    void placeMenuRequested(const QPoint &globalPosition);
    void currentRowChanged(int row);
    /// Enter, Alt+Enter or a double click: who is this?
    void detailsRequested();
    void escapePressed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void dragSelection();
    void reportVisibleRows();
    void applyColumns();
    int widthOf(int column) const;
    QList<int> withoutRoom() const;

    PeopleTableModel &m_model;
    std::function<PeopleSelection()> m_selection;
    QList<int> m_unwanted;
    QHash<int, int> m_hiddenWidths; ///< of hidden columns, for when they come back
    QList<int> m_meaningless;
    std::optional<int> m_emailWidth; ///< while E-mail takes the room of Other segments
};

} // namespace segmentdesk
