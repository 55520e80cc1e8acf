// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QWidget>

namespace segmentdesk {

/// One line of plain text that is cut with an ellipsis where it does not fit; the whole is in the
/// tool tip. Stays at the left whatever the text's direction.
class ElidedLabel : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text WRITE setText)

public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    explicit ElidedLabel(const QString &text, TypeRole type = TypeRole::Body,
                         Tone tone = Tone::Text, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    /// Draws @p length characters of it bold, from @p from on: the object of a sentence.
    void setStrong(int from, int length);
    void setTone(Tone tone);
    void setElideMode(Qt::TextElideMode mode);
    bool isElided() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QSize textSize() const;

    QString m_text;
    int m_strongFrom = -1;
    int m_strongLength = 0;
    Tone m_tone = Tone::Text;
    Qt::TextElideMode m_elide = Qt::ElideRight;
};

} // namespace segmentdesk
