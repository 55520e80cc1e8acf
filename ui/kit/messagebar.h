// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/handler.h"
#include "ui/kit/theme.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace segmentdesk {

class LinkButton;

/// The bar at the bottom of a table that says what was done and offers to take it back. It goes
/// after 10 s, and waits while the pointer or the focus is on it. One at a time: a newer one
/// replaces the older.
class MessageBar : public QWidget
{
    Q_OBJECT

public:
    struct Verb
    {
        QString text;
        Handler<void()> run;
        QString whyOff = {}; ///< as a sentence, its tooltip; empty: it is on
    };

    static constexpr int defaultMs = 10'000;
    /// What a table scrolls further while the bar shows, in logical pixels at a font of 13 px.
    static constexpr int room = 60;

    /// Lies over the host at its bottom centre. If the host is a TableView it makes room there.
    explicit MessageBar(QWidget *host);
    ~MessageBar() override;

    /// tone: Ok, Warn, Err or OnTip; its colour is taken from the theme that fits the bar's ground.
    /// Pressing a verb runs it and dismisses the bar.
    void announce(const QString &icon, Tone tone, const QString &text, const QList<Verb> &verbs,
                  int milliseconds = defaultMs);
    void dismiss();
    bool isShowing() const { return m_showing; }
    QString text() const;
    Tone tone() const { return m_tone; }

Q_SIGNALS:
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void applyTheme();
    void updateWaiting();
    bool holdsFocus() const;

    QWidget *m_host;
    QHBoxLayout *m_layout;
    QLabel *m_icon;
    QLabel *m_label;
    QToolButton *m_close;
    QList<LinkButton *> m_verbs;
    QTimer m_timer;
    QString m_iconName;
    Tone m_tone = Tone::Ok;
    int m_leftMs = 0; ///< what was left when it began to wait
    bool m_hovered = false;
    bool m_showing = false;
};

} // namespace segmentdesk
