// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/monkey/monkey.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEventLoop>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPlainTextEdit>
#include <QScreen>
#include <QTabBar>
#include <QThread>

#include <cstdio>
#include <iterator>

#include <pthread.h>
#include <signal.h>

using namespace Qt::StringLiterals;

namespace segmentdesk::monkey {

namespace {

constexpr HandPace fast{.frameMs = 1, .mostFrames = 8, .keyMs = 1, .clickMs = 2, .lookMs = 10};
constexpr int lookEveryMs = 20;
constexpr int popupMs = 400; ///< that a menu may take to open
constexpr int leaveEvery = 40; ///< steps
constexpr int homeEvery = 200; ///< steps
constexpr int leaveMs = 15'000;

struct Press
{
    quint32 keysym;
    const char *name;
    quint32 parts;
};

constexpr Press presses[] = {
    {XPointer::Tab, "Tab", 10},
    {XPointer::Return, "Return", 8},
    {XPointer::Space, "Space", 6},
    {XPointer::Escape, "Esc", 5},
    {XPointer::Delete, "Del", 4},
    {XPointer::BackSpace, "Bs", 2},
    {XPointer::Up, "Up", 5},
    {XPointer::Down, "Down", 8},
    {XPointer::Left, "Left", 4},
    {XPointer::Right, "Right", 4},
    {XPointer::Home, "Home", 2},
    {XPointer::End, "End", 2},
    {XPointer::PageUp, "PgUp", 2},
    {XPointer::PageDown, "PgDn", 2},
    {XPointer::F1, "F1", 1},
    {XPointer::F2, "F2", 2},
    {XPointer::F3, "F3", 1},
    {XPointer::F4, "F4", 2},
    {XPointer::F5, "F5", 1},
    {XPointer::F6, "F6", 2},
    {XPointer::F7, "F7", 1},
    {XPointer::F8, "F8", 2},
    {XPointer::F9, "F9", 1},
    {XPointer::F10, "F10", 1},
    {XPointer::F11, "F11", 1},
    {XPointer::F12, "F12", 1},
    {XPointer::ContextMenu, "Menu", 3},
};

/// What people press with Ctrl, with or without Shift; Q is rare, as it starts the program again.
constexpr char16_t withControl[] = u"aaccvvxzzzyfnnhhoekismt,";
constexpr char16_t withAlt[] = u"fevsphcndoamr";

const QString texts[] = {
    u"a"_s, u"lo"_s,         u"0"_s,   u"12"_s,           u"3, 5, 8"_s,
    u"%"_s, u"1 Jan 2023"_s, u"@"_s,   u"Spring"_s,       u"30 days ago"_s,
    u" "_s, u"<b>x</b>"_s,   u"'\""_s, u"999999999999"_s, u"VIP loyal gold"_s,
};

QString called(const QWidget *widget)
{
    QString words = QString::fromLatin1(widget->metaObject()->className()).section(u"::"_s, -1);
    if (!widget->objectName().isEmpty())
        words += u'#' + widget->objectName();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget);
        button && !button->text().isEmpty())
        words += u" “"_s + button->text() + u'”';
    return words;
}

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const QComboBox *>(widget)
        || qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QTabBar *>(widget)
        || qobject_cast<const QAbstractSpinBox *>(widget)
        || qobject_cast<const QAbstractSlider *>(widget)
        || qobject_cast<const QPlainTextEdit *>(widget);
}

QString pointText(QPoint point)
{
    return u" at %1,%2"_s.arg(point.x()).arg(point.y());
}

} // namespace

/// Keys that are held down until the end of a scope, also if the window closes meanwhile.
class Monkey::Held
{
public:
    Held(XPointer &hand, QList<XPointer::Key> keys) : m_hand(hand), m_keys(std::move(keys))
    {
        for (const XPointer::Key key : std::as_const(m_keys))
            m_hand.hold(key);
    }
    ~Held()
    {
        for (const XPointer::Key key : std::as_const(m_keys))
            m_hand.letGo(key);
    }
    Q_DISABLE_COPY_MOVE(Held)

private:
    XPointer &m_hand;
    QList<XPointer::Key> m_keys;
};

Monkey::Monkey(Cage &cage, const Options &options)
    : m_cage(cage), m_options(options), m_proxy(std::make_unique<QObject>()), m_hand(fast)
{
}

Monkey::~Monkey() = default;

void Monkey::await(QSemaphore &isThere)
{
    QElapsedTimer clock;
    clock.start();
    while (!isThere.tryAcquire(1, lookEveryMs)) {
        if (m_isClosed)
            throw Closed();
        if (clock.elapsed() > m_options.longestMs)
            throw Finding{u"the window did not answer for %1 ms"_s.arg(clock.elapsed())};
    }
    m_longest = std::max(m_longest, clock.elapsed());
}

bool Monkey::perform()
{
    try {
        see([this] {
            m_cage.goHome();
            return true;
        });
        for (int number = m_options.from; number < m_options.steps; ++number)
            carryOut(number, Step::draw(m_options.seed, number));
        leave();
    } catch (const Closed &) {
        return false;
    }
    return true;
}

void Monkey::say(const QString &what)
{
    std::fputs(qPrintable(m_saying + u": "_s + what + u'\n'), stdout);
    std::fflush(stdout);
}

void Monkey::carryOut(int number, const Step &step)
{
    m_saying = QString::number(number) + u' ' + step.name();
    see([this, choice = step.dice[4]] {
        m_cage.setChoice(choice);
        return true;
    });
    comeBack();
    switch (step.kind) {
    case Step::Kind::Key:
        key(step);
        break;
    case Step::Kind::Type:
        type(step);
        break;
    case Step::Kind::Menu:
        menu(step);
        break;
    case Step::Kind::Entry:
        entry(step, 0);
        break;
    case Step::Kind::Control:
        control(step);
        break;
    case Step::Kind::Point:
        point(step);
        break;
    case Step::Kind::Drag:
        drag(step);
        break;
    case Step::Kind::Wheel:
        wheel(step);
        break;
    case Step::Kind::Resize:
        resize(step);
        break;
    case Step::Kind::Pause:
        say(QString());
        QThread::msleep(ulong(step.pick(0, 500)));
        break;
    case Step::Kind::Store:
        changeStore(step);
        break;
    }
    // The window has taken what the X server gave it.
    see([] { return true; });
    if (number % leaveEvery == leaveEvery - 1)
        leave();
    if (number % homeEvery == homeEvery - 1) {
        see([this] {
            m_cage.goHome();
            return true;
        });
    }
}

void Monkey::key(const Step &step)
{
    const int how = step.pick(1, 100);
    if (how < 25) {
        const char16_t letter = withControl[step.pick(0, std::size(withControl) - 1)];
        const bool shift = step.pick(2, 4) == 0;
        const bool quits = how == 0;
        const QChar pressed = quits ? QChar(u'q') : QChar(letter);
        say((shift ? u"Ctrl+Shift+"_s : u"Ctrl+"_s) + pressed);
        const Held held(
            m_hand, shift ? QList{XPointer::Control, XPointer::Shift} : QList{XPointer::Control});
        m_hand.key(pressed);
        return;
    }
    if (how < 30) {
        const QChar letter = withAlt[step.pick(0, std::size(withAlt) - 1)];
        say(u"Alt+"_s + letter);
        const Held held(m_hand, {XPointer::Alt});
        m_hand.key(letter);
        return;
    }
    quint32 all = 0;
    for (const Press &press : presses)
        all += press.parts;
    quint32 part = step.dice[0] % all;
    const Press *chosen = presses;
    for (const Press &press : presses) {
        chosen = &press;
        if (part < press.parts)
            break;
        part -= press.parts;
    }
    const auto pressed = XPointer::Key(chosen->keysym);
    QList<XPointer::Key> held;
    QString words;
    if (how >= 85) {
        held.append(XPointer::Shift);
        words += u"Shift+"_s;
    }
    if (how >= 94) {
        held.append(XPointer::Control);
        words += u"Ctrl+"_s;
    }
    // Alt+Return is a verb of the window; other keys with Alt are the window manager's.
    if (how >= 80 && how < 85 && pressed == XPointer::Return) {
        held.append(XPointer::Alt);
        words += u"Alt+"_s;
    }
    say(words + QLatin1String(chosen->name));
    const Held modifiers(m_hand, held);
    m_hand.key(pressed);
}

void Monkey::type(const Step &step)
{
    const QString &text = texts[step.pick(0, std::size(texts))];
    say(text);
    m_hand.type(text);
}

void Monkey::menu(const Step &step)
{
    const auto head = see([this, &step]() -> std::optional<Target> {
        const auto *bar = m_cage.window().findChild<QMenuBar *>();
        if (!bar || !bar->isVisible() || QApplication::activeModalWidget())
            return std::nullopt;
        QList<QAction *> menus = bar->actions();
        QAction *action = menus.value(step.pick(0, menus.size()));
        const QRect place = action ? bar->actionGeometry(action) : QRect();
        if (!place.isValid() || !bar->rect().contains(place))
            return std::nullopt;
        return Target{bar->mapToGlobal(place.center()), action->text()};
    });
    if (!head) {
        say(u"there is no menu bar to be reached"_s);
        return;
    }
    say(head->what);
    m_hand.moveTo(head->point);
    m_hand.click();
    entry(step, 1);
}

bool Monkey::entry(const Step &step, int die)
{
    QElapsedTimer clock;
    clock.start();
    std::optional<Target> target;
    while (!target && clock.elapsed() < popupMs) {
        target = see([this, &step, die]() -> std::optional<Target> {
            QWidget *popup = QApplication::activePopupWidget();
            if (!popup)
                return std::nullopt;
            if (auto *menu = qobject_cast<QMenu *>(popup)) {
                QList<QAction *> there;
                const QList<QAction *> actions = menu->actions();
                for (QAction *action : actions) {
                    if (action->isEnabled() && action->isVisible() && !action->isSeparator())
                        there.append(action);
                }
                const QAction *action = there.value(step.pick(die, there.size()));
                if (!action)
                    return std::nullopt;
                const QRect place = menu->actionGeometry(const_cast<QAction *>(action));
                return Target{menu->mapToGlobal(place.center()), action->text()};
            }
            return inside(popup, step.dice[size_t(die)], step.dice[size_t(die) + 1]);
        });
        if (!target && die == 0)
            break; // nothing was opened just now
        if (!target)
            QThread::msleep(lookEveryMs);
    }
    if (!target) {
        say(u"nothing is open"_s);
        return false;
    }
    say(target->what + pointText(target->point));
    m_hand.moveTo(target->point);
    m_hand.click();
    return true;
}

QWidget *Monkey::top() const
{
    for (QWidget *widget : {QApplication::activePopupWidget(), QApplication::activeModalWidget()}) {
        if (widget && widget->isVisible())
            return widget;
    }
    return &m_cage.window();
}

std::optional<Monkey::Target> Monkey::inside(QWidget *widget, quint32 across, quint32 down) const
{
    const QRect seen = widget->visibleRegion().boundingRect();
    if (seen.isEmpty())
        return std::nullopt;
    const QPoint point = widget->mapToGlobal(
        seen.topLeft()
        + QPoint(int(across % quint32(seen.width())), int(down % quint32(seen.height()))));
    // Never the desktop, whose menu can end the window manager.
    if (!widget->screen()->geometry().contains(point) || !QApplication::widgetAt(point))
        return std::nullopt;
    return Target{point, called(widget)};
}

std::optional<Monkey::Target> Monkey::anywhere(quint32 across, quint32 down) const
{
    return inside(top(), across, down);
}

void Monkey::control(const Step &step)
{
    const auto target = see([this, &step]() -> std::optional<Target> {
        QWidgetList there;
        const auto all = top()->findChildren<QWidget *>();
        for (QWidget *widget : all) {
            if (isControl(widget) && widget->isVisible() && widget->isEnabled()
                && widget->window() == top()->window())
                there.append(widget);
        }
        QWidget *widget = there.value(step.pick(0, there.size()));
        return widget ? inside(widget, step.dice[1], step.dice[2]) : std::nullopt;
    });
    if (!target) {
        say(u"nothing to be reached"_s);
        return;
    }
    const int how = step.pick(3, 100);
    QList<XPointer::Key> held;
    if (how % 10 == 0)
        held.append(XPointer::Control);
    if (how % 10 == 1)
        held.append(XPointer::Shift);
    const QString words = target->what + pointText(target->point)
        + (held.isEmpty()      ? QString()
               : how % 10 == 0 ? u" with Ctrl"_s
                               : u" with Shift"_s);
    const Held modifiers(m_hand, held);
    if (how >= 90) {
        say(u"right click on "_s + words);
        m_hand.moveTo(target->point);
        m_hand.rightClick();
    } else if (how >= 80) {
        say(u"double click on "_s + words);
        m_hand.moveTo(target->point);
        m_hand.doubleClick();
    } else {
        say(u"click on "_s + words);
        m_hand.moveTo(target->point);
        m_hand.click();
    }
}

void Monkey::point(const Step &step)
{
    const auto target = see([this, &step] { return anywhere(step.dice[0], step.dice[1]); });
    if (!target) {
        say(u"nothing to be reached"_s);
        return;
    }
    say(target->what + pointText(target->point));
    m_hand.moveTo(target->point);
    if (step.pick(2, 6) == 0)
        m_hand.rightClick();
    else
        m_hand.click();
}

void Monkey::drag(const Step &step)
{
    const auto from = see([this, &step]() -> std::optional<Target> {
        QWidgetList there;
        const auto all = top()->findChildren<QAbstractItemView *>();
        for (QAbstractItemView *view : all) {
            if (view->isVisible() && view->isEnabled())
                there.append(view->viewport());
        }
        QWidget *widget = there.value(step.pick(0, there.size()));
        return widget ? inside(widget, step.dice[1], step.dice[2])
                      : anywhere(step.dice[1], step.dice[2]);
    });
    const auto to = see([this, &step] { return anywhere(step.dice[3], step.dice[4]); });
    if (!from || !to) {
        say(u"nothing to be reached"_s);
        return;
    }
    say(from->what + pointText(from->point) + u" to"_s + pointText(to->point).mid(3));
    m_hand.moveTo(from->point);
    m_hand.press();
    m_hand.moveTo(from->point + QPoint(-14, -9));
    m_hand.moveTo(to->point);
    QThread::msleep(fast.lookMs);
    if (step.pick(0, 7) == 0)
        m_hand.key(XPointer::Escape);
    m_hand.release();
}

void Monkey::wheel(const Step &step)
{
    const auto target = see([this, &step] { return anywhere(step.dice[0], step.dice[1]); });
    if (!target) {
        say(u"nothing to be reached"_s);
        return;
    }
    const int turns = step.pick(2, 21) - 10;
    say(QString::number(turns) + u" over "_s + target->what + pointText(target->point));
    m_hand.moveTo(target->point);
    m_hand.wheel(turns);
}

void Monkey::resize(const Step &step)
{
    const bool maximize = step.pick(0, 5) == 0;
    const QSize size(500 + step.pick(1, 1'000), 400 + step.pick(2, 600));
    say(maximize ? u"maximized, or not any more"_s
                 : u"%1×%2"_s.arg(size.width()).arg(size.height()));
    see([this, &step, maximize, size] {
        QWidget *widget = top();
        if (widget->windowType() == Qt::Popup)
            widget = &m_cage.window();
        if (maximize && widget == &m_cage.window()) {
            widget->setWindowState(widget->windowState() ^ Qt::WindowMaximized);
            return true;
        }
        if (widget->isMaximized())
            widget->showNormal();
        widget->resize(size.boundedTo(widget->screen()->size()));
        widget->move(step.pick(3, 120), 30 + step.pick(4, 80));
        return true;
    });
}

void Monkey::changeStore(const Step &step)
{
    if (step.pick(0, 3) == 0)
        strangerChanges(step);
    else
        breakStore(step);
}

void Monkey::breakStore(const Step &step)
{
    using Action = sandbox::Fault::Action;
    sandbox::Fault fault;
    fault.skip = step.pick(2, 4);
    fault.count = 1 + step.pick(3, 6);
    QString words;
    int latency = 15;
    bool isFaulty = true;
    switch (step.pick(1, 14)) {
    case 0:
        fault.status = 503;
        fault.body = "<html>busy</html>";
        fault.contentType = "text/html";
        words = u"503"_s;
        break;
    case 1:
        fault.status = 429;
        fault.rateLimitHeaders = false;
        words = u"429"_s;
        break;
    case 2:
        fault.action = Action::CloseBeforeApplying;
        words = u"closes before"_s;
        break;
    case 3:
        fault.action = Action::CloseAfterApplying;
        fault.method = u"POST"_s;
        words = u"closes after POST"_s;
        break;
    case 4:
        fault.action = Action::TruncateBody;
        words = u"cut bodies"_s;
        break;
    case 5:
        fault.action = Action::Hang;
        words = u"hangs"_s;
        break;
    case 6:
        fault.action = Action::WrongTotal;
        fault.amount = 37;
        words = u"wrong totals"_s;
        break;
    case 7:
        fault.action = Action::RepeatPage;
        words = u"repeated pages"_s;
        break;
    case 8:
        fault.status = 404;
        words = u"404"_s;
        break;
    case 9:
        fault.status = 409;
        fault.method = u"POST"_s;
        words = u"409 to POST"_s;
        break;
    case 10:
        fault.status = 401;
        fault.count = 1;
        words = u"401"_s;
        break;
    case 11:
        latency = 600;
        isFaulty = false;
        words = u"slow"_s;
        break;
    default:
        isFaulty = false;
        words = u"well"_s;
        break;
    }
    say(isFaulty ? u"%1, %2 times after %3"_s.arg(words).arg(fault.count).arg(fault.skip) : words);
    m_cage.store().setFaults(isFaulty ? QList{fault} : QList<sandbox::Fault>());
    see([this, latency] {
        m_cage.store().setLatency(latency);
        return true;
    });
}

/// Another client works in the same store.
void Monkey::strangerChanges(const Step &step)
{
    const QJsonArray segments = QJsonDocument::fromJson(ask("GET", u"/segments?limit=250"_s))
                                    .object()
                                    .value(u"data")
                                    .toArray();
    const QJsonObject segment = segments.at(step.pick(1, segments.size())).toObject();
    const QString id = segment.value(u"id").toString();
    const QString name = segment.value(u"name").toString();
    if (id.isEmpty() || segments.size() < 4) {
        say(u"a stranger creates a segment"_s);
        ask("POST", u"/segments"_s,
            "[{\"name\":\"Stranger " + QByteArray::number(step.dice[3]) + "\"}]");
    } else if (step.pick(2, 3) == 0) {
        say(u"a stranger deletes “"_s + name + u'”');
        ask("DELETE", u"/segments?id:in="_s + id);
    } else if (step.pick(2, 3) == 1) {
        say(u"a stranger renames “"_s + name + u'”');
        ask("PUT", u"/segments"_s,
            "[{\"id\":\"" + id.toLatin1() + "\",\"name\":\"Renamed "
                + QByteArray::number(step.dice[3]) + "\"}]");
    } else {
        say(u"a stranger empties “"_s + name + u'”');
        ask("DELETE", u"/segments/"_s + id + u"/shopper-profiles"_s);
    }
}

QByteArray Monkey::ask(const QByteArray &method, const QString &path, const QByteArray &body)
{
    const QUrl api = see([this] { return m_cage.store().apiPath(); });
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(api.toString() + path));
    request.setRawHeader("X-Auth-Token", m_cage.token());
    request.setRawHeader("Content-Type", "application/json");
    request.setTransferTimeout(3'000);
    const std::unique_ptr<QNetworkReply> reply(manager.sendCustomRequest(request, method, body));
    QEventLoop loop; // this thread has no other
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    return reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
}

/// Whatever is open can be left with Esc; what cannot is a finding.
void Monkey::leave()
{
    QString said;
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        const QString open = see([]() -> QString {
            for (QWidget *widget :
                 {QApplication::activePopupWidget(), QApplication::activeModalWidget()}) {
                if (widget && widget->isVisible())
                    return called(widget) + u" “"_s + widget->windowTitle() + u'”';
            }
            return QString();
        });
        if (open.isEmpty())
            return;
        if (clock.elapsed() > leaveMs)
            throw Finding{u"cannot be left with Esc: "_s + open};
        if (open != said)
            say(u"leaves "_s + open);
        said = open;
        comeBack();
        m_hand.key(XPointer::Escape);
        QThread::msleep(lookEveryMs);
    }
}

/// The window is there and has the keyboard, whatever the window manager does.
void Monkey::comeBack()
{
    const auto isActive = [this] {
        return see([this] {
            const QWidget *modal = QApplication::activeModalWidget();
            QWidget *widget = modal ? QApplication::activeModalWidget() : &m_cage.window();
            if (widget->isMinimized())
                widget->showNormal();
            // A window manager that saw a key for the window leaves the keyboard there when a
            // dialog opens.
            const QWidget *active = QApplication::activeWindow();
            if (QApplication::activePopupWidget() || (active && (!modal || active == modal)))
                return true;
            widget->raise();
            widget->activateWindow();
            return false;
        });
    };
    QElapsedTimer clock;
    clock.start();
    while (!isActive() && clock.elapsed() < popupMs)
        QThread::msleep(lookEveryMs);
}

} // namespace segmentdesk::monkey
