// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

#include <functional>

class QListView;

namespace segmentdesk {

/// Draws the list of segments at the left: marker or icon, name, count; the open one; and what a
/// drop would do. See KitRole for what it asks. With DetailRole a row has two lines (history).
class SegmentDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SegmentDelegate(QObject *parent = nullptr);

    /// Gives a list its look: no frame, the ground of the pane, hover, this delegate's rows.
    static void prepare(QListView *list);

    /// Why a text cannot be the row's name, as a sentence; empty: it can. Said while it is typed;
    /// Enter does not take such a text, and leaving the field puts the old name back.
    using Refusal = std::function<QString(const QModelIndex &index, const QString &text)>;
    void setRefusal(Refusal refusal) { m_refusal = std::move(refusal); }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    /// Counts arrive while a name is typed: what was typed stays.
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;

Q_SIGNALS:
    /// A typed name was not taken over.
    void refused(const QString &why) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// The row's ground: 8 from the sides of the list.
    static QRect groundRect(const QStyleOptionViewItem &option, const QModelIndex &index);
    QRect nameRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    QString refusalOf(const QWidget *editor) const;
    static void showRefusal(QWidget *editor, const QString &why);

    Refusal m_refusal;
};

} // namespace segmentdesk
