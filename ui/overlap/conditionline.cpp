// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/overlap/conditionline.h"

#include "ui/kit/controls.h"
#include "ui/overlap/segmentfield.h"
#include "ui/words/words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

ConditionLine::ConditionLine(int index, const SegmentCondition &condition,
                             const QString &segmentName, int marker, int joinWidth)
{
    using Join = SegmentCondition::Join;
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);

    auto *join = new QComboBox;
    join->setObjectName(u"combineJoin"_s + QString::number(index));
    join->setAccessibleName(tr("How condition %1 is joined").arg(words::count(index + 1)));
    QList<Join> joins;
    if (index == 0) {
        join->addItems({tr("In"), tr("Not in")});
        joins = {Join::In, Join::NotIn};
    } else {
        join->addItems({tr("and in"), tr("or in"), tr("but not in")});
        joins = {Join::AndIn, Join::OrIn, Join::NotIn};
    }
    join->setCurrentIndex(std::max<int>(0, int(joins.indexOf(condition.join))));
    join->setFixedWidth(joinWidth);

    const bool chosen = !condition.segment.isNull();
    const QString name = chosen ? segmentName : tr("Choose…");
    auto *segment = new SegmentField(name, chosen ? marker : -1);
    segment->setObjectName(u"combineSegment"_s + QString::number(index));
    segment->setToolTip(chosen ? words::toolTip(name) : QString());

    m_remove = makeToolButton(u"close"_s, tr("Remove this condition"));
    m_remove->setObjectName(u"combineRemove"_s + QString::number(index));

    layout->addWidget(join);
    layout->addWidget(segment, 1);
    layout->addWidget(m_remove);

    connect(join, &QComboBox::activated, this,
            [this, joins](int which) { Q_EMIT joinChosen(joins.at(which)); });
    connect(segment, &QAbstractButton::clicked, this,
            [this, segment] { Q_EMIT segmentClicked(segment); });
    connect(m_remove, &QToolButton::clicked, this, &ConditionLine::removeClicked);
}

void ConditionLine::setRemovable(bool removable)
{
    m_remove->setEnabled(removable);
}

} // namespace segmentdesk
