// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/deskstyle.h"

#include <QDialog>
#include <QElapsedTimer>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace segmentdesk {

class Label;

/// The base of all dialogs: a title, what it is about, the content, and one row with facts at the
/// left and buttons at the right. Window-modal; show it with open(). Grows when what it says needs
/// more room, such as a banner that appears, but never beyond its screen: there the content
/// scrolls, and the buttons stay in sight.
class DialogFrame : public QDialog
{
    Q_OBJECT

public:
    explicit DialogFrame(QWidget *parent = nullptr);

    void setHeading(const QString &title);
    /// One line or two under the title; plain text.
    void setSubtitle(const QString &text);
    /// At the right of the title, such as a StepBar.
    void setHeadingWidget(QWidget *widget);
    /// Where the content goes.
    QVBoxLayout *content() const { return m_content; }
    /// Left of the buttons: requests, time, "You can undo this."
    void setFacts(const QString &text);
    /// A widget in the place of the facts, such as a link.
    void setFactsWidget(QWidget *widget);
    /// Buttons come in the order of the calls, the last one at the right. The dialog does not
    /// connect them.
    QPushButton *addButton(const QString &text, ButtonLook look = ButtonLook::Normal,
                           const QString &icon = {});
    /// Adds "Cancel", which rejects.
    QPushButton *addCancelButton();
    /// The button that Enter presses. The others do not react to Enter unless they have the focus.
    void setDefaultButton(QPushButton *button);
    /// Puts the focus on the default button; where that is off, on another one that is on, such as
    /// Cancel: keys never go nowhere.
    void focusDefaultButton();
    /// What is missing before the default button can be pressed, as a sentence; empty: nothing. It
    /// is said when Enter is pressed nevertheless. Does not disable
    /// the button.
    void setMissing(const QString &what);

    void setVisible(bool visible) override;

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QPushButton *defaultButton() const;
    void sayMissing();

    Label *m_title;
    Label *m_subtitle;
    QHBoxLayout *m_head;
    QVBoxLayout *m_content;
    QHBoxLayout *m_footer;
    Label *m_facts;
    Label *m_missingLabel; ///< above the buttons, once Enter has found something missing
    QElapsedTimer m_shown;
    QString m_missing;
    QList<QPushButton *> m_buttons;
};

} // namespace segmentdesk
