// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>

class QAction;

namespace segmentdesk {

/// A field with an icon at its left, a key hint at its right while it is empty, and a ✕ that
/// empties it while it is not. Esc empties it.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString &placeholder, const QString &icon,
                         QWidget *parent = nullptr);

    /// Such as "Ctrl+F"; empty for none.
    void setKeyHint(const QString &hint);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QAction *m_clear;
    QString m_hint;
};

} // namespace segmentdesk
