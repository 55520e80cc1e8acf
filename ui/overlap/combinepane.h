// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"
#include "ui/kit/handler.h"
#include "ui/overlap/combination.h"

#include <QWidget>

#include <memory>
#include <optional>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace segmentdesk {

class Label;
class LinkButton;
class ResultBar;
class SegmentListModel;
class SegmentPicker;
class WriteGate;

/// The combination: who is in which segments, said in lines, and how many that are; makes a fixed
/// list of them.
/// Stands where the details of a person stand, beside an OverlapPage.
class CombinePane : public QWidget
{
    Q_OBJECT

public:
    /// How people are chosen.
    enum class Mode { Conditions, AtLeast, OddNumber, Columns };

    /// Counts a set that the overlap cannot tell.
    using Counter = Handler<void(const SegmentSet &set, QObject *context, Callback<qint64>)>;

    /// Both must outlive the pane.
    CombinePane(SegmentListModel &segments, WriteGate &gate, QWidget *parent = nullptr);
    ~CombinePane() override;

    void setCounter(const Counter &counter) { m_counter = counter; }
    /// What is shown in the middle. Until the user writes conditions, they are: in the first and in
    /// the second.
    void setOverlap(const Overlap &overlap);
    void setConditions(const QList<SegmentCondition> &conditions);
    /// The columns chosen in the picture; none: back to the conditions.
    void setColumns(const QSet<quint32> &columns);
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    const QList<SegmentCondition> &conditions() const { return m_conditions; }

    /// Nothing if what is chosen is no set (no segment chosen yet, or too many).
    std::optional<SegmentSet> set() const;
    /// Nothing while it is being counted.
    std::optional<qint64> count() const { return m_count; }
    /// The name for a new segment: what was typed, else made of the segments' names.
    QString name() const;

Q_SIGNALS:
    /// Another set than before; the columns of the overlap that are in it (none if it cannot tell).
    void setChanged(const QSet<quint32> &columns);
    void makeSegmentRequested(const QString &name, const segmentdesk::SegmentSet &set,
                              qint64 count);
    void showRequested(const QString &name, const segmentdesk::SegmentSet &set);
    void addToRequested(QWidget *anchor, const QString &name, const segmentdesk::SegmentSet &set,
                        qint64 count);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeContent();
    void rebuildLines();
    void addConditionLine(int index);
    void addColumnLine(quint32 column);
    void chooseSegment(QWidget *anchor, int index);
    void recount();
    void counted(const Result<qint64> &answer);
    void showResult();
    void showParts();
    void fitMake();

    SegmentListModel &m_segments;
    WriteGate &m_gate;
    SegmentPicker *m_picker;
    Counter m_counter = [](const SegmentSet &, QObject *, const Callback<qint64> &) {};
    Overlap m_overlap;
    Mode m_mode = Mode::Conditions;
    QList<SegmentCondition> m_conditions;
    bool m_edited = false; ///< the conditions are the user's, not a suggestion
    QSet<quint32> m_columns;
    std::optional<SegmentSet> m_set;
    std::optional<qint64> m_count;
    bool m_failed = false;
    int m_choosing = -1; ///< the condition that the picker is open for
    std::unique_ptr<QObject> m_counting; ///< context of the count under way

    QComboBox *m_modes;
    QWidget *m_atLeastRow;
    QSpinBox *m_atLeast;
    Label *m_modeNote;
    QVBoxLayout *m_lines;
    LinkButton *m_add;
    Label *m_sentence;
    Label *m_source;
    Label *m_big;
    Label *m_unit;
    ResultBar *m_bar;
    QVBoxLayout *m_parts;
    QLineEdit *m_name;
    QPushButton *m_make;
    QPushButton *m_show;
    QPushButton *m_addTo;
    Label *m_note;
};

} // namespace segmentdesk
