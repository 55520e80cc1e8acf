// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/typedconfirm.h"

#include "ui/kit/dialogroom.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"

#include <QAccessible>
#include <QAction>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

struct Look
{
    QString icon;
    Tone tone;
};

Look look(ConfirmPoint::Kind kind)
{
    switch (kind) {
    case ConfirmPoint::Kind::Lost:
        return {u"close"_s, Tone::Err};
    case ConfirmPoint::Kind::Kept:
        return {u"check"_s, Tone::Ok};
    case ConfirmPoint::Kind::Know:
        return {u"warning"_s, Tone::Warn};
    case ConfirmPoint::Kind::Undo:
        return {u"undo"_s, Tone::Ok};
    }
    return {};
}

} // namespace

TypedConfirm::TypedConfirm(const TypedConfirmWords &words, QWidget *parent)
    : DialogFrame(parent), m_points(new QVBoxLayout), m_prompt(new Label), m_field(new QLineEdit),
      m_hint(new Label({}, TypeRole::Caption, Tone::Err))
{
    setFixedWidth(px(432, this));
    m_points->setSpacing(7);
    content()->addLayout(m_points);
    content()->addSpacing(16);
    content()->addStretch(1);

    m_prompt->setTextFormat(Qt::RichText);
    m_prompt->setBuddy(m_field);
    m_field->setFixedWidth(px(160, this));
    m_field->setObjectName(u"typedNumber"_s);
    auto *ask = new QVBoxLayout;
    ask->setSpacing(5);
    ask->addWidget(m_prompt);
    // Aligned, or its width is the most of the column, and the hint is measured at that.
    ask->addWidget(m_field, 0, Qt::AlignLeft);
    m_hint->setObjectName(u"typedHint"_s);
    m_hint->setWordWrap(true);
    m_hint->hide();
    ask->addWidget(m_hint);
    content()->addLayout(ask);

    m_tick = m_field->addAction(Icon::get(u"check"_s, Tone::Ok), QLineEdit::TrailingPosition);
    m_tick->setVisible(false);

    m_keep = addButton(words.keep);
    m_keep->setObjectName(u"keep"_s);
    m_danger = addButton(words.danger, ButtonLook::Danger, words.dangerIcon);
    m_danger->setObjectName(u"danger"_s);
    setDefaultButton(m_keep);
    setTabOrder(m_field, m_danger);
    setTabOrder(m_danger, m_keep);
    connect(m_keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_danger, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_field, &QLineEdit::textChanged, this, &TypedConfirm::check);
    connect(m_field, &QLineEdit::textChanged, m_hint, &QWidget::hide);
    setWords(words);
    // What is safe has the focus where nothing is typed.
    if (isTyped())
        m_field->setFocus();
    else
        m_keep->setFocus();
}

void TypedConfirm::setWords(const TypedConfirmWords &words)
{
    setWindowTitle(words.windowTitle);
    setHeading(words.heading);
    qDeleteAll(m_rows);
    m_rows.clear();
    for (const ConfirmPoint &point : words.points) {
        const Look mark = look(point.kind);
        auto *line = new QWidget;
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(9);
        auto *text = new Label(point.text);
        text->setTextFormat(Qt::RichText);
        text->setWordWrap(true);
        row->addWidget(new IconLabel(mark.icon, mark.tone), 0, Qt::AlignTop);
        row->addWidget(text, 1);
        m_points->addWidget(line);
        line->show(); // at once: what is hidden still takes no room in grow()
        m_rows.append(line);
    }
    m_prompt->setText(words.prompt);
    m_field->setAccessibleName(QString(words.prompt).remove(u"<b>"_s).remove(u"</b>"_s));
    m_keep->setText(words.keep);
    m_danger->setText(words.danger);
    m_number = words.number;
    m_prompt->setVisible(isTyped());
    m_field->setVisible(isTyped());
    if (!isTyped()) {
        m_hint->hide();
        if (focusWidget() == m_field)
            m_keep->setFocus();
    }
    check();
    grow();
}

void TypedConfirm::grow()
{
    if (!isVisible())
        return; // it gets its size when it is shown
    // The area around the points learns of new ones by this event, and keeps its height until then.
    QCoreApplication::sendPostedEvents(content()->parentWidget(), QEvent::LayoutRequest);
    layout()->activate();
    resize(width(), std::min(sizeHint().height(), dialogRoom(*this).height()));
}

QSize TypedConfirm::sizeHint() const
{
    return {minimumWidth(), layout()->totalHeightForWidth(minimumWidth())};
}

bool TypedConfirm::matches(const QString &text, qint64 number, const QLocale &locale)
{
    QString digits = text.trimmed();
    digits.remove(locale.groupSeparator());
    // People type what they see, or a space where the locale has a narrow or no-break one.
    digits.remove(QChar(u' '));
    digits.remove(QChar(0x00A0));
    digits.remove(QChar(0x202F));
    digits.remove(QChar(0x2019));
    digits.remove(u'\'');
    if (digits.isEmpty() || digits.size() > 20)
        return false;
    qint64 value = 0;
    for (const QChar digit : std::as_const(digits)) {
        // Digits of any script; anything else is not the number.
        if (digit.digitValue() < 0 || value > (std::numeric_limits<qint64>::max() - 9) / 10)
            return false;
        value = value * 10 + digit.digitValue();
    }
    return value == number;
}

void TypedConfirm::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter) {
        DialogFrame::keyPressEvent(event);
        return;
    }
    // Held down, Enter is no answer to a question.
    if (event->isAutoRepeat())
        return;
    if (focusWidget() == m_danger && m_danger->isEnabled())
        m_danger->click(); // chosen by hand, with Tab
    else if (focusWidget() == m_field)
        sayHint();
    else
        m_keep->click();
}

void TypedConfirm::sayHint()
{
    const bool armed = m_danger->isEnabled();
    m_hint->setTone(armed ? Tone::Second : Tone::Err);
    if (armed)
        m_hint->setText(tr("Choose “%1” to continue, or press Esc to leave everything as it is.")
                            .arg(m_danger->text()));
    else if (m_number < 0)
        m_hint->setText(tr("The number is not known yet. Press Esc to leave everything as it is."));
    else if (m_field->text().trimmed().isEmpty())
        m_hint->setText(tr("Type %1 to continue, or press Esc to leave everything as it is.")
                            .arg(locale().toString(m_number)));
    else
        m_hint->setText(
            tr("This is not the number. Type %1 to continue.").arg(locale().toString(m_number)));
    m_hint->show();
    m_field->setAccessibleDescription(m_hint->text());
    m_field->selectAll();
    QAccessibleEvent alert(m_hint, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    grow();
}

void TypedConfirm::check()
{
    const bool armed = !isTyped() || matches(m_field->text(), m_number, locale());
    m_danger->setEnabled(armed);
    m_tick->setVisible(armed);
}

} // namespace segmentdesk
