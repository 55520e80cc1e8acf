// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/segmentpicker.h"

#include "models/domain/foldedtext.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/kit/controls.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/label.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/segmentdelegate.h"
#include "ui/kit/theme.h"
#include "ui/words/words.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace segmentdesk {

SegmentPicker::SegmentPicker(SegmentListModel &segments, QWidget *parent)
    : PopupFrame(parent), m_segments(segments),
      m_filter(new SearchField(tr("Find a segment"), u"search"_s)),
      m_model(new QStandardItemModel(this)), m_list(new QListView),
      m_none(new Label(tr("No segment matches."), TypeRole::Caption, Tone::Second)),
      m_new(new QWidget)
{
    setObjectName(u"segmentPicker"_s);
    setAccessibleName(tr("Choose a segment"));
    m_filter->setObjectName(u"segmentPickerFilter"_s);
    m_filter->setAccessibleName(tr("Find a segment by name"));
    m_filter->installEventFilter(this);
    m_list->setObjectName(u"segmentPickerList"_s);
    m_list->setAccessibleName(tr("Segments"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SegmentDelegate(m_list));
    SegmentDelegate::prepare(m_list);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->viewport()->setAutoFillBackground(false);
    m_none->setAlignment(Qt::AlignCenter);

    m_create = makeButton(tr("New segment…"), u"plus"_s, ButtonLook::Flat);
    m_create->setObjectName(u"segmentPickerNew"_s);
    m_create->installEventFilter(this);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(4);
    layout->addWidget(m_filter);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_none);
    auto *newLayout = new QVBoxLayout(m_new);
    newLayout->setContentsMargins(0, 0, 0, 0);
    newLayout->setSpacing(4);
    newLayout->addWidget(new Line);
    newLayout->addWidget(m_create, 0, Qt::AlignLeft);
    layout->addWidget(m_new);

    connect(m_filter, &QLineEdit::textChanged, this, &SegmentPicker::fill);
    connect(m_list, &QListView::clicked, this, &SegmentPicker::choose);
    connect(m_create, &QPushButton::clicked, this, [this] {
        const QString name = m_filter->text().trimmed();
        close();
        Q_EMIT newSegmentRequested(name);
    });
}

void SegmentPicker::setOffersNew(bool offers)
{
    m_new->setVisible(offers);
}

void SegmentPicker::openAt(QWidget *anchor, const QSet<SegmentId> &hidden)
{
    openAt(anchor->mapToGlobal(QPoint(0, anchor->height() + 4)), hidden);
}

void SegmentPicker::openAtPointer(const QSet<SegmentId> &hidden)
{
    const QRect window = windowRect();
    const QPoint pointer = QCursor::pos();
    const QPoint middle =
        window.center() - QPoint(px(140, this), std::min(px(235, this), window.height() / 2));
    openAt(window.contains(pointer) ? pointer : middle, hidden);
}

QRect SegmentPicker::windowRect() const
{
    const QWidget *window = parentWidget() ? parentWidget()->window() : nullptr;
    return window ? QRect(window->mapToGlobal(QPoint()), window->size())
                  : screen()->availableGeometry();
}

void SegmentPicker::openAt(const QPoint &globalPosition, const QSet<SegmentId> &hidden)
{
    m_hidden = hidden;
    m_filter->clear();
    fill();
    const int rows = std::clamp(m_model->rowCount(), 4, 12);
    resize(px(280, this), px(30, this) * rows + px(110, this));
    QRect place(globalPosition, size());
    const QScreen *onScreen = QGuiApplication::screenAt(globalPosition);
    const QRect screen = (onScreen ? onScreen : this->screen())->availableGeometry();
    // Inside the window, too, where it has the room.
    constexpr int inside = 4;
    QRect room = screen & windowRect();
    if (room.width() < place.width() + 2 * inside || room.height() < px(220, this))
        room = screen;
    room.adjust(inside, inside, -inside, -inside);
    place.setHeight(std::min(place.height(), room.height()));
    place.moveRight(std::min(place.right(), room.right()));
    place.moveBottom(std::min(place.bottom(), room.bottom()));
    place.moveLeft(std::max(place.left(), room.left()));
    place.moveTop(std::max(place.top(), room.top()));
    setGeometry(place);
    show();
    m_filter->setFocus(Qt::PopupFocusReason);
}

void SegmentPicker::fill()
{
    const QString filter = foldedText(m_filter->text().trimmed());
    m_model->clear();
    // What begins with the text comes first, then what has it in one piece: Enter takes the first.
    std::array<QList<int>, 3> ranked;
    for (int row = 0; row < m_segments.rowCount(); ++row) {
        const QModelIndex source = m_segments.index(row);
        const auto id = source.data(SegmentListModel::IdRole).value<SegmentId>();
        const QString name = foldedText(source.data(SegmentListModel::NameRole).toString());
        if (m_hidden.contains(id) || !hasAllWords(name, filter))
            continue;
        ranked[name.startsWith(filter) ? 0 : name.contains(filter) ? 1 : 2].append(row);
    }
    const QList<int> rows = ranked[0] + ranked[1] + ranked[2];
    for (const int row : rows) {
        const QModelIndex source = m_segments.index(row);
        const auto id = source.data(SegmentListModel::IdRole).value<SegmentId>();
        const QString name = source.data(Qt::DisplayRole).toString();
        auto *item = new QStandardItem(words::shown(name));
        item->setData(source.data(SegmentListModel::MarkerRole), MarkerRole);
        const QVariant count = source.data(SegmentListModel::CountRole);
        if (count.isValid())
            item->setData(words::count(count.toLongLong()), CountTextRole);
        item->setData(QVariant::fromValue(id), SegmentListModel::IdRole);
        m_model->appendRow(item);
    }
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_none->setVisible(!any);
    if (any)
        m_list->setCurrentIndex(m_model->index(0, 0));
}

void SegmentPicker::choose()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid()) {
        // What was typed is the name of none: the only row that is left is the one for a new one.
        if (m_model->rowCount() == 0 && !m_new->isHidden())
            m_create->click();
        return;
    }
    const auto id = current.data(SegmentListModel::IdRole).value<SegmentId>();
    close();
    Q_EMIT chosen(id);
}

/// "New segment…" is the last row for the keys: Down at the end of the list leads to it, Up leads
/// back.
bool SegmentPicker::moveToNew(int key)
{
    const int last = m_model->rowCount() - 1;
    if (m_new->isHidden() || key != Qt::Key_Down || m_list->currentIndex().row() != last)
        return false;
    m_create->setFocus(Qt::TabFocusReason);
    return true;
}

bool SegmentPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_create && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Up) {
        m_filter->setFocus(Qt::BacktabFocusReason);
        return true;
    }
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            if (!moveToNew(key->key()))
                QCoreApplication::sendEvent(m_list, event);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose();
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void SegmentPicker::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.base);
    painter.setPen(theme.line);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace segmentdesk
