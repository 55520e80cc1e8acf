// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobs/exportspec.h"
#include "ui/kit/dialogframe.h"
#include "ui/prompts.h"

class QButtonGroup;
class QComboBox;
class QListWidget;
class QListWidgetItem;
class QRadioButton;

namespace segmentdesk {

/// Asks what is exported, which columns in which order, and how the file is written; then for the file.
class ExportDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// One thing that can be exported.
    struct Choice
    {
        ExportSpec spec; ///< what is written; its columns, if any, are ticked at first
        QString words; ///< "The segment VIP", "The selected people"
        qint64 rows = -1; ///< -1: not known
        QString fileName; ///< suggestion, without folder: "vip.csv"
    };

    /// @p choices has at least one; the first is chosen.
    ExportDialog(const QList<Choice> &choices, const Prompts &prompts, QWidget *parent = nullptr);

    /// A column in words of the window.
    static QString columnWords(ExportColumn column);

Q_SIGNALS:
    /// Confirmed, with the file; the dialog closes.
    void exportRequested(const segmentdesk::ExportSpec &spec);

private:
    void setChoice(int index);
    void fillColumns(const QList<ExportColumn> &ticked);
    QList<ExportColumn> ticked() const;
    void move(int by);
    void updateButtons();
    void submit();
    ExportSpec spec() const;

    QList<Choice> m_choices;
    Prompts m_prompts;
    int m_choice = 0;
    bool m_asking = false;
    QButtonGroup *m_what;
    QListWidget *m_columns;
    QPushButton *m_up;
    QPushButton *m_down;
    QPushButton *m_usual;
    QRadioButton *m_safe;
    QRadioButton *m_exact;
    QComboBox *m_delimiter;
    QPushButton *m_export;
};

} // namespace segmentdesk
