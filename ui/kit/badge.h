// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/theme.h"

#include <QWidget>

namespace segmentdesk {

/// A status: icon, word and ground, so that it is never the colour alone that says it.
class Badge : public QWidget
{
    Q_OBJECT

public:
    enum class Status { Done, DoneWithWarnings, Failed, Cancelled, Running, Stopping };

    explicit Badge(QWidget *parent = nullptr);
    explicit Badge(Status status, QWidget *parent = nullptr);

    void setStatus(Status status);
    /// Any words: tone is Ok, Warn, Err, Neutral or Accent; icon may be empty.
    void set(const QString &icon, Tone tone, const QString &text);
    QString text() const { return m_text; }

    /// The icon, colour and word of a status, for lists that draw them themselves.
    static QString iconName(Status status);
    static Tone tone(Status status);
    static QString word(Status status);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    Tone m_tone = Tone::Neutral;
    QString m_text;
};

} // namespace segmentdesk
