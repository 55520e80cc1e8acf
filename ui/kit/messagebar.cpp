// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/messagebar.h"

#include "ui/kit/controls.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/tableview.h"
#include "ui/kit/typography.h"

#include <QAccessible>
#include <QApplication>
#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPropertyAnimation>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int offset = 12;
constexpr int fadeMs = 120;

} // namespace

MessageBar::MessageBar(QWidget *host)
    : QWidget(host), m_host(host), m_layout(new QHBoxLayout(this)), m_icon(new QLabel),
      m_label(new QLabel),
      m_close(makeToolButton(u"close"_s, tr("Close"), QKeySequence(Qt::Key_Escape)))
{
    setObjectName(u"messageBar"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setObjectName(u"messageBarText"_s);
    m_label->setWordWrap(true);
    m_close->setFixedSize(px(28, this), px(28, this));
    m_layout->setContentsMargins(14, 0, 8, 0);
    m_layout->setSpacing(10);
    m_layout->addWidget(m_icon);
    m_layout->addWidget(m_label, 1);
    m_layout->addWidget(m_close);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(qApp, &QApplication::focusChanged, this, [this] { updateWaiting(); });
    m_host->installEventFilter(this);
    hide();
}

MessageBar::~MessageBar()
{
    // A widget that dies with the focus on it says so after its members are gone.
    disconnect(qApp, nullptr, this, nullptr);
}

QString MessageBar::text() const
{
    return m_label->text();
}

void MessageBar::announce(const QString &icon, Tone tone, const QString &text,
                          const QList<Verb> &verbs, int milliseconds)
{
    qDeleteAll(m_verbs);
    m_verbs.clear();
    m_iconName = icon;
    m_tone = tone;
    m_label->setText(text);
    for (const Verb &verb : verbs) {
        auto *button = new LinkButton(verb.text, this);
        QFont font = button->font();
        font.setBold(true);
        button->setFont(font);
        button->setMinimumWidth(button->sizeHint().width() + 6);
        button->setEnabled(verb.whyOff.isEmpty());
        button->setToolTip(verb.whyOff);
        button->setStatusTip(verb.whyOff);
        // Before the ✕.
        m_layout->insertWidget(m_layout->count() - 1, button);
        connect(button, &LinkButton::clicked, this, [this, run = verb.run] {
            dismiss();
            run();
        });
        m_verbs.append(button);
    }
    setAccessibleName(text);
    applyTheme();

    m_showing = true;
    m_leftMs = milliseconds;
    m_timer.stop();
    place();
    show();
    raise();
    QWidget *before = m_host;
    for (LinkButton *button : std::as_const(m_verbs)) {
        button->show();
        setTabOrder(before, button);
        before = button;
    }
    setTabOrder(before, m_close);
    if (style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0) {
        auto *effect = new QGraphicsOpacityEffect(this);
        setGraphicsEffect(effect);
        auto *fade = new QPropertyAnimation(effect, "opacity", effect);
        fade->setDuration(fadeMs);
        fade->setStartValue(0.0);
        fade->setEndValue(1.0);
        // Without the effect the bar is drawn as sharp as the rest. Later, since it owns the fade.
        connect(
            fade, &QPropertyAnimation::finished, this,
            [this, effect] {
                if (graphicsEffect() == effect)
                    setGraphicsEffect(nullptr);
            },
            Qt::QueuedConnection);
        fade->start();
    }
    m_hovered = underMouse();
    updateWaiting();

    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::dismiss()
{
    if (!m_showing)
        return;
    const bool hadFocus = holdsFocus();
    m_showing = false;
    m_timer.stop();
    hide();
    if (auto *table = qobject_cast<TableView *>(m_host))
        table->setBottomRoom(0);
    if (hadFocus)
        m_host->setFocus(Qt::OtherFocusReason);
    Q_EMIT dismissed();
}

bool MessageBar::holdsFocus() const
{
    const QWidget *focus = QApplication::focusWidget();
    return focus && (focus == this || isAncestorOf(focus));
}

void MessageBar::updateWaiting()
{
    if (!m_showing)
        return;
    if (m_hovered || holdsFocus()) {
        if (m_timer.isActive()) {
            m_leftMs = qMax(0, m_timer.remainingTime());
            m_timer.stop();
        }
    } else if (!m_timer.isActive()) {
        m_timer.start(m_leftMs);
    }
}

void MessageBar::applyTheme()
{
    const Theme &theme = Theme::of(m_host);
    // What lies on the bar takes the colours of the theme that fits its ground.
    QPalette own = theme.other().palette();
    own.setColor(QPalette::Window, theme.tip);
    own.setColor(QPalette::WindowText, theme.tipText);
    setPalette(own);
    const Theme &inner = theme.other();
    if (!m_iconName.isEmpty()) {
        const QColor color = m_tone == Tone::OnTip ? theme.tipText : toneColor(inner, m_tone);
        m_icon->setPixmap(Icon::pixmap(m_iconName, color, 16, devicePixelRatioF()));
    }
    m_icon->setVisible(!m_iconName.isEmpty());
    m_close->setIcon(Icon::tinted(u"close"_s, inner.secondaryText));
    for (LinkButton *verb : std::as_const(m_verbs))
        verb->setProperty("textColor", theme.tipAccent);
}

void MessageBar::place()
{
    // A host that was not laid out yet has next to no room.
    const int most = m_host->width() - 2 * offset;
    const int highest = std::max(px(44, this), m_host->height() - 2 * offset);
    // All but the text.
    int rest = m_layout->contentsMargins().left() + m_layout->contentsMargins().right()
        + m_layout->spacing() * (m_layout->count() - 1) + m_close->width();
    if (!m_iconName.isEmpty())
        rest += m_icon->sizeHint().width();
    for (const LinkButton *verb : std::as_const(m_verbs))
        rest += std::max(verb->minimumWidth(), verb->sizeHint().width());
    const QFontMetrics metrics(m_label->font());
    const int wanted = rest + metrics.horizontalAdvance(m_label->text()) + 4;
    const int width = std::max(1, std::min(most, std::max(px(400, this), wanted)));
    // A long text takes further lines: nothing of it is cut.
    const int forText = std::max(1, width - rest);
    const int text =
        metrics.boundingRect(0, 0, forText, 10'000, Qt::TextWordWrap, m_label->text()).height();
    const int height = std::min(highest, std::max(px(44, this), text + px(20, this)));
    setGeometry((m_host->width() - width) / 2, m_host->height() - offset - height, width, height);
    if (auto *table = qobject_cast<TableView *>(m_host))
        table->setBottomRoom(std::max(px(room, this), height + px(room - 44, this)));
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRoundedRect(rect(), 8, 8);
}

void MessageBar::enterEvent(QEnterEvent *event)
{
    m_hovered = true;
    updateWaiting();
    QWidget::enterEvent(event);
}

void MessageBar::leaveEvent(QEvent *event)
{
    m_hovered = false;
    updateWaiting();
    QWidget::leaveEvent(event);
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        dismiss();
        return;
    }
    QWidget::keyPressEvent(event);
}

bool MessageBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_host) {
        if (event->type() == QEvent::Resize && m_showing)
            place();
        else if (event->type() == QEvent::PaletteChange && m_showing)
            applyTheme();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace segmentdesk
