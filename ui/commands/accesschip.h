// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>

namespace segmentdesk {

/// Beside the store's name, while its token can only read: says so, and opens a menu with the ways
/// out.
class AccessChip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit AccessChip(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void anotherTokenRequested();
    /// The token may have been given another scope meanwhile.
    void checkRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void openMenu();
};

} // namespace segmentdesk
