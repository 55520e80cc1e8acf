// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/dialogframe.h"

#include "ui/kit/controls.h"
#include "ui/kit/dialogroom.h"
#include "ui/kit/label.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr int ring = 4; // room for the focus ring
constexpr int placedWithinMs = 1000;

/// As large as its content, which it scrolls only where the screen has no room for it. The layout
/// around it sees the content's own sizes, so that a dialog grows with a banner as before.
class ContentArea : public QScrollArea
{
public:
    explicit ContentArea(QWidget *content, QWidget *parent) : QScrollArea(parent)
    {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setFocusPolicy(Qt::NoFocus); // what is in it has the focus
        viewport()->setAutoFillBackground(false);
        setWidget(content);
        content->setAutoFillBackground(false);
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    QSize sizeHint() const override { return widget()->sizeHint(); }

    QSize minimumSizeHint() const override { return bounded(widget()->minimumSizeHint(), false); }

    bool hasHeightForWidth() const override { return widget()->layout()->hasHeightForWidth(); }

    int heightForWidth(int width) const override
    {
        return bounded({width, widget()->layout()->totalHeightForWidth(width)}, true).height();
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }

private:
    /// Leaves room for the head and the buttons. @p isWrapped: at the width of the dialog, not at
    /// the least one that Qt takes for wrapped text.
    QSize bounded(QSize needed, bool isWrapped) const
    {
        const QWidget &dialog = *window();
        int around = 0;
        if (const QLayout *layout = dialog.layout()) {
            const QMargins margins = layout->contentsMargins();
            around = margins.top() + margins.bottom() + 2 * qMax(0, layout->spacing());
            for (int i = 0; i < layout->count(); ++i) {
                QLayoutItem *item = layout->itemAt(i);
                if (item->widget() == this)
                    continue;
                // The window's minimum is made of the items' own, also where lines are broken.
                const QSize least = item->minimumSize();
                const int width = dialog.width() - margins.left() - margins.right();
                const int wrapped = item->hasHeightForWidth()
                    ? item->heightForWidth(qMax(least.width(), width))
                    : least.height();
                around += isWrapped ? wrapped : qMax(least.height(), wrapped);
            }
        }
        const QSize room = dialogRoom(dialog) - QSize(40, around);
        return needed.boundedTo(room.expandedTo({px(120, this), px(80, this)}));
    }
};

} // namespace

DialogFrame::DialogFrame(QWidget *parent)
    : QDialog(parent), m_title(new Label(QString(), TypeRole::DialogTitle)),
      m_subtitle(new Label(QString(), TypeRole::Body, Tone::Second)), m_head(new QHBoxLayout),
      m_content(nullptr), m_footer(new QHBoxLayout),
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
    auto *body = new QWidget;
    m_content = new QVBoxLayout(body);
    // The focus ring is drawn around a widget, and the area would cut it.
    m_content->setContentsMargins(ring, ring, ring, ring);
    m_head->setContentsMargins(ring, 0, ring, 0);
    m_footer->setContentsMargins(ring, 0, ring, 0);
    m_content->setSpacing(12);
    m_footer->setSpacing(8);
    m_footer->addWidget(m_facts, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20 - ring, 18, 20 - ring, 16);
    layout->setSpacing(14 - ring);
    layout->addLayout(m_head);
    layout->addWidget(new ContentArea(body, this), 1);
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
        const int room = dialogRoom(*this).height();
        if (height() < needed && height() < room)
            resize(width(), std::min(needed, room));
    }
    // Where the desktop puts it when it opens, whenever that is, and where its content makes it
    // grow; else it is moved by hand.
    const bool isPlaced = event->type() == QEvent::Show || event->type() == QEvent::Move
        || event->type() == QEvent::WindowActivate;
    if (event->type() == QEvent::LayoutRequest
        || (isPlaced && m_shown.isValid() && m_shown.elapsed() < placedWithinMs))
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (isVisible())
                    keepOnScreen(*this);
            },
            Qt::QueuedConnection);
    return done;
}

void DialogFrame::focusDefaultButton()
{
    const auto usual = std::find_if(m_buttons.cbegin(), m_buttons.cend(), [](QPushButton *one) {
        return one->isDefault() && !one->isHidden();
    });
    QPushButton *button = usual == m_buttons.cend() ? nullptr : *usual;
    for (auto other = m_buttons.crbegin();
         other != m_buttons.crend() && !(button && button->isEnabled()); ++other) {
        if ((*other)->isEnabled() && !(*other)->isHidden()
            && buttonLook(*other) != ButtonLook::Danger)
            button = *other;
    }
    if (button)
        button->setFocus();
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

void DialogFrame::setVisible(bool visible)
{
    if (visible && !isVisible()) {
        if (!testAttribute(Qt::WA_Resized))
            adjustSize();
        const QSize room = dialogRoom(*this);
        // A least size that was set by hand counts for larger screens.
        if (const QSize least = minimumSize(); least.boundedTo(room) != least)
            setMinimumSize(least.boundedTo(room));
        resize(size().boundedTo(room));
    }
    if (visible)
        m_shown.start();
    QDialog::setVisible(visible);
}

void DialogFrame::keyPressEvent(QKeyEvent *event)
{
    // A field of several lines keeps Return for itself; with Ctrl it is the default button
    // everywhere.
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // Held down, Enter presses nothing.
    if (enter && event->isAutoRepeat())
        return;
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
