// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/dialogframe.h"

#include "ui/kit/controls.h"
#include "ui/kit/label.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace segmentdesk {

DialogFrame::DialogFrame(QWidget *parent)
    : QDialog(parent), m_title(new Label(QString(), TypeRole::DialogTitle)),
      m_subtitle(new Label(QString(), TypeRole::Body, Tone::Second)), m_head(new QHBoxLayout),
      m_content(new QVBoxLayout), m_footer(new QHBoxLayout),
      m_facts(new Label(QString(), TypeRole::Body, Tone::Second)),
      m_missingLabel(new Label(QString(), TypeRole::Body, Tone::Err))
{
    setWindowModality(Qt::WindowModal);
    m_title->setWordWrap(true);
    m_subtitle->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_title->hide();
    m_subtitle->hide();

    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    m_head->setSpacing(16);
    m_head->addLayout(words, 1);
    m_content->setSpacing(12);
    m_footer->setSpacing(8);
    m_footer->addWidget(m_facts, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(14);
    layout->addLayout(m_head);
    layout->addLayout(m_content, 1);
    m_missingLabel->setObjectName(QStringLiteral("missing"));
    m_missingLabel->setWordWrap(true);
    m_missingLabel->hide();
    layout->addWidget(m_missingLabel);
    layout->addLayout(m_footer);
}

void DialogFrame::setHeading(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
}

void DialogFrame::setSubtitle(const QString &text)
{
    m_subtitle->setText(text);
    m_subtitle->setVisible(!text.isEmpty());
}

void DialogFrame::setHeadingWidget(QWidget *widget)
{
    m_head->addWidget(widget, 0, Qt::AlignVCenter);
}

void DialogFrame::setFacts(const QString &text)
{
    m_facts->setText(text);
}

void DialogFrame::setFactsWidget(QWidget *widget)
{
    m_facts->hide();
    m_footer->insertWidget(0, widget, 0, Qt::AlignVCenter);
    if (m_footer->itemAt(1)->widget() == m_facts)
        m_footer->insertStretch(1, 1);
}

QPushButton *DialogFrame::addButton(const QString &text, ButtonLook look, const QString &icon)
{
    auto *button = makeButton(text, icon, look, this);
    m_footer->addWidget(button);
    m_buttons.append(button);
    return button;
}

QPushButton *DialogFrame::addCancelButton()
{
    QPushButton *button = addButton(tr("Cancel"));
    connect(button, &QPushButton::clicked, this, &QDialog::reject);
    return button;
}

void DialogFrame::setDefaultButton(QPushButton *button)
{
    for (QPushButton *other : std::as_const(m_buttons))
        other->setDefault(other == button);
}

bool DialogFrame::event(QEvent *event)
{
    const bool done = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest && isVisible()) {
        // Qt's own minimum takes wrapped text for as high as at its best width.
        const int needed = layout()->totalMinimumHeightForWidth(width());
        const int room = screen()->availableGeometry().height();
        if (height() < needed && height() < room)
            resize(width(), std::min(needed, room));
    }
    return done;
}

QPushButton *DialogFrame::defaultButton() const
{
    for (QPushButton *button : m_buttons) {
        if (button->isDefault() && button->isVisible())
            return button;
    }
    return nullptr;
}

void DialogFrame::setMissing(const QString &what)
{
    m_missing = what;
    m_missingLabel->hide();
}

void DialogFrame::sayMissing()
{
    m_missingLabel->setText(m_missing);
    m_missingLabel->setVisible(!m_missing.isEmpty());
    QAccessibleEvent alert(m_missingLabel, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void DialogFrame::keyPressEvent(QKeyEvent *event)
{
    // A field of several lines keeps Return for itself; with Ctrl it is the default button
    // everywhere.
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // A button that was gone to by Tab is what Enter presses, not the default one; held down, Enter
    // presses nothing.
    if (enter && event->isAutoRepeat())
        return;
    auto *focused = qobject_cast<QPushButton *>(focusWidget());
    if (enter && focused && focused->isEnabled()
        && !event->modifiers().testFlag(Qt::ControlModifier)) {
        focused->click();
        return;
    }
    QPushButton *button = enter ? defaultButton() : nullptr;
    if (enter && (!m_missing.isEmpty() || (button && !button->isEnabled()))) {
        sayMissing();
        return;
    }
    if (button && event->modifiers().testFlag(Qt::ControlModifier)) {
        button->click();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace segmentdesk
