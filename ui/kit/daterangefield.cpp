// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/daterangefield.h"

#include "models/domain/datetext.h"
#include "ui/kit/datefield.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"

#include <QComboBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

DateRangeField::DateRangeField(const QString &title, QWidget *parent)
    : QWidget(parent), m_usual(new QComboBox),
      m_first(new DateField(tr("%1, first day").arg(title), DateField::End::First)),
      m_last(new DateField(tr("%1, last day").arg(title), DateField::End::Last)),
      m_problem(new Label({}, TypeRole::Caption, Tone::Err)),
      m_swap(new LinkButton(tr("Swap them")))
{
    m_usual->setObjectName(u"usualDays"_s);
    m_usual->setAccessibleName(title);
    m_usual->setMaxVisibleItems(12);
    m_usual->addItem(tr("Any day"));
    const QList<Usual> all = usualRanges();
    for (const Usual &usual : all)
        m_usual->addItem(usual.title);
    m_usual->addItem(tr("Chosen days"));
    m_first->setObjectName(u"firstDay"_s);
    m_last->setObjectName(u"lastDay"_s);
    m_problem->setObjectName(u"dateProblem"_s);
    m_problem->setWordWrap(true);
    m_swap->setObjectName(u"swapDays"_s);

    auto *name = new Label(title, TypeRole::Body, Tone::Second);
    name->setMinimumWidth(px(120, name));
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(name);
    head->addWidget(m_usual, 1);
    auto *fields = new QHBoxLayout;
    fields->setSpacing(8);
    fields->addWidget(m_first, 1);
    fields->addWidget(new Label(tr("to", "between two days"), TypeRole::Body, Tone::Second));
    fields->addWidget(m_last, 1);
    auto *words = new QHBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_problem, 1);
    words->addWidget(m_swap, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addLayout(fields);
    layout->addLayout(words);

    connect(m_usual, &QComboBox::activated, this, &DateRangeField::usualChosen);
    for (DateField *field : {m_first, m_last}) {
        connect(field, &DateField::dateChanged, this, &DateRangeField::typed);
        connect(field, &DateField::problemChanged, this, &DateRangeField::showProblem);
        connect(field, &QLineEdit::returnPressed, this, [this] {
            if (commit())
                Q_EMIT accepted();
        });
    }
    connect(m_swap, &QPushButton::clicked, this, [this] {
        const QDate first = m_first->date();
        m_first->setDate(m_last->date());
        m_last->setDate(first);
        m_first->setFocus();
        typed();
    });
    showProblem();
}

QList<DateRangeField::Usual> DateRangeField::usualRanges()
{
    return {{tr("Today"), u"today"_s},
            {tr("Yesterday"), u"yesterday"_s},
            {tr("Last %Ln days", nullptr, 7), u"last 7 days"_s},
            {tr("Last %Ln days", nullptr, 30), u"last 30 days"_s},
            {tr("Last %Ln days", nullptr, 90), u"last 90 days"_s},
            {tr("This month"), u"this month"_s},
            {tr("Last month"), u"last month"_s},
            {tr("This year"), u"this year"_s},
            {tr("Last year"), u"last year"_s}};
}

DateRange DateRangeField::of(const Usual &usual) const
{
    DateRange days;
    days.phrase = usual.phrase;
    return onDay(days, m_first->today(), locale());
}

void DateRangeField::setRange(const DateRange &range)
{
    if (range == m_range)
        return;
    m_range = range;
    reset();
}

void DateRangeField::reset()
{
    m_first->setDate(m_range.first);
    m_last->setDate(m_range.last);
    showProblem();
    showUsual();
}

void DateRangeField::setToday(QDate today)
{
    m_first->setToday(today);
    m_last->setToday(today);
    showUsual();
}

bool DateRangeField::commit()
{
    const bool isFirstRight = m_first->commit();
    const bool isLastRight = m_last->commit();
    const bool isReversed = DateRange{m_first->date(), m_last->date()}.isReversed();
    if (!isFirstRight || isReversed)
        m_first->setFocus();
    else if (!isLastRight)
        m_last->setFocus();
    return isFirstRight && isLastRight && !isReversed;
}

void DateRangeField::typed()
{
    showProblem();
    const DateRange now{m_first->date(), m_last->date()};
    const bool same = now.first == m_range.first && now.last == m_range.last;
    if (same || now.isReversed())
        return;
    m_range = now; // chosen as days: without the phrase
    showUsual();
    Q_EMIT rangeChanged(m_range);
}

void DateRangeField::usualChosen(int index)
{
    const QList<Usual> all = usualRanges();
    if (index > all.size()) {
        m_first->setFocus();
        return;
    }
    m_range = index == 0 ? DateRange() : of(all.at(index - 1));
    reset();
    Q_EMIT rangeChanged(m_range);
}

void DateRangeField::showUsual()
{
    const QList<Usual> all = usualRanges();
    int index = m_range.isEmpty() ? 0 : int(all.size()) + 1;
    for (int i = 0; index != 0 && i < all.size(); ++i) {
        // Days that happen to be the same ones now are not meant to move on.
        if (all.at(i).phrase == m_range.phrase) {
            index = i + 1;
            break;
        }
    }
    m_usual->setCurrentIndex(index);
}

void DateRangeField::showProblem()
{
    const bool isReversed = DateRange{m_first->date(), m_last->date()}.isReversed();
    QString words = m_first->problem();
    if (words.isEmpty())
        words = m_last->problem();
    const bool canSwap = words.isEmpty() && isReversed;
    if (canSwap)
        words = tr("The first day is after the last day.");
    m_first->setWrong(canSwap);
    m_last->setWrong(canSwap);
    const bool isOther = words != m_problem->text() || m_problem->isHidden() != words.isEmpty();
    m_problem->setText(words);
    m_problem->setVisible(!words.isEmpty());
    m_swap->setVisible(canSwap);
    if (isOther)
        Q_EMIT heightChanged();
}

} // namespace segmentdesk
