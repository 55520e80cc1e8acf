// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/datefield.h"

#include "models/domain/datetext.h"
#include "ui/kit/calendarpopup.h"
#include "ui/kit/icon.h"
#include "ui/kit/typography.h"

#include <QAction>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace segmentdesk {

DateField::DateField(const QString &name, End end, QWidget *parent) : QLineEdit(parent), m_end(end)
{
    setAccessibleName(name);
    setPlaceholderText(tr("Any day"));
    setProblem({});
    setMaxLength(200);
    m_clear = addAction(Icon::get(u"close"_s), QLineEdit::TrailingPosition);
    m_clear->setText(tr("Clear"));
    m_clear->setToolTip(tr("Any day"));
    m_clear->setVisible(false);
    m_open = addAction(Icon::get(u"calendar"_s), QLineEdit::TrailingPosition);
    m_open->setObjectName(u"openCalendar"_s);
    m_open->setText(tr("Calendar"));
    m_open->setToolTip(tr("Choose a day (Alt+Down)"));
    connect(m_clear, &QAction::triggered, this, [this] {
        clear();
        commit();
        setFocus();
    });
    connect(m_open, &QAction::triggered, this, &DateField::openCalendar);
    connect(this, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_clear->setVisible(!text.isEmpty()); });
    // While typing, an old complaint does not help.
    connect(this, &QLineEdit::textEdited, this, [this] { setProblem({}); });
    connect(this, &QLineEdit::editingFinished, this, &DateField::commit);
}

void DateField::setDate(QDate date)
{
    m_date = date;
    show(date);
    setProblem({});
}

bool DateField::commit()
{
    const QString typed = text().trimmed();
    if (typed.isEmpty()) {
        accept({});
        return true;
    }
    if (m_date.isValid() && typed == displayDate(m_date, locale())) {
        setProblem({});
        return true;
    }
    const auto days = DateReader(locale()).read(typed, today());
    if (days) {
        accept(m_end == End::First ? days->first : days->last);
        return true;
    }
    const QString shown = typed.size() > 24 ? typed.left(23) + u'…' : typed;
    setProblem(days.error() == DateProblem::NoSuchDay
                   ? tr("There is no such day: “%1”.").arg(shown)
                   : tr("“%1” is not a day. Try %2, yesterday, or %Ln days ago.", nullptr, 30)
                         .arg(shown, displayDate(QDate(today().year(), 1, 31), locale())));
    return false;
}

void DateField::accept(QDate date)
{
    const bool isOther = date != m_date;
    setDate(date);
    if (isOther)
        Q_EMIT dateChanged(date);
}

void DateField::show(QDate date)
{
    const QString shown = date.isValid() ? displayDate(date, locale()) : QString();
    if (text() != shown)
        setText(shown);
}

void DateField::setProblem(const QString &problem)
{
    const bool isOther = problem != m_problem;
    m_problem = problem;
    const QString help = tr("A day, such as %1, yesterday, or %Ln days ago.", nullptr, 30)
                             .arg(displayDate(QDate(2023, 1, 31), locale()));
    setToolTip(problem.isEmpty() ? help : problem);
    setAccessibleDescription(problem.isEmpty() ? help : problem);
    setProperty("wrong", m_wrong || !problem.isEmpty());
    update();
    if (isOther)
        Q_EMIT problemChanged(problem);
}

void DateField::setWrong(bool wrong)
{
    m_wrong = wrong;
    setProperty("wrong", m_wrong || !m_problem.isEmpty());
    update();
}

QSize DateField::sizeHint() const
{
    const int words = fontMetrics().horizontalAdvance(displayDate(QDate(2028, 12, 28), locale()));
    return {words + px(70, this), QLineEdit::sizeHint().height()};
}

void DateField::step(qint64 days, int months)
{
    if (!commit())
        return;
    const QDate to = m_date.isValid() ? m_date.addMonths(months).addDays(days) : today();
    if (to.isValid() && to.year() >= 1000 && to.year() <= 9999) {
        accept(to);
        selectAll();
    }
}

void DateField::openCalendar()
{
    if (!m_calendar) {
        m_calendar = new CalendarPopup(this);
        connect(m_calendar, &CalendarPopup::dayChosen, this, [this](QDate day) {
            accept(day);
            setFocus(Qt::PopupFocusReason);
            selectAll();
        });
    }
    commit();
    m_calendar->openAt(this, m_date, today());
}

void DateField::keyPressEvent(QKeyEvent *event)
{
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    switch (event->key()) {
    case Qt::Key_Down:
        if (alt)
            openCalendar();
        else
            step(-1, 0);
        return;
    case Qt::Key_Up:
        if (!alt)
            step(1, 0);
        return;
    case Qt::Key_PageUp:
        step(0, 1);
        return;
    case Qt::Key_PageDown:
        step(0, -1);
        return;
    case Qt::Key_Escape: {
        const QString shown = m_date.isValid() ? displayDate(m_date, locale()) : QString();
        if (text() != shown) {
            setDate(m_date);
            return;
        }
        break;
    }
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void DateField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    // Also when a popup with this field closes, of which QLineEdit says nothing.
    if (event->reason() != Qt::PopupFocusReason)
        commit();
}

} // namespace segmentdesk
