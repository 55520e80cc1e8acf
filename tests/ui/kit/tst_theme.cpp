// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/deskstyle.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QApplication>
#include <QCheckBox>
#include <QPushButton>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

double channel(int value)
{
    const double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.red()) + 0.7152 * channel(color.green())
        + 0.0722 * channel(color.blue());
}

/// WCAG 2.1.
double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a);
    const double two = luminance(b);
    return (qMax(one, two) + 0.05) / (qMin(one, two) + 0.05);
}

int distinctColors(const QImage &image)
{
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            colors.insert(image.pixel(x, y));
    }
    return int(colors.size());
}

int inkedPixels(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 32;
    }
    return count;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new DeskStyle);
        applyColorScheme(ColorScheme::Light);
    }

    void cleanup() { applyColorScheme(ColorScheme::Light); }

    void textHasContrast_data()
    {
        QTest::addColumn<QColor>("front");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("written"); // as in the design, one decimal
        QTest::addColumn<double>("least");
        struct Line
        {
            const char *name;
            QColor Theme::*front;
            QColor Theme::*ground;
            double light;
            double dark;
            double least;
        };
        const Line lines[] = {
            {"text on base", &Theme::text, &Theme::base, 16.9, 14.3, 4.5},
            {"text on win", &Theme::text, &Theme::win, 15.2, 13.1, 4.5},
            {"text on sel", &Theme::text, &Theme::sel, 13.8, 10.4, 4.5},
            {"t2 on base", &Theme::secondaryText, &Theme::base, 7.1, 8.5, 4.5},
            {"t2 on win", &Theme::secondaryText, &Theme::win, 6.4, 7.7, 4.5},
            {"t2 on sel", &Theme::secondaryText, &Theme::sel, 5.8, 6.1, 4.5},
            {"t2 on selh", &Theme::secondaryText, &Theme::selh, 5.3, 4.9, 4.5},
            {"t3 on base", &Theme::hintText, &Theme::base, 5.2, 6.4, 4.5},
            {"t3 on win", &Theme::hintText, &Theme::win, 4.7, 5.8, 4.5},
            {"accText on base", &Theme::accText, &Theme::base, 7.5, 8.8, 4.5},
            {"accText on selbar", &Theme::accText, &Theme::selbar, 6.4, 7.1, 4.5},
            {"onAcc on acc", &Theme::onAcc, &Theme::acc, 6.3, 4.7, 4.5},
            {"onErr on err", &Theme::onErr, &Theme::err, 6.9, 8.4, 4.5},
            {"ok on okBg", &Theme::ok, &Theme::okBg, 5.9, 7.3, 4.5},
            {"warn on warnBg", &Theme::warn, &Theme::warnBg, 5.9, 7.5, 4.5},
            {"err on errBg", &Theme::err, &Theme::errBg, 5.8, 6.9, 4.5},
            {"neutral on neutralBg", &Theme::neutral, &Theme::neutralBg, 5.9, 6.1, 4.5},
            {"tipText on tip", &Theme::tipText, &Theme::tip, 13.9, 14.0, 4.5},
            {"tipAccent on tip", &Theme::tipAccent, &Theme::tip, 8.7, 6.6, 4.5},
            {"ctl on base", &Theme::ctl, &Theme::base, 4.1, 4.6, 3},
            {"ctl on win", &Theme::ctl, &Theme::win, 3.7, 4.2, 3},
            {"ctl on sel", &Theme::ctl, &Theme::sel, 3.3, 3.4, 3},
            {"accLine on base", &Theme::accLine, &Theme::base, 6.3, 5.9, 3},
            {"accLine on sel", &Theme::accLine, &Theme::sel, 5.2, 4.3, 3},
            {"accLine on track", &Theme::accLine, &Theme::track, 4.6, 3.6, 3},
        };
        for (const Line &line : lines) {
            QTest::addRow("light: %s", line.name)
                << Theme::light().*line.front << Theme::light().*line.ground << line.light
                << line.least;
            QTest::addRow("dark: %s", line.name)
                << Theme::dark().*line.front << Theme::dark().*line.ground << line.dark
                << line.least;
        }
    }

    void textHasContrast()
    {
        QFETCH(QColor, front);
        QFETCH(QColor, ground);
        QFETCH(double, written);
        QFETCH(double, least);
        const double real = contrast(front, ground);
        QVERIFY2(real >= least, qPrintable(QString::number(real)));
        QVERIFY2(std::abs(real - written) <= 0.1, qPrintable(QString::number(real)));
    }

    void markersHaveContrastOnEveryGround()
    {
        for (const Theme *theme : {&Theme::light(), &Theme::dark()}) {
            for (const QColor &marker : theme->markers) {
                for (const QColor &ground :
                     {theme->base, theme->win, theme->alt, theme->sel, theme->selh, theme->chip,
                      theme->sideOn, theme->hover}) {
                    QVERIFY2(contrast(marker, ground) >= 3.0,
                             qPrintable(marker.name() + u" on "_s + ground.name()));
                }
            }
        }
    }

    void statusColorsAreReadableOnPanes()
    {
        for (const Theme *theme : {&Theme::light(), &Theme::dark()}) {
            for (const QColor &color : {theme->ok, theme->warn, theme->err}) {
                QVERIFY(contrast(color, theme->win) >= 4.5);
                QVERIFY(contrast(color, theme->base) >= 4.5);
            }
            // On the tip's ground the other theme's colours are used.
            for (const QColor &color : {theme->other().ok, theme->other().warn, theme->other().err})
                QVERIFY(contrast(color, theme->tip) >= 3.0);
        }
    }

    void disabledIsNotEnabled()
    {
        for (const Theme *theme : {&Theme::light(), &Theme::dark()}) {
            const QPalette palette = theme->palette();
            QCOMPARE(palette.color(QPalette::Disabled, QPalette::ButtonText), theme->dis);
            QCOMPARE(palette.color(QPalette::Active, QPalette::ButtonText), theme->text);
            QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight),
                     palette.color(QPalette::Active, QPalette::Highlight));
            QCOMPARE(Theme::of(palette).isDark, theme->isDark);
        }
    }

    void schemeReachesWidgets()
    {
        Label label(u"words"_s, TypeRole::Caption, Tone::Warn);
        Label second(u"words"_s, TypeRole::Caption, Tone::Second);
        label.show();
        second.show();
        applyColorScheme(ColorScheme::Dark);
        // The application notifies its widgets in its own time.
        QTRY_COMPARE(Theme::of(&label).isDark, true);
        QCOMPARE(label.palette().color(QPalette::WindowText), Theme::dark().warn);
        QCOMPARE(second.palette().color(second.foregroundRole()), Theme::dark().secondaryText);
        applyColorScheme(ColorScheme::Light);
        QTRY_COMPARE(label.palette().color(QPalette::WindowText), Theme::light().warn);
        QCOMPARE(second.palette().color(second.foregroundRole()), Theme::light().secondaryText);
    }

    void systemFollowsTheDesktop()
    {
        // The offscreen desktop is light.
        applyColorScheme(ColorScheme::Dark);
        applyColorScheme(ColorScheme::System);
        QCOMPARE(Theme::of(QApplication::palette()).isDark, false);
        // What the desktop changes later is followed, what was chosen is not.
        QApplication::setPalette(Theme::dark().palette());
        QWidget window;
        window.show();
        QEvent change(QEvent::ThemeChange);
        QCoreApplication::sendEvent(&window, &change);
        QTRY_COMPARE(Theme::of(QApplication::palette()).isDark, false);
        applyColorScheme(ColorScheme::Dark);
        QCoreApplication::sendEvent(&window, &change);
        QCoreApplication::processEvents();
        QCOMPARE(Theme::of(QApplication::palette()).isDark, true);
    }

    void sizesGrowWithTheFont()
    {
        QWidget window;
        QFont font = window.font();
        font.setPixelSize(13);
        window.setFont(font);
        QCOMPARE(px(30, &window), 30);
        QCOMPARE(typeFont(TypeRole::PageTitle, &window).pixelSize(), 20);
        QCOMPARE(typeFont(TypeRole::Caption, &window).pixelSize(), 12);
        QVERIFY(typeFont(TypeRole::PageTitle, &window).bold());
        font.setPixelSize(26);
        window.setFont(font);
        QCOMPARE(px(30, &window), 60);
        QWidget child(&window);
        QCOMPARE(px(34, &child), 68);
        QPushButton button(u"Words"_s, &window);
        QVERIFY(button.sizeHint().height() >= 60);
    }

    void iconsAreDrawn_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList names = Icon::names();
        QVERIFY(names.size() >= 45);
        for (const QString &name : names)
            QTest::newRow(qPrintable(name)) << name;
    }

    void iconsAreDrawn()
    {
        QFETCH(QString, name);
        for (const int size : {16, 20, 40}) {
            const QImage image = Icon::pixmap(name, Qt::red, size, 2.0)
                                     .toImage()
                                     .convertToFormat(QImage::Format_ARGB32);
            QCOMPARE(image.width(), size * 2);
            QVERIFY(inkedPixels(image) > size / 2);
            // One colour: whatever is inked is red, however thin.
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QRgb pixel = image.pixel(x, y);
                    if (qAlpha(pixel) > 128)
                        QVERIFY(qRed(pixel) > 200 && qGreen(pixel) < 60 && qBlue(pixel) < 60);
                }
            }
            // Nothing is cut at the sides.
            for (int i = 0; i < image.width(); ++i) {
                QVERIFY(qAlpha(image.pixel(i, 0)) < 160 && qAlpha(image.pixel(0, i)) < 160);
            }
        }
    }

    void iconsFollowThePalette()
    {
        const QIcon icon = Icon::get(u"minus"_s);
        const auto color = [&icon](QIcon::Mode mode, QIcon::State state) {
            return icon.pixmap(QSize(32, 32), 1.0, mode, state).toImage().pixelColor(16, 16).name();
        };
        QCOMPARE(color(QIcon::Normal, QIcon::Off), Theme::light().secondaryText.name());
        QCOMPARE(color(QIcon::Disabled, QIcon::Off), Theme::light().dis.name());
        QCOMPARE(color(QIcon::Normal, QIcon::On), Theme::light().accText.name());
        applyColorScheme(ColorScheme::Dark);
        QCOMPARE(color(QIcon::Normal, QIcon::Off), Theme::dark().secondaryText.name());
    }

    void appIconAndIllustrations()
    {
        QVERIFY(Icon::app().availableSizes().size() >= 5);
        QVERIFY(inkedPixels(Icon::app().pixmap(48, 48).toImage()) > 1000);
        for (const QString &name : {u"sandbox"_s, u"connect"_s}) {
            const QImage image = Icon::illustration(name, Theme::dark(), 2.0).toImage();
            QCOMPARE(image.size(), QSize(256, 176));
            QVERIFY(inkedPixels(image) > 500);
        }
    }

    void buttonsLookTheirPart()
    {
        const auto ground = [](QPushButton *button) {
            button->resize(120, 30);
            return button->grab().toImage().pixelColor(60, 4);
        };
        QPushButton button(u"x"_s);
        setButtonLook(&button, ButtonLook::Primary);
        QCOMPARE(ground(&button).name(), Theme::light().acc.name());
        button.setEnabled(false);
        QVERIFY(ground(&button).name() != Theme::light().acc.name());
        button.setEnabled(true);
        setButtonLook(&button, ButtonLook::Danger);
        QCOMPARE(ground(&button).name(), Theme::light().err.name());
        button.setEnabled(false);
        QVERIFY(ground(&button).name() != Theme::light().err.name());
    }

    void disabledButtonsLookDisabled()
    {
        for (const ButtonLook look : {ButtonLook::Normal, ButtonLook::Primary, ButtonLook::Danger,
                                      ButtonLook::Flat, ButtonLook::Link}) {
            QPushButton button(u"Words"_s);
            setButtonLook(&button, look);
            button.resize(button.sizeHint());
            const QImage on = button.grab().toImage();
            button.setEnabled(false);
            const QImage off = button.grab().toImage();
            QVERIFY(on != off);
            QVERIFY(distinctColors(off) > 1);
        }
    }

    void boxStatesDiffer()
    {
        QCheckBox box;
        box.setTristate(true);
        box.resize(box.sizeHint());
        QSet<QByteArray> pictures;
        for (const Qt::CheckState state : {Qt::Unchecked, Qt::PartiallyChecked, Qt::Checked}) {
            for (const bool enabled : {true, false}) {
                box.setCheckState(state);
                box.setEnabled(enabled);
                const QImage image = box.grab().toImage();
                pictures.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()),
                                           image.sizeInBytes()));
            }
        }
        QCOMPARE(pictures.size(), 6);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
