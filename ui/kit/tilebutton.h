// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/theme.h"

#include <QAbstractButton>

namespace segmentdesk {

/// One of a row of counts ("1,240 will be added"); the chosen one filters the table below.
/// Checkable and exclusive among its siblings.
class TileButton : public QAbstractButton
{
    Q_OBJECT

public:
    TileButton(const QString &icon, Tone tone, const QString &words, QWidget *parent = nullptr);

    void setCount(qint64 count);
    qint64 count() const { return m_count; }
    void setWords(const QString &words);
    /// In one line, where there is little height.
    void setCompact(bool compact);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateName();

    QString m_icon;
    Tone m_tone;
    QString m_words;
    qint64 m_count = 0;
    bool m_compact = false;
};

} // namespace segmentdesk
