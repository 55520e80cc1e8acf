// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QLabel>

namespace segmentdesk {

/// A label with a size and a colour of the program that follow a change of theme. Plain text unless
/// setTextFormat() says otherwise; escape names before you put them into rich text.
class Label : public QLabel
{
    Q_OBJECT

public:
    explicit Label(QWidget *parent = nullptr);
    explicit Label(const QString &text, TypeRole type = TypeRole::Body, Tone tone = Tone::Text,
                   QWidget *parent = nullptr);

    void setTone(Tone tone);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTone();

    Tone m_tone = Tone::Text;
    bool m_applying = false;
};

/// Only the icon, 16 logical pixels unless size says otherwise.
class IconLabel : public QWidget
{
    Q_OBJECT

public:
    explicit IconLabel(const QString &icon, Tone tone = Tone::Second, int size = 16,
                       QWidget *parent = nullptr);

    void setIcon(const QString &icon, Tone tone);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    Tone m_tone;
    int m_size;
};

/// A line of one pixel between two sections.
class Line : public QWidget
{
    Q_OBJECT

public:
    explicit Line(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace segmentdesk
