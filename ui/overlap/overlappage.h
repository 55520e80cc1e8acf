// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"
#include "models/domain/result.h"

#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace segmentdesk {

class FlowLayout;
class Label;
class SegmentListModel;
class StateView;
class TableView;
class MessageBar;
class UpSetTableModel;
class UpSetWidget;

/// The middle pane: segments compared, as an UpSet plot or as a table with the same numbers. Gives
/// each of them a color of its own for as long as it shows them.
class OverlapPage : public QWidget
{
    Q_OBJECT

public:
    using Reader = std::function<void(const QList<SegmentId> &segments, QObject *context,
                                      Callback<Overlap> callback)>;
    enum class Order { BySize, ByDegree };

    /// @p segments must outlive the page.
    OverlapPage(SegmentListModel &segments, const Reader &reader, QWidget *parent = nullptr);
    ~OverlapPage() override;

    /// Compares these, each once. Shows the first SegmentSet::maxSegments of them, and says so if
    /// they are more.
    void open(const QList<SegmentId> &segments);
    /// The page is left: segments get their own colors back.
    void close();
    const QList<SegmentId> &selected() const { return m_selected; }
    const QList<SegmentId> &shown() const { return m_shown; }
    void remove(SegmentId segment);
    /// Reads again; what is shown stays until the answer is there.
    void refresh();
    /// How old the numbers are, UTC.
    void setReadAt(const QDateTime &when);
    void setOrder(Order order);
    QString title() const;
    /// For saved pictures.
    void setStoreName(const QString &name) { m_storeName = name; }
    MessageBar *messageBar() const { return m_messageBar; }

    UpSetWidget *plot() const { return m_plot; }
    /// The columns that are in the combination; emits nothing.
    void setChosen(const QSet<quint32> &columns);

Q_SIGNALS:
    void overlapChanged(const segmentdesk::Overlap &overlap);
    /// The user chose columns, in the plot or in the table.
    void chosenChanged(const QSet<quint32> &columns);
    /// Other segments than before.
    void shownChanged();
    void closeRequested();
    void segmentActivated(const segmentdesk::SegmentId &segment);
    void segmentMenuRequested(const segmentdesk::SegmentId &segment, const QPoint &globalPosition);
    void addRequested(QWidget *anchor, const QSet<segmentdesk::SegmentId> &shown);
    void pictureRequested(const QImage &picture, const QString &fileName);
    void errorDetailsRequested(const segmentdesk::ApiError &error);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeBar();
    void read();
    void arrived(const Result<Overlap> &answer);
    void assignMarkers();
    void rebuildChips();
    void fitChips();
    void savePicture();
    void followRow(int row);
    void showData();
    void showState();
    void updateHead();
    void fitHead();
    bool isHintWanted() const;
    void selectRows();
    void segmentsChanged();
    void markersChanged();

    SegmentListModel &m_segments;
    Reader m_reader;
    QList<SegmentId> m_selected;
    QList<SegmentId> m_shown; ///< the first of them
    QHash<SegmentId, int> m_markers; ///< of those shown, each once
    QString m_storeName;
    Overlap m_overlap;
    bool m_known = false; ///< m_overlap is of m_shown
    std::optional<ApiError> m_error;
    Order m_order = Order::BySize;
    QDateTime m_readAt;
    std::unique_ptr<QObject> m_reading; ///< context of the request under way
    bool m_open = false;
    bool m_assigning = false; ///< the change of markers is this page's own
    bool m_selecting = false; ///< the table follows the plot

    Label *m_title;
    Label *m_count;
    Label *m_age;
    QPushButton *m_asTable;
    QPushButton *m_save;
    QToolButton *m_close;
    QScrollArea *m_chipsArea;
    Label *m_bound;
    QWidget *m_chips;
    FlowLayout *m_chipsLayout;
    QPushButton *m_sort;
    QStackedWidget *m_stack;
    UpSetWidget *m_plot;
    TableView *m_table;
    UpSetTableModel *m_model;
    StateView *m_plotState;
    StateView *m_tableState;
    Label *m_hint;
    MessageBar *m_messageBar;
    QTimer m_ageTimer;
};

} // namespace segmentdesk
