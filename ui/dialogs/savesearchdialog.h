// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/dialogframe.h"
#include "ui/kit/handler.h"

class QLineEdit;
class QPushButton;

namespace segmentdesk {

/// Asks under which name a search is kept. Cannot be accepted with a name that is empty or taken.
class SaveSearchDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// @p suggestion is typed over at once; @p longest in characters.
    SaveSearchDialog(const QString &suggestion, int longest,
                     const Handler<bool(const QString &name)> &isTaken, QWidget *parent = nullptr);

    QString name() const;

private:
    void check();

    Handler<bool(const QString &)> m_isTaken;
    QLineEdit *m_name;
    Label *m_hint;
    QPushButton *m_save;
};

} // namespace segmentdesk
