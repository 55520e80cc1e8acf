// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/columnguess.h"
#include "models/import/importrows.h"

#include <QStringList>
#include <QWidget>

class QButtonGroup;
class QComboBox;

namespace segmentdesk {

class IconLabel;
class Label;

/// The second page of an import: which columns say who, and what is done with these people.
class ImportColumnsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ImportColumnsPage(QWidget *parent);

    /// @p rows: the first of the file, for examples; @p roles: what is chosen at first; @p guess:
    /// what was understood, which is said in a sentence.
    void setColumns(const QStringList &titles, const QList<QStringList> &rows,
                    const QList<ColumnRole> &roles, const ColumnGuess &guess);
    ImportMode mode() const;
    /// Gives the keyboard to what decides what the first column is.
    void focusFirstColumn();

Q_SIGNALS:
    void roleChosen(int column, segmentdesk::ColumnRole role);
    /// Key of a preset; empty: by hand.
    void presetChosen(const QString &key);

private:
    void say(const QStringList &titles, const QList<ColumnRole> &roles, const ColumnGuess &guess);

    IconLabel *m_icon = nullptr;
    Label *m_understood = nullptr;
    Label *m_details = nullptr;
    QComboBox *m_preset = nullptr;
    QWidget *m_columnRows = nullptr;
    QButtonGroup *m_mode = nullptr;
};

} // namespace segmentdesk
