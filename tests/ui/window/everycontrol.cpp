// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/window/everycontrol.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMutex>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString nameOf(const QObject *object, const QString &text)
{
    const QString name = object->objectName();
    return name.isEmpty() ? u"%1 \"%2\""_s.arg(
               QString::fromLatin1(object->metaObject()->className()).section(u"::"_s, -1), text)
                          : name;
}

void addEntries(QMenu *menu, const QString &path, QList<Control> &controls)
{
    Q_EMIT menu->aboutToShow();
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible() || !action->isEnabled())
            continue;
        const QString name = path + u" > "_s + action->text().remove(u'&').section(u'\t', 0, 0);
        if (action->menu())
            addEntries(action->menu(), name, controls);
        else
            controls.append({name,
                             [entry = QPointer(action)] {
                                 if (entry && entry->isEnabled())
                                     entry->trigger();
                             },
                             action->isCheckable()});
    }
}

/// As a hand at the keyboard does it where the focus can go, else as one at the mouse.
void pressButton(QAbstractButton *button)
{
    if (button->focusPolicy() & Qt::TabFocus) {
        button->setFocus(Qt::TabFocusReason);
        QTest::keyClick(button, Qt::Key_Space);
    } else {
        QTest::mouseClick(button, Qt::LeftButton);
    }
}

QMenu *menuOf(const QAbstractButton *button)
{
    if (const auto *push = qobject_cast<const QPushButton *>(button))
        return push->menu();
    if (const auto *tool = qobject_cast<const QToolButton *>(button))
        return tool->menu();
    return nullptr;
}

QMutex mutex;
QStringList warnings;
QtMessageHandler before = nullptr;

void keepWarning(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const bool platform = text.startsWith("This plugin does not support"_L1);
    if (type != QtDebugMsg && type != QtInfoMsg && !platform) {
        const QMutexLocker lock(&mutex);
        warnings.append(text);
    }
    if (before && !platform)
        before(type, context, text);
}

} // namespace

QList<Control> buttonsOf(QWidget *root)
{
    QList<Control> controls;
    QHash<QString, int> seen;
    const QList<QAbstractButton *> buttons = root->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (!button->isVisible() || !button->isEnabled() || button->window() != root->window())
            continue;
        const QString text =
            button->text().isEmpty() ? button->accessibleName() : button->text().remove(u'&');
        QString name = nameOf(button, text);
        if (const int number = seen[name]++; number > 0)
            name += u" #%1"_s.arg(number + 1);
        if (QMenu *menu = menuOf(button)) {
            addEntries(menu, name, controls);
            continue;
        }
        controls.append({name,
                         [pressed = QPointer(button)] {
                             if (pressed && pressed->isVisible() && pressed->isEnabled())
                                 pressButton(pressed);
                         },
                         button->isCheckable()});
    }
    return controls;
}

QList<Control> entriesOf(QMenu *menu)
{
    QList<Control> controls;
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible() || !action->isEnabled() || action->menu())
            continue;
        controls.append({action->text().remove(u'&').section(u'\t', 0, 0),
                         [menu = QPointer(menu), entry = QPointer(action)] {
                             if (!menu || !entry)
                                 return;
                             menu->setActiveAction(entry);
                             QTest::keyClick(menu, Qt::Key_Return);
                         },
                         action->isCheckable()});
    }
    return controls;
}

QList<Control> controlsOf(QWidget *window)
{
    QList<Control> controls;
    QSet<QAction *> inMenus;
    if (auto *main = qobject_cast<QMainWindow *>(window)) {
        const QList<QAction *> menus = main->menuBar()->actions();
        for (QAction *action : menus) {
            addEntries(action->menu(), action->text().remove(u'&'), controls);
            QList<QMenu *> all = action->menu()->findChildren<QMenu *>();
            all.append(action->menu());
            for (const QMenu *menu : std::as_const(all)) {
                const QList<QAction *> entries = menu->actions();
                inMenus.unite(QSet<QAction *>(entries.cbegin(), entries.cend()));
            }
        }
    }
    const QList<QAction *> own = window->actions();
    for (QAction *action : own) {
        if (inMenus.contains(action) || !action->isEnabled())
            continue;
        controls.append({nameOf(action, action->text()),
                         [entry = QPointer(action)] {
                             if (entry && entry->isEnabled())
                                 entry->trigger();
                         },
                         action->isCheckable()});
    }
    controls += buttonsOf(window);

    const QList<QAbstractItemView *> views = window->findChildren<QAbstractItemView *>();
    for (QAbstractItemView *view : views) {
        if (!view->isVisible() || !view->isEnabled() || view->window() != window || !view->model())
            continue;
        const QString name = nameOf(view, view->accessibleName());
        const auto onView = [view = QPointer(view)](const auto &what) {
            return [view, what] {
                if (!view || !view->isVisible())
                    return;
                view->setFocus(Qt::TabFocusReason);
                if (!view->currentIndex().isValid() && view->model()->rowCount() > 0)
                    view->setCurrentIndex(view->model()->index(0, 0));
                what(*view);
            };
        };
        controls.append({name + u" > context menu"_s, onView([](QAbstractItemView &at) {
                             const QPoint middle = at.viewport()->rect().center();
                             QContextMenuEvent event(QContextMenuEvent::Keyboard, middle,
                                                     at.viewport()->mapToGlobal(middle));
                             QApplication::sendEvent(at.viewport(), &event);
                         }),
                         false});
        constexpr struct
        {
            const char *name;
            Qt::Key key;
            Qt::KeyboardModifiers modifiers;
        } keys[] = {{"Return", Qt::Key_Return, {}}, {"Alt+Return", Qt::Key_Return, Qt::AltModifier},
                    {"Delete", Qt::Key_Delete, {}}, {"Space", Qt::Key_Space, {}},
                    {"Escape", Qt::Key_Escape, {}}, {"F2", Qt::Key_F2, {}}};
        for (const auto &key : keys) {
            controls.append({name + u" > "_s + QString::fromLatin1(key.name),
                             onView([key](QAbstractItemView &at) {
                                 QTest::keyClick(&at, key.key, key.modifiers);
                             }),
                             false});
        }
        controls.append({name + u" > double click"_s, onView([](QAbstractItemView &at) {
                             const QPoint middle = at.visualRect(at.currentIndex()).center();
                             QTest::mouseClick(at.viewport(), Qt::LeftButton, {}, middle);
                             QTest::mouseDClick(at.viewport(), Qt::LeftButton, {}, middle);
                         }),
                         false});
    }
    return controls;
}

QStringList doubleMnemonics(const QWidget *menu)
{
    QHash<QChar, QString> first;
    QStringList problems;
    const QList<QAction *> actions = menu->actions();
    for (const QAction *action : actions) {
        QString text = action->text();
        text.remove(u"&&"_s);
        const qsizetype at = text.indexOf(u'&');
        if (at < 0 || at + 1 >= text.size() || !action->isVisible())
            continue;
        const QChar letter = text.at(at + 1).toLower();
        if (first.contains(letter))
            problems.append(
                u"mnemonic %1 twice: %2, %3"_s.arg(letter).arg(first.value(letter), text));
        first.insert(letter, text);
    }
    return problems;
}

QWidget *topmostOver(const QWidget *window)
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    if (QWidget *modal = QApplication::activeModalWidget())
        return modal;
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *widget : all) {
        if (widget != window && widget->isVisible() && widget->windowType() != Qt::ToolTip)
            return widget;
    }
    return nullptr;
}

void settle()
{
    // Three rounds: what a press posts, what that posts, and what is deleted after that.
    for (int round = 0; round < 3; ++round) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

bool closeAllOver(const QWidget *window)
{
    constexpr int deepest = 8;
    for (int i = 0; i < deepest; ++i) {
        QWidget *over = topmostOver(window);
        if (!over)
            return true;
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus && over->isAncestorOf(focus) ? focus : over, Qt::Key_Escape);
        settle();
    }
    return !topmostOver(window);
}

namespace {

/// Some of it is inside all that it lies in.
bool isSeen(const QWidget *widget)
{
    if (!widget->isVisible())
        return false;
    QRect part = widget->rect();
    while (!widget->isWindow()) {
        part = part.translated(widget->pos()) & widget->parentWidget()->rect();
        widget = widget->parentWidget();
    }
    return !part.isEmpty();
}

} // namespace

QString focusProblem(const QWidget *window)
{
    const QWidget *focus = QApplication::focusWidget();
    if (!focus)
        return u"nothing has the focus"_s;
    const QString name = nameOf(focus, focus->accessibleName());
    if (focus->window() != window)
        return u"the focus is in another window: "_s + name;
    if (!isSeen(focus))
        return u"the focus is on what cannot be seen: "_s + name;
    if (!focus->isEnabled())
        return u"the focus is on what is disabled: "_s + name;
    return {};
}

WarningCatcher::WarningCatcher()
{
    before = qInstallMessageHandler(keepWarning);
}

WarningCatcher::~WarningCatcher()
{
    qInstallMessageHandler(std::exchange(before, nullptr));
}

QStringList WarningCatcher::take()
{
    const QMutexLocker lock(&mutex);
    return std::exchange(warnings, {});
}

} // namespace segmentdesk
