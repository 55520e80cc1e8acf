// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProxyStyle>

class QAbstractButton;
class QApplication;

namespace segmentdesk {

/// How a push button looks. Kept as properties of the button: `primary`, `danger`, `link`, `flat`,
/// `small` for 26 px instead of 30, and `chevron` for one that opens something like a menu.
enum class ButtonLook {
    Normal, ///< raised with a border
    Primary, ///< filled; one in a page
    Danger, ///< filled red when enabled
    Link, ///< only words
    Flat, ///< only icon or words, a ground when pointed at
};
void setButtonLook(QAbstractButton *button, ButtonLook look);
void setButtonSmall(QAbstractButton *button, bool small = true);
ButtonLook buttonLook(const QWidget *button);

/// Fusion with the drawings of this program. There is no style sheet anywhere.
/// Line edits with the property `frameless` are drawn without a ground and border, those with
/// `wrong` with a red one.
class DeskStyle : public QProxyStyle
{
    Q_OBJECT

public:
    DeskStyle();

    /// Style, focus ring and what keys and tips do everywhere, for a whole application; again, it
    /// does nothing. Call applyColorScheme() after it.
    static void install(QApplication &application);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget = nullptr) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget = nullptr) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                         SubControl subControl, const QWidget *widget = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget = nullptr) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
                    const QWidget *widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr,
                  const QWidget *widget = nullptr,
                  QStyleHintReturn *returnData = nullptr) const override;
    QIcon standardIcon(StandardPixmap pixmap, const QStyleOption *option = nullptr,
                       const QWidget *widget = nullptr) const override;
    using QProxyStyle::polish;
    void polish(QWidget *widget) override;

    /// The box of lists, tables and check boxes: one drawing for all.
    static void drawCheckBox(QPainter *painter, const QRect &rect, Qt::CheckState state,
                             bool enabled, bool hover, const QPalette &palette);
};

} // namespace segmentdesk
