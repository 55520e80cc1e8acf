// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/icon.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

using namespace Qt::StringLiterals;

// Outside of any namespace, as the macro wants it.
static void initResources()
{
    static const bool done = [] {
        Q_INIT_RESOURCE(segmentdesk);
        return true;
    }();
    Q_UNUSED(done)
}

namespace segmentdesk {

namespace {

QByteArray source(const QString &path)
{
    initResources();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

QString iconPath(const QString &name)
{
    return u":/segmentdesk/icons/"_s + name + u".svg"_s;
}

QPixmap render(const QByteArray &svg, const QSize &size, qreal devicePixelRatio)
{
    QPixmap pixmap(size * devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QSvgRenderer renderer(svg);
    renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(pixmap.size())));
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

/// Tints when it is asked for a picture, so that icons follow a change of palette.
class TintEngine : public QIconEngine
{
public:
    TintEngine(const QString &name, Tone tone, std::optional<QColor> color)
        : m_name(name), m_tone(tone), m_color(color)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        Icon::paint(painter, rect, m_name, color(mode, state));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    /// size in device pixels.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override
    {
        const int side = qMax(1, qRound(qMin(size.width(), size.height()) / scale));
        return Icon::pixmap(m_name, color(mode, state), side, scale);
    }

    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        const int side = qMin(size.width(), size.height());
        return {side, side};
    }

    QString iconName() override { return m_name; }
    bool isNull() override { return false; }
    QString key() const override { return u"segmentdesk"_s; }
    QIconEngine *clone() const override { return new TintEngine(*this); }

private:
    QColor color(QIcon::Mode mode, QIcon::State state) const
    {
        if (m_color)
            return *m_color;
        const QPalette palette = QApplication::palette();
        const Theme &theme = Theme::of(palette);
        if (mode == QIcon::Disabled)
            return theme.dis;
        if (state == QIcon::On && m_tone == Tone::Second)
            return theme.accText;
        return toneColor(theme, m_tone);
    }

    QString m_name;
    Tone m_tone;
    std::optional<QColor> m_color;
};

} // namespace

QIcon Icon::get(const QString &name, Tone tone)
{
    Q_ASSERT_X(exists(name), "Icon::get", qPrintable(name));
    return QIcon(new TintEngine(name, tone, std::nullopt));
}

QIcon Icon::tinted(const QString &name, const QColor &color)
{
    Q_ASSERT_X(exists(name), "Icon::tinted", qPrintable(name));
    return QIcon(new TintEngine(name, Tone::Second, color));
}

bool Icon::exists(const QString &name)
{
    initResources();
    return !name.isEmpty() && QFile::exists(iconPath(name));
}

QStringList Icon::names()
{
    initResources();
    QStringList names;
    const QStringList files = QDir(u":/segmentdesk/icons"_s).entryList({u"*.svg"_s}, QDir::Files);
    for (const QString &file : files) {
        if (!file.startsWith(u"illustration-"_s))
            names.append(file.chopped(4));
    }
    return names;
}

void Icon::paint(QPainter *painter, const QRectF &rect, const QString &name, const QColor &color)
{
    const int side = qRound(qMin(rect.width(), rect.height()));
    if (side <= 0 || name.isEmpty())
        return;
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
    const QPointF corner = rect.center() - QPointF(side / 2.0, side / 2.0);
    painter->drawPixmap(corner, pixmap(name, color, side, ratio));
}

QPixmap Icon::pixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio)
{
    const QString key =
        u"segmentdesk/%1/%2/%3/%4"_s.arg(name, color.name(QColor::HexArgb), QString::number(size),
                                         QString::number(devicePixelRatio));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = source(iconPath(name));
    svg.replace("currentColor", color.name().toLatin1());
    // Large pictures would look heavy with the stroke of the small ones.
    if (size >= 32)
        svg.replace("stroke-width=\"1.5\"", "stroke-width=\"1\"");
    pixmap = render(svg, QSize(size, size), devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon Icon::app()
{
    const QByteArray svg = source(u":/segmentdesk/segmentdesk.svg"_s);
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256})
        icon.addPixmap(render(svg, QSize(size, size), 1.0));
    return icon;
}

QPixmap Icon::illustration(const QString &name, const Theme &theme, qreal devicePixelRatio)
{
    QByteArray svg = source(iconPath(u"illustration-"_s + name));
    svg.replace("currentColor", theme.secondaryText.name().toLatin1());
    svg.replace("stroke=\"accent\"",
                QByteArray("stroke=\"" + theme.accLine.name().toLatin1() + '"'));
    return render(svg, QSize(128, 88), devicePixelRatio);
}

} // namespace segmentdesk
