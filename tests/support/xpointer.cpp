// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/xpointer.h"

#include <QThread>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <xcb/xcb.h>
#include <xcb/xtest.h>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

template <typename T>
std::unique_ptr<T, decltype(&std::free)> owned(T *reply)
{
    return {reply, &std::free};
}

} // namespace

void XPointer::Disconnect::operator()(xcb_connection_t *connection) const
{
    xcb_disconnect(connection);
}

XPointer::XPointer(HandPace pace) : m_connection(xcb_connect(nullptr, nullptr)), m_pace(pace)
{
    xcb_connection_t *connection = m_connection.get();
    if (xcb_connection_has_error(connection)) {
        m_problem = u"there is no X display"_s;
        return;
    }
    const auto version = owned(
        xcb_test_get_version_reply(connection, xcb_test_get_version(connection, 2, 2), nullptr));
    if (!version) {
        m_problem = u"the X server has no XTEST extension"_s;
        return;
    }
    m_root = xcb_setup_roots_iterator(xcb_get_setup(connection)).data->root;
    readKeyboard();
    send(XCB_MOTION_NOTIFY, 0, m_position);
}

XPointer::~XPointer() = default;

void XPointer::readKeyboard()
{
    const xcb_setup_t *setup = xcb_get_setup(m_connection.get());
    const int first = setup->min_keycode;
    const int count = setup->max_keycode - first + 1;
    const auto mapping = owned(xcb_get_keyboard_mapping_reply(
        m_connection.get(),
        xcb_get_keyboard_mapping(m_connection.get(), setup->min_keycode,
                                 static_cast<quint8>(count)),
        nullptr));
    if (!mapping) {
        m_problem = u"the X server does not tell its keyboard"_s;
        return;
    }
    const xcb_keysym_t *keysyms = xcb_get_keyboard_mapping_keysyms(mapping.get());
    const int width = mapping->keysyms_per_keycode;
    // The columns without and with Shift; the first key that has the character wins.
    for (int column : {0, 1}) {
        for (int i = 0; i < count && column < width; ++i) {
            const quint32 keysym = keysyms[i * width + column];
            if (keysym != 0 && !m_strokes.contains(keysym))
                m_strokes.insert(keysym, {static_cast<quint8>(first + i), column == 1});
        }
    }
}

XPointer::Stroke XPointer::strokeFor(quint32 keysym) const
{
    const auto found = m_strokes.constFind(keysym);
    Q_ASSERT_X(found != m_strokes.cend(), "XPointer", "the keyboard has no such key");
    return found == m_strokes.cend() ? Stroke() : *found;
}

void XPointer::send(quint8 type, quint8 detail, QPoint position)
{
    xcb_test_fake_input(m_connection.get(), type, detail, XCB_CURRENT_TIME, m_root,
                        static_cast<qint16>(position.x()), static_cast<qint16>(position.y()), 0);
    // A round trip: the server has worked off the event.
    const auto done = owned(xcb_get_input_focus_reply(
        m_connection.get(), xcb_get_input_focus(m_connection.get()), nullptr));
}

void XPointer::moveTo(QPoint target)
{
    // Slow at both ends, a person makes about 1,500 pixels a second between; at least a few steps,
    // so that a drag is seen as one.
    const QPoint start = m_position;
    const double length = std::hypot(target.x() - start.x(), target.y() - start.y());
    const int steps = std::clamp(static_cast<int>(length / 12), 6, m_pace.mostFrames);
    for (int i = 1; i <= steps; ++i) {
        const double part = (1 - std::cos(M_PI * i / steps)) / 2;
        m_position = start + ((target - start) * part);
        send(XCB_MOTION_NOTIFY, 0, m_position);
        QThread::msleep(m_pace.frameMs);
    }
}

void XPointer::button(quint8 number, bool down)
{
    send(down ? XCB_BUTTON_PRESS : XCB_BUTTON_RELEASE, number);
    QThread::msleep(m_pace.clickMs);
}

void XPointer::press()
{
    button(1, true);
}

void XPointer::release()
{
    button(1, false);
}

void XPointer::click()
{
    press();
    release();
}

void XPointer::doubleClick()
{
    click();
    click();
}

void XPointer::rightClick()
{
    button(3, true);
    button(3, false);
}

void XPointer::wheel(int steps)
{
    const quint8 number = steps > 0 ? 5 : 4;
    for (int i = 0; i < std::abs(steps); ++i) {
        button(number, true);
        button(number, false);
    }
}

void XPointer::drag(QPoint from, QPoint to)
{
    moveTo(from);
    press();
    moveTo(to);
    QThread::msleep(m_pace.lookMs);
    release();
}

void XPointer::hold(Key key)
{
    send(XCB_KEY_PRESS, strokeFor(key).code);
    QThread::msleep(m_pace.keyMs);
}

void XPointer::letGo(Key key)
{
    send(XCB_KEY_RELEASE, strokeFor(key).code);
    QThread::msleep(m_pace.keyMs);
}

void XPointer::key(Key key)
{
    hold(key);
    letGo(key);
}

void XPointer::key(QChar character)
{
    const Stroke stroke = strokeFor(character.unicode());
    if (stroke.shift)
        hold(Shift);
    send(XCB_KEY_PRESS, stroke.code);
    QThread::msleep(m_pace.keyMs);
    send(XCB_KEY_RELEASE, stroke.code);
    QThread::msleep(m_pace.keyMs);
    if (stroke.shift)
        letGo(Shift);
}

void XPointer::type(const QString &text)
{
    for (QChar character : text) {
        if (character == u'\n')
            key(Return);
        else
            key(character);
    }
}

} // namespace segmentdesk
