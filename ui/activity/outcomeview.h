// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customerlookup.h"
#include "models/domain/outcome.h"
#include "ui/kit/theme.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;

namespace segmentdesk {

class OutcomeTableModel;
class TableView;
class TileButton;

/// What a change did to each of its people: tiles with counts that filter the table below. For the
/// dialog and for the history.
class OutcomeView : public QWidget
{
    Q_OBJECT

public:
    /// Framed: the table stands in a card, for dialogs; else it goes from side to side, under tiles
    /// that keep away from the sides.
    enum class Look { Framed, Open };

    OutcomeView(Look look, const CustomerLookup &lookup, QWidget *parent = nullptr);

    void setOutcome(const Outcome &outcome);
    TableView *table() const { return m_table; }
    /// Why the current row went as it did; null: there is no row, or nothing to say.
    const ApiError *currentReason() const;

Q_SIGNALS:
    /// The current row is another one, or there is none.
    void currentRowChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    TileButton *addTile(const QString &icon, Tone tone, const QString &text, qint64 count,
                        const QString &objectName, const std::function<void()> &choose);
    void updateVisibleRows();

    void fitColumns();
    void fitTiles();

    CustomerLookup m_lookup;
    QHBoxLayout *m_tiles;
    TableView *m_table;
    OutcomeTableModel *m_model = nullptr;
    int m_statusWidth = 0; ///< that the longest text of the column needs
    int m_reasonWidth = 0; ///< likewise; 0: there is no reason
};

} // namespace segmentdesk
