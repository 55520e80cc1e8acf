// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/stateview.h"

#include "ui/kit/controls.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/tableview.h"
#include "ui/kit/typography.h"

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

StateView::StateView(QAbstractScrollArea *view)
    : QWidget(view), m_view(view), m_content(new QWidget(this)), m_icon(new QLabel),
      m_title(new Label(QString(), TypeRole::PaneTitle)),
      m_text(new Label(QString(), TypeRole::Body, Tone::Second)), m_buttons(new QHBoxLayout)
{
    setObjectName(u"stateView"_s);
    m_icon->setAlignment(Qt::AlignCenter);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_content->setFixedWidth(px(380, this));
    m_buttons->setSpacing(8);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_icon);
    layout->addSpacing(12);
    layout->addWidget(m_title);
    layout->addSpacing(4);
    layout->addWidget(m_text);
    layout->addSpacing(16);
    layout->addLayout(m_buttons);
    m_delay.setSingleShot(true);
    m_delay.setInterval(loadingDelayMs);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        place();
        show();
        raiseUnderMessages();
    });
    connect(&m_patience, &Patience::waited, this, [this](int seconds) {
        if (m_state != State::Loading || !m_slowWords)
            return;
        m_title->setText(m_slowWords(seconds));
        setAccessibleName(m_title->text());
        if (m_content->isVisibleTo(this))
            return;
        m_iconName = u"clock"_s;
        m_text->hide();
        setActions(m_slowActions);
        updateIcon();
        setContentVisible(true);
        m_delay.stop();
        show();
        place();
        raiseUnderMessages();
        update();
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    });
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    hide();
}

void StateView::setSlow(const std::function<QString(int seconds)> &words,
                        const QList<StateAction> &actions)
{
    m_slowWords = words;
    m_slowActions = actions;
}

void StateView::restartWait()
{
    if (m_state != State::Loading)
        return;
    setContentVisible(false);
    m_patience.start();
    update();
}

void StateView::showReady()
{
    m_state = State::Ready;
    m_delay.stop();
    m_patience.stop();
    const bool hadFocus = QApplication::focusWidget() && isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus)
        m_view->setFocus(Qt::OtherFocusReason);
}

void StateView::showLoading()
{
    if (m_state == State::Loading)
        return;
    m_state = State::Loading;
    setAccessibleName(tr("Reading…"));
    setAccessibleDescription(QString());
    hide();
    setContentVisible(false);
    m_delay.start();
    m_patience.start();
}

void StateView::showEmpty(const QString &icon, const QString &title, const QString &text,
                          const QList<StateAction> &actions)
{
    fill(State::Empty, icon, title, text, actions);
}

void StateView::showFailed(const QString &title, const QString &text,
                           const QList<StateAction> &actions)
{
    fill(State::Failed, u"error"_s, title, text, actions);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void StateView::setContentVisible(bool visible)
{
    m_content->setVisible(visible);
}

void StateView::fill(State state, const QString &icon, const QString &title, const QString &text,
                     const QList<StateAction> &actions)
{
    m_state = state;
    m_delay.stop();
    m_patience.stop();
    m_iconName = icon;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = focus && m_content->isAncestorOf(focus);
    const bool mayTakeFocus = !focus || focus == m_view || m_view->isAncestorOf(focus);
    QPushButton *first = setActions(actions);
    updateIcon();
    setContentVisible(true);
    show();
    place();
    raiseUnderMessages();
    update(); // the bars of reading are no longer drawn
    // Not away from a field being typed into.
    if (first && first->isEnabled() && (hadFocus || (state == State::Failed && mayTakeFocus)))
        first->setFocus(Qt::ShortcutFocusReason);
    else if (hadFocus)
        m_view->setFocus(Qt::OtherFocusReason);
}

/// Over what it stands for, and under a message, which may be about why it is shown.
void StateView::raiseUnderMessages()
{
    raise();
    if (auto *bar = parentWidget()->findChild<MessageBar *>({}, Qt::FindDirectChildrenOnly))
        bar->raise();
}

bool StateView::focusAction()
{
    if (!isVisible())
        return false;
    for (int i = 0; i < m_buttons->count(); ++i) {
        QWidget *button = m_buttons->itemAt(i)->widget();
        if (button && button->isEnabled()) {
            button->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    return false;
}

QPushButton *StateView::setActions(const QList<StateAction> &actions)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            // A button may be what called this.
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    QPushButton *first = nullptr;
    m_buttons->addStretch(1);
    for (const StateAction &action : actions) {
        auto *button = makeButton(action.text, action.icon,
                                  first ? ButtonLook::Normal : ButtonLook::Primary, m_content);
        connect(button, &QPushButton::clicked, this, [run = action.run] { run(); });
        button->setEnabled(action.whyOff.isEmpty());
        button->setToolTip(action.whyOff);
        button->setStatusTip(action.whyOff);
        m_buttons->addWidget(button);
        button->show();
        if (!first)
            first = button;
    }
    m_buttons->addStretch(1);
    return first;
}

void StateView::updateIcon()
{
    if (m_iconName.isEmpty()) {
        m_icon->clear();
        return;
    }
    const Theme &theme = Theme::of(this);
    m_icon->setPixmap(Icon::pixmap(m_iconName,
                                   m_state == State::Failed ? theme.err : theme.hintText, 40,
                                   devicePixelRatioF()));
}

void StateView::place()
{
    setGeometry(m_view->viewport()->geometry());
    const int width = qMin(px(380, this), qMax(0, this->width() - 32));
    // Buttons may need more room than the words.
    const int needed = qMin(this->width(), qMax(width, m_buttons->sizeHint().width()));
    m_content->setFixedWidth(qMax(1, needed));
    m_text->setFixedWidth(qMax(1, qMin(width, needed)));
    m_content->layout()->setAlignment(m_text, Qt::AlignHCenter);
    const int height = m_content->layout()->hasHeightForWidth()
        ? m_content->layout()->totalHeightForWidth(needed)
        : m_content->sizeHint().height();
    m_content->setGeometry((this->width() - needed) / 2,
                           qMax(8, (this->height() - height) * 48 / 100), needed, height);
}

void StateView::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(),
                     m_view->viewport()->palette().color(m_view->viewport()->backgroundRole()));
    if (m_state != State::Loading || m_content->isVisibleTo(this))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const auto *table = qobject_cast<const TableView *>(m_view);
    const int rowHeight = table ? table->rowHeightForFont() : px(30, this);
    for (int row = 0; row * rowHeight < height(); ++row) {
        const int top = row * rowHeight;
        const auto bar = [&](int left, int width, int seed, bool right) {
            const uint mix = (uint(row) * 2654435761u) ^ (uint(seed) * 40503u);
            const int part = 45 + int((mix >> 7) % 36);
            QRectF rect(left, top + (rowHeight - 11) / 2, qBound(20, width * part / 100, 190), 10);
            rect.setWidth(qMin<qreal>(rect.width(), width));
            if (right)
                rect.moveRight(left + width);
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.hair);
            if (rect.width() > 0)
                painter.drawRoundedRect(rect, 5, 5);
        };
        if (!table) {
            bar(16, width() - 32, 1, false);
            continue;
        }
        painter.fillRect(QRect(0, top + rowHeight - 1, width(), 1), theme.hair);
        const QHeaderView *head = table->horizontalHeader();
        for (int section = 0; section < head->count(); ++section) {
            if (head->isSectionHidden(section))
                continue;
            const QMargins margins = table->cellMargins(section);
            const int left = head->sectionViewportPosition(section) + margins.left();
            const int width = head->sectionSize(section) - margins.left() - margins.right();
            if (section == table->checkColumn()) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(theme.hair);
                painter.drawRoundedRect(QRect(left, top + (rowHeight - 17) / 2, 16, 16), 4, 4);
                continue;
            }
            const QVariant wish = head->model()
                ? head->model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole)
                : QVariant();
            bar(left, width, section,
                wish.isValid()
                    && (Qt::Alignment(wish.toInt()) & (Qt::AlignRight | Qt::AlignTrailing)));
        }
    }
}

void StateView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
}

void StateView::contextMenuEvent(QContextMenuEvent *event)
{
    QWidget *rows = m_view->viewport();
    QContextMenuEvent passed(event->reason(), rows->mapFromGlobal(event->globalPos()),
                             event->globalPos(), event->modifiers());
    QApplication::sendEvent(rows, &passed);
    event->setAccepted(passed.isAccepted());
}

bool StateView::eventFilter(QObject *watched, QEvent *event)
{
    if (isVisible()
        && (event->type() == QEvent::Resize || event->type() == QEvent::Move
            || event->type() == QEvent::LayoutRequest)) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace segmentdesk
