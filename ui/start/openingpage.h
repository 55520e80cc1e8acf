// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/account.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace segmentdesk {

class IconLabel;
class Label;
class WaitNote;

/// What stands in the window while a store is opened, and when that failed.
class OpeningPage : public QWidget
{
    Q_OBJECT

public:
    explicit OpeningPage(QWidget *parent = nullptr);

    /// @p what: what is waited for, such as "Making 5,000 people". @p offersToken: a token can be
    /// given instead of waiting.
    void showOpening(const Account &account, const QString &what, bool offersToken = false);
    /// How far it is; @p total below 0: not known.
    void setProgress(qint64 done, qint64 total);
    /// @p text: why, in words.
    void showFailed(const Account &account, const QString &text);

Q_SIGNALS:
    void retryRequested(const QString &accountId);
    void otherStoreRequested();
    /// The user will give a token instead of waiting.
    void tokenRequested(const QString &accountId);
    /// The user gives up waiting.
    void cancelled(const QString &accountId);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_accountId;
    IconLabel *m_icon;
    Label *m_title;
    Label *m_text;
    QProgressBar *m_bar;
    WaitNote *m_wait;
    QPushButton *m_retry;
    QPushButton *m_other;
    QPushButton *m_token;
    QPushButton *m_cancel;
};

} // namespace segmentdesk
