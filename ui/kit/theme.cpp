// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPointer>
#include <QStyleHints>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

Theme makeLight()
{
    Theme t;
    t.isDark = false;
    t.win = 0xF2F3F6;
    t.base = 0xFFFFFF;
    t.alt = 0xF8F9FB;
    t.raised = 0xFFFFFF;
    t.text = 0x1A1D23;
    t.secondaryText = 0x525965;
    t.hintText = 0x666D79;
    t.dis = 0x9AA0AB;
    t.acc = 0x3B53CF;
    t.onAcc = 0xFFFFFF;
    t.accText = 0x3148BE;
    t.hair = 0xECEEF2;
    t.line = 0xDCDFE5;
    t.ctl = 0x767E8C;
    t.tip = 0x23262D;
    t.tipText = 0xF4F5F7;
    t.tipAccent = 0xB4C1FF;
    t.sel = 0xE2E8FD;
    t.selh = 0xD6DEFB;
    t.selbar = 0xE9EDFD;
    t.hover = 0xF3F5F9;
    t.sideOn = 0xDDE2F4;
    t.sideHover = 0xE8EAEF;
    t.chip = 0xEEF0F4;
    t.track = 0xD9DDE5;
    t.accHover = 0x2F45B5;
    t.accLine = 0x3B53CF;
    t.btnLine = 0xC2C7D0;
    t.ok = 0x17683A;
    t.okBg = 0xE2F3E8;
    t.warn = 0x855000;
    t.warnBg = 0xFCEFD5;
    t.err = 0xAE231C;
    t.errBg = 0xFCE7E5;
    t.neutral = 0x525965;
    t.neutralBg = 0xE9EBEF;
    t.onErr = 0xFFFFFF;
    t.markers = {0x7446C8, 0xA86A0A, 0x0B7F7B, 0xC63D70, 0x2471C4, 0xB4502A, 0x5E6B7E, 0x3F7F2E};
    return t;
}

Theme makeDark()
{
    Theme t;
    t.isDark = true;
    t.win = 0x202329;
    t.base = 0x191B20;
    t.alt = 0x1D2026;
    t.raised = 0x2A2D35;
    t.text = 0xE8EAEF;
    t.secondaryText = 0xB0B6C2;
    t.hintText = 0x979EAB;
    t.dis = 0x676E7A;
    t.acc = 0x5468E2;
    t.onAcc = 0xFFFFFF;
    t.accText = 0xA6B5FF;
    t.hair = 0x262930;
    t.line = 0x353942;
    t.ctl = 0x7D8595;
    t.tip = 0xE8EAEF;
    t.tipText = 0x1A1D23;
    t.tipAccent = 0x2F45B5;
    t.sel = 0x29315A;
    t.selh = 0x353F70;
    t.selbar = 0x242A48;
    t.hover = 0x21242B;
    t.sideOn = 0x333B5E;
    t.sideHover = 0x2A2D35;
    t.chip = 0x2C3038;
    t.track = 0x3A3F4A;
    t.accHover = 0x4A5DD6;
    t.accLine = 0x7F90F2;
    t.btnLine = 0x4A4F5A;
    t.ok = 0x7CD3A0;
    t.okBg = 0x1D3528;
    t.warn = 0xEEBC66;
    t.warnBg = 0x3A2F18;
    t.err = 0xFF9D94;
    t.errBg = 0x452422;
    t.neutral = 0xB0B6C2;
    t.neutralBg = 0x30343D;
    t.onErr = 0x1A1D23;
    t.markers = {0xB08CF5, 0xE0A84A, 0x45BDB7, 0xF07FA6, 0x6CB0F2, 0xEE9168, 0x9FABBD, 0x86C46F};
    return t;
}

void paint(ColorScheme scheme)
{
    bool dark = scheme == ColorScheme::Dark;
    if (scheme == ColorScheme::System) {
        // Without a palette of its own the application shows the desktop's.
        QApplication::setPalette(QPalette());
        dark = QApplication::palette().color(QPalette::Window).lightness() < 128;
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        const Qt::ColorScheme desktop = QGuiApplication::styleHints()->colorScheme();
        if (desktop != Qt::ColorScheme::Unknown)
            dark = desktop == Qt::ColorScheme::Dark;
#endif
    }
    const QPalette palette = (dark ? Theme::dark() : Theme::light()).palette();
    if (QApplication::palette() != palette)
        QApplication::setPalette(palette);
}

/// Paints the application again when the desktop changes its colours. A child of the application.
class DesktopFollower : public QObject
{
public:
    explicit DesktopFollower(QApplication *application) : QObject(application)
    {
        setObjectName(u"segmentdesk.desktopFollower"_s);
        application->installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
                [this] { later(); });
#endif
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::ThemeChange)
            later();
        return false;
    }

private:
    void later()
    {
        if (m_pending)
            return;
        m_pending = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                paint(ColorScheme::System);
                m_pending = false;
            },
            Qt::QueuedConnection);
    }

    bool m_pending = false;
};

} // namespace

const Theme &Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme &Theme::dark()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme &Theme::of(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? dark() : light();
}

const Theme &Theme::of(const QWidget *widget)
{
    return of(widget ? widget->palette() : QApplication::palette());
}

const Theme &Theme::other() const
{
    return isDark ? light() : dark();
}

QPalette Theme::palette() const
{
    QPalette p;
    // setColor(role) writes all three groups; the disabled one is set after it.
    p.setColor(QPalette::Window, win);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, base);
    p.setColor(QPalette::AlternateBase, alt);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::Button, raised);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, onAcc);
    p.setColor(QPalette::Light, raised);
    p.setColor(QPalette::Midlight, hair);
    p.setColor(QPalette::Mid, line);
    p.setColor(QPalette::Dark, ctl);
    p.setColor(QPalette::Shadow, isDark ? QColor(0x101216) : ctl);
    p.setColor(QPalette::Highlight, acc);
    p.setColor(QPalette::HighlightedText, onAcc);
    p.setColor(QPalette::Link, accText);
    p.setColor(secondTextRole, secondaryText);
    p.setColor(QPalette::ToolTipBase, tip);
    p.setColor(QPalette::ToolTipText, tipText);
    p.setColor(QPalette::PlaceholderText, hintText);
#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
    p.setColor(QPalette::Accent, acc);
#endif
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText,
          QPalette::Link, secondTextRole, QPalette::HighlightedText}) {
        p.setColor(QPalette::Disabled, role, dis);
    }
    p.setColor(QPalette::Disabled, QPalette::Base, win);
    p.setColor(QPalette::Disabled, QPalette::Button, win);
    p.setColor(QPalette::Disabled, QPalette::Highlight, track);
    p.setColor(QPalette::Disabled, QPalette::Dark, line);
    return p;
}

QColor Theme::marker(int index) const
{
    const int wrapped = ((index % markerCount) + markerCount) % markerCount;
    return markers[static_cast<std::size_t>(wrapped)];
}

QColor toneColor(const Theme &theme, Tone tone)
{
    switch (tone) {
    case Tone::Text:
        return theme.text;
    case Tone::Second:
        return theme.secondaryText;
    case Tone::Third:
        return theme.hintText;
    case Tone::Accent:
        return theme.accText;
    case Tone::Ok:
        return theme.ok;
    case Tone::Warn:
        return theme.warn;
    case Tone::Err:
        return theme.err;
    case Tone::Neutral:
        return theme.neutral;
    case Tone::OnAccent:
        return theme.onAcc;
    case Tone::OnTip:
        return theme.tipText;
    case Tone::Disabled:
        return theme.dis;
    }
    return theme.text;
}

void applyColorScheme(ColorScheme scheme)
{
    auto *application = qobject_cast<QApplication *>(QCoreApplication::instance());
    if (!application)
        return;
    delete application->findChild<QObject *>(u"segmentdesk.desktopFollower"_s,
                                             Qt::FindDirectChildrenOnly);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    // Window frames of the desktop follow too.
    QGuiApplication::styleHints()->setColorScheme(
        scheme == ColorScheme::System     ? Qt::ColorScheme::Unknown
            : scheme == ColorScheme::Dark ? Qt::ColorScheme::Dark
                                          : Qt::ColorScheme::Light);
#endif
    paint(scheme);
    if (scheme == ColorScheme::System)
        new DesktopFollower(application);
}

} // namespace segmentdesk
