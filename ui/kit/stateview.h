// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/handler.h"
#include "ui/kit/patience.h"
#include "ui/kit/theme.h"

#include <QTimer>
#include <QWidget>

class QAbstractScrollArea;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace segmentdesk {

/// A button of a StateView.
struct StateAction
{
    QString text;
    QString icon; ///< name of an icon, or empty
    Handler<void()> run;
    QString whyOff = {}; ///< as a sentence, its tooltip; empty: it is on
};

/// Lies over the rows of a view (the head stays) and says why there are none: empty with what to do
/// next, loading, or failed. Takes the place of the rows, never of the words around them.
class StateView : public QWidget
{
    Q_OBJECT

public:
    enum class State { Ready, Empty, Loading, Failed };

    /// Covers the view's viewport and lives as long as the view.
    explicit StateView(QAbstractScrollArea *view);

    State state() const { return m_state; }
    /// Gives the focus to the first action; false: there is none to give it to.
    bool focusAction();

    void showReady();
    /// The first action is the primary one.
    void showEmpty(const QString &icon, const QString &title, const QString &text,
                   const QList<StateAction> &actions = {});
    /// Bars in place of rows, after 300 ms; after Patience::seconds the words of setSlow().
    void showLoading();
    /// Something that was waited for came, or something else is waited for: the wait begins again.
    void restartWait();
    /// What to say and to offer where loading takes long.
    void setSlow(const std::function<QString(int seconds)> &words,
                 const QList<StateAction> &actions);
    bool isSlow() const { return m_state == State::Loading && m_patience.isLong(); }
    /// The first action (Retry) is the primary one and gets the focus.
    void showFailed(const QString &title, const QString &text, const QList<StateAction> &actions);

    static constexpr int loadingDelayMs = 300;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    /// Asks the view that is covered.
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(State state, const QString &icon, const QString &title, const QString &text,
              const QList<StateAction> &actions);
    void raiseUnderMessages();
    void place();
    void updateIcon();
    QPushButton *setActions(const QList<StateAction> &actions);
    void setContentVisible(bool visible);

    QAbstractScrollArea *m_view;
    QWidget *m_content;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
    QTimer m_delay;
    Patience m_patience;
    std::function<QString(int seconds)> m_slowWords;
    QList<StateAction> m_slowActions;
    QString m_iconName;
    State m_state = State::Ready;
};

} // namespace segmentdesk
