// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/planpane.h"

#include "models/changes/changegroup.h"
#include "ui/dialogs/plantablemodel.h"
#include "ui/kit/card.h"
#include "ui/kit/rowdelegate.h"
#include "ui/kit/tableview.h"
#include "ui/kit/theme.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/tilerow.h"
#include "ui/kit/typography.h"
#include "ui/words/jobwords.h"
#include "ui/words/planwords.h"
#include "ui/words/words.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

PlanPane::PlanPane(QWidget *parent)
    : QWidget(parent), m_model(new PlanTableModel(this)), m_tiles(new TileRow(this)),
      m_table(new TableView(this)), m_createProfiles(new QCheckBox(this))
{
    m_table->setObjectName(u"planTable"_s);
    m_table->setAccessibleName(tr("What will happen to each person"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setColumnWidth(int(PlanTableModel::Column::Status), px(172, this));
    m_table->setColumnWidth(int(PlanTableModel::Column::Name), px(180, this));
    m_table->setColumnWidth(int(PlanTableModel::Column::Email), px(220, this));
    m_table->setColumnWidth(int(PlanTableModel::Column::CustomerId), px(110, this));
    m_table->setStretchColumn(int(PlanTableModel::Column::Email));
    m_table->setMinimumHeight(px(180, this));
    m_table->viewport()->installEventFilter(this);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this] { updateVisibleRows(); });
    auto *frame = new Card(Card::Ground::Base, this);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(1, 1, 1, 1);
    inFrame->addWidget(m_table);

    m_createProfiles->setObjectName(u"createProfilesToo"_s);
    connect(m_createProfiles, &QCheckBox::toggled, this, &PlanPane::changed);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_tiles);
    layout->addWidget(frame, 1);
    layout->addWidget(m_createProfiles);
}

void PlanPane::setPlan(const Plan &plan, const QString &allWords)
{
    m_model->setPlan(plan);
    m_tiles->clear();
    m_tileButtons.clear();

    const PlanCounts counts = plan.counts();
    TileButton *all =
        addTile(u"tileAll"_s, u"people"_s, Tone::Second, allWords, counts.total(), std::nullopt);
    const auto add = [&](const QString &name, Effect effect, Tone tone, qint64 count, bool always) {
        if (count > 0 || always)
            addTile(name, words::effectIcon(plan.operation, effect), tone,
                    words::effectTile(plan.operation, effect), count, effect);
    };
    add(u"tileWillChange"_s, Effect::WillChange, Tone::Ok, counts.willChange, true);
    add(u"tileNothingToDo"_s, Effect::NothingToDo, Tone::Second, counts.nothingToDo, true);
    add(u"tileNoProfile"_s, Effect::NoProfile, Tone::Warn, counts.noProfile,
        plan.operation == Operation::AddMembers);
    add(u"tileNotFound"_s, Effect::NotFound, Tone::Warn, counts.notFound, false);
    all->setChecked(true);

    const bool offer = plan.operation == Operation::AddMembers && counts.noProfile > 0;
    m_createProfiles->setChecked(false);
    m_createProfiles->setVisible(offer);
    if (offer)
        m_createProfiles->setText(
            counts.noProfile == 1
                ? tr("Create a shopper profile for the %Ln person who has none, and add them too",
                     nullptr, 1)
                : tr("Create shopper profiles for the %Ln people who have none, and add them too",
                     nullptr, int(counts.noProfile)));
    m_table->scrollToTop();
    updateVisibleRows();
    Q_EMIT changed();
}

const Plan &PlanPane::plan() const
{
    return m_model->plan();
}

void PlanPane::setCustomerLookup(const CustomerLookup &lookup)
{
    m_model->setCustomerLookup(lookup);
}

QList<CustomerId> PlanPane::createProfilesFor() const
{
    if (m_createProfiles->isHidden() || !m_createProfiles->isChecked())
        return {};
    QList<CustomerId> ids;
    const QList<PersonRef> people = plan().people(Effect::NoProfile);
    ids.reserve(people.size());
    for (const PersonRef &person : people) {
        if (toNumber(person.customerId) != 0)
            ids.append(person.customerId);
    }
    return ids;
}

qint64 PlanPane::changing() const
{
    const PlanCounts counts = plan().counts();
    // Who moves leaves the other segment, also if already a member here.
    return counts.willChange + (m_from ? counts.nothingToDo : 0) + createProfilesFor().size();
}

QString PlanPane::facts(const QuotaUsage &traffic) const
{
    // A person who gets a profile first is created in one request and added in another.
    const qint64 making = createProfilesFor().size();
    const qint64 requests =
        (m_from ? ChangeGroup::move(plan(), *m_from).requests() : plan().requests())
        + 2 * requestsForIds(making);
    if (requests == 0)
        return tr("Nothing would change.");
    return words::requestsTake(requests, traffic) + u' ' + tr("You can undo this.");
}

QString PlanPane::buttonText() const
{
    const QString people = words::people(changing());
    if (m_from)
        return tr("Move %1").arg(people);
    return plan().operation == Operation::RemoveMembers ? tr("Remove %1").arg(people)
                                                        : tr("Add %1").arg(people);
}

TileButton *PlanPane::addTile(const QString &objectName, const QString &icon, Tone tone,
                              const QString &words, qint64 count, std::optional<Effect> effect)
{
    auto *tile = new TileButton(icon, tone, words, m_tiles);
    tile->setObjectName(objectName);
    tile->setCount(count);
    m_tiles->add(tile);
    m_tileButtons.append(tile);
    connect(tile, &TileButton::toggled, this, [this, effect](bool on) {
        if (!on)
            return;
        m_model->setFilter(effect);
        m_table->scrollToTop();
        updateVisibleRows();
    });
    tile->show();
    return tile;
}

void PlanPane::updateVisibleRows()
{
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    if (first >= 0)
        m_model->setVisibleRows(first, last < 0 ? m_model->rowCount() - 1 : last);
}

bool PlanPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        QMetaObject::invokeMethod(this, &PlanPane::updateVisibleRows, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

} // namespace segmentdesk
