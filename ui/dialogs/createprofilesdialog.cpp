// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/createprofilesdialog.h"

#include "models/sources/selectionresolver.h"
#include "models/tables/peopletablemodel.h"
#include "ui/dialogs/errordetailsdialog.h"
#include "ui/kit/card.h"
#include "ui/kit/controls.h"
#include "ui/kit/label.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableview.h"
#include "ui/kit/textedit.h"
#include "ui/people/peopledelegate.h"
#include "ui/segments/waitnote.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QButtonGroup>
#include <QEvent>
#include <QProgressBar>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int parsePauseMs = 120;
constexpr qsizetype maxBadShown = 4;

using Column = PeopleTableModel::Column;

} // namespace

CreateProfilesDialog::CreateProfilesDialog(WithoutProfileScan &scan, const CustomerLookup &lookup,
                                           QWidget *parent)
    : DialogFrame(parent), m_scan(scan), m_pages(new QStackedWidget(this))
{
    setObjectName(u"createProfilesDialog"_s);
    setWindowTitle(tr("Create profiles"));
    setHeading(tr("Create shopper profiles"));
    setSubtitle(tr("Only customers with a shopper profile can be added to segments."));

    const auto makeTab = [this](const QString &text, const QString &icon, const QString &name) {
        QPushButton *tab = makeButton(text, icon, ButtonLook::Flat, this);
        tab->setObjectName(name);
        tab->setCheckable(true);
        return tab;
    };
    m_typeTab = makeTab(tr("Type or paste IDs"), u"pencil"_s, u"typeTab"_s);
    m_pickTab = makeTab(tr("Pick from customers without a profile"), u"person-x"_s, u"pickTab"_s);
    auto *group = new QButtonGroup(this);
    group->addButton(m_typeTab);
    group->addButton(m_pickTab);
    auto *tabs = new QHBoxLayout;
    tabs->setSpacing(4);
    tabs->addWidget(m_typeTab);
    tabs->addWidget(m_pickTab);
    tabs->addStretch(1);
    m_pages->addWidget(makeTypePage());
    m_pages->addWidget(makePickPage());
    content()->setSpacing(12);
    content()->addLayout(tabs);
    content()->addWidget(m_pages, 1);

    addCancelButton()->setObjectName(u"cancelButton"_s);
    m_create = addButton(QString(), ButtonLook::Primary);
    m_create->setObjectName(u"createButton"_s);
    m_model->setCustomerLookup(lookup);
    setDefaultButton(m_create);
    connect(m_create, &QPushButton::clicked, this, &CreateProfilesDialog::submit);
    connect(m_typeTab, &QPushButton::clicked, this, [this] { showPage(Page::Type); });
    connect(m_pickTab, &QPushButton::clicked, this, [this] { showPage(Page::Pick); });

    setMinimumSize(px(640, this), px(440, this));
    resize(px(780, this), px(600, this));
    parse();
    showPage(Page::Type);
}

CreateProfilesDialog::~CreateProfilesDialog() = default;

QWidget *CreateProfilesDialog::makeTypePage()
{
    auto *page = new QWidget(m_pages);
    m_edit = new TextEdit(page);
    m_edit->setObjectName(u"customerIds"_s);
    m_edit->setTabChangesFocus(true);
    m_edit->document()->setDocumentMargin(7);
    m_edit->setPlaceholderText(u"124310\n98114, 65912"_s);
    auto *label =
        new Label(tr("Customer &IDs, one per line or separated by spaces, commas or semicolons"),
                  TypeRole::Body, Tone::Text, page);
    label->setBuddy(m_edit);
    m_valid = new Label(QString(), TypeRole::Body, Tone::Text, page);
    m_valid->setObjectName(u"validText"_s);
    m_repeated = new Label(QString(), TypeRole::Body, Tone::Second, page);
    m_repeated->setObjectName(u"repeatedText"_s);
    m_badTitle = new Label(QString(), TypeRole::Body, Tone::Warn, page);
    m_badTitle->setObjectName(u"badTitle"_s);
    m_bad = new Label(QString(), TypeRole::Caption, Tone::Second, page);
    m_bad->setObjectName(u"badText"_s);
    m_bad->setWordWrap(true);
    m_bad->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *counts = new QHBoxLayout;
    counts->setSpacing(16);
    counts->addWidget(m_valid);
    counts->addWidget(m_repeated);
    counts->addWidget(m_badTitle);
    counts->addStretch(1);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(label);
    layout->addWidget(m_edit, 1);
    layout->addLayout(counts);
    layout->addWidget(m_bad);

    m_parseLater.setSingleShot(true);
    m_parseLater.setInterval(parsePauseMs);
    connect(&m_parseLater, &QTimer::timeout, this, &CreateProfilesDialog::parse);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        // A short text is read at each key; a long one when the typing pauses.
        if (m_edit->document()->characterCount() < 10'000)
            parse();
        else
            m_parseLater.start();
    });
    return page;
}

QWidget *CreateProfilesDialog::makePickPage()
{
    auto *page = new QWidget(m_pages);
    m_scanText = new Label(QString(), TypeRole::Body, Tone::Second, page);
    m_scanText->setObjectName(u"scanText"_s);
    m_bar = makeProgressBar(page);
    m_bar->setObjectName(u"scanBar"_s);
    m_bar->setFixedWidth(px(160, this));
    m_scanButton = makeButton(QString(), QString(), ButtonLook::Normal, page);
    m_scanButton->setObjectName(u"scanButton"_s);
    setButtonSmall(m_scanButton);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_scanText);
    head->addStretch(1);
    head->addWidget(m_bar);
    head->addWidget(m_scanButton);

    m_model = new PeopleTableModel(this);
    m_table = new TableView(page);
    m_table->setObjectName(u"withoutProfileTable"_s);
    m_table->setAccessibleName(tr("Customers without a profile"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new PeopleDelegate({}, m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setCheckColumn(int(Column::Box));
    m_table->setColumnWidth(int(Column::Box), px(36, this));
    m_table->setColumnWidth(int(Column::Name), px(190, this));
    m_table->setColumnWidth(int(Column::CustomerId), px(100, this));
    m_table->setColumnWidth(int(Column::CustomerSince), px(116, this));
    for (const Column column :
         {Column::Company, Column::ProfileUuid, Column::OtherSegments, Column::ProfileSince})
        m_table->setColumnHidden(int(column), true);
    m_table->setStretchColumn(int(Column::Email));
    m_table->viewport()->installEventFilter(this);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this] { updateVisibleRows(); });
    connect(m_table, &TableView::selectedRowCountChanged, this, [this] { updateButton(); });
    connect(m_table, &TableView::retryRequested, m_model, &PagedTableModelBase::retry);
    m_state = new StateView(m_table);
    m_wait = new WaitNote([this] { restartScan(); }, page);
    m_wait->setCancel([this] { stopScan(); });

    auto *frame = new Card(Card::Ground::Base, page);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(1, 1, 1, 1);
    inFrame->addWidget(m_table);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_wait);
    layout->addWidget(frame, 1);

    connect(&m_scan, &WithoutProfileScan::progress, m_wait, &WaitNote::sign);
    connect(&m_scan, &WithoutProfileScan::progress, this, &CreateProfilesDialog::updateScan);
    connect(&m_scan, &WithoutProfileScan::finished, this, &CreateProfilesDialog::updateScan);
    connect(m_scanButton, &QPushButton::clicked, this,
            [this] { m_scan.isRunning() ? stopScan() : restartScan(); });
    connect(m_model, &PagedTableModelBase::stateChanged, this, &CreateProfilesDialog::updateScan);
    connect(m_model, &PagedTableModelBase::refreshingChanged, this,
            &CreateProfilesDialog::updateScan, Qt::QueuedConnection);
    return page;
}

void CreateProfilesDialog::startScan()
{
    m_scan.start();
    m_table->clearSelection();
    m_model->setSource(m_scan.source());
}

void CreateProfilesDialog::restartScan()
{
    startScan();
    updateScan();
}

void CreateProfilesDialog::stopScan()
{
    m_scan.stop();
    updateScan();
}

CreateProfilesDialog::Page CreateProfilesDialog::page() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

void CreateProfilesDialog::showPage(Page page)
{
    m_pages->setCurrentIndex(int(page));
    (page == Page::Type ? m_typeTab : m_pickTab)->setChecked(true);
    if (page == Page::Type) {
        m_edit->setFocus();
    } else {
        if (!m_scan.isRunning() && !m_scan.isComplete())
            startScan();
        else if (m_model->state() == PagedTableModelBase::State::Empty)
            m_model->setSource(m_scan.source());
        updateScan();
        m_table->setFocus();
    }
    updateButton();
}

void CreateProfilesDialog::setText(const QString &ids)
{
    m_edit->setPlainText(ids);
    parse();
}

void CreateProfilesDialog::parse()
{
    m_parseLater.stop();
    m_list = CustomerIdList::parse(m_edit->toPlainText());
    const auto valid = m_list.ids.size();
    m_valid->setText(valid == 1 ? tr("%Ln customer ID", nullptr, 1)
                                : tr("%Ln customer IDs", nullptr, int(valid)));
    m_repeated->setVisible(m_list.repeated > 0);
    m_repeated->setText(m_list.repeated == 1
                            ? tr("%Ln duplicate left out", nullptr, 1)
                            : tr("%Ln duplicates left out", nullptr, int(m_list.repeated)));

    QStringList bad;
    for (qsizetype i = 0; i < qMin(maxBadShown, m_list.bad.size()); ++i) {
        const CustomerIdList::Bad &entry = m_list.bad.at(i);
        bad.append(tr("Line %1: “%2”").arg(words::count(entry.line), words::shown(entry.text)));
    }
    if (m_list.badCount > maxBadShown)
        bad.append(tr("and %1 more").arg(words::count(m_list.badCount - maxBadShown)));
    m_badTitle->setVisible(m_list.badCount > 0);
    m_badTitle->setText(m_list.badCount == 1
                            ? tr("%Ln is not a customer ID", nullptr, 1)
                            : tr("%Ln are not customer IDs", nullptr, int(m_list.badCount)));
    if (m_list.tooMany > 0)
        bad.prepend(tr("At most %1 at once: %2 too many.")
                        .arg(words::count(CustomerIdList::maxIds), words::count(m_list.tooMany)));
    m_bad->setVisible(!bad.isEmpty());
    m_bad->setText(bad.join(u", "_s));
    updateButton();
}

void CreateProfilesDialog::updateScan()
{
    const QString found = m_scan.found() == 1
        ? tr("%Ln without a profile", nullptr, 1)
        : tr("%Ln without a profile", nullptr, int(m_scan.found()));
    if (m_scan.total() < 0)
        m_scanText->setText(m_scan.isRunning() ? tr("Searching the customers…") : QString());
    else if (m_scan.isRunning())
        m_scanText->setText(
            tr("%1 of %2 customers read, %3")
                .arg(words::count(m_scan.read()), words::count(m_scan.total()), found));
    else if (m_scan.isComplete())
        m_scanText->setText(tr("%1 of %2").arg(found, words::customers(m_scan.total())));
    else
        m_scanText->setText(
            tr("Stopped after %1 of %2 customers, %3")
                .arg(words::count(m_scan.read()), words::count(m_scan.total()), found));
    m_bar->setVisible(m_scan.isRunning());
    m_wait->setVisible(m_scan.isRunning());
    setProgress(m_bar, m_scan.read(), m_scan.total());
    m_scanButton->setText(m_scan.isRunning() ? tr("Stop") : tr("Search again"));

    // What was found so far can be picked while it still looks. New ones come behind the others, so
    // the selected rows stay the same people, unless a person was removed.
    if (m_scan.found() < m_model->total())
        m_table->clearSelection();
    if (m_scan.found() != m_model->total() && !m_model->isRefreshing()
        && m_model->state() != PagedTableModelBase::State::Loading)
        m_model->refresh();
    if (m_model->rowCount() > 0 || m_scan.found() > 0) {
        m_state->showReady();
        updateVisibleRows();
    } else if (m_scan.isRunning()) {
        m_state->showLoading();
    } else if (m_scan.error()) {
        const ErrorWords words = words::errorWords(*m_scan.error(), WhatFailed::ReadCustomers);
        m_state->showFailed(words.title, words.sentence(),
                            {{tr("Retry"), u"refresh"_s, [this] { restartScan(); }},
                             {tr("Details"), u"info"_s, [this] {
                                  auto *dialog = new ErrorDetailsDialog(
                                      *m_scan.error(), WhatFailed::ReadCustomers, this);
                                  dialog->setAttribute(Qt::WA_DeleteOnClose);
                                  dialog->open();
                              }}});
    } else if (m_scan.isComplete()) {
        m_state->showEmpty(u"check-circle"_s, tr("Everyone has a profile"),
                           tr("Every customer of this store can be added to segments."));
    } else {
        m_state->showEmpty(u"people"_s, tr("No one found yet"),
                           tr("The search stopped before the end."));
    }
    updateButton();
}

void CreateProfilesDialog::updateVisibleRows()
{
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    if (first >= 0)
        m_model->setVisibleRows(first, last < 0 ? m_model->rowCount() - 1 : last);
}

void CreateProfilesDialog::updateButton()
{
    const bool typing = page() == Page::Type;
    const qint64 number = typing ? m_list.ids.size() : m_table->selectedRowCount();
    m_create->setText(number == 0 ? tr("Create profiles")
                                  : tr("Create %1").arg(words::profiles(number)));
    m_create->setEnabled(!m_collecting && number > 0 && (!typing || m_list.tooMany == 0));
    if (m_collecting)
        setFacts(tr("Reading the selected customers…"));
    else if (typing)
        setFacts(m_list.ids.isEmpty() ? QString() : tr("Customers with a profile keep it."));
    else
        setFacts(
            tr("%1 of %2 selected").arg(words::count(number), words::count(m_model->rowCount())));
}

void CreateProfilesDialog::submit()
{
    if (page() == Page::Type) {
        parse();
        if (!m_list.ids.isEmpty() && m_list.tooMany == 0) {
            Q_EMIT createRequested(m_list.ids);
            accept();
        }
        return;
    }
    // The rows are frozen into ids now; those that are not loaded are read, from what the scan
    // keeps.
    Selection selection;
    const auto ranges = m_table->selectedRanges();
    for (const auto &range : ranges)
        selection.rows.append({range.first, range.last});
    auto *collect = new SelectionResolver(
        m_scan.source(), selection, [this](qint64 row) { return m_model->rowAt(int(row)); }, this);
    m_collecting = true;
    updateButton();
    connect(collect, &SelectionResolver::collected, this, [this](const QList<PersonRef> &people) {
        m_collecting = false;
        QList<CustomerId> ids;
        ids.reserve(people.size());
        for (const PersonRef &person : people)
            ids.append(person.customerId);
        if (ids.isEmpty())
            return;
        Q_EMIT createRequested(ids);
        accept();
    });
    connect(collect, &SelectionResolver::failed, this, [this, collect](const ApiError &error) {
        collect->deleteLater();
        m_collecting = false;
        updateButton();
        auto *dialog = new ErrorDetailsDialog(error, WhatFailed::ReadCustomers, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    collect->start();
}

bool CreateProfilesDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        QMetaObject::invokeMethod(this, &CreateProfilesDialog::updateVisibleRows,
                                  Qt::QueuedConnection);
    return DialogFrame::eventFilter(watched, event);
}

} // namespace segmentdesk
