// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QPoint>
#include <QString>

#include <memory>

struct xcb_connection_t;

namespace segmentdesk {

/// How long the moves of a hand take; by default about as long as a person's.
struct HandPace
{
    unsigned long frameMs = 8;
    int mostFrames = 60; ///< of a move; at least 6
    unsigned long keyMs = 12;
    unsigned long clickMs = 30;
    unsigned long lookMs = 150; ///< before what is dragged is let go
};

/// A hand on mouse and keyboard: events go through the X server (XTEST), as from real devices. Has
/// a connection of its own; every call returns when the server has taken the event. Moves like a
/// person.
class XPointer
{
public:
    /// Keys without a character, as X names them (keysymdef.h).
    enum Key : quint32 {
        Space = 0x20,
        BackSpace = 0xff08,
        Tab = 0xff09,
        Return = 0xff0d,
        Escape = 0xff1b,
        Home = 0xff50,
        Left = 0xff51,
        Up = 0xff52,
        Right = 0xff53,
        Down = 0xff54,
        PageUp = 0xff55,
        PageDown = 0xff56,
        End = 0xff57,
        ContextMenu = 0xff67,
        F1 = 0xffbe, ///< and the others in their order
        F2,
        F3,
        F4,
        F5,
        F6,
        F7,
        F8,
        F9,
        F10,
        F11,
        F12,
        Shift = 0xffe1,
        Control = 0xffe3,
        Alt = 0xffe9,
        Delete = 0xffff,
    };

    explicit XPointer(HandPace pace = {});
    ~XPointer();

    /// Empty, or why there is no such hand.
    QString problem() const { return m_problem; }

    QPoint position() const { return m_position; }
    void moveTo(QPoint target);
    void press();
    void release();
    void click();
    void doubleClick();
    void rightClick();
    /// Turns the wheel; steps down are positive.
    void wheel(int steps);
    void drag(QPoint from, QPoint to);

    void hold(Key key);
    void letGo(Key key);
    void key(Key key);
    /// Presses the key of a character, such as 'a' in Ctrl+A.
    void key(QChar character);
    /// Types text that a US keyboard has.
    void type(const QString &text);

private:
    struct Stroke
    {
        quint8 code = 0;
        bool shift = false;
    };

    Stroke strokeFor(quint32 keysym) const;
    void send(quint8 type, quint8 detail, QPoint position = {});
    void button(quint8 number, bool down);
    void readKeyboard();

    struct Disconnect
    {
        void operator()(xcb_connection_t *connection) const;
    };
    std::unique_ptr<xcb_connection_t, Disconnect> m_connection;
    HandPace m_pace;
    quint32 m_root = 0;
    QPoint m_position{700, 450};
    QHash<quint32, Stroke> m_strokes; ///< by keysym
    QString m_problem;
};

} // namespace segmentdesk
