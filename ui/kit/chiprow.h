// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QWidget>

namespace segmentdesk {

class ChipButton;
class LinkButton;

/// Chips in one line: as many whole ones as there is room for, then "+N". Only a single chip is
/// ever shortened.
class ChipRow : public QWidget
{
    Q_OBJECT

public:
    explicit ChipRow(QWidget *parent = nullptr);

    /// Takes the chips over and deletes those that were there. What had the focus among them
    /// hands it to the chip that has its place now; false if there is none.
    bool setChips(const QList<ChipButton *> &chips);
    int shownChips() const { return m_shown; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// "+N" was pressed.
    void moreRequested();

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    QList<ChipButton *> m_chips;
    LinkButton *m_more;
    int m_shown = 0;
};

} // namespace segmentdesk
