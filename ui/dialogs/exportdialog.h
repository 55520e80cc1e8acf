// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/person.h"
#include "models/export/exportspec.h"
#include "ui/dialogs/prompts.h"
#include "ui/kit/dialogframe.h"

#include <QDateTime>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QListWidget;
class QListWidgetItem;
class QPlainTextEdit;
class QRadioButton;
class QSettings;

namespace segmentdesk {

/// Asks what is exported, from where, which columns in which order, and how the file is written;
/// then for the file. Columns and form are remembered for each kind of export.
class ExportDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// One thing that can be exported.
    struct Choice
    {
        ExportSpec
            spec; ///< what is written; its columns, if any, are ticked if none are remembered
        QString words; ///< "The segment VIP", "The selected people"
        qint64 rows = -1; ///< -1: not known
        QString fileName; ///< suggestion, without folder: "vip.csv"
    };

    /// @p choices has at least one; the first is chosen. @p settings: where it is remembered; null:
    /// nowhere.
    ExportDialog(const QList<Choice> &choices, const Prompts &prompts,
                 QSettings *settings = nullptr, QWidget *parent = nullptr);

    /// How old the local copy is; invalid: there is none to read from, and @p whyNot says why, or
    /// what to wait for, as a sentence. What can be read from either is then read from the copy,
    /// unless the user has chosen otherwise.
    void setCopy(const QDateTime &readAt, const QString &unavailableReason);
    /// Rows for the preview, and the segments, by which they can be columns of a matrix.
    void setSamples(const QList<Person> &people, const QList<Segment> &segments);
    /// Which segments of a matrix are ticked at first; empty: all.
    void setMatrixSegments(const QList<SegmentId> &segments);

Q_SIGNALS:
    /// Confirmed, with the file; the dialog closes.
    void exportRequested(const segmentdesk::ExportSpec &spec);

private:
    QWidget *makeLeft();
    QWidget *makeRight();
    void setChoice(int index);
    void showSpec(const ExportSpec &spec);
    void restoreDefault();
    void fillColumns(const QList<ExportColumn> &ticked);
    QList<ExportColumn> ticked() const;
    QList<SegmentId> tickedSegments() const;
    void tickSegments(bool all);
    void move(int by);
    void updateState();
    void updatePreview();
    void submit();
    bool isMatrix() const;
    ExportSpec spec() const;

    QList<Choice> m_choices;
    Prompts m_prompts;
    QSettings *m_settings;
    int m_choice = 0;
    bool m_asking = false;
    bool m_changed = false; ///< columns, by the user, since the dialog was opened
    QDateTime m_copyReadAt;
    QString m_whyNoCopy;
    QList<Person> m_people;
    QList<Segment> m_segments;
    QButtonGroup *m_what;
    QWidget *m_from;
    QRadioButton *m_copy;
    QRadioButton *m_store;
    QListWidget *m_columns;
    QPushButton *m_up;
    QPushButton *m_down;
    QPushButton *m_default;
    QWidget *m_matrix;
    QListWidget *m_matrixSegments;
    QCheckBox *m_everybody;
    QRadioButton *m_safe;
    QRadioButton *m_exact;
    QComboBox *m_delimiter;
    QPlainTextEdit *m_preview;
    QPushButton *m_export;
};

} // namespace segmentdesk
