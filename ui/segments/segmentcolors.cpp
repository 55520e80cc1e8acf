// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/segmentcolors.h"

#include "models/settings/settings.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/kit/marker.h"

#include <QActionGroup>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// A hue in words, with its key in a menu.
QString hueName(int hue)
{
    const QStringList names{SegmentColors::tr("&Purple"), SegmentColors::tr("&Gold"),
                            SegmentColors::tr("&Teal"),   SegmentColors::tr("Pin&k"),
                            SegmentColors::tr("&Blue"),   SegmentColors::tr("&Orange"),
                            SegmentColors::tr("G&ray"),   SegmentColors::tr("Gree&n")};
    return names.value(hue);
}

} // namespace

SegmentColors::SegmentColors(QSettings &settings, const QString &accountId,
                             SegmentListModel &segments, QObject *parent)
    : QObject(parent), m_settings(settings), m_account(accountId), m_segments(segments)
{
    read();
    m_segments.markers().setChosen(m_chosen);
}

void SegmentColors::read()
{
    const QJsonObject object =
        QJsonDocument::fromJson(AccountSettings(m_settings, m_account).segmentColors()).object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const std::optional<SegmentId> id = SegmentId::fromString(it.key());
        const int hue = it.value().toInt(-1);
        if (id && hue >= 0 && hue < markerCount)
            m_chosen.insert(*id, hue);
    }
}

void SegmentColors::choose(const QList<SegmentId> &segments, std::optional<int> hue)
{
    for (const SegmentId &id : segments) {
        if (hue && *hue >= 0 && *hue < markerCount)
            m_chosen.insert(id, *hue);
        else
            m_chosen.remove(id);
    }
    // Colours of segments that are gone would pile up.
    if (m_segments.state() == SegmentListModel::State::Ready)
        m_chosen.removeIf([this](const auto &entry) { return !m_segments.segment(entry.key()); });
    QJsonObject object;
    for (auto it = m_chosen.cbegin(); it != m_chosen.cend(); ++it)
        object.insert(it.key().toString(), it.value());
    AccountSettings(m_settings, m_account)
        .setSegmentColors(QJsonDocument(object).toJson(QJsonDocument::Compact));
    m_segments.markers().setChosen(m_chosen);
}

void SegmentColors::fillMenu(QMenu *menu, const QList<SegmentId> &segments)
{
    menu->clear();
    // Ticked is what all of them have.
    std::optional<int> common;
    bool anyChosen = false;
    bool alike = true;
    for (const SegmentId &id : segments) {
        const int hue = m_segments.markers().of(id) % markerCount;
        anyChosen = anyChosen || m_segments.markers().chosen(id);
        alike = alike && common.value_or(hue) == hue;
        common = hue;
    }
    auto *group = new QActionGroup(menu);
    for (int hue = 0; hue < markerCount; ++hue) {
        QAction *action = menu->addAction(markerIcon(hue, menu), hueName(hue));
        action->setObjectName(u"segmentColor"_s + QString::number(hue));
        action->setCheckable(true);
        action->setChecked(alike && common == hue);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, segments, hue] { choose(segments, hue); });
    }
    menu->addSeparator();
    QAction *own = menu->addAction(tr("&Automatic"));
    own->setObjectName(u"segmentColorAutomatic"_s);
    own->setEnabled(anyChosen);
    connect(own, &QAction::triggered, this, [this, segments] { choose(segments, std::nullopt); });
}

void SegmentColors::forget(QSettings &settings, const QString &accountId)
{
    AccountSettings(settings, accountId).removeSegmentColors();
}

} // namespace segmentdesk
