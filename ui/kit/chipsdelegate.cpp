// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/chipsdelegate.h"

#include "ui/kit/marker.h"
#include "ui/kit/typography.h"

#include <QLocale>
#include <QPainter>

namespace segmentdesk {

namespace {

constexpr int chipsPadding = 7;
constexpr int chipsMarkerSide = 8;
constexpr int markerGap = 5;
constexpr int chipsGap = 4;
constexpr int frame = chipsPadding + chipsMarkerSide + markerGap + chipsPadding;

/// Of several, a chip must show at least so many letters of its name, or it says nothing.
constexpr int leastLetters = 4;

/// "+2" behind chips; alone, just how many there are.
QString moreWord(const ChipsDelegate::Fit &fit)
{
    const QString number = QLocale().toString(fit.more);
    return fit.shown > 0 ? u'+' + number : number;
}

int moreWidth(int more, const QFontMetrics &metrics)
{
    return 2 * chipsPadding + metrics.horizontalAdvance(moreWord({1, more, -1}));
}

} // namespace

int ChipsDelegate::chipWidth(const QString &name, const QFont &font)
{
    return frame + QFontMetrics(font).horizontalAdvance(name) + 1;
}

ChipsDelegate::Fit ChipsDelegate::fit(const Chips &chips, int width, const QFont &font)
{
    Fit result;
    const int count = int(chips.size());
    if (count == 0)
        return result;
    const QFontMetrics metrics(font);
    int used = 0;
    for (int i = 0; i < count; ++i) {
        used += (i > 0 ? chipsGap : 0) + chipWidth(chips.at(i).name, font);
        if (used > width)
            break;
        const int behind = count - i - 1;
        if (behind == 0 || used + chipsGap + moreWidth(behind, metrics) <= width) {
            result.shown = i + 1;
            result.more = behind;
        }
    }
    if (result.shown == 0) {
        result.shown = 1;
        result.more = count - 1;
        const int rest = result.more > 0 ? chipsGap + moreWidth(result.more, metrics) : 0;
        result.elidedWidth = qMax(width - rest, 0);
        const int least = frame + metrics.averageCharWidth() * leastLetters;
        if (count > 1 && result.elidedWidth < least)
            result = {0, count, -1};
    }
    return result;
}

Chips ChipsDelegate::chips(const QModelIndex &index) const
{
    return index.data(ChipsRole).value<Chips>();
}

void ChipsDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const Chips all = chips(index);
    if (all.isEmpty())
        return;
    const Theme &theme = Theme::of(option.palette);
    const QRect rect = contentRect(option);
    const QFont font = typeFont(TypeRole::Caption, option.widget);
    const QFontMetrics metrics(font);
    const Fit fitting = fit(all, rect.width(), font);
    const int height = px(20, option.widget);
    const QColor ground = isSelected(option) ? theme.selh : theme.chip;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(font);
    int x = rect.left();
    const int top = rect.center().y() + 1 - height / 2;
    const auto mirrored = [&](const QRect &part) {
        return QStyle::visualRect(option.direction, rect, part);
    };
    const Qt::Alignment side = option.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    for (int i = 0; i < fitting.shown; ++i) {
        const Chip &chip = all.at(i);
        const int width =
            fitting.elidedWidth >= 0 ? fitting.elidedWidth : chipWidth(chip.name, font);
        painter->setPen(Qt::NoPen);
        painter->setBrush(ground);
        painter->drawRoundedRect(mirrored(QRect(x, top, width, height)), height / 2.0,
                                 height / 2.0);
        paintMarker(painter,
                    mirrored(QRect(x + chipsPadding, top + (height - chipsMarkerSide) / 2,
                                   chipsMarkerSide, chipsMarkerSide)),
                    theme, chip.marker, 2);
        const int left = x + chipsPadding + chipsMarkerSide + markerGap;
        const QRect words(left, top, x + width - chipsPadding - left, height);
        painter->setPen(theme.text);
        painter->drawText(mirrored(words), int(side | Qt::AlignAbsolute | Qt::AlignVCenter),
                          fitting.elidedWidth >= 0
                              ? metrics.elidedText(chip.name, Qt::ElideRight, words.width())
                              : chip.name);
        x += width + chipsGap;
    }
    if (fitting.more > 0) {
        const QRect more = mirrored(QRect(x, top, moreWidth(fitting.more, metrics), height));
        painter->setPen(Qt::NoPen);
        painter->setBrush(ground);
        painter->drawRoundedRect(more, height / 2.0, height / 2.0);
        painter->setPen(theme.secondaryText);
        painter->drawText(more, Qt::AlignCenter, moreWord(fitting));
    }
}

QString ChipsDelegate::tipFor(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Chips all = chips(index);
    const Fit fitting =
        fit(all, contentRect(option).width(), typeFont(TypeRole::Caption, option.widget));
    if (fitting.more == 0 && fitting.elidedWidth < 0)
        return {};
    // A profile can be in a thousand segments; a tool tip holds some.
    constexpr int most = 30;
    QStringList names;
    for (const Chip &chip : all.first(qMin<qsizetype>(all.size(), most)))
        names.append(chip.name);
    if (all.size() > most)
        names.append(tr("and %1 more").arg(QLocale().toString(all.size() - most)));
    return names.join(u'\n');
}

} // namespace segmentdesk
