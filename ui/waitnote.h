// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/patience.h"

#include <QWidget>

#include <functional>

namespace segmentdesk {

class Label;
class LinkButton;

/// Stands where a dialog or a pane says what it reads, and says so if the store has not answered
/// for a while: with Retry, if that is possible. Waits while it is on the screen.
class WaitNote : public QWidget
{
    Q_OBJECT

public:
    /// @p retry may be empty; Cancel is where the note stands.
    explicit WaitNote(const std::function<void()> &retry = {}, QWidget *parent = nullptr);

    /// Something came: the wait begins again.
    void sign();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void clear();

    Patience m_patience;
    Label *m_text;
    LinkButton *m_retry;
    bool m_canRetry;
};

} // namespace segmentdesk
