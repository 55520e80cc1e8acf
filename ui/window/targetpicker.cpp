// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/targetpicker.h"

#include "ui/segments/segmentpicker.h"

namespace segmentdesk {

TargetPicker::TargetPicker(SegmentListModel &segments, QWidget *parent)
    : QObject(parent), m_picker(new SegmentPicker(segments, parent))
{
    connect(m_picker, &SegmentPicker::chosen, this, [this](const SegmentId &segment) {
        if (m_picked)
            (*m_picked)(segment);
    });
    connect(m_picker, &SegmentPicker::newSegmentRequested, this, [this](const QString &name) {
        if (m_pickedNew)
            (*m_pickedNew)(name);
    });
}

void TargetPicker::pick(QWidget *anchor, const QSet<SegmentId> &hidden,
                        const Handler<void(SegmentId)> &then,
                        const std::optional<Handler<void(QString)>> &thenNew)
{
    m_picked = then;
    m_pickedNew = thenNew;
    m_picker->setOffersNew(thenNew.has_value());
    if (anchor)
        m_picker->openAt(anchor, hidden);
    else
        m_picker->openAtPointer(hidden);
}

} // namespace segmentdesk
