// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/story/stage.h"

#include "ui/kit/chipbutton.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QScreen>
#include <QScrollBar>
#include <QStyleOptionSlider>
#include <QTextDocumentFragment>

#include <optional>

using namespace Qt::StringLiterals;

namespace segmentdesk::story {

namespace {

constexpr int lookEveryMs = 30;

QString name(const QString &objectName)
{
    return u'“' + objectName + u'”';
}

QString spoken(const QWidget *widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(widget))
        return label->textFormat() == Qt::RichText || Qt::mightBeRichText(label->text())
            ? QTextDocumentFragment::fromHtml(label->text()).toPlainText()
            : label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return button->text();
    if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
        return edit->text();
    if (const auto *edit = qobject_cast<const QPlainTextEdit *>(widget))
        return edit->toPlainText();
    const QString text = widget->property("text").toString();
    return text.isEmpty() ? widget->accessibleName() : text;
}

} // namespace

void check(bool ok, const QString &what)
{
    if (!ok)
        throw Failure{what};
}

void same(const QString &what, qint64 seen, qint64 expected)
{
    if (seen != expected)
        throw Failure{what + u": seen "_s + QString::number(seen) + u", expected "_s
                      + QString::number(expected)};
}

Stage::Stage(QWidget &window, const QString &folder)
    : m_window(window), m_proxy(&window), m_folder(folder)
{
}

void Stage::wait(const QString &what, const std::function<bool()> &isSo, int limitMs)
{
    QElapsedTimer clock;
    clock.start();
    while (!isSo()) {
        if (clock.elapsed() > limitMs)
            throw Failure{u"waited in vain until "_s + what};
        QThread::msleep(lookEveryMs);
    }
}

QWidget *Stage::find(const QString &objectName) const
{
    // What is on top is found first: a pop-up, a dialog, the window.
    QWidgetList places;
    for (QWidget *top : {QApplication::activePopupWidget(), QApplication::activeWindow()}) {
        if (top)
            places.append(top);
    }
    places.append(&m_window);
    places.append(QApplication::topLevelWidgets());
    for (QWidget *place : std::as_const(places)) {
        if (place->objectName() == objectName && place->isVisible())
            return place;
        const QWidgetList found = place->findChildren<QWidget *>(objectName);
        for (QWidget *widget : found) {
            if (widget->isVisible())
                return widget;
        }
    }
    return nullptr;
}

QWidget *Stage::top() const
{
    QWidget *active = QApplication::activeModalWidget();
    return active ? active : &m_window;
}

QAbstractItemView *Stage::findView(const QString &objectName) const
{
    return qobject_cast<QAbstractItemView *>(find(objectName));
}

bool Stage::isThere(const QString &objectName)
{
    return see([&] { return find(objectName) != nullptr; });
}

bool Stage::isEnabled(const QString &objectName)
{
    return see([&] {
        const QWidget *widget = find(objectName);
        return widget && widget->isEnabled();
    });
}

void Stage::waitFor(const QString &objectName)
{
    wait(name(objectName) + u" is there"_s, [&] { return isThere(objectName); });
}

void Stage::waitGone(const QString &objectName)
{
    wait(name(objectName) + u" is gone"_s, [&] { return !isThere(objectName); });
}

QString Stage::text(const QString &objectName)
{
    waitFor(objectName);
    return see([&] {
        const QWidget *widget = find(objectName);
        return widget ? spoken(widget) : QString();
    });
}

QPoint Stage::middle(const QString &objectName)
{
    wait(name(objectName) + u" can be used"_s, [&] { return isEnabled(objectName); });
    return see([&] {
        const QWidget *widget = find(objectName);
        return widget ? widget->mapToGlobal(widget->rect().center()) : QPoint();
    });
}

QPoint Stage::at(const QString &objectName, QPoint offset)
{
    waitFor(objectName);
    return see([&] {
        const QWidget *widget = find(objectName);
        if (!widget)
            return QPoint();
        const QPoint corner(offset.x() < 0 ? widget->width() : 0, widget->height() / 2);
        return widget->mapToGlobal(corner + offset);
    });
}

void Stage::click(const QString &objectName)
{
    hand.moveTo(middle(objectName));
    hand.click();
}

void Stage::fill(const QString &objectName, const QString &text)
{
    click(objectName);
    hand.hold(XPointer::Control);
    hand.key(u'a');
    hand.letGo(XPointer::Control);
    hand.key(XPointer::BackSpace);
    hand.type(text);
    wait(name(objectName) + u" says what was typed"_s,
         [&] { return this->text(objectName) == text; });
}

void Stage::clickText(const QString &text)
{
    std::optional<QPoint> point;
    const auto look = [&] {
        const auto buttons = top()->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible() && button->isEnabled()
                && button->text().remove(u'&').contains(text)) {
                point = button->mapToGlobal(button->rect().center());
                return true;
            }
        }
        return false;
    };
    wait(u"there is a button "_s + name(text), [&] { return see(look); });
    hand.moveTo(*point);
    hand.click();
}

QString Stage::words(const QString &objectName)
{
    waitFor(objectName);
    return see([&] {
        QStringList lines;
        const QWidget *widget = find(objectName);
        const auto labels = widget ? widget->findChildren<QLabel *>() : QList<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && !label->text().isEmpty())
                lines.append(spoken(label));
        }
        return lines.join(u'\n');
    });
}

void Stage::choose(const QString &entry)
{
    std::optional<QPoint> point;
    const auto look = [&] {
        const auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        const QList<QAction *> actions = menu ? menu->actions() : QList<QAction *>();
        for (QAction *action : actions) {
            if (action->isEnabled() && action->text().remove(u'&').contains(entry)) {
                point = menu->mapToGlobal(menu->actionGeometry(action).center());
                return true;
            }
        }
        return false;
    };
    wait(u"the menu offers "_s + name(entry), [&] { return see(look); });
    hand.moveTo(*point);
    hand.click();
}

int Stage::rows(const QString &view)
{
    return see([&] {
        const QAbstractItemView *found = findView(view);
        return found && found->model() ? found->model()->rowCount(found->rootIndex()) : -1;
    });
}

QString Stage::cell(const QString &view, int row, int column, int role)
{
    return see([&] {
        const QAbstractItemView *found = findView(view);
        return found && found->model() ? found->model()->index(row, column).data(role).toString()
                                       : QString();
    });
}

int Stage::rowWith(const QString &view, int column, const QString &text)
{
    return see([&] {
        const QAbstractItemView *found = findView(view);
        const int count = found && found->model() ? found->model()->rowCount() : 0;
        for (int row = 0; row < count; ++row) {
            if (found->model()->index(row, column).data().toString() == text)
                return row;
        }
        return -1;
    });
}

bool Stage::isInSight(const QString &view, int row)
{
    return see([&] {
        const QAbstractItemView *found = findView(view);
        if (!found || !found->model())
            return false;
        const QRect rect = found->visualRect(found->model()->index(row, 1));
        const QRect seen = found->viewport()->rect();
        return rect.isValid() && rect.top() >= seen.top() && rect.bottom() <= seen.bottom();
    });
}

QPoint Stage::cellPoint(const QString &view, int row, int column)
{
    constexpr int maxTurns = 400;
    for (int turn = 0; turn < maxTurns; ++turn) {
        int direction = 0;
        const QPoint point = see([&] {
            QAbstractItemView *found = findView(view);
            if (!found || !found->model())
                return QPoint();
            const QRect rect = found->visualRect(found->model()->index(row, column));
            const QRect seen = found->viewport()->rect();
            if (rect.top() < seen.top())
                direction = -1;
            else if (rect.bottom() > seen.bottom())
                direction = 1;
            return found->viewport()->mapToGlobal(
                QPoint(rect.intersected(seen).center().x(), rect.center().y()));
        });
        check(!point.isNull(), u"the view "_s + name(view) + u" is there"_s);
        if (direction == 0)
            return point;
        hand.moveTo(middle(view));
        hand.wheel(direction);
    }
    throw Failure{u"row "_s + QString::number(row) + u" of "_s + name(view)
                  + u" does not come in sight"_s};
}

void Stage::clickCell(const QString &view, int row, int column)
{
    hand.moveTo(cellPoint(view, row, column));
    hand.click();
}

void Stage::waitForEditor(const QString &view)
{
    wait(u"a field is open in "_s + name(view), [&] {
        return see([&] {
            const QAbstractItemView *found = findView(view);
            const auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
            return found && field && found->isAncestorOf(field);
        });
    });
}

std::pair<QPoint, QPoint> Stage::scrollBarEnds(const QString &view)
{
    const auto ends = see([&] {
        // The bar that can be seen: tables draw one of their own over the rows.
        const QAbstractItemView *found = findView(view);
        const QScrollBar *bar = nullptr;
        const auto bars = found ? found->findChildren<QScrollBar *>() : QList<QScrollBar *>();
        for (const QScrollBar *each : bars) {
            if (each->isVisible() && each->orientation() == Qt::Vertical)
                bar = each;
        }
        if (!bar)
            return std::pair<QPoint, QPoint>();
        QStyleOptionSlider option;
        option.initFrom(bar);
        option.orientation = Qt::Vertical;
        option.minimum = bar->minimum();
        option.maximum = bar->maximum();
        option.pageStep = bar->pageStep();
        option.singleStep = bar->singleStep();
        option.subControls = QStyle::SC_All;
        const auto handle = [&](int position) {
            option.sliderPosition = position;
            option.sliderValue = position;
            return bar->mapToGlobal(
                bar->style()
                    ->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, bar)
                    .center());
        };
        return std::pair(handle(bar->minimum()), handle(bar->maximum()));
    });
    check(ends.first != ends.second, name(view) + u" has no scroll bar"_s);
    return ends;
}

QPoint Stage::chipCross(const QString &segment)
{
    std::optional<QPoint> point;
    const auto look = [&] {
        const auto chips = m_window.findChildren<ChipButton *>();
        for (const ChipButton *chip : chips) {
            if (chip->isVisible() && chip->text() == segment) {
                constexpr int middleOfCross = 11;
                point =
                    chip->mapToGlobal(QPoint(chip->width() - middleOfCross, chip->height() / 2));
                return true;
            }
        }
        return false;
    };
    wait(u"there is a chip "_s + name(segment), [&] { return see(look); });
    return *point;
}

void Stage::picture(const QString &title)
{
    const QString file =
        u"%1/%2-%3.png"_s.arg(m_folder).arg(++m_pictures, 2, 10, QLatin1Char('0')).arg(title);
    const QPoint tip = hand.position();
    const bool saved = see([&] {
        QPixmap screen = QGuiApplication::primaryScreen()->grabWindow(0);
        // The screen is read without its pointer.
        QPainterPath arrow;
        arrow.addPolygon(
            QPolygonF({{0, 0}, {0, 16}, {4, 12.5}, {6.5, 18}, {9, 17}, {6.5, 11.5}, {11.5, 11.5}}));
        arrow.closeSubpath();
        QPainter painter(&screen);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(tip);
        painter.setBrush(Qt::black);
        painter.setPen(QPen(Qt::white, 1.2));
        painter.drawPath(arrow);
        painter.end();
        return screen.save(file);
    });
    check(saved, u"the picture "_s + file + u" can be written"_s);
}

QJsonObject Witness::get(const QString &pathAndQuery) const
{
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(m_apiPath.toString() + pathAndQuery));
    request.setRawHeader("X-Auth-Token", m_token);
    request.setRawHeader("Accept", "application/json");
    request.setTransferTimeout(Stage::patienceMs);
    const std::unique_ptr<QNetworkReply> reply(manager.get(request));
    QEventLoop loop; // the performer's thread has no other
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    check(status == 200, u"GET %1 is answered %2"_s.arg(pathAndQuery).arg(status));
    return QJsonDocument::fromJson(reply->readAll()).object();
}

qint64 Witness::total(const QString &path) const
{
    return get(path + u"?limit=1"_s)
        .value(u"meta")
        .toObject()
        .value(u"pagination")
        .toObject()
        .value(u"total")
        .toInteger(-1);
}

} // namespace segmentdesk::story
