// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/upsetwidget.h"

#include "ui/kit/marker.h"
#include "ui/kit/plaintips.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int pictureScale = 2;
constexpr Qt::Alignment atLeft = Qt::AlignLeft | Qt::AlignAbsolute;
constexpr Qt::Alignment atRight = Qt::AlignRight | Qt::AlignAbsolute;

} // namespace

QString UpSetData::namesOf(quint32 column) const
{
    QStringList names;
    for (qsizetype i = 0; i < sets.size(); ++i) {
        if (column >> i & 1)
            names.append(sets.at(i).name);
    }
    if (names.isEmpty())
        return {};
    const QString last = names.takeLast();
    return names.isEmpty() ? last : UpSetWidget::tr("%1 and %2").arg(names.join(u", "_s), last);
}

QString UpSetData::words(const Column &column) const
{
    const QString number = QLocale().toString(column.people);
    return column.people == 1 ? UpSetWidget::tr("%1: %2 person").arg(namesOf(column.sets), number)
                              : UpSetWidget::tr("%1: %2 people").arg(namesOf(column.sets), number);
}

/// Where things stand, from the top left of the whole plot.
struct UpSetWidget::Shape
{
    int left = 0; ///< width of the names
    int column = 0; ///< width of a column
    int bar = 0;
    int dot = 0;
    int row = 0;
    int top = 0; ///< where the bars may begin
    int baseline = 0;
    int rowsTop = 0;
    int height = 0;
    int width = 0; ///< of all columns and the names
    int inset = 0; ///< left of the names
    bool oneLine = false; ///< rows too low for a name and its bar: the name and its number
};

UpSetWidget::UpSetWidget(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setCornerWidget(new QWidget(this)); // the style would draw a box where the scroll bars meet
    updateWords();
}

/// The widest name with its marker, its number and the gaps around them.
int UpSetWidget::namesWidth() const
{
    if (m_namesWidth < 0) {
        const QFontMetrics body(typeFont(TypeRole::Body, this));
        const QFontMetrics caption(typeFont(TypeRole::Caption, this));
        const QLocale locale;
        int name = 0;
        int number = 0;
        for (const UpSetData::Set &set : m_data.sets) {
            name = std::max(name, body.horizontalAdvance(set.name));
            number = std::max(number, caption.horizontalAdvance(locale.toString(set.size)));
        }
        m_namesWidth = name + number + px(76, this);
    }
    return m_namesWidth;
}

UpSetWidget::Shape UpSetWidget::shape(const QSize &room, bool asPicture) const
{
    Shape s;
    const int all = int(m_data.columns.size());
    const int columns = asPicture ? std::min(all, maxPictureColumns) : all;
    s.inset = px(16, this);
    // Spare width goes first to names that would be cut, then to the columns.
    const int usual = std::clamp(room.width() * 30 / 100, px(160, this), px(250, this));
    const int most = asPicture ? px(520, this) : std::min(px(420, this), room.width() * 38 / 100);
    s.left = std::max(usual, std::min(namesWidth(), most));
    const int least = px(38, this);
    const int end = px(12, this);
    s.column = std::max(least, (room.width() - s.left - end) / std::max(1, columns));
    s.bar = std::clamp(s.column * 20 / 38, px(20, this), px(96, this));
    s.dot = px(12, this);
    s.row = px(42, this);
    s.top = px(26, this);
    const int gap = px(16, this);
    const int bottom = px(8, this);
    const int leastBars = px(100, this);
    // Many segments in a low window: lower rows rather than a scroll bar.
    const int sets = int(m_data.sets.size());
    if (!asPicture && sets > 0) {
        const int forRows = room.height() - s.top - gap - bottom - px(140, this);
        s.row = std::clamp(forRows / sets, px(28, this), s.row);
    }
    s.oneLine = s.row < px(42, this);
    const int rows = sets * s.row;
    const int bars = std::max(leastBars, room.height() - s.top - gap - rows - bottom);
    s.baseline = s.top + bars;
    s.rowsTop = s.baseline + gap;
    s.height = s.rowsTop + rows + bottom;
    s.width = s.left + columns * s.column + end;
    return s;
}

qint64 UpSetWidget::tickStep(qint64 highest, int most)
{
    for (qint64 power = 1; power <= highest; power *= 10) {
        for (const int times : {1, 2, 5}) {
            const qint64 step = power * times;
            if (highest / step <= std::max(1, most))
                return step;
        }
    }
    return 1;
}

void UpSetWidget::setData(const UpSetData &data)
{
    // Bits mean the same as long as no set before them came or went.
    const qsizetype common = std::min(m_data.sets.size(), data.sets.size());
    bool same = true;
    for (qsizetype i = 0; i < common; ++i)
        same = same && m_data.sets.at(i).name == data.sets.at(i).name;
    const quint32 current = m_current < 0 || !same ? 0 : m_data.columns.at(m_current).sets;
    m_data = data;
    m_highest = 0;
    QSet<quint32> there;
    for (const UpSetData::Column &column : std::as_const(m_data.columns)) {
        m_highest = std::max(m_highest, column.people);
        there.insert(column.sets);
    }
    m_chosen.intersect(there);
    m_hovered = -1;
    m_namesWidth = -1;
    // The keys stay at the same people when columns come before theirs.
    m_current = -1;
    for (int i = 0; i < int(m_data.columns.size()); ++i) {
        if (m_data.columns.at(i).sets == current)
            m_current = i;
    }
    updateScrollBars();
    updateWords();
    viewport()->update();
}

void UpSetWidget::setChosen(const QSet<quint32> &columns)
{
    if (columns == m_chosen)
        return;
    m_chosen = columns;
    updateWords();
    viewport()->update();
}

QRect UpSetWidget::columnRect(int column) const
{
    const Shape s = shape(viewport()->size());
    return {s.left + column * s.column - horizontalScrollBar()->value(),
            -verticalScrollBar()->value() + px(6, this), s.column, s.height - px(6, this)};
}

int UpSetWidget::columnAt(const QPoint &position) const
{
    const Shape s = shape(viewport()->size());
    if (position.x() < s.left)
        return -1;
    const int column = (position.x() - s.left + horizontalScrollBar()->value()) / s.column;
    return column < m_data.columns.size() ? column : -1;
}

// ---- painting

void UpSetWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const QSize room = viewport()->size();
    painter.fillRect(viewport()->rect(), Theme::of(this).base);
    draw(&painter, shape(room), room, horizontalScrollBar()->value(), verticalScrollBar()->value(),
         Theme::of(this), false);
}

QImage UpSetWidget::picture(const Caption &caption) const
{
    const Theme &theme = Theme::light();
    const int margin = px(24, this);
    const int columns = std::min(int(m_data.columns.size()), maxPictureColumns);
    const int left = std::max(px(250, this), std::min(namesWidth(), px(520, this)));
    QSize room(std::max(px(840, this), left + columns * px(38, this) + px(12, this)),
               px(340, this) + int(m_data.sets.size()) * px(42, this));
    const Shape s = shape(room, true);
    room = QSize(s.width, s.height);

    const QFont titleFont = typeFont(TypeRole::PageTitle, this);
    const QFont subtitleFont = typeFont(TypeRole::Body, this);
    const int titleHeight = QFontMetrics(titleFont).height();
    const int head = titleHeight + px(4, this) + QFontMetrics(subtitleFont).height() + px(16, this);
    QImage image(QSize(room.width() + 2 * margin, room.height() + head + 2 * margin) * pictureScale,
                 QImage::Format_RGB32);
    image.setDevicePixelRatio(pictureScale);
    image.fill(theme.base);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(margin, margin);
    const auto line = [&](const QFont &font, const QColor &color, int y, const QString &text) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(
            QRect(s.inset, y, room.width() - s.inset, QFontMetrics(font).height()),
            int(atLeft | Qt::AlignVCenter),
            QFontMetrics(font).elidedText(text, Qt::ElideRight, room.width() - s.inset));
    };
    line(titleFont, theme.text, 0, caption.title);
    line(subtitleFont, theme.secondaryText, titleHeight + px(4, this), caption.subtitle);
    painter.translate(0, head);
    draw(&painter, s, room, 0, 0, theme, true);
    return image;
}

void UpSetWidget::draw(QPainter *painter, const Shape &s, const QSize &room, int dx, int dy,
                       const Theme &theme, bool asPicture) const
{
    if (m_data.sets.isEmpty())
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(0, -dy);

    const int right = std::min(room.width(), s.width - dx);
    // Every other row has a ground, so that the eye finds back from the dots to the name.
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.alt);
    for (qsizetype row = 0; row < m_data.sets.size(); row += 2) {
        painter->drawRoundedRect(QRectF(s.inset - px(12, this), s.rowsTop + int(row) * s.row,
                                        right - s.inset + px(12, this), s.row),
                                 6, 6);
    }
    drawAxis(painter, s, right, theme);

    painter->save();
    painter->setClipRect(QRect(s.left, 0, std::max(0, room.width() - s.left), s.height));
    const int first = std::max(0, dx / s.column);
    const int last =
        std::min(int(m_data.columns.size()) - 1, (dx + room.width() - s.left) / s.column);
    for (int column = first; column <= last; ++column)
        drawColumn(painter, s, column, s.left + column * s.column - dx, theme, asPicture);
    painter->restore();
    drawNames(painter, s, theme);
}

void UpSetWidget::drawAxis(QPainter *painter, const Shape &s, int right, const Theme &theme) const
{
    painter->setFont(typeFont(TypeRole::Caption, this));
    painter->setPen(theme.text);
    const int labelsAt = s.left - px(14, this);
    const int labelRoom = px(56, this);
    const int wordsRoom = labelsAt - labelRoom - s.inset;
    if (wordsRoom > px(50, this)) {
        painter->drawText(QRect(s.inset, s.top - px(8, this), wordsRoom, px(60, this)),
                          int(atLeft | Qt::AlignTop | Qt::TextWordWrap),
                          tr("People in exactly these segments"));
    }
    if (m_highest == 0)
        return;
    const int bars = s.baseline - s.top;
    const qint64 step = tickStep(m_highest, std::max(2, bars / px(64, this)));
    const QLocale locale;
    for (qint64 value = 0; value <= m_highest; value += step) {
        const int y = s.baseline - int(double(value) / double(m_highest) * bars);
        painter->setPen(QPen(value == 0 ? theme.line : theme.hair, 1));
        painter->drawLine(QPointF(s.left - px(8, this), y + 0.5), QPointF(right, y + 0.5));
        painter->setPen(theme.secondaryText);
        painter->drawText(QRect(labelsAt - labelRoom, y - px(10, this), labelRoom, px(20, this)),
                          int(atRight | Qt::AlignVCenter), locale.toString(value));
    }
}

void UpSetWidget::drawNames(QPainter *painter, const Shape &s, const Theme &theme) const
{
    qint64 largest = 1;
    for (const UpSetData::Set &set : m_data.sets)
        largest = std::max(largest, set.size);
    const QFont body = typeFont(TypeRole::Body, this);
    const QFont caption = typeFont(TypeRole::Caption, this);
    const QFontMetrics bodySize(body);
    const QFontMetrics captionSize(caption);
    const QLocale locale;
    const int marker = px(10, this);
    const int text = s.inset + px(18, this);
    const int right = s.left - px(22, this);
    const int countRoom = captionSize.horizontalAdvance(locale.toString(largest)) + px(4, this);
    for (qsizetype i = 0; i < m_data.sets.size(); ++i) {
        const UpSetData::Set &set = m_data.sets.at(i);
        const int top = s.rowsTop + int(i) * s.row;
        const int markerTop = top + (s.oneLine ? (s.row - marker) / 2 : px(9, this));
        paintMarker(painter, QRectF(s.inset, markerTop, marker, marker), theme, set.marker);
        painter->setPen(theme.text);
        painter->setFont(body);
        const QRect name = s.oneLine
            ? QRect(text, top, right - text - countRoom - px(6, this), s.row)
            : QRect(text, top + px(4, this), right - text, px(20, this));
        painter->drawText(name, int(atLeft | Qt::AlignVCenter),
                          bodySize.elidedText(set.name, Qt::ElideRight, name.width()));
        if (s.oneLine) {
            painter->setPen(theme.secondaryText);
            painter->setFont(caption);
            painter->drawText(QRect(right - countRoom, top, countRoom, s.row),
                              int(atRight | Qt::AlignVCenter), locale.toString(set.size));
            continue;
        }
        const int length = std::max(px(20, this), right - text - countRoom - px(10, this));
        const QRectF groove(text, top + px(27, this), length, 4);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.track);
        painter->drawRoundedRect(groove, 2, 2);
        if (set.size > 0) {
            QRectF full = groove;
            full.setWidth(std::max(4.0, groove.width() * double(set.size) / double(largest)));
            paintMarker(painter, full, theme, set.marker, 2);
        }
        painter->setPen(theme.secondaryText);
        painter->setFont(caption);
        painter->drawText(QRect(right - countRoom, top + px(19, this), countRoom, px(20, this)),
                          int(atRight | Qt::AlignVCenter), locale.toString(set.size));
    }
}

void UpSetWidget::drawColumn(QPainter *painter, const Shape &s, int column, int x,
                             const Theme &theme, bool asPicture) const
{
    const UpSetData::Column &what = m_data.columns.at(column);
    const bool chosen = m_chosen.contains(what.sets);
    const int middle = x + s.column / 2;
    const QRectF band(x + 2, px(6, this), s.column - 4, s.height - px(8, this));
    painter->setPen(Qt::NoPen);
    if (chosen || (column == m_hovered && !asPicture)) {
        painter->setBrush(chosen ? theme.sel : theme.hover);
        painter->drawRoundedRect(band, 6, 6);
    }
    const QColor ink = chosen ? theme.acc : theme.marker(neutralMarker);
    // On its band the accent must stand out in the dark too.
    const QColor mark = chosen && theme.isDark ? theme.accLine : ink;

    const int bars = s.baseline - s.top;
    const int height =
        std::max(2, int(double(what.people) / double(std::max<qint64>(1, m_highest)) * bars));
    painter->setBrush(mark);
    const QRectF bar(middle - s.bar / 2.0, s.baseline - height, s.bar, height);
    painter->drawRoundedRect(bar, std::min(2.0, height / 2.0), std::min(2.0, height / 2.0));

    const QFont font = typeFont(chosen ? TypeRole::CaptionStrong : TypeRole::Hint, this);
    painter->setFont(font);
    painter->setPen(chosen ? theme.accText : theme.secondaryText);
    const QString count = QLocale().toString(what.people);
    // A count that is wider than its column would run into the next one.
    QFont fitting = font;
    const int wide = QFontMetrics(font).horizontalAdvance(count);
    if (wide > s.column - 2) {
        fitting.setStretch(std::max(60, 100 * (s.column - 2) / wide));
        painter->setFont(fitting);
    }
    painter->drawText(
        QRectF(x - s.column, s.baseline - height - px(20, this), 3 * s.column, px(18, this)),
        int(Qt::AlignHCenter | Qt::AlignVCenter), count);

    int firstRow = -1;
    int lastRow = -1;
    for (int row = 0; row < int(m_data.sets.size()); ++row) {
        if (what.sets >> row & 1) {
            firstRow = firstRow < 0 ? row : firstRow;
            lastRow = row;
        }
    }
    const auto centre = [&s](int row) { return s.rowsTop + row * s.row + s.row / 2; };
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.track);
    for (int row = 0; row < int(m_data.sets.size()); ++row) {
        if (!(what.sets >> row & 1))
            painter->drawEllipse(QPointF(middle, centre(row)), s.dot / 2.0, s.dot / 2.0);
    }
    if (lastRow > firstRow) {
        painter->setPen(QPen(mark, 2));
        painter->drawLine(QPointF(middle, centre(firstRow)), QPointF(middle, centre(lastRow)));
        painter->setPen(Qt::NoPen);
    }
    painter->setBrush(mark);
    for (int row = firstRow; row <= lastRow && row >= 0; ++row) {
        if (what.sets >> row & 1)
            painter->drawEllipse(QPointF(middle, centre(row)), s.dot / 2.0, s.dot / 2.0);
    }
    if (column == m_current && m_keys && hasFocus() && !asPicture) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme.accLine, 2));
        painter->drawRoundedRect(band.adjusted(1, 1, -1, -1), 6, 6);
    }
}

// ---- moving about

void UpSetWidget::updateScrollBars()
{
    const QSize room = viewport()->size();
    const Shape s = shape(room);
    horizontalScrollBar()->setRange(0, std::max(0, s.width - room.width()));
    horizontalScrollBar()->setPageStep(std::max(1, room.width() - s.left));
    horizontalScrollBar()->setSingleStep(s.column);
    verticalScrollBar()->setRange(0, std::max(0, s.height - room.height()));
    verticalScrollBar()->setPageStep(room.height());
    verticalScrollBar()->setSingleStep(s.row);
}

void UpSetWidget::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void UpSetWidget::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_namesWidth = -1;
        updateScrollBars();
    }
}

QSize UpSetWidget::minimumSizeHint() const
{
    return {px(320, this), px(220, this)};
}

QSize UpSetWidget::sizeHint() const
{
    const Shape s = shape(minimumSizeHint());
    return {std::min(s.width, px(900, this)), std::min(s.height + px(200, this), px(640, this))};
}

void UpSetWidget::setHovered(int column)
{
    if (column == m_hovered)
        return;
    m_hovered = column;
    viewport()->setCursor(column >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void UpSetWidget::setCurrent(int column)
{
    if (column < 0 || column >= m_data.columns.size())
        return;
    const bool moved = column != m_current;
    m_current = column;
    const QRect place = columnRect(column);
    const Shape s = shape(viewport()->size());
    QScrollBar *bar = horizontalScrollBar();
    if (place.left() < s.left)
        bar->setValue(bar->value() - (s.left - place.left()));
    else if (place.right() > viewport()->width())
        bar->setValue(bar->value() + place.right() - viewport()->width());
    updateWords();
    viewport()->update();
    if (moved)
        Q_EMIT currentColumnChanged(column);
}

void UpSetWidget::choose(int column, bool add)
{
    const quint32 sets = m_data.columns.at(column).sets;
    const bool was = m_chosen.contains(sets);
    const bool only = was && m_chosen.size() == 1;
    if (!add)
        m_chosen.clear();
    if (add && was)
        m_chosen.remove(sets);
    else if (add || !only) // a click on the only chosen one lets it go
        m_chosen.insert(sets);
    updateWords();
    viewport()->update();
    Q_EMIT chosenChanged(m_chosen);
}

void UpSetWidget::mousePressEvent(QMouseEvent *event)
{
    const int column = columnAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || column < 0) {
        event->ignore();
        return;
    }
    m_keys = false;
    setCurrent(column);
    choose(column, event->modifiers().testFlag(Qt::ControlModifier));
}

void UpSetWidget::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(columnAt(event->position().toPoint()));
}

void UpSetWidget::wheelEvent(QWheelEvent *event)
{
    // A wheel that only turns up and down moves what there is to move.
    if (verticalScrollBar()->maximum() == 0 && event->angleDelta().x() == 0) {
        QScrollBar *bar = horizontalScrollBar();
        bar->setValue(bar->value() - event->angleDelta().y() * bar->singleStep() / 60);
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

void UpSetWidget::keyPressEvent(QKeyEvent *event)
{
    const int count = int(m_data.columns.size());
    const int page =
        std::max(1, horizontalScrollBar()->pageStep() / shape(viewport()->size()).column);
    m_keys = true;
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(m_current < 0 ? 0 : std::max(0, m_current - 1));
        return;
    case Qt::Key_Right:
        setCurrent(m_current < 0 ? 0 : std::min(count - 1, m_current + 1));
        return;
    case Qt::Key_PageUp:
        setCurrent(std::max(0, m_current - page));
        return;
    case Qt::Key_PageDown:
        setCurrent(std::min(count - 1, m_current + page));
        return;
    case Qt::Key_Home:
        setCurrent(0);
        return;
    case Qt::Key_End:
        setCurrent(count - 1);
        return;
    case Qt::Key_Up:
        verticalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub);
        return;
    case Qt::Key_Down:
        verticalScrollBar()->triggerAction(QScrollBar::SliderSingleStepAdd);
        return;
    case Qt::Key_Space:
        if (m_current >= 0)
            choose(m_current, true);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            choose(m_current, false);
        return;
    case Qt::Key_Escape:
        if (!m_chosen.isEmpty()) {
            m_chosen.clear();
            updateWords();
            viewport()->update();
            Q_EMIT chosenChanged(m_chosen);
            return;
        }
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void UpSetWidget::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_keys = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    if (m_keys && m_current < 0)
        setCurrent(0);
    viewport()->update();
}

void UpSetWidget::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool UpSetWidget::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int column = columnAt(help->pos());
        if (column >= 0) {
            QToolTip::showText(help->globalPos(),
                               plainAsRich(m_data.words(m_data.columns.at(column))), this);
            return true;
        }
        const Shape s = shape(viewport()->size());
        const int row = (help->pos().y() + verticalScrollBar()->value() - s.rowsTop) / s.row;
        if (help->pos().y() + verticalScrollBar()->value() >= s.rowsTop && row < m_data.sets.size())
            QToolTip::showText(help->globalPos(), plainAsRich(m_data.sets.at(row).name), this);
        else
            QToolTip::hideText();
        return true;
    }
    case QEvent::Leave:
        setHovered(-1);
        break;
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void UpSetWidget::updateWords()
{
    setAccessibleName(tr("Comparison in %1 columns, each with the people in exactly some segments")
                          .arg(QLocale().toString(m_data.columns.size())));
    QString words;
    if (m_current >= 0 && m_current < m_data.columns.size()) {
        const UpSetData::Column &column = m_data.columns.at(m_current);
        words = m_chosen.contains(column.sets) ? tr("%1, chosen").arg(m_data.words(column))
                                               : m_data.words(column);
    } else if (!m_chosen.isEmpty()) {
        words = tr("Columns chosen: %1").arg(QLocale().toString(m_chosen.size()));
    }
    if (words == accessibleDescription())
        return;
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace segmentdesk
