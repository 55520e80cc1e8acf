// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/handler.h"
#include "ui/kit/patience.h"

#include <QWidget>

#include <optional>

class QBoxLayout;

namespace segmentdesk {

class Label;
class LinkButton;

/// Stands where a dialog, a page or a pane says what it reads, and says so if the store has not
/// answered for a while: with Retry and Cancel, as far as they are set. Waits while it is visible.
/// Takes no room before it has something to say.
class WaitNote : public QWidget
{
    Q_OBJECT

public:
    using Verb = std::optional<Handler<void()>>;

    /// Without @p retry there is no Retry; without setCancel(), Cancel is where the note stands.
    explicit WaitNote(const Verb &retry = {}, QWidget *parent = nullptr);

    void setCancel(const Handler<void()> &cancel);
    /// What it says after that many seconds, if it is not the store that is waited for.
    void setWords(const Handler<QString(int seconds)> &words) { m_words = words; }
    /// Whether Retry would help with what is waited for now.
    void setCanRetry(bool canRetry);

    /// Something came: the wait begins again.
    void sign();
    /// It says something.
    bool isLong() const;

Q_SIGNALS:
    /// It began to say something, or has nothing to say any more: its size is different.
    void spoke();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void clear();
    void say(int seconds);

    Patience m_patience;
    Handler<QString(int seconds)> m_words;
    Verb m_onRetry;
    Verb m_onCancel;
    Label *m_text;
    LinkButton *m_retry;
    LinkButton *m_cancel;
    QBoxLayout *m_layout;
    bool m_canRetry = true;
};

} // namespace segmentdesk
