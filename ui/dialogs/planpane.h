// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customerlookup.h"
#include "models/domain/plan.h"
#include "models/domain/quotausage.h"
#include "ui/kit/theme.h"

#include <QWidget>

#include <optional>

class QCheckBox;

namespace segmentdesk {

class PlanTableModel;
class TableView;
class TileButton;
class TileRow;

/// The picture of a plan: tiles with counts that filter the table below, and the offer to make
/// profiles for those who have none.
class PlanPane : public QWidget
{
    Q_OBJECT

public:
    explicit PlanPane(QWidget *parent = nullptr);

    /// @p allWords: under the count of all, such as "All pasted".
    void setPlan(const Plan &plan, const QString &allWords);
    /// Of a plan to add: the people leave this segment for it.
    void setMovingFrom(const Segment &segment) { m_from = segment; }
    const Plan &plan() const;
    void setCustomerLookup(const CustomerLookup &lookup);

    /// People for whom a profile is to be made as well; empty if that was not asked for.
    QList<CustomerId> createProfilesFor() const;
    /// People that will change, with those who first get a profile.
    qint64 changing() const;
    /// "25 requests, about 5 s at your quota. You can undo this."
    QString facts(const QuotaUsage &traffic) const;
    /// "Add 1,240 people", "Remove 3 people".
    QString buttonText() const;

Q_SIGNALS:
    void changed();

private:
    TileButton *addTile(const QString &objectName, const QString &icon, Tone tone,
                        const QString &words, qint64 count, std::optional<Effect> effect);
    void updateVisibleRows();
    bool eventFilter(QObject *watched, QEvent *event) override;

    std::optional<Segment> m_from; ///< of a move
    PlanTableModel *m_model;
    TileRow *m_tiles;
    QList<TileButton *> m_tileButtons;
    TableView *m_table;
    QCheckBox *m_createProfiles;
};

} // namespace segmentdesk
