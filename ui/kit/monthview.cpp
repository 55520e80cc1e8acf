// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/monthview.h"

#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int weeks = 6;
constexpr int daysOfWeek = 7;
constexpr int dayRole = Qt::UserRole;
/// Years of four digits, as fields can show them.
const QDate earliest(1000, 1, 1);
const QDate latest(9999, 12, 31);

class DayDelegate : public QStyledItemDelegate
{
public:
    DayDelegate(QObject *parent, const QDate &month, const QDate &chosen, const QDate &today)
        : QStyledItemDelegate(parent), m_month(month), m_chosen(chosen), m_today(today)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Theme &theme = Theme::of(option.palette);
        const QDate day = index.data(dayRole).toDate();
        const auto *view = qobject_cast<const QTableView *>(option.widget);
        const bool isCurrent = view && view->currentIndex() == index && view->hasFocus();
        const bool isChosen = day == m_chosen;
        const qreal side = qMin(option.rect.width(), option.rect.height()) - 4;
        QRectF round(0, 0, side, side);
        round.moveCenter(QRectF(option.rect).center());

        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isChosen) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.acc);
            painter->drawEllipse(round);
        } else if (option.state & QStyle::State_MouseOver) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.sideHover);
            painter->drawEllipse(round);
        }
        painter->setBrush(Qt::NoBrush);
        if (isCurrent) {
            painter->setPen(QPen(isChosen ? theme.onAcc : theme.accLine, 2));
            painter->drawEllipse(isChosen ? round.adjusted(3, 3, -3, -3)
                                          : round.adjusted(1, 1, -1, -1));
        }
        const bool isToday = day == m_today;
        QFont font = option.font;
        font.setBold(isToday || isChosen);
        painter->setFont(font);
        painter->setPen(isChosen                             ? theme.onAcc
                            : isToday                        ? theme.accText
                            : day.month() != m_month.month() ? theme.hintText
                                                             : theme.text);
        painter->drawText(option.rect, Qt::AlignCenter, index.data().toString());
        if (isToday && !isChosen) { // not by its colour alone
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.accLine);
            painter->drawEllipse(QPointF(round.center().x(), round.bottom() - 3.5), 1.5, 1.5);
        }
        painter->restore();
    }

private:
    const QDate &m_month;
    const QDate &m_chosen;
    const QDate &m_today;
};

} // namespace

class MonthView::Days : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    QDate month; ///< its first day
    QDate chosen;
    QDate today;

    QDate firstCell() const
    {
        const int first = QLocale().firstDayOfWeek();
        return month.addDays(-((month.dayOfWeek() - first + daysOfWeek) % daysOfWeek));
    }
    QDate dayAt(const QModelIndex &cell) const
    {
        return firstCell().addDays(cell.row() * daysOfWeek + cell.column());
    }
    QModelIndex cellOf(QDate day) const
    {
        const auto at = int(firstCell().daysTo(day));
        return index(at / daysOfWeek, at % daysOfWeek);
    }
    void changed() { Q_EMIT dataChanged(index(0, 0), index(weeks - 1, daysOfWeek - 1)); }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : weeks;
    }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : daysOfWeek;
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const QDate day = dayAt(index);
        const QLocale locale;
        switch (role) {
        case Qt::DisplayRole:
            return locale.toString(day.day());
        case Qt::AccessibleTextRole: {
            const QString name = locale.toString(day, QLocale::LongFormat);
            return day == chosen ? MonthView::tr("%1, chosen").arg(name)
                : day == today   ? MonthView::tr("%1, today").arg(name)
                                 : name;
        }
        case dayRole:
            return day;
        default:
            return {};
        }
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        const int day = (QLocale().firstDayOfWeek() - 1 + section) % daysOfWeek + 1;
        if (orientation == Qt::Vertical)
            return {};
        if (role == Qt::DisplayRole)
            return QLocale().standaloneDayName(day, QLocale::ShortFormat);
        if (role == Qt::AccessibleTextRole)
            return QLocale().standaloneDayName(day, QLocale::LongFormat);
        return role == Qt::TextAlignmentRole ? QVariant(int(Qt::AlignCenter)) : QVariant();
    }
};

namespace {

/// The names of weekdays, as narrow as the columns are.
class WeekHeader : public QHeaderView
{
public:
    explicit WeekHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
    {
        setFocusPolicy(Qt::NoFocus);
        setType(this, TypeRole::Caption);
        viewport()->setAutoFillBackground(false);
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        painter->setPen(Theme::of(this).secondaryText);
        painter->setFont(font());
        QString name = model()->headerData(section, Qt::Horizontal).toString();
        if (fontMetrics().horizontalAdvance(name) > rect.width() - 2) {
            const int day = (QLocale().firstDayOfWeek() - 1 + section) % daysOfWeek + 1;
            name = QLocale().standaloneDayName(day, QLocale::NarrowFormat);
        }
        painter->drawText(rect, Qt::AlignCenter, name);
    }
};

} // namespace

MonthView::MonthView(QWidget *parent) : QTableView(parent), m_days(new Days(this))
{
    m_days->today = QDate::currentDate();
    m_days->month = QDate(m_days->today.year(), m_days->today.month(), 1);
    setObjectName(u"calendarDays"_s);
    setHorizontalHeader(new WeekHeader(this));
    setModel(m_days);
    setItemDelegate(new DayDelegate(this, m_days->month, m_days->chosen, m_days->today));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(NoSelection);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setMinimumSectionSize(1);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
    setMouseTracking(true);
    fitCells();
}

QDate MonthView::currentDay() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? m_days->dayAt(current) : m_days->month;
}

void MonthView::setCurrentDay(QDate day)
{
    if (!day.isValid() || day < earliest || day > latest)
        return;
    const QDate month(day.year(), day.month(), 1);
    if (month != m_days->month) {
        m_days->month = month;
        m_days->changed();
    }
    setCurrentIndex(m_days->cellOf(day));
    setAccessibleName(QLocale().standaloneMonthName(month.month()) + u' '
                      + QLocale().toString(month, u"yyyy"_s));
    Q_EMIT monthShown(month);
    viewport()->update();
}

void MonthView::setChosenDay(QDate day)
{
    m_days->chosen = day;
    m_days->changed();
}

void MonthView::setToday(QDate day)
{
    m_days->today = day;
    m_days->changed();
}

QDate MonthView::moved(QDate day, const QKeyEvent &event, Qt::LayoutDirection direction)
{
    const int forward = direction == Qt::RightToLeft ? -1 : 1;
    const bool byYear = event.modifiers().testFlag(Qt::ControlModifier);
    switch (event.key()) {
    case Qt::Key_Left:
        return day.addDays(-forward);
    case Qt::Key_Right:
        return day.addDays(forward);
    case Qt::Key_Up:
        return day.addDays(-daysOfWeek);
    case Qt::Key_Down:
        return day.addDays(daysOfWeek);
    case Qt::Key_PageUp:
        return byYear ? day.addYears(-1) : day.addMonths(-1);
    case Qt::Key_PageDown:
        return byYear ? day.addYears(1) : day.addMonths(1);
    case Qt::Key_Home:
        return QDate(day.year(), day.month(), 1);
    case Qt::Key_End:
        return QDate(day.year(), day.month(), day.daysInMonth());
    default:
        return {};
    }
}

QSize MonthView::sizeHint() const
{
    return {columnWidth(0) * daysOfWeek, rowHeight(0) * weeks + horizontalHeader()->height()};
}

void MonthView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT dayChosen(currentDay());
        return;
    default:
        break;
    }
    const QDate to = moved(currentDay(), *event, layoutDirection());
    if (to.isValid())
        setCurrentDay(to);
    else
        event->ignore(); // Esc and Tab are the popup's
}

void MonthView::mouseReleaseEvent(QMouseEvent *event)
{
    const QModelIndex at = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && at.isValid() && at == currentIndex())
        Q_EMIT dayChosen(m_days->dayAt(at));
    else
        QTableView::mouseReleaseEvent(event);
}

void MonthView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitCells();
}

void MonthView::fitCells()
{
    const int side = px(34, this);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setDefaultSectionSize(side);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(side);
    horizontalHeader()->setFixedHeight(px(26, this));
    updateGeometry();
}

} // namespace segmentdesk
