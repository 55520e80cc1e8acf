// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QRadioButton;
class QVBoxLayout;

namespace segmentdesk {

/// Radio buttons under a heading, which is their name for screen readers, too.
class ChoiceGroup : public QWidget
{
    Q_OBJECT

public:
    explicit ChoiceGroup(const QString &heading, QWidget *parent = nullptr);

    /// @p sentence stands below the words of the button; empty: nothing does.
    QRadioButton *add(const QString &text, const QString &sentence = {});
    /// For rows of another form.
    QVBoxLayout *rows() const { return m_rows; }

private:
    QVBoxLayout *m_rows;
};

} // namespace segmentdesk
