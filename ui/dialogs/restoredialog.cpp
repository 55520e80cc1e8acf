// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/restoredialog.h"

#include "ui/dialogs/restoretablemodel.h"
#include "ui/kit/card.h"
#include "ui/kit/label.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/rowdelegate.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableheader.h"
#include "ui/kit/tableview.h"
#include "ui/kit/typedconfirm.h"
#include "ui/segments/waitnote.h"
#include "ui/words/backupwords.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QDir>
#include <QEvent>
#include <QItemSelectionModel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSinglePointEvent>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// A table whose rows are ticked by their boxes alone: looking at a row changes no tick.
class TickTable : public TableView
{
public:
    using TableView::TableView;

protected:
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                         const QEvent *event) const override
    {
        const auto command = TableView::selectionCommand(index, event);
        if (!event || event->type() == QEvent::KeyPress)
            return QItemSelectionModel::NoUpdate;
        if (event->isSinglePointEvent()) {
            const auto *pointer = static_cast<const QSinglePointEvent *>(event);
            if (columnAt(pointer->position().toPoint().x()) != checkColumn())
                return QItemSelectionModel::NoUpdate;
        }
        return command;
    }
};

} // namespace

RestoreDialog::RestoreDialog(const QString &folder, Steps steps, QWidget *parent)
    : DialogFrame(parent), m_folder(folder), m_steps(std::move(steps))
{
    setObjectName(u"restoreDialog"_s);
    setWindowTitle(tr("Restore segments"));
    build();
    setMinimumSize(px(720, this), px(560, this));
    resize(px(900, this), px(700, this));
    check();
}

RestoreDialog::~RestoreDialog() = default;

void RestoreDialog::done(int result)
{
    m_isChecked = false;
    m_people->setSegment(nullptr, -1, false, false);
    m_model->setCheck(nullptr);
    m_check.reset();
    DialogFrame::done(result);
}

void RestoreDialog::build()
{
    m_pages = new QStackedWidget(this);
    auto *looking = new QWidget(m_pages);
    auto *lookingLayout = new QVBoxLayout(looking);
    lookingLayout->setSpacing(12);
    m_checking = new Label(QString(), TypeRole::Body, Tone::Second, looking);
    m_checking->setObjectName(u"restoreChecking"_s);
    m_checking->setAlignment(Qt::AlignCenter);
    m_bar = makeProgressBar(looking);
    m_bar->setFixedWidth(px(320, this));
    m_bar->setAccessibleName(tr("Progress of the check"));
    lookingLayout->addStretch(1);
    lookingLayout->addWidget(m_checking);
    lookingLayout->addWidget(m_bar, 0, Qt::AlignHCenter);
    m_wait = new WaitNote([this] { check(); }, looking);
    lookingLayout->addWidget(m_wait, 0, Qt::AlignHCenter);
    lookingLayout->addStretch(1);
    m_pages->addWidget(looking);

    auto *page = new QWidget(m_pages);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    using Column = RestoreTableModel::Column;
    m_model = new RestoreTableModel(this);
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(RestoreTableModel::SortRole);
    m_table = new TickTable(page);
    m_table->setObjectName(u"restoreTable"_s);
    m_table->setAccessibleName(tr("The segments of the backup, and what would be done to each"));
    m_table->setModel(m_sorted);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setCheckColumn(int(Column::Box));
    m_table->setColumnWidth(int(Column::Segment), px(280, this));
    m_table->setColumnWidth(int(Column::State), px(170, this));
    m_table->setColumnWidth(int(Column::Add), px(90, this));
    m_table->setColumnWidth(int(Column::Remove), px(100, this));
    m_table->setColumnWidth(int(Column::NotFound), px(110, this));
    m_table->setStretchColumn(int(Column::Segment));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(int(Column::Segment), Qt::AscendingOrder);
    m_state = new StateView(m_table);
    layout->addWidget(Card::around(m_table, page), 3);

    m_below = new QWidget(page);
    auto *below = new QVBoxLayout(m_below);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(8);
    m_peopleTitle = new Label(QString(), TypeRole::Strong, Tone::Text, m_below);
    m_peopleTitle->setObjectName(u"restorePeopleTitle"_s);
    below->addWidget(m_peopleTitle);
    using Part = RestorePeopleModel::Column;
    m_people = new RestorePeopleModel(this);
    m_people->setCustomerLookup(m_steps.names);
    m_peopleTable = new TableView(m_below);
    m_peopleTable->setObjectName(u"restorePeople"_s);
    m_peopleTable->setAccessibleName(tr("The people of the chosen segment"));
    m_peopleTable->setModel(m_people);
    m_peopleTable->setItemDelegate(new RowDelegate(m_peopleTable));
    m_peopleTable->setCompact(true);
    m_peopleTable->setFrameShape(QFrame::NoFrame);
    m_peopleTable->setColumnWidth(int(Part::Status), px(220, this));
    m_peopleTable->setColumnWidth(int(Part::Name), px(190, this));
    m_peopleTable->setColumnWidth(int(Part::CustomerId), px(110, this));
    m_peopleTable->setStretchColumn(int(Part::Email));
    m_peopleState = new StateView(m_peopleTable);
    below->addWidget(Card::around(m_peopleTable, m_below), 1);
    m_create = new QCheckBox(m_below);
    m_create->setObjectName(u"restoreCreateProfiles"_s);
    m_remove = new QCheckBox(m_below);
    m_remove->setObjectName(u"restoreRemoveOthers"_s);
    m_remove->setToolTip(tr("Makes each selected segment equal to the backup"));
    m_delete = new QCheckBox(m_below);
    m_delete->setObjectName(u"restoreDeleteOthers"_s);
    for (QCheckBox *box : {m_create, m_remove, m_delete}) {
        below->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &RestoreDialog::choiceChanged);
    }
    layout->addWidget(m_below, 3);
    m_pages->addWidget(page);
    content()->addWidget(m_pages, 1);

    m_other = addButton(tr("Another folder…"));
    m_other->setObjectName(u"restoreFolder"_s);
    m_cancel = addCancelButton();
    m_cancel->setObjectName(u"cancelButton"_s);
    m_go = addButton(tr("Restore"), ButtonLook::Primary);
    m_go->setObjectName(u"runRestore"_s);
    setDefaultButton(m_go);
    connect(m_other, &QPushButton::clicked, this, &RestoreDialog::chooseFolder);
    connect(m_go, &QPushButton::clicked, this, &RestoreDialog::confirm);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RestoreDialog::updateButtons);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RestoreDialog::showPeople);
    connect(m_peopleTable->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &RestoreDialog::updateVisibleRows);
    connect(m_people, &QAbstractItemModel::modelReset, this, &RestoreDialog::updateVisibleRows,
            Qt::QueuedConnection);
}

void RestoreDialog::check()
{
    setHeading(tr("Restore from %1").arg(words::quoted(QDir(m_folder).dirName())));
    setSubtitle(tr("Into %1").arg(words::shown(m_steps.storeName)));
    m_isChecked = false;
    m_people->setSegment(nullptr, -1, false, false);
    m_model->setCheck(nullptr);
    m_check = std::make_shared<RestorePreview>(m_folder, m_steps.source());
    connect(m_check.get(), &RestorePreview::finished, this, &RestoreDialog::checked);
    connect(m_check.get(), &RestorePreview::failed, this, &RestoreDialog::failed);
    connect(m_check.get(), &RestorePreview::progress, this,
            [this](RestorePreview::Stage stage, qint64 done, qint64 total) {
                m_wait->sign();
                switch (stage) {
                case RestorePreview::Stage::Backup:
                    m_checking->setText(tr("Reading the backup…"));
                    break;
                case RestorePreview::Stage::Segments:
                    m_checking->setText(tr("Reading the segments of the store…"));
                    break;
                case RestorePreview::Stage::People:
                    m_checking->setText(tr("Looking for the people in the store…"));
                    break;
                case RestorePreview::Stage::Members:
                    m_checking->setText(tr("Comparing the members…"));
                    break;
                }
                setProgress(m_bar, done, total);
            });
    m_checking->setText(tr("Reading the backup…"));
    setProgress(m_bar, 0, -1);
    m_pages->setCurrentIndex(0);
    updateButtons();
    m_cancel->setFocus();
    m_check->start();
}

QString RestoreDialog::about() const
{
    const Backup &backup = m_check->backup();
    QString text =
        tr("Into %1. The backup has %2 with %3.")
            .arg(words::shown(m_steps.storeName), words::segments(backup.segments.size()),
                 words::members(backup.memberships));
    if (m_check->isOtherStore())
        text += u' '
            + tr("It was made of another store (%1), so people are found by their e-mail "
                 "addresses.")
                  .arg(words::shortened(backup.store));
    if (backup.isEdited())
        text += u' '
            + tr("Its files have changed since it was made, with %1 and %2.")
                  .arg(words::segments(backup.madeWithSegments),
                       words::members(backup.madeWithMemberships));
    if (backup.setAside > 0)
        text += u' ' + words::setAside(backup);
    return text;
}

void RestoreDialog::checked()
{
    m_isChecked = true;
    setSubtitle(about());
    m_updating = true;
    m_model->setCheck(m_check);
    qint64 without = 0;
    qint64 leaving = 0;
    for (const RestoreSegment &segment : m_check->segments()) {
        without += segment.withoutProfile;
        leaving += segment.leaving.size();
    }
    m_create->setVisible(without > 0);
    m_create->setChecked(false);
    m_remove->setVisible(leaving > 0);
    m_remove->setChecked(false);
    const qsizetype others = m_check->others().size();
    m_delete->setVisible(others > 0);
    m_delete->setChecked(false);
    m_delete->setText(others == 1 ? tr("&Delete the segment of the store that is not in the backup")
                                  : tr("&Delete the %1 of the store that are not in the backup")
                                        .arg(words::segments(others)));
    QStringList names;
    for (const Segment &segment : m_check->others().first(std::min<qsizetype>(others, 12)))
        names.append(words::shown(segment.name));
    if (others > names.size())
        names.append(u"…"_s);
    m_delete->setToolTip(names.join(u'\n'));
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        const int segment = m_sorted->mapToSource(m_sorted->index(row, 0)).row();
        if (m_check->segments().at(segment).canRestore())
            m_table->toggleRow(row);
    }
    m_updating = false;
    m_pages->setCurrentIndex(1);
    const bool any = m_sorted->rowCount() > 0;
    m_below->setVisible(any || others > 0);
    if (any) {
        m_state->showReady();
        m_table->setCurrentIndex(m_sorted->index(0, int(RestoreTableModel::Column::Segment)));
    } else {
        m_state->showEmpty(u"file"_s, tr("No segments in this backup"),
                           tr("The store had none when the backup was made."),
                           {{tr("Another folder…"), {}, [this] { chooseFolder(); }}});
    }
    choiceChanged();
    focusDefaultButton();
}

void RestoreDialog::failed(const RestoreError &error)
{
    setSubtitle(tr("Into %1. Nothing was changed.").arg(words::shown(m_steps.storeName)));
    const ErrorWords words = words::restoreError(error, m_folder);
    m_pages->setCurrentIndex(1);
    m_below->setVisible(false);
    const StateAction again{tr("Retry"), u"refresh"_s, [this] { check(); }};
    const StateAction other{tr("Another folder…"), {}, [this] { chooseFolder(); }};
    const bool isWrongFolder = error.backup
        && (error.backup->kind == BackupError::Kind::NoFolder
            || error.backup->kind == BackupError::Kind::NotABackup);
    m_state->showFailed(words.title, words.sentence(),
                        isWrongFolder ? QList<StateAction>{other, again}
                                      : QList<StateAction>{again, other});
    updateButtons();
}

void RestoreDialog::chooseFolder()
{
    m_steps.chooseFolder([self = QPointer<RestoreDialog>(this)](const QString &folder) {
        if (!self || folder.isEmpty())
            return;
        self->m_folder = folder;
        self->check();
    });
}

RestoreChoice RestoreDialog::choice() const
{
    RestoreChoice choice;
    if (!m_isChecked)
        return choice;
    const QList<RowRange> ranges = m_table->selectedRanges();
    for (const RowRange &range : ranges) {
        for (int row = range.first; row <= range.last; ++row)
            choice.segments.insert(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
    }
    choice.createProfiles = m_create->isVisibleTo(this) && m_create->isChecked();
    choice.removeOthers = m_remove->isVisibleTo(this) && m_remove->isChecked();
    choice.deleteOthers = m_delete->isVisibleTo(this) && m_delete->isChecked();
    return choice;
}

void RestoreDialog::choiceChanged()
{
    if (m_updating || !m_isChecked)
        return;
    m_model->setChoice(m_create->isChecked(), m_remove->isChecked());
    showPeople();
    updateButtons();
}

void RestoreDialog::showPeople()
{
    if (!m_isChecked || m_updating)
        return;
    const QModelIndex current = m_table->currentIndex();
    const int segment = current.isValid() ? m_sorted->mapToSource(current).row() : -1;
    m_people->setSegment(m_check, segment, m_create->isChecked(), m_remove->isChecked());
    if (segment < 0) {
        m_peopleTitle->setText(QString());
        m_peopleState->showReady();
        return;
    }
    const RestoreSegment &row = m_check->segments().at(segment);
    const QString name = words::quoted(m_check->backup().segments.at(segment).name);
    m_peopleTitle->setText(
        row.isNew()
            ? name
            : tr("%1: %2 of the backup are there already").arg(name, words::members(row.staying)));
    if (m_people->rowCount() > 0)
        m_peopleState->showReady();
    else if (m_check->backup().segments.at(segment).members.isEmpty())
        m_peopleState->showEmpty(u"people"_s, tr("Without members"),
                                 tr("The segment has no members in the backup."));
    else
        m_peopleState->showEmpty(u"check-circle"_s, tr("No one to add or remove"),
                                 tr("The members of the backup are in the segment."));
}

void RestoreDialog::updateVisibleRows()
{
    const int first = m_peopleTable->rowAt(0);
    const int last = m_peopleTable->rowAt(m_peopleTable->viewport()->height() - 1);
    m_people->setVisibleRows(std::max(0, first), last < 0 ? m_people->rowCount() - 1 : last);
}

void RestoreDialog::updateButtons()
{
    if (m_updating || !m_go) // still being built
        return;
    m_other->setVisible(m_isChecked && m_sorted->rowCount() > 0);
    m_go->setVisible(m_pages->currentIndex() == 1 && m_isChecked);
    if (!m_isChecked) {
        setFacts(QString());
        return;
    }
    RestoreChoice now = choice();
    const RestoreTotals totals = m_check->totals(now);
    // What the boxes below would do to the segments that are ticked.
    now.removeOthers = true;
    now.createProfiles = true;
    const RestoreTotals most = m_check->totals(now);
    m_create->setText(most.profiles == 1
                          ? tr("&Create the missing shopper profile, and add that person too")
                          : tr("&Create the %1 missing shopper profiles, and add those people too")
                                .arg(words::count(most.profiles)));
    m_remove->setText(tr("&Remove the %1 of selected segments who are not in the backup")
                          .arg(words::members(most.leaving)));
    m_go->setText(words::restoreButton(totals));
    m_go->setEnabled(!totals.isNothing() && totals.tooMany == 0);
    if (totals.tooMany > 0) {
        setFacts(tr("A store holds at most %1: deselect %2 new ones.")
                     .arg(words::segments(maxSegmentsPerStore), words::count(totals.tooMany)));
    } else if (totals.isNothing()) {
        setFacts(m_table->selectedRowCount() == 0 ? tr("Select the segments to restore.")
                                                  : tr("The store is as the backup has it."));
    } else {
        const QString besides = words::restoreBesides(totals);
        const QString undo =
            totals.canBeUndone() ? tr("You can undo this.") : tr("This is too large to undo.");
        setFacts(besides.isEmpty() ? undo : besides + u". "_s + undo);
    }
}

void RestoreDialog::confirm()
{
    const RestoreTotals totals = m_check->totals(choice());
    if (totals.guarded == 0 && totals.deleted == 0) {
        run();
        return;
    }
    TypedConfirmWords words;
    words.windowTitle = tr("Restore segments");
    words.heading = totals.deleted > 0
        ? tr("Delete %1 that are not in the backup?").arg(words::segments(totals.deleted))
        : tr("Remove %1 from their segments?").arg(words::members(totals.leaving));
    if (totals.guarded > 0)
        words.points.append(
            {ConfirmPoint::Kind::Know,
             tr("<b>%1</b> would lose more than a fifth of the members; <b>%2</b> would be removed "
                "in all.")
                 .arg(words::segments(totals.guarded), words::count(totals.leaving))});
    if (totals.deleted > 0)
        words.points.append({ConfirmPoint::Kind::Know,
                             tr("Promotions that use a deleted segment do not follow a recreated "
                                "one: it has a new ID.")});
    words.points.append({ConfirmPoint::Kind::Kept, tr("The people keep their shopper profiles.")});
    words.points.append({ConfirmPoint::Kind::Undo, tr("You can undo this.")});
    words.number = totals.deleted > 0 ? totals.deleted : totals.leaving;
    words.prompt = totals.deleted > 0
        ? tr("Type the number of segments, <b>%1</b>").arg(words::count(words.number))
        : tr("Type the number of members, <b>%1</b>").arg(words::count(words.number));
    words.keep = tr("Keep them");
    words.danger = tr("Restore");
    auto *dialog = new TypedConfirm(words, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &RestoreDialog::run);
    dialog->open();
}

void RestoreDialog::run()
{
    const RestoreChoice now = choice();
    const QList<Plan> plans = m_check->plans(now);
    const RestoreTotals totals = m_check->totals(now);
    Q_EMIT restoreRequested(plans, totals);
    accept();
}

} // namespace segmentdesk
